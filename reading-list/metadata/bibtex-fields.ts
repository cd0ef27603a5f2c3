/** The grammar of a BibTeX file: entries with their fields, strings put in, comments left out. */
import { bounds, Malformed } from './entry'

export type BibtexEntry = { type: string; key: string; line: number; fields: Map<string, string> }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Reads all entries. Throws `Malformed` with a sentence that names the line. */
export function readBibtex(source: string): BibtexEntry[] {
  return new Reader(source).entries()
}

class Reader {
  #at = 0
  readonly #source: string
  readonly #strings = new Map(months.map((name, n) => [name, String(n + 1)]))
  /** Line ends, for telling where something is. */
  #line = 1
  #counted = 0

  constructor(source: string) { this.#source = source }

  entries(): BibtexEntry[] {
    const found: BibtexEntry[] = []
    for (;;) {
      // Whatever stands between entries is a comment.
      const next = this.#source.indexOf('@', this.#at)
      if (next < 0) return found
      this.#at = next + 1
      const line = this.#lineAt(next)
      const type = this.#word().toLowerCase()
      this.#space()
      const open = this.#source.charAt(this.#at)
      if (type === '' || (open !== '{' && open !== '(')) continue
      this.#at += 1
      const close = open === '{' ? '}' : ')'
      if (type === 'comment' || type === 'preamble') this.#skipTo(close, line)
      else if (type === 'string') this.#string(close, line)
      else found.push(this.#entry(type, close, line))
      if (found.length > bounds.entries) throw new Malformed(`line ${line}: the file has more than ${bounds.entries} entries.`)
    }
  }

  #entry(type: string, close: string, line: number): BibtexEntry {
    this.#space()
    const key = /^[^\s,{}()=]{0,300}/u.exec(this.#source.slice(this.#at, this.#at + 300))?.[0] ?? ''
    this.#at += key.length
    this.#space()
    const fields = new Map<string, string>()
    const named = `the entry ${key === '' ? `@${type}` : key}`
    if (this.#takes(close)) return { type, key, line, fields }
    if (!this.#takes(',')) throw this.#fault(line, `${named} has no comma behind its key.`)
    for (;;) {
      this.#space()
      if (this.#takes(close)) return { type, key, line, fields }
      const at = this.#at
      const name = this.#word().toLowerCase()
      this.#space()
      if (name === '' || !this.#takes('=')) throw this.#fault(this.#lineAt(Math.min(at, this.#source.length)), at >= this.#source.length ? `${named} of line ${line} is not closed.` : `a field “name = value” of ${named} was expected.`)
      const value = this.#value(line, named)
      if (!fields.has(name)) fields.set(name, value)
      this.#space()
      if (this.#takes(',')) continue
      if (this.#takes(close)) return { type, key, line, fields }
      throw this.#fault(this.#lineAt(Math.min(this.#at, this.#source.length)), this.#at >= this.#source.length ? `${named} of line ${line} is not closed.` : `behind the field ${name} of ${named} a comma is missing.`)
    }
  }

  #string(close: string, line: number): void {
    this.#space()
    const name = this.#word().toLowerCase()
    this.#space()
    if (name === '' || !this.#takes('=')) throw this.#fault(line, 'an @string has no “name = value”.')
    this.#strings.set(name, this.#value(line, `the @string ${name}`))
    this.#space()
    if (!this.#takes(close)) throw this.#fault(line, `the @string ${name} is not closed.`)
  }

  /** Parts joined by #. */
  #value(line: number, named: string): string {
    let value = ''
    do {
      this.#space()
      const sign = this.#source.charAt(this.#at)
      if (sign === '{' || sign === '"') {
        this.#at += 1
        value += this.#until(sign === '{' ? '}' : '"', line, named)
      } else {
        const word = this.#word()
        if (word === '') throw this.#fault(this.#lineAt(Math.min(this.#at, this.#source.length)), `a value of ${named} is missing.`)
        value += /^\d+$/.test(word) ? word : this.#strings.get(word.toLowerCase()) ?? word
      }
      if (value.length > bounds.abstract * 2) throw this.#fault(line, `a field of ${named} is longer than ${bounds.abstract * 2} characters.`)
      this.#space()
    } while (this.#takes('#'))
    return value
  }

  /** What stands before the closing sign that is in no braces of its own. */
  #until(close: string, line: number, named: string): string {
    const from = this.#at
    let depth = 0
    for (; this.#at < this.#source.length; this.#at += 1) {
      const sign = this.#source.charAt(this.#at)
      if (sign === close && depth === 0) {
        this.#at += 1
        return this.#source.slice(from, this.#at - 1)
      }
      if (sign === '{') depth += 1
      else if (sign === '}') depth -= 1
      if (depth < 0) break
    }
    throw this.#fault(line, `the braces of ${named} do not close.`)
  }

  #skipTo(close: string, line: number): void {
    let depth = 1
    for (; this.#at < this.#source.length && depth > 0; this.#at += 1) {
      const sign = this.#source.charAt(this.#at)
      if (sign === close) depth -= 1
      else if (sign === (close === '}' ? '{' : '(')) depth += 1
    }
    if (depth > 0) throw this.#fault(line, 'a comment is not closed.')
  }

  #word(): string {
    const word = /^[^\s"#%'(),={}@]{1,100}/u.exec(this.#source.slice(this.#at, this.#at + 100))?.[0] ?? ''
    this.#at += word.length
    return word
  }

  #space(): void {
    while (this.#at < this.#source.length && /\s/u.test(this.#source.charAt(this.#at))) this.#at += 1
  }

  #takes(sign: string): boolean {
    if (this.#source.charAt(this.#at) !== sign) return false
    this.#at += 1
    return true
  }

  #lineAt(position: number): number {
    if (position < this.#counted) return this.#line
    for (; this.#counted < position; this.#counted += 1) if (this.#source.charAt(this.#counted) === '\n') this.#line += 1
    return this.#line
  }

  #fault(line: number, what: string): Malformed { return new Malformed(`line ${line}: ${what}`) }
}
