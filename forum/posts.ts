/** What all three kinds of post share inside `forum/`: loading one, whose it is, what the policy says of it. */
import { and, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import type { Reader } from '@/db'
import { given, preparedOnce } from '@/db/prepared'
import { guests, papers, posts } from '@/db/schema'
import { refuse } from './errors'
import type { Result } from './errors'
import { Allowed } from './policy'
import type { ActionName, Target } from './policy'
import { isAtLeast } from './viewer'
import type { Viewer } from './viewer'

export type PostRow = typeof posts.$inferSelect
export type GuestRow = typeof guests.$inferSelect
export type PostInPlace = {
  post: PostRow
  guest: GuestRow | null
  slug: string
  /** Its question's number, state, lock and status; a question's own. */
  number: number
  thread: { id: number; state: PostRow['state']; locked: boolean; status: PostRow['status']; heading: string; slowMinutes: number; mergedInto: number | null }
  /** Of a merged question: the state of the one it went into. */
  intoState: PostRow['state'] | null
}

/** A post with its place, or null. */
export async function loadPost(on: Reader, id: number): Promise<PostInPlace | null> {
  const [row] = await postInPlace(on).execute({ id })
  if (!row) return null
  const thread = row.thread ?? row.post
  return {
    post: row.post, guest: row.guest, slug: row.slug, number: thread.number ?? 0,
    thread: { id: thread.id, state: thread.state, locked: thread.locked, status: thread.status, heading: thread.heading ?? '', slowMinutes: thread.slowMinutes, mergedInto: thread.mergedInto },
    intoState: row.intoState,
  }
}

const postInPlace = preparedOnce(on => {
  const question = alias(posts, 'thread')
  const thread = { id: question.id, number: question.number, state: question.state, locked: question.locked, status: question.status, heading: question.heading, slowMinutes: question.slowMinutes, mergedInto: question.mergedInto }
  const intoState = sql<PostRow['state'] | null>`(select into_.state from posts into_ where into_.id = ${posts.mergedInto})`
  return on.select({ post: posts, guest: guests, slug: papers.slug, thread, intoState })
    .from(posts).innerJoin(papers, eq(papers.id, posts.paper)).leftJoin(guests, eq(guests.id, posts.guest)).leftJoin(question, eq(question.id, posts.question))
    .where(eq(posts.id, given('id', posts.id))).prepare('post_in_place')
})

/** The paper on which a post stands, or null. */
export async function paperOf(on: Reader, post: number): Promise<number | null> {
  const [row] = await on.select({ paper: posts.paper }).from(posts).where(eq(posts.id, post))
  return row?.paper ?? null
}

/** The question with a number on a paper, or null. */
export async function questionIdAt(on: Reader, slug: string, number: number): Promise<number | null> {
  const [row] = await on.select({ id: posts.id }).from(posts).innerJoin(papers, eq(papers.id, posts.paper))
    .where(and(eq(papers.slug, slug), eq(posts.number, number), eq(posts.kind, 'question')))
  return row?.id ?? null
}

/** Whether a post is the viewer's own: a member's by name or claimed from a guest, a guest's by the browser's cookie. */
export function isOwn(viewer: Viewer, post: { person: number | null }, guest: Pick<GuestRow, 'cookieHash' | 'claimedBy'> | null): boolean {
  if (viewer.kind === 'person') return post.person === viewer.id || (guest !== null && guest.claimedBy === viewer.id)
  if (viewer.kind === 'guest') return guest !== null && guest.claimedBy === null && viewer.cookieHash !== null && guest.cookieHash === viewer.cookieHash
  return false
}

export function targetOf(viewer: Viewer, found: PostInPlace): Target {
  return { own: isOwn(viewer, found.post, found.guest), state: found.post.state, locked: found.thread.locked }
}

/** Loads a post and proves that the viewer may do this to it. What may not be seen is not found. */
export async function allowedPost(on: Reader, viewer: Viewer, action: ActionName, id: number): Promise<Result<Allowed<PostInPlace>>> {
  const found = await loadPost(on, id)
  if (!found || !isSeen(viewer, found)) return refuse('not-found')
  return Allowed.of(viewer, action, found, targetOf(viewer, found))
}

/** Whether an action on a post would be allowed now: for what must be known before the action's own conditions are judged. */
export async function judgePost(viewer: Viewer, action: ActionName, id: number): Promise<Result<null>> {
  const allowed = await allowedPost(db().read, viewer, action, id)
  return allowed.ok ? { ok: true, value: null } : allowed
}

/** Whether a post is a question that was merged into another one: hidden as a thread, readable as a text. */
export function isMerged(post: Pick<PostRow, 'state' | 'mergedInto'>): boolean {
  return post.state === 'hidden' && post.mergedInto !== null
}

/** The one visibility rule: a public post in a thread that is no longer held, one's own, or anything to a moderator. */
export function isSeen(viewer: Viewer, found: PostInPlace): boolean {
  if (isAtLeast(viewer, 'moderator')) return true
  if (isOwn(viewer, found.post, found.guest)) return true
  // A merged question is read in the thread that it went into.
  return (found.post.state === 'public' || (isMerged(found.post) && found.intoState === 'public')) && found.thread.state !== 'held'
}
