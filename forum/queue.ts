/** The moderators' queue: everything that waits for a decision, in one list. */
import { and, asc, desc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { db, rows } from '@/db'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { guests, posts } from '@/db/schema'
import { z } from 'zod'
import { readCounters } from './counters'
import { cut, idCursor, readCursor } from './cursors'
import type { Page } from './documents'
import { refuse } from './errors'
import type { Result } from './errors'
import { readHouseRules } from './house-rules'
import { isFlagged, isHeld, isHidden } from './indexed'
import { mayEver } from './policy'
import { queueItems } from './queue-items'
import type { QueueItem } from './queue-items'
import { alikePosts } from './screening/likeness'
import { selectShown } from './showing'
import type { ShownRow } from './showing'
import type { Viewer } from './viewer'
import { t } from '@/words'

export type { QueueItem } from './queue-items'
export { readLog } from './decision-log'
export type { LogEntry } from './decision-log'

export const queueFilters = ['waiting', 'held', 'flagged', 'edits', 'appeals', 'spam', 'hidden'] as const
export type QueueFilter = (typeof queueFilters)[number]
export const queueOrders = ['oldest', 'riskiest'] as const
export type QueueOrder = (typeof queueOrders)[number]
/** Items that are like one: by text, by the network they came from, by writer. */
export const likenesses = ['text', 'network', 'writer'] as const
export type Like = { post: number; by: (typeof likenesses)[number] }
export type QueueRequest = { filter?: QueueFilter; order?: QueueOrder; like?: Like | null; after?: string | null; limit?: number }

/** So many items stand on one page. */
export const queuePage = 200

/** A page of the queue, oldest or riskiest first. Refuses whoever is no moderator. */
export async function readQueue(viewer: Viewer, { filter = 'waiting', order = 'oldest', like = null, after = null, limit = queuePage }: QueueRequest = {}): Promise<Result<Page<QueueItem>>> {
  if (!mayEver(viewer, 'moderation.read')) return viewer.kind === 'guest' ? refuse('sign-in', { sent: 'nothing' }) : refuse('not-allowed', { why: t('This room is for moderators.') })
  const on = db().read
  const within = like ? among(posts.id, await idsLike(on, like)) : undefined
  const spamFrom = filter === 'spam' ? (await readHouseRules(on)).filterFrom : 0
  const position = positionOf(after, order)
  const found: ShownRow[] = []
  for (const set of setsOf(filter, spamFrom)) {
    const beyond = position === null ? undefined : order === 'oldest' ? gt(posts.id, position.id) : or(lt(posts.risk, position.risk), and(eq(posts.risk, position.risk), gt(posts.id, position.id)))
    found.push(...await selectShown(on).where(and(set, within, beyond)).orderBy(...order === 'oldest' ? [asc(posts.id)] : [desc(posts.risk), asc(posts.id)]).limit(limit + 1))
  }
  const sorted = [...new Map(found.map(row => [row.post.id, row])).values()].sort((a, b) => (order === 'oldest' ? 0 : b.post.risk - a.post.risk) || a.post.id - b.post.id)
  const { items, next } = cut(sorted, limit, row => order === 'oldest' ? [row.post.id] : [row.post.risk, row.post.id])
  return { ok: true, value: { items: await queueItems(on, viewer, items), next } }
}

const riskCursor = z.tuple([z.number().min(0).max(1), z.number().int().min(0).max(2_147_483_647)])

function positionOf(after: string | null, order: QueueOrder): { risk: number; id: number } | null {
  if (order === 'riskiest') {
    const keys = readCursor(after, riskCursor)
    return keys && { risk: keys[0], id: keys[1] }
  }
  const keys = readCursor(after, idCursor)
  return keys && { risk: 0, id: keys[0] }
}

/** A cursor of either order. */
export const queueCursor = z.union([idCursor, riskCursor])

// In the words of their indexes, which hold nothing else.
const isProposed = and(sql`${posts.proposed}`, eq(posts.state, 'public'))
const isAppealed = and(sql`${posts.appealed}`, eq(posts.state, 'hidden'))

function setsOf(filter: QueueFilter, spamFrom: number): (SQL | undefined)[] {
  switch (filter) {
    case 'held': return [isHeld]
    case 'flagged': return [isFlagged]
    case 'edits': return [isProposed]
    case 'appeals': return [isAppealed]
    case 'spam': return [and(isHeld, sql`${posts.risk} >= ${spamFrom}`)]
    case 'hidden': return [and(isHidden, sql`${posts.mergedInto} is null`)]
    case 'waiting': return [isHeld, isFlagged, isProposed, isAppealed]
  }
}

export type QueueCounts = Record<Exclude<QueueFilter, 'hidden'>, number>

/** How many wait of each kind; `waiting`: posts in all. */
export async function countQueue(on: Reader = db().read): Promise<QueueCounts> {
  const { filterFrom } = await readHouseRules(on)
  const [counted] = await rows(on, sql`select
    (select count(*) from ${posts} where ${isProposed}) as edits, (select count(*) from ${posts} where ${isAppealed}) as appeals,
    (select count(*) from ${posts} where ${isHeld} and ${posts.risk} >= ${filterFrom}) as spam,
    (select count(*) from ${posts} where ${isProposed} and ${posts.flags} > 0) as both_`, z.object({
    edits: z.coerce.number(), appeals: z.coerce.number(), spam: z.coerce.number(), both_: z.coerce.number(),
  }))
  if (!counted) throw new Error('the queue was not counted')
  const { both_, ...found } = counted
  const { held, flagged } = await readCounters(on)
  const counts = { ...found, held, flagged }
  return { ...counts, waiting: counts.held + counts.flagged + counts.edits + counts.appeals - both_ }
}

/** How many posts wait: held or flagged, and all that waits. */
export async function countWaiting(on: Reader = db().read): Promise<{ held: number; flagged: number; waiting: number }> {
  const { held, flagged, waiting } = await countQueue(on)
  return { held, flagged, waiting }
}

const likeMax = 2_000

/** The waiting posts that are like one, for deciding on all of them; none for whoever is no moderator. */
export async function postsLike(viewer: Viewer, like: Like): Promise<number[]> {
  return mayEver(viewer, 'moderation.read') ? [...new Set(await idsLike(db().read, like))] : []
}

/** Held posts that are like one, itself first. */
async function idsLike(on: Reader, { post, by }: Like): Promise<number[]> {
  if (by === 'text') return [post, ...await alikePosts(on, post, likeMax)]
  const [row] = await on.select({ person: posts.person, guest: guests }).from(posts).leftJoin(guests, eq(guests.id, posts.guest)).where(eq(posts.id, post))
  const same = row?.person ? eq(posts.person, row.person) : row?.guest ? inArray(posts.guest, on.select({ id: guests.id }).from(guests).where(sameGuest(row.guest, by))) : null
  if (!same) return [post]
  const found = await on.select({ id: posts.id }).from(posts).where(and(isHeld, same)).orderBy(asc(posts.id)).limit(likeMax)
  return [post, ...found.map(one => one.id)]
}

function sameGuest(guest: typeof guests.$inferSelect, by: 'network' | 'writer'): SQL | undefined {
  if (by === 'network') return guest.networkHash === null ? eq(guests.id, guest.id) : eq(guests.networkHash, guest.networkHash)
  return guest.cookieHash === null ? eq(guests.id, guest.id) : eq(guests.cookieHash, guest.cookieHash)
}
