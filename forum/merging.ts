/** Merging a question that repeats another one into it: answers and comments go along, votes and follows are joined, the old address
 *  leads to the other, and the merged question's own text stays readable there, folded. */
import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db'
import { follows, people, posts, votes } from '@/db/schema'
import type { Before } from '@/db/schema'
import { decided, idsOfDecision, tooLate } from './deciding'
import type { Decider, Deciding } from './deciding'
import { done, refuse } from './errors'
import { muted } from './follows'
import { record } from './events'
import type { PostRow } from './posts'
import { answerTo, commentOn, holdThreads, relocate, rowsOf, topsOf } from './relocating'
import { moveState } from './states'
import { isStillPublic, targetPost } from './thread-tools'
import { t } from '@/words'

/** Merges the question into the one that `target` names. */
export const merge: Decider = async deciding => {
  const { tx, post, target, now } = deciding
  if (post.kind !== 'question') return refuse('wrong-kind', { wanted: 'question' })
  const onto = await targetPost(deciding)
  if (!onto.ok) return onto
  const into = onto.value.post
  if (into.kind !== 'question') return refuse('wrong-target', { what: t('A question is merged into a question'), target: target ?? '' })
  if (into.id === post.id) return refuse('wrong-target', { what: t('A question cannot be merged into itself'), target: target ?? '' })
  if (post.state !== 'public') return tooLate(deciding)
  await holdThreads(tx, post.id, into.id)
  if (!await isStillPublic(tx, into.id)) return refuse('wrong-target', { what: t('There is no public post'), target: target ?? '' })
  const tops = await topsOf(tx, post.id)
  const places = await relocate(tx, tops.map(top => ({ post: top, to: top.kind === 'answer' ? answerTo(into) : commentOn(into) })))
  await joinVotes(tx, post, into)
  await joinFollows(tx, post.id, into.id)
  const repointed = await tx.update(posts).set({ mergedInto: into.id }).where(eq(posts.mergedInto, post.id)).returning({ id: posts.id })
  const decision = await decided(deciding, 'merge', { target: into.id, before: { places, repointed: repointed.map(row => row.id), publicAt: post.publicAt?.getTime() ?? null } })
  const [bare] = await rowsOf(tx, [post.id])
  if (!bare || !await moveState(tx, bare, { by: 'merge', to: 'hidden', also: { mergedInto: into.id } }, now)) return tooLate(deciding)
  await record(tx, 'question.merged', idsOfDecision(deciding, decision), now)
  return done(decision)
}

/** Takes a merging back: what came along and is still there returns. False where the question stands elsewhere by now. */
export async function part(deciding: Deciding, target: number, before: Before): Promise<boolean> {
  const { tx, post, now } = deciding
  if (post.mergedInto !== target || post.state !== 'hidden') return false
  await holdThreads(tx, post.id, target)
  await takeVotesBack(tx, post.id, target)
  await tx.delete(follows).where(and(inArray(follows.kind, ['question', muted]), eq(follows.target, target), eq(follows.mergedFrom, post.id)))
  for (const id of before.repointed ?? []) await tx.update(posts).set({ mergedInto: post.id }).where(and(eq(posts.id, id), eq(posts.mergedInto, target)))
  const back = await moveState(tx, post, { by: 'undo', to: 'public', also: { mergedInto: null, ...(post.publicAt ? { publicAt: post.publicAt } : {}) } }, now)
  if (!back) return false
  await bringBack(tx, before, target)
  return true
}

/** Brings posts back to their former places, those that still stand in `thread` as the move left them. */
export async function bringBack(tx: Tx, before: Before, thread: number): Promise<void> {
  const places = new Map((before.places ?? []).map(place => [place.id, place]))
  const there = (await rowsOf(tx, [...places.keys()])).filter(row => row.question === thread)
  await relocate(tx, there.flatMap(row => {
    const to = places.get(row.id)
    return to ? [{ post: row, to }] : []
  }))
}

// Whoever upvoted both counts once, and nobody upvotes a question of their own.
async function joinVotes(tx: Tx, from: PostRow, into: PostRow): Promise<void> {
  const given = await tx.select().from(votes).where(and(eq(votes.post, from.id), ne(votes.person, into.person ?? 0)))
  if (given.length === 0) return
  const joined = await tx.insert(votes).values(given.map(vote => ({ post: into.id, person: vote.person, thread: null, mergedFrom: from.id, createdAt: vote.createdAt }))).onConflictDoNothing().returning({ person: votes.person })
  await addScore(tx, into.id, joined.length)
}

async function takeVotesBack(tx: Tx, from: number, into: number): Promise<void> {
  const gone = await tx.delete(votes).where(and(eq(votes.post, into), eq(votes.mergedFrom, from))).returning({ person: votes.person })
  await addScore(tx, into, -gone.length)
}

async function addScore(tx: Tx, post: number, by: number): Promise<void> {
  if (by === 0) return
  const [scored] = await tx.update(posts).set({ score: sql`${posts.score} + ${by}` }).where(eq(posts.id, post)).returning({ person: posts.person, state: posts.state })
  if (scored?.state === 'public' && scored.person !== null) await tx.update(people).set({ upvotes: sql`${people.upvotes} + ${by}` }).where(eq(people.id, scored.person))
}

async function joinFollows(tx: Tx, from: number, into: number): Promise<void> {
  const following = await tx.select().from(follows).where(and(inArray(follows.kind, ['question', muted]), eq(follows.target, from)))
  if (following.length === 0) return
  await tx.insert(follows).values(following.map(({ person, kind, createdAt }) => ({ person, kind, target: into, mergedFrom: from, createdAt }))).onConflictDoNothing()
}
