/** What one reader sees on a thread beyond what everybody sees: own votes, own posts, and posts that wait. One query. */
import { and, asc, count, eq, inArray, isNotNull, isNull, lt, max, ne, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Reader } from '@/db'
import { preparedOnce } from '@/db/prepared'
import { decisions, guests, papers, people, posts, votes } from '@/db/schema'
import type { Post } from './documents'
import { receiptSecret } from './guests'
import { isHidden, isUnseen } from './indexed'
import { isOwn } from './posts'
import { absolute } from './rendering'
import { writerOf } from './showing'
import { isAtLeast } from './viewer'
import type { Viewer } from './viewer'

/** Where a held post stands: how many wait before it, and the receipt of a guest's own. */
export type Waiting = { ahead: number; receipt: string | null }
/** A post that is not public, as its writer and moderators see it. */
export type HeldPost = { post: Pick<Post, 'id' | 'kind' | 'parent' | 'state' | 'own' | 'writer' | 'html' | 'createdAt' | 'heldWhy' | 'decision'>; under: number | null; waiting: Waiting | null }
/** `scores`: of the posts in `votes`, in their order: the page may be a second older than one's own vote. */
export type Overlay = { votes: number[]; scores: number[]; own: number[]; held: HeldPost[] }

type ThreadPlace = { slug: string; number: number }

const nothing: Overlay = { votes: [], scores: [], own: [], held: [] }
const nobodyId = 0
const rowsMax = 1_000
const heldMax = 200
const aheadMax = 2_000

/** Reads what belongs to `viewer` on the thread of a question, by its paper's slug and number. Nothing is asked for somebody unknown. */
export async function readOverlay(viewer: Viewer, place: ThreadPlace): Promise<Overlay> {
  const rows = await rowsOf(viewer, place)
  if (rows.length === 0) return nothing
  const votedFor = rows.filter(row => row.voted !== null)
  return {
    votes: votedFor.map(row => row.id), scores: votedFor.map(row => row.score),
    own: rows.filter(row => row.state === 'public' && isOwn(viewer, row, row.guest)).map(row => row.id),
    held: unseenOf(viewer, rows).filter(row => row.kind !== 'question').slice(0, heldMax).map(row => shown(viewer, row)),
  }
}

/** Where the posts that wait in a thread stand, by id, for pages that are composed for one reader. */
export async function readWaiting(viewer: Viewer, place: ThreadPlace): Promise<ReadonlyMap<number, Waiting>> {
  const rows = unseenOf(viewer, await rowsOf(viewer, place))
  return new Map(rows.flatMap(row => {
    const waiting = waitingOf(viewer, row)
    return waiting ? [[row.id, waiting]] : []
  }))
}

async function rowsOf(viewer: Viewer, place: ThreadPlace): Promise<Row[]> {
  if (viewer.kind === 'person') return isAtLeast(viewer, 'moderator') ? ofModerator().execute({ ...place, person: viewer.id }) : ofMember().execute({ ...place, person: viewer.id })
  if (viewer.kind === 'guest' && viewer.cookieHash !== null) return ofGuest().execute({ ...place, person: nobodyId, cookie: viewer.cookieHash })
  return []
}

// Who voted for a post that was taken down meanwhile has its row, but not its text.
function unseenOf(viewer: Viewer, rows: Row[]): Row[] {
  const sees = isAtLeast(viewer, 'moderator') ? () => true : (row: Row) => isOwn(viewer, row, row.guest)
  return rows.filter(row => (row.state === 'held' || row.state === 'hidden') && sees(row))
}

function shown(viewer: Viewer, row: Row): HeldPost {
  const { id, kind, parent, state, html, createdAt, heldWhy, decided, under } = row
  const decision = decided && { decision: decided.kind, reason: decided.words, rule: decided.rule, at: decided.createdAt, byRole: decided.byRole, mayRevise: decided.kind === 'reject' && !row.revisedOnce }
  return {
    post: { id, kind, parent, state, html, createdAt, heldWhy, decision, own: isOwn(viewer, row, row.guest), writer: writerOf({ person: row.writer, guest: row.guest, post: row }) },
    under, waiting: waitingOf(viewer, row),
  }
}

function waitingOf(viewer: Viewer, row: Row): Waiting | null {
  if (row.state !== 'held') return null
  const receipt = viewer.kind === 'guest' && row.guest?.nonce ? absolute(`/receipts/${receiptSecret(row.guest.nonce)}`) : null
  return { ahead: row.ahead ?? 0, receipt }
}

const thread = alias(posts, 'thread')
const before = alias(posts, 'before')
const decision = alias(decisions, 'decision')
const earlier = alias(decisions, 'earlier')

/** The question's id, looked up once in the statement itself. */
function questionAt(on: Reader) {
  return on.select({ id: thread.id }).from(thread).innerJoin(papers, eq(papers.id, thread.paper))
    .where(and(eq(papers.slug, sql.placeholder('slug')), eq(thread.number, sql.placeholder('number')), eq(thread.kind, 'question')))
}

/** How many held posts are older. Counted along an index of held posts alone, and no further than so many. */
function placeInQueue(on: Reader) {
  // In the words of the index, which holds nothing else.
  const older = on.select({ one: sql<number>`1`.as('one') }).from(before).where(and(sql`${before.state} = 'held'`, lt(before.id, posts.id))).limit(aheadMax).as('older')
  return sql<number | null>`case when ${posts.state} = 'held' then ${on.select({ n: count() }).from(older)} end`.mapWith(Number)
}

/** The decision that took it down: of a hidden post the last of its kind stands. */
function lastDecision(on: Reader) {
  return on.select({ id: max(earlier.id) }).from(earlier).where(and(eq(earlier.post, posts.id), inArray(earlier.kind, ['reject', 'hide', 'spam'])))
}

/** Each post of the thread is looked at once: whether the viewer voted for it, and what `also` asks. */
function ofThread(on: Reader, also: SQL | undefined) {
  return on.select({
    id: posts.id, kind: posts.kind, parent: posts.parent, under: posts.under, state: posts.state, score: posts.score, person: posts.person, role: posts.role,
    revisedOnce: posts.revisedOnce, heldWhy: posts.heldWhy, createdAt: posts.createdAt,
    // What everybody sees stands on the page already.
    html: sql<string>`case when ${posts.state} = 'public' then '' else ${posts.html} end`,
    ahead: placeInQueue(on), voted: votes.person,
    writer: { handle: people.handle, name: people.name, role: people.role, former: people.former },
    guest: { name: guests.name, cookieHash: guests.cookieHash, claimedBy: guests.claimedBy, nonce: guests.nonce },
    decided: { kind: decision.kind, words: decision.words, rule: decision.rule, createdAt: decision.createdAt, byRole: decision.byRole },
  }).from(posts)
    .leftJoin(votes, and(eq(votes.post, posts.id), eq(votes.person, sql.placeholder('person'))))
    .leftJoin(guests, eq(guests.id, posts.guest))
    .leftJoin(people, and(eq(people.id, posts.person), ne(posts.state, 'public')))
    .leftJoin(decision, and(isHidden, eq(decision.id, lastDecision(on))))
    .where(and(or(eq(posts.question, questionAt(on)), eq(posts.id, questionAt(on))), also))
    .orderBy(asc(posts.id)).limit(rowsMax)
}

const standing = inArray(posts.state, ['public', 'held', 'hidden'])
const mine = and(or(eq(posts.person, sql.placeholder('person')), eq(guests.claimedBy, sql.placeholder('person'))), standing)
const voted = isNotNull(votes.person)

const ofMember = preparedOnce(on => ofThread(on, or(voted, mine)).prepare('overlay_of_member'))
const ofModerator = preparedOnce(on => ofThread(on, or(voted, mine, isUnseen)).prepare('overlay_of_moderator'))
const ofGuest = preparedOnce(on => {
  const browser = on.select({ id: guests.id }).from(guests).where(and(eq(guests.cookieHash, sql.placeholder('cookie')), isNull(guests.claimedBy)))
  return ofThread(on, and(inArray(posts.guest, browser), standing)).prepare('overlay_of_guest')
})
type Row = Awaited<ReturnType<ReturnType<typeof ofMember>['execute']>>[number]
