/** One load: a number of kept connections that ask for a while, as fast as they are answered or at a fixed rate. */
import { setTimeout as pause } from 'node:timers/promises'
import type { z } from 'zod'
import { Connection } from './connection'
import type { Answered } from './connection'
import type { Measured, plan } from './plan'
import { Waits } from './waits'

const lateMs = 15_000

/** Runs a load against a server on this machine. */
export async function runLoad(given: z.output<typeof plan>): Promise<Measured> {
  const load = new Load(given)
  await load.run()
  return load.measured()
}

class Load {
  readonly #given: z.output<typeof plan>
  readonly #requests: Buffer[]
  readonly #waits = new Waits()
  readonly #statuses = new Map<number, number>()
  readonly #connections: Connection[]
  readonly #free: Connection[] = []
  #next = 0
  #due: number[] = []
  #began = 0
  #ends = 0
  #last = 0
  #inTime = 0
  #bytes = 0
  #broken = 0
  #stopped = false

  constructor(given: z.output<typeof plan>) {
    this.#given = given
    this.#requests = given.requests.map(request => Buffer.from(request, 'utf8'))
    const on = { answer: (answered: Answered, by: Connection) => { this.#answered(answered, by) }, broken: (by: Connection) => { this.#brokenOff(by) } }
    this.#connections = Array.from({ length: given.connections }, () => new Connection(given.port, on))
  }

  async run(): Promise<void> {
    for (const connection of this.#connections) await connection.open()
    this.#began = this.#last = performance.now()
    this.#ends = this.#began + this.#given.seconds * 1000
    if (this.#given.perSecond === undefined) for (const connection of this.#connections) this.#ask(connection, performance.now())
    else await this.#pace(this.#given.perSecond)
    await this.#settled()
    this.#stopped = true
    for (const connection of this.#connections) connection.close()
  }

  async #pace(perSecond: number): Promise<void> {
    this.#free.push(...this.#connections)
    let told = 0
    while (performance.now() < this.#ends && this.#isMore()) {
      const due = Math.floor((performance.now() - this.#began) / 1000 * perSecond)
      for (; told < due; told++) this.#due.push(this.#began + (told + 1) / perSecond * 1000)
      this.#takeDue()
      await pause(1)
    }
    // What was due and found no free connection is still asked, so that a server that stalls is not let off.
    while (this.#due.length > 0 && performance.now() < this.#ends + lateMs) await pause(5)
  }

  #takeDue(): void {
    while (this.#due.length > 0 && this.#isMore()) {
      const connection = this.#free.pop()
      if (!connection) return
      this.#ask(connection, this.#due.shift() ?? performance.now())
    }
    if (!this.#isMore()) this.#due = []
  }

  #ask(connection: Connection, since: number): void {
    const request = this.#requests[this.#given.once ? this.#next : this.#next % this.#requests.length]
    if (!request) return
    this.#next += 1
    connection.send(request, since)
  }

  #answered({ status, bytes }: Answered, connection: Connection): void {
    const now = performance.now()
    this.#waits.add(now - connection.since)
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1)
    this.#bytes += bytes
    this.#last = now
    if (now <= this.#ends) this.#inTime += 1
    this.#goOn(connection, now)
  }

  #brokenOff(connection: Connection): void {
    if (this.#stopped) return
    this.#broken += 1
    connection.open().then(() => { this.#goOn(connection, performance.now()) }, () => undefined)
  }

  #goOn(connection: Connection, now: number): void {
    if (this.#given.perSecond !== undefined) {
      this.#free.push(connection)
      this.#takeDue()
    } else if (now < this.#ends && this.#isMore()) this.#ask(connection, now)
  }

  #isMore(): boolean {
    return !this.#given.once || this.#next < this.#requests.length
  }

  async #settled(): Promise<void> {
    const giveUp = this.#ends + lateMs
    while (performance.now() < giveUp) {
      const over = performance.now() >= this.#ends || !this.#isMore()
      if (over && this.#connections.every(connection => !connection.busy)) return
      await pause(5)
    }
  }

  measured(): Measured {
    const seconds = Math.min(this.#last, this.#ends) - this.#began
    const whole = (this.#given.once && !this.#isMore() ? seconds : this.#ends - this.#began) / 1000
    return {
      count: this.#inTime, seconds: whole, perSecond: this.#inTime / whole,
      p50: this.#waits.under(0.5), p99: this.#waits.under(0.99), longest: this.#waits.longest,
      statuses: Object.fromEntries([...this.#statuses].map(([status, count]) => [String(status), count])),
      bytes: this.#bytes, broken: this.#broken,
    }
  }
}
