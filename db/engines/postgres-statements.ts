/** Statements that PostgreSQL has parsed once on a connection, kept there under names. Only texts that come again and again get one. */
import type pg from 'pg'

/** What drizzle asks of a connection. */
export type Asked = { query(query: pg.QueryConfig | string, values?: unknown[]): Promise<pg.QueryResult> }

const namedMax = 300
const comesAgainFrom = 3
const countedMax = 2_000

/** How often each text was asked for on all connections of this process together. */
const counted = new Map<string, number>()
let names = 0

export class NamedStatements implements Asked {
  readonly #names = new Map<string, string>()
  readonly #client: pg.ClientBase

  constructor(client: pg.ClientBase) { this.#client = client }

  query(query: pg.QueryConfig | string, values?: unknown[]): Promise<pg.QueryResult> {
    if (typeof query === 'string') return this.#client.query(query, values)
    const name = this.#nameOf(query.text)
    return this.#client.query(name === undefined ? query : { ...query, name }, values)
  }

  /** Whether this connection holds as many statements as it may: it is then replaced, since that alone frees all that is kept of them. */
  get full(): boolean { return this.#names.size >= namedMax }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text)
    if (known !== undefined) return known
    if (this.full || !comesAgain(text)) return undefined
    const name = `colloquy_${++names}`
    this.#names.set(text, name)
    return name
  }
}

function comesAgain(text: string): boolean {
  const times = (counted.get(text) ?? 0) + 1
  if (counted.size >= countedMax && times === 1) counted.clear()
  counted.set(text, times)
  return times >= comesAgainFrom
}
