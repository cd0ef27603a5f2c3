/** Work that is done in rounds while the process runs, one after another, with a pause between them. */
import { setTimeout as pause } from 'node:timers/promises'
import { log } from './log'

const patienceMs = 1_000

export class Rounds {
  readonly #name: string
  readonly #everyMs: number
  readonly #work: () => Promise<unknown>
  #next: NodeJS.Timeout | undefined
  #round: Promise<unknown> = Promise.resolve()
  #closing = false

  /** `name` stands in the log where a round fails; `work` looks at `closing` between its pieces. */
  constructor(name: string, everyMs: number, work: () => Promise<unknown>) {
    this.#name = name
    this.#everyMs = everyMs
    this.#work = work
  }

  /** Whether no more is to be begun. */
  get closing(): boolean { return this.#closing }

  start(): void {
    this.#closing = false
    this.#soon()
  }

  /** What is being done is waited for, a little. */
  async stop(): Promise<void> {
    this.#closing = true
    clearTimeout(this.#next)
    await Promise.race([this.#round, pause(patienceMs, undefined, { ref: false })])
  }

  #soon(): void {
    this.#next = setTimeout(() => {
      this.#round = this.#work().catch((error: unknown) => { log.warn({ at: `${this.#name}.failed`, error }) }).finally(() => { if (!this.#closing) this.#soon() })
    }, this.#everyMs)
    this.#next.unref()
  }
}
