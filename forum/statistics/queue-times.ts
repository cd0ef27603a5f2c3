/** How long posts wait for a moderator. */
import { and, desc, eq, gte, inArray, isNotNull, sql } from 'drizzle-orm'
import { db } from '@/db'
import { decisions, posts } from '@/db/schema'
import { beginningOf, byMonth } from './period'
import type { Period } from './period'
import { waitsOf } from './waits'
import type { Wait } from './waits'

/** From when a held post was sent to the first decision on it; those that wait still are counted as in `waits.ts`. Times in ms. */
export type QueueTime = { posts: number; median: number | null; nineInTen: number | null }
export type QueueTimes = QueueTime & { months: (QueueTime & { month: string })[]; /** How many wait now. */ waiting: number; /** Whether older decisions of the period were left out. */ cut: boolean }

/** So many decisions of a period are looked at, the newest, and as many waiting posts. */
const most = 10_000
const settling = ['approve', 'reject', 'hide', 'spam', 'trust'] as const

type Held = { sentAt: Date; wait: Wait }

export async function readQueueTimes(period: Period): Promise<QueueTimes> {
  const from = beginningOf(period)
  const decided = await db().heavy.select({ id: posts.id, sentAt: posts.createdAt, at: decisions.createdAt }).from(decisions).innerJoin(posts, eq(posts.id, decisions.post))
    .where(and(eq(decisions.stateBefore, 'held'), inArray(decisions.kind, [...settling]), isNotNull(decisions.post), gte(decisions.createdAt, from))).orderBy(desc(decisions.id)).limit(most)
  const waiting = await db().heavy.select({ id: posts.id, sentAt: posts.createdAt }).from(posts).where(sql`${posts.state} = 'held'`).orderBy(desc(posts.id)).limit(most)
  // Read from the newest back, so the first decision on each post stays.
  const first = new Map<number, Held>()
  for (const { id, sentAt } of waiting) first.set(id, { sentAt, wait: { ms: period.now.getTime() - sentAt.getTime(), ended: false } })
  for (const { id, sentAt, at } of decided) first.set(id, { sentAt, wait: { ms: at.getTime() - sentAt.getTime(), ended: true } })
  const held = [...first.values()].filter(one => one.sentAt >= from).map(({ sentAt, wait }) => ({ sentAt, wait: { ...wait, ms: Math.max(0, wait.ms) } }))
  return { ...timeOf(held), months: byMonth(held, one => one.sentAt).map(([month, some]) => ({ month, ...timeOf(some) })), waiting: waiting.length, cut: decided.length === most }
}

function timeOf(held: readonly Held[]): QueueTime {
  const { quantile } = waitsOf(held.map(one => one.wait))
  return { posts: held.length, median: quantile(0.5), nineInTen: quantile(0.9) }
}
