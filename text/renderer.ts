import { plain } from '@/text/plain'
import type { Change, RenderContext, Rendered } from '@/text/rendered'
import { replaced } from '@/text/replaced'
import { Thread } from '@/text/thread'
import { t } from '@/words'

/** What is sent to the thread. */
export type Task =
  | { kind: 'render'; source: string; context: RenderContext }
  | { kind: 'difference'; before: string; after: string }
  | { kind: 'formulas'; formulas: readonly string[] }

/**
 * Where the thread's bundle lies, how long a task may take (milliseconds), how much memory a thread may use (MiB), how many
 * threads there are, how many tasks may wait, and who is told when a thread has to be replaced.
 */
export type RendererSettings = {
  workerPath: string
  timeMs?: number
  memoryMb?: number
  size?: number
  queueMax?: number
  onFault?: (reason: string) => void
}

export type Renderer = {
  /** Never rejects: a text that exceeds its bounds, or comes when too many wait, stands as typed (`plain: true`). */
  render(source: string, context?: RenderContext): Promise<Rendered>
  /** Never rejects: past the bounds all between the common beginning and end counts as replaced. */
  difference(before: string, after: string): Promise<Change[]>
  /** The safe HTML of each formula as it is set within a line, null where it cannot be; null for all of them past the bounds. Never rejects. */
  formulas(formulas: readonly string[]): Promise<(string | null)[] | null>
  /** Ends the threads; what still waits is answered as past its bounds. */
  close(): Promise<void>
}

const tooLong = t('This text could not be set in time; it is shown as typed.')

/**
 * Renders in threads that are ended and replaced when a task takes too long, uses too much memory or breaks. Once the first
 * thread has started, a task is answered within twice `timeMs`: most of one it may wait, and one it may take. Whoever renders
 * many texts awaits each before giving the next, or the last of them come back plain.
 */
export function createRenderer(settings: RendererSettings): Renderer {
  const pool = new Pool(settings)
  return {
    async render(source, context = {}) {
      const result = await pool.run({ kind: 'render', source, context })
      return isRendered(result) ? result : plain(source, context.mode, tooLong)
    },
    async difference(before, after) {
      const result = await pool.run({ kind: 'difference', before, after })
      return isChanges(result) ? result : replaced(before, after)
    },
    async formulas(formulas) {
      const result = await pool.run({ kind: 'formulas', formulas })
      return isFormulas(result, formulas.length) ? result : null
    },
    close: () => pool.close(),
  }
}

type Waiting = { task: Task; since: number; settle: (result: unknown) => void }

// Loading the bundle takes some 50 ms, on a machine busy with something else many times that.
const startMaxMs = 10_000

class Pool {
  readonly #timeMs: number
  readonly #queueMax: number
  readonly #threads: Thread[]
  #queue: Waiting[] = []
  #closed = false
  #clock: NodeJS.Timeout | undefined
  /** When the first start was over. */
  #startedAt: number | undefined

  constructor({ workerPath, timeMs = 500, memoryMb = 128, size = 1, queueMax = 64, onFault = () => undefined }: RendererSettings) {
    this.#timeMs = timeMs
    this.#queueMax = queueMax
    const settings = { workerPath, timeMs, memoryMb, onFault }
    this.#threads = Array.from({ length: size }, () => new Thread(settings, () => this.#next()))
  }

  run(task: Task): Promise<unknown> {
    if (this.#closed || this.#queue.length >= this.#queueMax) return Promise.resolve(undefined)
    return new Promise(settle => {
      this.#queue.push({ task, since: Date.now(), settle })
      this.#next()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#clock)
    for (const { settle } of this.#queue.splice(0)) settle(undefined)
    await Promise.all(this.#threads.map(thread => thread.close()))
  }

  #next(): void {
    clearTimeout(this.#clock)
    this.#dropTheStale()
    for (const thread of this.#threads.filter(one => one.isFree)) {
      const waiting = this.#queue.shift()
      if (waiting !== undefined) thread.take(waiting.task, waiting.settle)
    }
    if (this.#queue.length > 0) this.#clock = setTimeout(() => this.#next(), this.#timeMs / 10)
  }

  #dropTheStale(): void {
    const now = Date.now()
    if (this.#threads.some(thread => thread.hasStarted)) this.#startedAt ??= now
    const waitMs = this.#startedAt === undefined ? startMaxMs : this.#timeMs * 0.8
    // Whoever waited for the start begins to wait for others' texts when it is over.
    const isStale = ({ since }: Waiting) => now - Math.max(since, this.#startedAt ?? since) >= waitMs
    const stale = this.#queue.filter(isStale)
    this.#queue = this.#queue.filter(one => !isStale(one))
    for (const { settle } of stale) settle(undefined)
  }
}

function isRendered(result: unknown): result is Rendered {
  return typeof result === 'object' && result !== null && 'html' in result && 'faults' in result
}

function isChanges(result: unknown): result is Change[] {
  return Array.isArray(result)
}

function isFormulas(result: unknown, count: number): result is (string | null)[] {
  return Array.isArray(result) && result.length === count
}
