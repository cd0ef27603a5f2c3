/** TeX's letters in BibTeX as Unicode. Formulas stay as they are. */
import { oneLine } from './entry'

const accents: Record<string, string> = { '`': '\u0300', '\'': '\u0301', '^': '\u0302', '~': '\u0303', '"': '\u0308', '=': '\u0304', '.': '\u0307', 'u': '\u0306', 'v': '\u030C', 'H': '\u030B', 'c': '\u0327', 'k': '\u0328', 'r': '\u030A', 'd': '\u0323', 'b': '\u0331' }
const letters: Record<string, string> = {
  ss: 'ß', o: 'ø', O: 'Ø', l: 'ł', L: 'Ł', ae: 'æ', AE: 'Æ', oe: 'œ', OE: 'Œ', aa: 'å', AA: 'Å', i: 'ı', j: 'ȷ', dh: 'ð', DH: 'Ð', th: 'þ', TH: 'Þ', dj: 'đ', DJ: 'Đ', ng: 'ŋ', NG: 'Ŋ',
  textendash: '–', textemdash: '—', textquoteright: '’', textquoteleft: '‘', textquotedblleft: '“', textquotedblright: '”', textasciitilde: '~', textbackslash: '\\', textasciicircum: '^', textbraceleft: '{', textbraceright: '}', textless: '<', textgreater: '>', textbar: '|', textquotedbl: '"',
  S: '§', P: '¶', copyright: '©', dots: '…', ldots: '…', textregistered: '®', texttrademark: '™', TeX: 'TeX', LaTeX: 'LaTeX',
}

const formulaPattern = /\$\$(?:\\[^]|[^\\$]){1,2000}\$\$|\$(?:\\[^]|[^\\$]){1,2000}\$|\\\((?:[^\\]|\\[^)]){1,2000}\\\)|\\\[(?:[^\\]|\\[^\]]){1,2000}\\\]/y

/** The text that TeX would set. */
export function fromTex(source: string): string {
  return set(source, new Braces())
}

// For private use: no title has them.
const [opening, closing] = ['\uE000', '\uE001']
const bracedMax = 4_000

/** A title as it is set, with braces around what must keep its capitals; `\{`, `\}` and `\\` are signs. Null where nothing must. */
export function bracedTitle(source: string): string | null {
  const marked = oneLine(set(source.replaceAll(opening, '').replaceAll(closing, ''), new Braces(opening, closing))) ?? ''
  const title = marked.replace(/\uE000\s*\uE001/gu, '').replace(/[\\{}]/g, '\\$&').replaceAll(opening, '{').replaceAll(closing, '}')
  // One that was cut short may have lost a brace.
  return marked.split(opening).length !== marked.split(closing).length || !/[^\\]\}|^\{/u.test(title) || title.length > bracedMax ? null : title
}

/** The braces that are open. Those of an accent and of a command's argument keep nothing, nor do those within others. */
class Braces {
  readonly #open: boolean[] = []
  constructor(readonly opening = '', readonly closing = '') {}

  opens(next: string, isArgument: boolean): string {
    const keeps = !isArgument && next !== '\\' && !this.#open.includes(true)
    this.#open.push(keeps)
    return keeps ? this.opening : ''
  }

  closes(): string { return this.#open.pop() === true ? this.closing : '' }
}

function set(source: string, braces: Braces): string {
  let out = ''
  let text = ''
  let at = 0
  let argumentAt = -1
  while (at < source.length) {
    const sign = source.charAt(at)
    formulaPattern.lastIndex = at
    const formula = sign === '$' || sign === '\\' ? formulaPattern.exec(source)?.[0] : undefined
    if (formula !== undefined) {
      out += withMarks(text) + formula
      text = ''
      at += formula.length
    } else if (sign === '\\') {
      const isWord = /[A-Za-z]/.test(source.charAt(at + 1))
      const [letters, next] = command(source, at + 1)
      text += letters
      at = next
      if (isWord) argumentAt = next
    } else {
      text += sign === '~' ? ' ' : sign === '{' ? braces.opens(source.charAt(at + 1), at === argumentAt) : sign === '}' ? braces.closes() : sign
      at += 1
    }
  }
  return (out + withMarks(text)).normalize('NFC')
}

function withMarks(text: string): string {
  return text.replace(/---/g, '—').replace(/--/g, '–').replace(/``/g, '“').replace(/''/g, '”')
}

/** What a command behind its backslash sets, and where the text goes on. */
function command(source: string, at: number): [string, number] {
  const name = /^(?:[A-Za-z]+|[^])/u.exec(source.slice(at, at + 40))?.[0] ?? ''
  const after = at + name.length
  const accent = accents[name]
  if (accent !== undefined) {
    const [letter, next] = argument(source, after, name.length === 1 && /[A-Za-z]/.test(name))
    return [letter === '' ? '' : (letter === 'ı' ? 'i' : letter === 'ȷ' ? 'j' : letter).replace(/^./u, first => first + accent), next]
  }
  const isWord = /^[A-Za-z]/.test(name)
  const letter = letters[name]
  // White space ends a word of TeX and belongs to it.
  const next = isWord ? after + (/^\s*/.exec(source.slice(after, after + 20))?.[0].length ?? 0) : after
  if (letter !== undefined) return [letter, next]
  // A sign stands for itself, a word that sets nothing (\emph, \textbf) leaves what it is about.
  return isWord ? ['', next] : [name === '\\' ? ' ' : name, after]
}

/** The letter under an accent: in braces, a command (\i), or the next sign. */
function argument(source: string, from: number, spaced: boolean): [string, number] {
  let at = from
  if (spaced || source.charAt(at) === ' ') while (source.charAt(at) === ' ') at += 1
  const sign = source.charAt(at)
  if (sign === '{') {
    const end = source.indexOf('}', at)
    if (end < 0 || end - at > 20) return ['', at + 1]
    const inner = source.slice(at + 1, end)
    return [inner.startsWith('\\') ? command(inner, 1)[0] : inner, end + 1]
  }
  if (sign === '\\') return command(source, at + 1)
  const whole = String.fromCodePoint(source.codePointAt(at) ?? 32)
  return [at < source.length ? whole : '', at + whole.length]
}
