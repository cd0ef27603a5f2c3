/** What happened on the site, in numbers, for its authors. Read from the tables as they are: nothing is kept of who read what. */
import { config } from '@/config'
import { processWide } from '@/config/process'
import { refuse } from '../errors'
import type { Result } from '../errors'
import { mayEver } from '../policy'
import type { Viewer } from '../viewer'
import { readAnswering } from './answering'
import type { Answering } from './answering'
import type { Period } from './period'
import { readPosted } from './posted'
import type { Posted } from './posted'
import { readQueueTimes } from './queue-times'
import type { QueueTimes } from './queue-times'
import { readVisited } from './visited'
import type { Visited } from './visited'
import { t } from '@/words'

export type Statistics = {
  /** So many days up to today; null: all. */
  days: number | null
  /** When these figures were found. */
  at: Date
  /** Whether this process counts visits (`VISITS`). */
  counting: boolean
  visits: Visited
  posted: Posted
  answering: Answering
  queue: QueueTimes
}

/** The longest period that has a beginning: ten years. */
export const daysMost = 3_650

const freshMs = 5 * 60_000
const keptMost = 8
type Kept = { at: number; reading: Promise<Statistics> }

/** The statistics of a period. Found once in five minutes, however often they are asked for; `anew` finds them at once. */
export async function readStatistics(viewer: Viewer, days: number | null, { now = new Date(), anew = false } = {}): Promise<Result<Statistics>> {
  if (!mayEver(viewer, 'statistics.read')) return viewer.kind === 'guest' ? refuse('sign-in', { sent: 'nothing' }) : refuse('not-allowed', { why: t('This room is for authors.') })
  const kept = processWide('statistics', () => new Map<number | null, Kept>())
  const before = kept.get(days)
  if (!anew && before !== undefined && now.getTime() - before.at < freshMs) return { ok: true, value: await before.reading }
  const reading = find({ days, now })
  if (kept.size >= keptMost) kept.clear()
  kept.set(days, { at: now.getTime(), reading })
  // What failed is asked anew by the next one.
  reading.catch(() => { kept.delete(days) })
  return { ok: true, value: await reading }
}

// One after the other: SQLite reads them in one thread, and nobody waits for them but an author.
async function find(period: Period): Promise<Statistics> {
  const visits = await readVisited(period)
  const posted = await readPosted(period)
  const answering = await readAnswering(period)
  return { days: period.days, at: period.now, counting: config().visits, visits, posted, answering, queue: await readQueueTimes(period) }
}
