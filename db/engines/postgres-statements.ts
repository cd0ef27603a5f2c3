/** Statements that PostgreSQL has parsed once on a connection, kept there under names. Only texts that come again and again get one.
 *  What is asked in one moment is sent in one piece: each piece costs a call of the system, and wakes the server's process. */
import { Writable } from 'node:stream'
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
  readonly #stream: Writable | null
  #gathering = false

  constructor(client: pg.ClientBase) {
    this.#client = client
    this.#stream = streamOf(client)
  }

  query(query: pg.QueryConfig | string, values?: unknown[]): Promise<pg.QueryResult> {
    this.#gather()
    if (typeof query === 'string') return this.#client.query(query, values)
    const name = this.#nameOf(query.text)
    return this.#client.query(name === undefined ? query : { ...query, name }, values)
  }

  /** Whether this connection holds as many statements as it may: it is then replaced, since that alone frees all that is kept of them. */
  get full(): boolean { return this.#names.size >= namedMax }

  // Until all that is under way in this moment has asked.
  #gather(): void {
    const stream = this.#stream
    if (stream === null || this.#gathering) return
    this.#gathering = true
    stream.cork()
    process.nextTick(() => {
      this.#gathering = false
      stream.uncork()
    })
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text)
    if (known !== undefined) return known
    if (this.full || !comesAgain(text)) return undefined
    const name = `colloquy_${++names}`
    this.#names.set(text, name)
    return name
  }
}

/** The stream to the server, which pg's types do not tell of. */
function streamOf(client: pg.ClientBase): Writable | null {
  const connection: unknown = Reflect.get(client, 'connection')
  const stream: unknown = typeof connection === 'object' && connection !== null ? Reflect.get(connection, 'stream') : null
  return stream instanceof Writable ? stream : null
}

function comesAgain(text: string): boolean {
  const times = (counted.get(text) ?? 0) + 1
  if (counted.size >= countedMax && times === 1) counted.clear()
  counted.set(text, times)
  return times >= comesAgainFrom
}
