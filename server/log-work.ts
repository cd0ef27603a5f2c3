/** Does what follows from the log in transactions of its own while the process runs: whenever the log has grown, and after a failure by and by. */
import { setTimeout as pause } from 'node:timers/promises'
import { advance, beginFollowing, eventTries, retryFreed } from '@/forum/log-followers'
import type { Failures, LogFollower } from '@/forum/log-followers'
import { follower as eventLog } from './follower'
import { log } from './log'

/** How long an event that failed waits after its first try, its second …. */
const pausesMs = [1_000, 5_000, 20_000, 60_000] as const
const retryEveryMs = 60_000
/** What happens within so short a time is handled together: each handling is a transaction of its own. */
const gatherMs = 100
const eventsAtOnce = 20
/** After each handling so many times its own length is left to those who write, at most two seconds: who is told may wait, who posts may not. */
const rest = { times: 4, mostMs: 2_000 } as const

export class LogWork {
  readonly #follower: LogFollower
  #working: Promise<void> | null = null
  #again = false
  #closing = false
  #failed: Failures = null
  #took = 0
  #later: NodeJS.Timeout | undefined
  #freeing: NodeJS.Timeout | undefined
  #unfollow: (() => void) | undefined

  constructor(follower: LogFollower) {
    this.#follower = follower
  }

  /** Begins after what has happened so far, or where the last process stopped. */
  async start(): Promise<void> {
    this.#closing = false
    await beginFollowing(this.#follower, new Date())
    this.#unfollow = eventLog().follow(() => { this.#workSoon() })
    this.#freeing = setInterval(() => {
      void retryFreed(this.#follower, new Date()).catch((error: unknown) => { this.#tellFailure(error) })
      // What another process left when it died.
      this.#workSoon()
    }, retryEveryMs)
    this.#freeing.unref()
    this.#workSoon()
  }

  /** Ends between two transactions. */
  async stop(): Promise<void> {
    this.#closing = true
    this.#unfollow?.()
    clearTimeout(this.#later)
    clearInterval(this.#freeing)
    await this.#working
  }

  #workSoon(): void {
    // Whoever comes while an event waits for its next try waits with it.
    if (this.#closing || this.#later !== undefined) return
    this.#again = true
    this.#working ??= this.#work().finally(() => {
      this.#working = null
      if (this.#again) this.#workSoon()
    })
  }

  async #work(): Promise<void> {
    while (this.#again && !this.#closing) {
      this.#again = false
      await pause(Math.min(rest.mostMs, Math.max(gatherMs, rest.times * this.#took)))
      const began = performance.now()
      try {
        const { handled, failed } = await advance(this.#follower, new Date(), this.#failed, eventsAtOnce)
        this.#failed = failed
        if (failed) this.#waitAfter(failed)
        else if (handled > 0) this.#again = true
      } catch (error) {
        // The database is away: nothing was moved.
        this.#tellFailure(error)
        this.#waitFor(pausesMs[1])
      }
      this.#took = performance.now() - began
    }
  }

  #waitAfter({ event, tries, error }: NonNullable<Failures>): void {
    const who = this.#follower.name
    log.warn({ at: 'log-work.failed', follower: who, event, tries, error })
    if (tries === eventTries - 1) log.error({ at: 'log-work.sets-aside', follower: who, event, note: 'once more, then it is set aside' })
    this.#waitFor(pausesMs[Math.min(tries, pausesMs.length) - 1] ?? pausesMs[0])
  }

  #waitFor(ms: number): void {
    this.#again = false
    this.#later = setTimeout(() => {
      this.#later = undefined
      this.#workSoon()
    }, ms)
    this.#later.unref()
  }

  #tellFailure(error: unknown): void {
    log.warn({ at: 'log-work.unread', follower: this.#follower.name, error })
  }
}
