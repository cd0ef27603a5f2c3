import { Worker } from 'node:worker_threads'
import { language } from '@/words'

export type ThreadSettings = {
  workerPath: string
  /** How long a task may take, in milliseconds. */
  timeMs: number
  /** How much memory a thread's objects may take, in MiB. */
  memoryMb: number
  /** Told when a thread is ended for taking too long, or breaks. */
  onFault: (reason: string) => void
}

/**
 * One thread at a time, ended and replaced when a task takes too long or breaks it. It says `ready` when it can take tasks and
 * then gives one answer to each; `onFree` is called when it can take the next.
 */
export class Thread {
  readonly #settings: ThreadSettings
  readonly #onFree: () => void
  #worker: Worker | undefined
  #state: 'starting' | 'free' | 'busy' | 'ending' | 'closed' = 'starting'
  #settle: ((result: unknown) => void) | undefined
  #clock: NodeJS.Timeout | undefined
  #failedStarts = 0
  #hasStarted = false

  constructor(settings: ThreadSettings, onFree: () => void) {
    this.#settings = settings
    this.#onFree = onFree
    this.#start()
  }

  get isFree(): boolean {
    return this.#state === 'free'
  }

  /** Whether the first start is over, in one way or the other: until then a wait is nobody's fault. */
  get hasStarted(): boolean {
    return this.#hasStarted
  }

  /** Gives the free thread a task. `settle` gets the answer, or undefined when there is none. */
  take(task: unknown, settle: (result: unknown) => void): void {
    this.#state = 'busy'
    this.#settle = settle
    this.#clock = setTimeout(() => this.#end(`A text took longer than ${this.#settings.timeMs} ms.`), this.#settings.timeMs)
    // Only a thread at work keeps the process alive.
    this.#worker?.ref()
    this.#worker?.postMessage(task)
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#state = 'closed'
    this.#finish(undefined)
    await worker?.terminate()
  }

  #start(): void {
    const worker = new Worker(this.#settings.workerPath, {
      // The process's secrets and loaders are no concern of a thread that reads what strangers write; the language of its words is.
      env: { SITE_LANGUAGE: language.tag },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.#settings.memoryMb, maxYoungGenerationSizeMb: 16 },
    })
    worker.unref()
    this.#worker = worker
    this.#state = 'starting'
    worker.on('message', (message: unknown) => this.#heard(message))
    worker.on('error', error => this.#settings.onFault(error instanceof Error ? error.message : String(error)))
    worker.on('exit', () => this.#replace())
  }

  #heard(message: unknown): void {
    if (this.#state !== 'starting' && this.#state !== 'busy') return
    if (this.#state === 'starting') {
      this.#hasStarted = true
      this.#failedStarts = 0
    }
    this.#worker?.unref()
    this.#state = 'free'
    this.#finish(message)
    this.#onFree()
  }

  #end(reason: string): void {
    this.#state = 'ending'
    this.#finish(undefined)
    this.#settings.onFault(reason)
    void this.#worker?.terminate()
  }

  #replace(): void {
    const failed = this.#state === 'starting'
    this.#finish(undefined)
    if (this.#state === 'closed') return
    this.#state = 'ending'
    if (!failed) {
      this.#start()
      return
    }
    // A bundle that is missing or broken fails at once each time: it is tried again ever more slowly.
    this.#failedStarts += 1
    this.#hasStarted = true
    const waitMs = Math.min(30_000, 100 * 2 ** this.#failedStarts)
    setTimeout(() => this.#state === 'closed' || this.#start(), waitMs).unref()
  }

  #finish(result: unknown): void {
    clearTimeout(this.#clock)
    const settle = this.#settle
    this.#settle = undefined
    settle?.(result)
  }
}
