/** Readings that may take long, in threads of their own beside SQLite's two connections, so that nobody else waits for them. */
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import BetterSqlite from 'better-sqlite3'
import { TooSlow } from '../types'
import type { Answered, Asked } from './heavy-job'

export type HeavySettings = {
  /** The SQLite file to read. */
  file: string
  /** So many readings go on side by side: one that takes long holds up no short one while another thread is free. */
  threads?: number
  /** The threads' bundle. */
  workerPath?: string
  /** How long a reading may take, in milliseconds, and how long it may wait for the ones before it. */
  timeMs?: number
  waitingMax?: number
}

type Reading = { asked: Asked; since: number; resolve: (rows: unknown[]) => void; reject: (error: Error) => void }

/** Threads, each started when all before it are at work, and one line of readings that wait for them. */
export class HeavyReadings {
  readonly #threads: Thread[]
  readonly #timeMs: number
  readonly #waitingMax: number
  readonly #waiting: Reading[] = []

  constructor({ file, threads = 1, workerPath = path.resolve('dist/heavy-reader.mjs'), timeMs = 5_000, waitingMax = 64 }: HeavySettings) {
    this.#timeMs = timeMs
    this.#waitingMax = waitingMax
    this.#threads = Array.from({ length: threads }, () => new Thread(file, workerPath, timeMs, () => { this.#next() }))
  }

  /** The rows of a statement. Throws better-sqlite3's errors, and TooSlow past the bounds. */
  read(asked: Asked): Promise<unknown[]> {
    if (this.#waiting.length >= this.#waitingMax) return Promise.reject(new TooSlow())
    return new Promise((resolve, reject) => {
      this.#waiting.push({ asked, since: performance.now(), resolve, reject })
      this.#next()
    })
  }

  /** Ends the threads; the next reading starts another. */
  async close(): Promise<void> {
    const closed = new Error('The database was closed while a reading waited.')
    for (const reading of this.#waiting.splice(0)) reading.reject(closed)
    await Promise.all(this.#threads.map(thread => thread.close(closed)))
  }

  #next(): void {
    const free = this.#threads.find(thread => thread.isFree)
    const reading = free && this.#waiting.shift()
    if (!reading) return
    if (performance.now() - reading.since > this.#timeMs) {
      reading.reject(new TooSlow())
      this.#next()
    } else free.take(reading)
  }
}

/** One thread, started when first needed; ended and replaced when a reading takes too long or breaks it. One reading at a time. */
class Thread {
  readonly #file: string
  readonly #workerPath: string
  readonly #timeMs: number
  /** What is called when it has become free. */
  readonly #freed: () => void
  #worker: Worker | undefined
  #present: Reading | undefined
  #clock: NodeJS.Timeout | undefined

  constructor(file: string, workerPath: string, timeMs: number, freed: () => void) {
    this.#file = file
    this.#workerPath = workerPath
    this.#timeMs = timeMs
    this.#freed = freed
  }

  get isFree(): boolean {
    return this.#present === undefined
  }

  take(reading: Reading): void {
    this.#present = reading
    this.#clock = setTimeout(() => { this.#giveUp() }, this.#timeMs)
    const worker = (this.#worker ??= this.#start())
    // Only a thread at work keeps the process alive.
    worker.ref()
    worker.postMessage(reading.asked)
  }

  async close(closed: Error): Promise<void> {
    const worker = this.#worker
    this.#lose(closed)
    await worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(this.#workerPath, { workerData: this.#file, env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 192 } })
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
    this.#freed()
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
    this.#freed()
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
