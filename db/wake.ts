/** How processes over one PostgreSQL tell each other that something was committed. The call carries nothing: the log is the truth.
 *
 *  It is sent beside the transactions: NOTIFY inside one would make every commit wait for the others' (it takes a lock on the whole
 *  database until its transaction is on disk). A call that is lost is made up for by looking now and then. */
import pg from 'pg'
import { config } from '@/config'
import { applicationName } from './engines/snapshots'

const channel = 'colloquy_events'
const togetherMs = 15
const againMs = 1_000

export type Wake = {
  /** Tells the other processes that something was committed here. */
  call: () => void
  close: () => Promise<void>
}

/** Calls `woken` when another process has committed, and `lost` when it could no longer be heard. Null on SQLite, where the file is looked at. */
export function wakeOnCommits(woken: () => void, lost: () => void): Wake | null {
  const { database } = config()
  return database.engine === 'sqlite' ? null : new Channel(database.url, woken, lost)
}

class Channel implements Wake {
  #client: pg.Client | null = null
  #closed = false
  #pending: NodeJS.Timeout | undefined
  #retry: NodeJS.Timeout | undefined
  readonly #url: string
  readonly #woken: () => void
  readonly #lost: () => void

  constructor(url: string, woken: () => void, lost: () => void) {
    this.#url = url
    this.#woken = woken
    this.#lost = lost
    void this.#open()
  }

  call(): void {
    this.#pending ??= setTimeout(() => {
      this.#pending = undefined
      this.#client?.query(`NOTIFY ${channel}`).catch(() => undefined)
    }, togetherMs)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#pending)
    clearTimeout(this.#retry)
    await this.#client?.end().catch(() => undefined)
  }

  async #open(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, application_name: applicationName, connectionTimeoutMillis: 5_000, keepAlive: true })
    client.on('error', () => { this.#drop(client) })
    client.on('end', () => { this.#drop(client) })
    client.on('notification', () => { this.#woken() })
    try {
      await client.connect()
      await client.query(`LISTEN ${channel}`)
      if (this.#closed) {
        await client.end()
        return
      }
      this.#client = client
      // What was committed before the first word could be heard.
      this.#woken()
    } catch {
      void client.end().catch(() => undefined)
      this.#drop(client)
    }
  }

  #drop(client: pg.Client): void {
    if (this.#client === client) {
      this.#client = null
      this.#lost()
    }
    if (this.#closed) return
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => { void this.#open() }, againMs)
    this.#retry.unref()
  }
}
