/** What one reader sees on a thread beyond what everybody sees: own votes, own posts, and posts that wait. At most seven queries. */
import { and, asc, eq, inArray, lte, or } from 'drizzle-orm'
import { db } from '@/db'
import type { Reader } from '@/db'
import { posts } from '@/db/schema'
import type { Post } from './documents'
import { receiptAddresses } from './guests'
import { isOwn, questionIdAt } from './posts'
import { besides, ownPosts, selectShown, showPost } from './showing'
import type { ShownRow } from './showing'
import { isAtLeast } from './viewer'
import type { Viewer } from './viewer'
import { votedIn } from './voted'

/** Where a held post stands: how many wait before it, and the receipt of a guest's own. */
export type Waiting = { ahead: number; receipt: string | null }
export type HeldPost = { post: Post; under: number | null; waiting: Waiting | null }
export type Overlay = { thread: number | null; votes: number[]; own: number[]; held: HeldPost[] }

const nothing: Overlay = { thread: null, votes: [], own: [], held: [] }
const postsMax = 200

/** Reads what belongs to `viewer` on the thread of a question, by its paper's slug and number. */
export async function readOverlay(viewer: Viewer, place: { slug: string; number: number }): Promise<Overlay> {
  const on = db().read
  const thread = await questionIdAt(on, place.slug, place.number)
  if (thread === null) return nothing
  const votes = await votedIn(viewer, thread)
  const rows = await ownRows(on, viewer, thread)
  const unseen = rows.filter(row => row.post.state !== 'public')
  const waiting = await waitingOf(on, viewer, unseen)
  const beside = await besides(on, unseen)
  const shown = unseen.map(row => ({ post: showPost(viewer, row, place, beside), under: row.post.under, waiting: waiting.get(row.post.id) ?? null }))
  return {
    thread, votes: [...votes],
    own: rows.filter(row => row.post.state === 'public' && isOwn(viewer, row.post, row.guest)).map(row => row.post.id),
    held: shown.filter(held => held.post.kind !== 'question'),
  }
}

/** Where the posts that wait in a thread stand, by id, for pages that are composed for one reader. */
export async function readWaiting(viewer: Viewer, thread: number): Promise<ReadonlyMap<number, Waiting>> {
  if (viewer.kind === 'guest' && viewer.cookieHash === null) return new Map()
  const on = db().read
  return waitingOf(on, viewer, await ownRows(on, viewer, thread))
}

// To moderators also what others have waiting; deleted posts are for their writer's page only.
async function ownRows(on: Reader, viewer: Viewer, thread: number): Promise<ShownRow[]> {
  if (viewer.kind === 'guest' && viewer.cookieHash === null) return []
  const mine = isAtLeast(viewer, 'moderator') ? or(ownPosts(viewer), inArray(posts.state, ['held', 'hidden'])) : ownPosts(viewer)
  return selectShown(on).where(and(or(eq(posts.question, thread), eq(posts.id, thread)), inArray(posts.state, ['public', 'held', 'hidden']), mine)).orderBy(asc(posts.id)).limit(postsMax)
}

async function waitingOf(on: Reader, viewer: Viewer, rows: ShownRow[]): Promise<Map<number, Waiting>> {
  const held = rows.filter(row => row.post.state === 'held')
  const last = held.at(-1)
  if (!last) return new Map()
  const queue = await on.select({ id: posts.id }).from(posts).where(and(eq(posts.state, 'held'), lte(posts.id, last.post.id))).orderBy(asc(posts.id)).limit(2_000)
  const receipts = viewer.kind === 'guest' ? await receiptAddresses(on, held.flatMap(({ post, guest }) => guest?.claimedBy === null ? post.guest ?? [] : [])) : new Map<number, string>()
  return new Map(held.map(({ post }) => [post.id, { ahead: queue.filter(one => one.id < post.id).length, receipt: receipts.get(post.guest ?? 0) ?? null }]))
}
