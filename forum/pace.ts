/** Slow mode: in such a thread everybody but moderators waits between two posts. */
import { and, desc, eq, gt, ne } from 'drizzle-orm'
import type { Tx } from '@/db'
import { guests, posts } from '@/db/schema'
import { done, refuse } from './errors'
import type { Result } from './errors'
import type { PostInPlace } from './posts'
import { waitInWords } from './rates'
import { isAtLeast } from './viewer'
import type { Viewer } from './viewer'

const minute = 60_000

/** Whether the viewer may post in this thread now; asks the database only where the thread is slow. */
export async function mayPostIn(tx: Tx, viewer: Viewer, { thread }: PostInPlace, now: Date): Promise<Result<null>> {
  if (thread.slowMinutes === 0 || viewer.kind === 'operator' || isAtLeast(viewer, 'moderator')) return done(null)
  const own = viewer.kind === 'person' ? eq(posts.person, viewer.id) : eq(guests.addressHash, viewer.network?.address ?? 'unknown')
  const pauseMs = thread.slowMinutes * minute
  const [last] = await tx.select({ at: posts.createdAt }).from(posts).leftJoin(guests, eq(guests.id, posts.guest))
    .where(and(eq(posts.question, thread.id), gt(posts.createdAt, new Date(now.getTime() - pauseMs)), ne(posts.state, 'deleted'), own)).orderBy(desc(posts.id)).limit(1)
  if (!last) return done(null)
  const seconds = Math.max(1, Math.ceil((last.at.getTime() + pauseMs - now.getTime()) / 1000))
  return refuse('slow-mode', { minutes: thread.slowMinutes, wait: waitInWords(seconds) }, { retryAfter: seconds })
}
