import { Worker } from 'node:worker_threads'
import { plain } from '@/text/plain'
import type { Change, RenderContext, Rendered } from '@/text/rendered'
import { replaced } from '@/text/replaced'

export type { Change, RenderContext, Rendered, ResolvedReferences } from '@/text/rendered'

/** What is sent to the thread. */
export type Job =
  | { kind: 'render'; source: string; context: RenderContext }
  | { kind: 'difference'; before: string; after: string }

/**
 * Where the thread's bundle lies, how long a job may take, how much memory a thread may use, how many threads there are, and
 * how many jobs may wait.
 */
export type RendererSettings = {
  workerPath: string
  timeMs?: number
  memoryMb?: number
  size?: number
  queueMax?: number
}

export type Renderer = {
  /** Never rejects: a text that exceeds its bounds, or comes when too many wait, stands as typed (`plain: true`). */
  render(source: string, context?: RenderContext): Promise<Rendered>
  /** Never rejects: past the bounds all between the common beginning and end counts as replaced. */
  difference(before: string, after: string): Promise<Change[]>
  /** Ends the threads; what still waits is answered as past its bounds. */
  close(): Promise<void>
}

type Waiting = { job: Job; since: number; settle: (result: unknown) => void }

// Loading the bundle takes some 50 ms, on a machine busy with something else many times that.
const startMaxMs = 10_000

/**
 * Renders in threads that are ended and replaced when a job takes too long, uses too much memory or breaks. A job is answered
 * within twice `timeMs` once the first thread has started: so long it may wait, and so long it may take. Whoever renders
 * many texts awaits each before giving the next, or the last of them come back plain.
 */
export function createRenderer(settings: RendererSettings): Renderer {
  const pool = new Pool(settings)
  return {
    async render(source, context = {}) {
      const result = await pool.run({ kind: 'render', source, context })
      return isRendered(result) ? result : plain(source, { source: '', message: 'This text took too long to set; it is shown as typed.' })
    },
    async difference(before, after) {
      const result = await pool.run({ kind: 'difference', before, after })
      return isChanges(result) ? result : replaced(before, after)
    },
    close: () => pool.close(),
  }
}

class Pool {
  readonly #settings: Required<RendererSettings>
  readonly #seats: Seat[]
  #queue: Waiting[] = []
  #closed = false
  #clock: NodeJS.Timeout | undefined

  constructor(settings: RendererSettings) {
    this.#settings = { timeMs: 500, memoryMb: 128, size: 1, queueMax: 64, ...settings }
    this.#seats = Array.from({ length: this.#settings.size }, () => new Seat(this.#settings, () => this.#next()))
  }

  run(job: Job): Promise<unknown> {
    if (this.#closed || this.#queue.length >= this.#settings.queueMax) return Promise.resolve(undefined)
    return new Promise(settle => {
      this.#queue.push({ job, since: Date.now(), settle })
      this.#next()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#clock)
    for (const { settle } of this.#queue.splice(0)) settle(undefined)
    await Promise.all(this.#seats.map(seat => seat.close()))
  }

  #next(): void {
    this.#dropTheStale()
    for (const seat of this.#seats) {
      if (!seat.isFree()) continue
      const waiting = this.#queue.shift()
      if (waiting === undefined) break
      seat.take(waiting)
    }
    this.#watch()
  }

  /** Whoever has waited long enough is answered, unless nothing has started yet: that is no text's fault. */
  #dropTheStale(): void {
    const waitMs = this.#seats.some(seat => seat.hasStarted()) ? this.#settings.timeMs : startMaxMs
    const now = Date.now()
    const stale = this.#queue.filter(({ since }) => now - since >= waitMs)
    this.#queue = this.#queue.filter(({ since }) => now - since < waitMs)
    for (const { settle } of stale) settle(undefined)
  }

  #watch(): void {
    clearTimeout(this.#clock)
    if (this.#queue.length > 0 && !this.#closed) this.#clock = setTimeout(() => this.#next(), this.#settings.timeMs / 10)
  }
}

/** A place for one thread, and the job it is at. */
class Seat {
  readonly #settings: Required<RendererSettings>
  readonly #onFree: () => void
  #worker: Worker | undefined
  #ready = false
  #started = false
  #closed = false
  #failedStarts = 0
  #current: { settle: (result: unknown) => void; clock: NodeJS.Timeout } | undefined

  constructor(settings: Required<RendererSettings>, onFree: () => void) {
    this.#settings = settings
    this.#onFree = onFree
    this.#start()
  }

  isFree(): boolean {
    return this.#ready && this.#current === undefined
  }

  hasStarted(): boolean {
    return this.#started
  }

  take({ job, settle }: Waiting): void {
    const worker = this.#worker
    if (worker === undefined) return settle(undefined)
    // Only a thread at work keeps the process alive.
    worker.ref()
    this.#current = { settle, clock: setTimeout(() => void worker.terminate(), this.#settings.timeMs) }
    worker.postMessage(job)
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#worker?.terminate()
  }

  #start(): void {
    const worker = new Worker(this.#settings.workerPath, {
      // The process's secrets and loaders are no concern of a thread that reads what strangers write.
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.#settings.memoryMb, maxYoungGenerationSizeMb: 16 },
    })
    worker.unref()
    this.#worker = worker
    worker.on('message', (message: unknown) => this.#heard(worker, message))
    // An error is followed by the exit that frees the seat; without a listener it would end the process.
    worker.on('error', () => undefined)
    worker.on('exit', () => this.#ended())
  }

  #heard(worker: Worker, message: unknown): void {
    if (message === 'ready') {
      this.#ready = this.#started = true
      this.#failedStarts = 0
    } else {
      worker.unref()
      this.#finish(message)
    }
    this.#onFree()
  }

  #ended(): void {
    if (!this.#ready) this.#failedStarts += 1
    this.#ready = false
    this.#worker = undefined
    this.#finish(undefined)
    // A bundle that is not there fails at once, each time: slower and slower, and every text stands as typed meanwhile.
    if (!this.#closed) {
      if (this.#failedStarts === 0) this.#start()
      else setTimeout(() => this.#closed || this.#start(), Math.min(30_000, 100 * 2 ** this.#failedStarts)).unref()
      this.#started ||= this.#failedStarts > 2
    }
    this.#onFree()
  }

  #finish(result: unknown): void {
    const current = this.#current
    this.#current = undefined
    if (current === undefined) return
    clearTimeout(current.clock)
    current.settle(result)
  }
}

function isRendered(result: unknown): result is Rendered {
  return typeof result === 'object' && result !== null && 'html' in result && 'faults' in result
}

function isChanges(result: unknown): result is Change[] {
  return Array.isArray(result)
}
