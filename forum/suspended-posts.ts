/** What becomes of a suspended person's public posts: taken down together with the suspension, and given back when it ends. Each is a decision
 *  of its own that names the suspension as its whole. */
import { and, asc, count, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Reader, Tx } from '@/db'
import { decisions, flags, posts } from '@/db/schema'
import { standingTakeDown } from './appeals'
import { writeDecision } from './decisions'
import type { DecisionRow } from './decisions'
import { record } from './events'
import type { PostRow } from './posts'
import { holdPost, idsOf } from './publishing'
import { moveState } from './states'
import { personOf } from './viewer'
import type { Viewer } from './viewer'

/** So many posts are taken down or given back in one transaction. */
export const postsAtOnce = 500

/** How many posts were moved, and how many are left for the next time. */
export type Moved = { moved: number; left: number }

/** Takes the public posts of a person down, as parts of a suspension. */
export async function hidePosts(tx: Tx, viewer: Viewer, suspension: DecisionRow, now: Date): Promise<Moved> {
  const shown = and(eq(posts.person, suspension.person ?? 0), inArray(posts.kind, ['question', 'answer', 'comment']), eq(posts.state, 'public'))
  let moved = 0
  for (const post of await inOrder(tx, shown)) if (await hideOne(tx, viewer, post, suspension, now)) moved++
  return { moved, left: await countWhere(tx, shown) }
}

/** Gives back those that a person's last suspension took down and that are hidden by it still, as parts of `ending`. */
export async function restorePosts(tx: Tx, viewer: Viewer, ending: DecisionRow, now: Date): Promise<Moved> {
  const hidden = await hiddenBySuspension(tx, ending.person ?? 0)
  let moved = 0
  for (const { post, by } of hidden.slice(0, postsAtOnce)) if (await restoreOne(tx, viewer, post, by, ending, now)) moved++
  return { moved, left: Math.max(0, hidden.length - postsAtOnce) }
}

/** A person's posts that are hidden by their last suspension still, each with the decision that hid it. */
export async function hiddenBySuspension(on: Reader, person: number): Promise<{ post: PostRow; by: DecisionRow }[]> {
  const suspensions = await lastSuspensions(on, person)
  if (suspensions.length === 0) return []
  const parts = await on.select({ post: posts, by: decisions }).from(decisions).innerJoin(posts, eq(posts.id, decisions.post))
    .where(and(inArray(decisions.partOf, suspensions), eq(decisions.kind, 'hide'), eq(posts.state, 'hidden')))
  const found: { post: PostRow; by: DecisionRow }[] = []
  for (const part of parts.toSorted((a, b) => inThreads(a.post, b.post))) {
    // A moderator who decided on it since has the last word.
    if ((await standingTakeDown(on, part.post.id))?.id === part.by.id) found.push(part)
  }
  return found
}

/** The suspensions of a person since the last one before them ended. */
async function lastSuspensions(on: Reader, person: number): Promise<number[]> {
  const about = await on.select().from(decisions).where(and(eq(decisions.person, person), isNull(decisions.post), inArray(decisions.kind, ['suspend', 'unsuspend'])))
  const last = Math.max(0, ...about.filter(one => one.kind === 'suspend').map(one => one.id))
  const ended = Math.max(0, ...about.filter(one => one.kind === 'unsuspend' && one.id < last).map(one => one.id))
  return about.filter(one => one.kind === 'suspend' && one.id > ended).map(one => one.id)
}

async function hideOne(tx: Tx, viewer: Viewer, read: PostRow, suspension: DecisionRow, now: Date): Promise<boolean> {
  const post = await holdPost(tx, read)
  if (post.state !== 'public') return false
  const open = (await tx.select({ id: flags.id }).from(flags).where(and(eq(flags.post, post.id), isNull(flags.outcome)))).map(flag => flag.id)
  const before = { heldWhy: post.heldWhy, publicAt: post.publicAt?.getTime() ?? null, flags: open, trust: 0, learned: post.learned }
  const decision = await writeDecision(tx, viewer, { kind: 'hide', post: post.id, person: post.person, rule: 'suspended', stateBefore: post.state, partOf: suspension.id, before }, now)
  const hidden = await moveState(tx, post, { by: 'hide', to: 'hidden' }, now)
  if (!hidden) return false
  const ids = { ...idsOf(post), actor: personOf(viewer), decision: decision.id }
  if (open.length > 0) {
    await tx.update(flags).set({ outcome: 'hidden', decision: decision.id }).where(inArray(flags.id, open))
    await tx.update(posts).set({ flags: sql`${posts.flags} - ${open.length}` }).where(eq(posts.id, post.id))
    await record(tx, 'flags.settled', ids, now)
  }
  await record(tx, 'post.hidden', ids, now)
  return true
}

async function restoreOne(tx: Tx, viewer: Viewer, read: PostRow, by: DecisionRow, ending: DecisionRow, now: Date): Promise<boolean> {
  const post = await holdPost(tx, read)
  if (post.state !== 'hidden') return false
  const before = { trust: 0, revisedOnce: post.revisedOnce, publicAt: post.publicAt?.getTime() ?? null, learned: post.learned }
  const decision = await writeDecision(tx, viewer, { kind: 'restore', post: post.id, person: post.person, stateBefore: post.state, undoes: by.id, partOf: ending.id, before }, now)
  if (!await moveState(tx, post, { by: 'restore', to: 'public' }, now)) return false
  await record(tx, 'post.restored', { ...idsOf(post), actor: personOf(viewer), decision: decision.id }, now)
  return true
}

/** Thread by thread, so that no two transactions wait for each other. */
async function inOrder(tx: Tx, where: SQL | undefined): Promise<PostRow[]> {
  return tx.select().from(posts).where(where).orderBy(asc(sql`coalesce(${posts.question}, ${posts.id})`), asc(posts.id)).limit(postsAtOnce)
}

function inThreads(a: PostRow, b: PostRow): number {
  return (a.question ?? a.id) - (b.question ?? b.id) || a.id - b.id
}

async function countWhere(on: Reader, where: SQL | undefined): Promise<number> {
  const [row] = await on.select({ n: count() }).from(posts).where(where)
  return row?.n ?? 0
}
