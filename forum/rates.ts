/** How often somebody did something, counted in windows. Counts survive a restart. */
import { and, eq, lt, sql } from 'drizzle-orm'
import { config } from '@/config'
import type { Tx } from '@/db'
import { given, preparedOnce } from '@/db/prepared'
import { rates as rateRows } from '@/db/schema'
import { refuse } from './errors'
import type { Result } from './errors'
import type { Rate } from './limits'
import { roleOf } from './viewer'
import type { Viewer } from './viewer'
import { counted as inWords } from '@/words'

/** Counts one more for `who` and refuses where that is one too many. `factor` raises the limit (moderators: ten times). */
export async function countOne(tx: Tx, rate: Rate, who: string, now: Date, factor = 1): Promise<Result<null>> {
  if (!config().rateLimits) return { ok: true, value: null }
  const window = Math.floor(now.getTime() / rate.windowMs)
  const endsAt = new Date((window + 1) * rate.windowMs)
  const [row] = await counted(tx).execute({ key: `${rate.name}:${who}`, window, endsAt })
  if ((row?.count ?? 1) <= rate.count * factor) return { ok: true, value: null }
  const seconds = Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / 1000))
  return refuse('too-fast', { what: rate.what, wait: waitInWords(seconds) }, { retryAfter: seconds })
}

const counted = preparedOnce(on => on.insert(rateRows).values({ key: given('key', rateRows.key), window: given('window', rateRows.window), count: 1, endsAt: given('endsAt', rateRows.endsAt) })
  .onConflictDoUpdate({ target: [rateRows.key, rateRows.window], set: { count: sql`${rateRows.count} + 1` } })
  .returning({ count: rateRows.count }).prepare('count_one'))

/** How many were counted in the present window, without counting one more. */
export async function countedSoFar(tx: Pick<Tx, 'select'>, rate: Rate, who: string, now: Date): Promise<number> {
  const window = Math.floor(now.getTime() / rate.windowMs)
  const [row] = await tx.select({ count: rateRows.count }).from(rateRows).where(and(eq(rateRows.key, `${rate.name}:${who}`), eq(rateRows.window, window)))
  return row?.count ?? 0
}

/** Drops windows that have ended. */
export async function forgetEndedWindows(tx: Tx, now: Date): Promise<void> {
  await tx.delete(rateRows).where(lt(rateRows.endsAt, now))
}

/** Who is counted: a member by id, a guest by address; null where nothing is known (counted as one together). */
export function countedAs(viewer: Viewer): string {
  if (viewer.kind === 'person') return `person-${viewer.id}`
  if (viewer.kind === 'operator') return 'operator'
  return viewer.network ? `address-${viewer.network.address}` : 'address-unknown'
}

/** Moderators and authors have ten times the limits of votes, flags and the like. */
export function factorOf(viewer: Viewer): number {
  return ['moderator', 'author'].includes(roleOf(viewer)) ? 10 : 1
}

/** "24 minutes", "1 minute", "40 seconds". */
export function waitInWords(seconds: number): string {
  return seconds < 60 ? inWords(seconds, 'second') : inWords(Math.ceil(seconds / 60), 'minute')
}
