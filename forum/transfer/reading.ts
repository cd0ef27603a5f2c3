/** Reads an export piece by piece, however large it is: only one row at a time is held. */

export type Piece = { kind: 'field'; name: string; value: unknown } | { kind: 'row'; table: string; row: unknown }

/** What is no JSON of this form: `{…, "tables": {"NAME": [{row}, …]}, …}`. */
export class Unreadable extends Error {}

const pieceMaxChars = 16 * 1024 * 1024

/** The fields of the document and the rows of its tables, in the order in which they stand. Throws `Unreadable`. */
export async function* piecesOf(chunks: AsyncIterable<string>): AsyncGenerator<Piece> {
  const scanner = new Scanner()
  for await (const chunk of chunks) yield* scanner.read(chunk)
  scanner.end()
}

/** Follows brackets and strings; leaves everything else to JSON.parse. */
class Scanner {
  #depth = 0
  #inString = false
  #escaped = false
  #seen = false
  /** The last string outside rows, and the names under which we stand. */
  #text: string | null = null
  #field = ''
  #table = ''
  /** A field's value or a row that is being gathered. */
  #gathering: 'field' | 'row' | null = null
  #gathered = ''

  end(): void {
    if (!this.#seen || this.#depth !== 0 || this.#inString) throw new Unreadable()
  }

  * read(chunk: string): Generator<Piece> {
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      const sign = chunk.charAt(at)
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false
        else if (sign === '\\') this.#escaped = true
        else if (sign === '"') {
          this.#inString = false
          if (this.#gathering === null) this.#text = this.#take(chunk, from, at + 1)
        }
        continue
      }
      if (sign === '"') {
        this.#inString = true
        if (this.#gathering === null) from = at
      } else if (sign === '{' || sign === '[') {
        this.#depth += 1
        this.#seen = true
        if (this.#gathering === null && this.#depth === 4) {
          this.#gathering = 'row'
          from = at
        }
      } else if (sign === '}' || sign === ']') {
        if (this.#gathering === 'field' && this.#depth === 1) yield this.#fieldFrom(chunk, from, at)
        this.#depth -= 1
        if (this.#depth < 0) throw new Unreadable()
        if (this.#gathering === 'row' && this.#depth === 3) {
          yield { kind: 'row', table: this.#table, row: parsed(this.#take(chunk, from, at + 1)) }
          this.#gathering = null
        }
      } else if (sign === ':' && this.#gathering === null) {
        if (this.#depth === 1) this.#field = named(this.#text)
        if (this.#depth === 2) this.#table = named(this.#text)
        if (this.#depth === 1 && this.#field !== 'tables') {
          this.#gathering = 'field'
          from = at + 1
        }
      } else if (sign === ',' && this.#gathering === 'field' && this.#depth === 1) {
        yield this.#fieldFrom(chunk, from, at)
      }
      // Nothing but rows stands in a table, and nothing before or after the document.
      if (this.#gathering === null && ((this.#depth === 0 && !/[\s{}]/.test(sign)) || (this.#depth === 3 && !/[\s,[\]{}]/.test(sign)))) throw new Unreadable()
    }
    if (this.#gathering !== null || this.#inString) {
      this.#gathered += chunk.slice(from)
      if (this.#gathered.length > pieceMaxChars) throw new Unreadable()
    }
  }

  #fieldFrom(chunk: string, from: number, to: number): Piece {
    this.#gathering = null
    return { kind: 'field', name: this.#field, value: parsed(this.#take(chunk, from, to)) }
  }

  #take(chunk: string, from: number, to: number): string {
    const text = this.#gathered + chunk.slice(from, to)
    this.#gathered = ''
    return text
  }
}

function named(text: string | null): string {
  const name = text === null ? null : parsed(text)
  if (typeof name !== 'string') throw new Unreadable()
  return name
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new Unreadable()
    throw error
  }
}
