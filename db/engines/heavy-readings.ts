/** Readings that may take long, in a thread of their own beside SQLite's two connections, so that nobody else waits for them. */
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import BetterSqlite from 'better-sqlite3'
import { TooSlow } from '../types'
import type { Answered, Asked } from './heavy-job'

export type HeavySettings = {
  /** The SQLite file to read. */
  file: string
  /** The thread's bundle. */
  workerPath?: string
  /** How long a reading may take, in milliseconds, and how long it may wait for the ones before it. */
  timeMs?: number
  waitingMax?: number
}

type Reading = { asked: Asked; since: number; resolve: (rows: unknown[]) => void; reject: (error: Error) => void }

/** Several threads, so that the parts of a search are read side by side and a long reading holds up no short one. Each is started when those before it
 *  are at work. */
export class HeavyThreads {
  readonly #threads: HeavyReadings[]

  constructor(count: number, settings: HeavySettings) {
    this.#threads = Array.from({ length: count }, () => new HeavyReadings(settings))
  }

  /** As `HeavyReadings.read`, by the thread that has least to do. */
  async read(asked: Asked): Promise<unknown[]> {
    const least = this.#threads.reduce<HeavyReadings | undefined>((one, other) => (one !== undefined && one.load <= other.load ? one : other), undefined)
    if (least === undefined) throw new TooSlow()
    return least.read(asked)
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(thread => thread.close()))
  }
}

/** One thread, started when first needed; ended and replaced when a reading takes too long or breaks it. One reading at a time. */
export class HeavyReadings {
  readonly #settings: Required<HeavySettings>
  #worker: Worker | undefined
  #waiting: Reading[] = []
  #present: Reading | undefined
  #clock: NodeJS.Timeout | undefined

  constructor({ file, workerPath = path.resolve('dist/heavy-reader.mjs'), timeMs = 5_000, waitingMax = 64 }: HeavySettings) {
    this.#settings = { file, workerPath, timeMs, waitingMax }
  }

  /** How many readings it has and has waiting. */
  get load(): number {
    return this.#waiting.length + (this.#present ? 1 : 0)
  }

  /** The rows of a statement. Throws better-sqlite3's errors, and TooSlow past the bounds. */
  read(asked: Asked): Promise<unknown[]> {
    if (this.#waiting.length >= this.#settings.waitingMax) return Promise.reject(new TooSlow())
    return new Promise((resolve, reject) => {
      this.#waiting.push({ asked, since: performance.now(), resolve, reject })
      this.#next()
    })
  }

  /** Ends the thread; the next reading starts another. */
  async close(): Promise<void> {
    const worker = this.#worker
    const closed = new Error('The database was closed while a reading waited.')
    for (const reading of this.#waiting.splice(0)) reading.reject(closed)
    this.#lose(closed)
    await worker?.terminate()
  }

  #next(): void {
    if (this.#present) return
    const reading = this.#waiting.shift()
    if (!reading) return
    if (performance.now() - reading.since > this.#settings.timeMs) {
      reading.reject(new TooSlow())
      this.#next()
      return
    }
    this.#present = reading
    this.#clock = setTimeout(() => { this.#giveUp() }, this.#settings.timeMs)
    const worker = (this.#worker ??= this.#start())
    // Only a thread at work keeps the process alive.
    worker.ref()
    worker.postMessage(reading.asked)
  }

  #start(): Worker {
    const worker = new Worker(this.#settings.workerPath, { workerData: this.#settings.file, env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 192 } })
    worker.on('message', (message: unknown) => { if (worker === this.#worker && isAnswer(message)) this.#heard(message) })
    worker.on('error', error => { if (worker === this.#worker) this.#lose(error instanceof Error ? error : new Error(String(error))) })
    worker.on('exit', () => { if (worker === this.#worker) this.#lose(new Error('The thread of heavy readings ended.')) })
    return worker
  }

  #heard(answer: Answered): void {
    const reading = this.#done()
    this.#worker?.unref()
    if ('rows' in answer) reading?.resolve(answer.rows)
    else reading?.reject(answer.code === null ? new Error(answer.failed) : new BetterSqlite.SqliteError(answer.failed, answer.code))
    this.#next()
  }

  // SQLite cannot be stopped in the middle of a step: the thread ends by itself after it, and another one reads on meanwhile.
  #giveUp(): void {
    const worker = this.#worker
    worker?.unref()
    void worker?.terminate()
    this.#lose(new TooSlow())
  }

  #lose(error: Error): void {
    this.#worker = undefined
    this.#done()?.reject(error)
    this.#next()
  }

  #done(): Reading | undefined {
    clearTimeout(this.#clock)
    const reading = this.#present
    this.#present = undefined
    return reading
  }
}

function isAnswer(message: unknown): message is Answered {
  return typeof message === 'object' && message !== null && ('rows' in message || 'failed' in message)
}
