/** Makes notifications while the process runs: whenever the log has grown, and after a failure by and by. */
import { setTimeout as pause } from 'node:timers/promises'
import { follower } from './follower'
import { advance, beginFollowing, eventTries, retryFreed } from '@/forum/log-followers'
import type { Failures } from '@/forum/log-followers'
import { notifier } from '@/forum/notifying'
import { log } from './log'

/** How long an event that failed waits after its first try, its second …. */
const pausesMs = [1_000, 5_000, 20_000, 60_000] as const
const retryEveryMs = 60_000
/** What happens within so short a time is handled together: each handling is a transaction of its own. */
const gatherMs = 100
const eventsAtOnce = 20
/** After each handling so many times its own length is left to those who write, at most two seconds: who is told may wait, who posts may not. */
const rest = { times: 4, mostMs: 2_000 } as const

let working: Promise<void> | null = null
let again = false
let closing = false
let failed: Failures = null
let took = 0
let later: NodeJS.Timeout | undefined
let freeing: NodeJS.Timeout | undefined
let unfollow: (() => void) | undefined

/** Begins after what has happened so far, or where the last process stopped. */
export async function startNotifier(): Promise<void> {
  closing = false
  await beginFollowing(notifier.name, new Date())
  unfollow = follower().follow(() => { workSoon() })
  freeing = setInterval(() => {
    void retryFreed(notifier, new Date()).catch(tellFailure)
    // What another process left when it died.
    workSoon()
  }, retryEveryMs)
  freeing.unref()
  workSoon()
}

/** Ends between two transactions. */
export async function stopNotifier(): Promise<void> {
  closing = true
  unfollow?.()
  clearTimeout(later)
  clearInterval(freeing)
  await working
}

function workSoon(): void {
  // Whoever comes while an event waits for its next try waits with it.
  if (closing || later !== undefined) return
  again = true
  working ??= work().finally(() => {
    working = null
    if (again) workSoon()
  })
}

async function work(): Promise<void> {
  while (again && !closing) {
    again = false
    await pause(Math.min(rest.mostMs, Math.max(gatherMs, rest.times * took)))
    const began = performance.now()
    try {
      const { handled, failed: now } = await advance(notifier, new Date(), failed, eventsAtOnce)
      failed = now
      if (failed) waitAfter(failed)
      else if (handled > 0) again = true
    } catch (error) {
      // The database is away: nothing was moved.
      tellFailure(error)
      waitFor(pausesMs[1])
    }
    took = performance.now() - began
  }
}

function waitAfter({ event, tries, error }: NonNullable<Failures>): void {
  log.warn({ at: 'notifier.failed', event, tries, error })
  if (tries === eventTries - 1) log.error({ at: 'notifier.sets-aside', event, note: 'once more, then it is set aside' })
  waitFor(pausesMs[Math.min(tries, pausesMs.length) - 1] ?? pausesMs[0])
}

function waitFor(ms: number): void {
  again = false
  later = setTimeout(() => {
    later = undefined
    workSoon()
  }, ms)
  later.unref()
}

function tellFailure(error: unknown): void {
  log.warn({ at: 'notifier.unread', error })
}
