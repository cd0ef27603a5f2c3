/** What moderators do to threads: lock, slow down, move posts, turn an answer into a comment and back. */
import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db'
import { papers, posts } from '@/db/schema'
import { decided, idsOfDecision, tooLate } from './deciding'
import type { Decider, Deciding } from './deciding'
import type { DecisionKind, DecisionRow } from './decisions'
import { done, refuse } from './errors'
import type { Result } from './errors'
import { record } from './events'
import type { EventKind } from './events'
import { loadPost } from './posts'
import type { PostInPlace, PostRow } from './posts'
import { rememberPlace } from './places'
import { nextNumber } from './questions'
import { answerTo, commentOn, holdThreads, isWithin, placeOfRow, relocate, rowsOf } from './relocating'
import type { Spot } from './relocating'
import { t } from '@/words'

export const lock: Decider = deciding => setLock(deciding, true)
export const unlock: Decider = deciding => setLock(deciding, false)

async function setLock(deciding: Deciding, locked: boolean): Promise<Result<DecisionRow>> {
  const { tx, found } = deciding
  const [moved] = await tx.update(posts).set({ locked }).where(and(eq(posts.id, found.thread.id), eq(posts.locked, !locked))).returning()
  if (!moved) return tooLate(deciding)
  return ofThread(deciding, moved, locked ? 'lock' : 'unlock', locked ? 'unlocked' : 'locked', locked ? 'thread.locked' : 'thread.unlocked', {})
}

/** In slow mode everybody but moderators waits between two posts in the thread. */
export const slow: Decider = deciding => setPace(deciding, deciding.minutes ?? usualPace)
export const unslow: Decider = deciding => setPace(deciding, 0)

const usualPace = 60

async function setPace(deciding: Deciding, slowMinutes: number): Promise<Result<DecisionRow>> {
  const { tx, found } = deciding
  const [thread] = await tx.select().from(posts).where(eq(posts.id, found.thread.id))
  if (!thread || thread.slowMinutes === slowMinutes) return tooLate(deciding)
  await tx.update(posts).set({ slowMinutes }).where(eq(posts.id, thread.id))
  return ofThread(deciding, thread, slowMinutes > 0 ? 'slow' : 'unslow', `${thread.slowMinutes} minutes`, 'thread.paced', { slowMinutes: thread.slowMinutes })
}

// Decisions on a whole thread stand at its question, wherever in it they were taken.
async function ofThread(deciding: Deciding, thread: PostRow, kind: DecisionKind, stateBefore: string, event: EventKind, before: NonNullable<DecisionRow['before']>): Promise<Result<DecisionRow>> {
  const on = { ...deciding, post: thread }
  const decision = await decided(on, kind, { stateBefore, before })
  await record(deciding.tx, event, { ...idsOfDecision(on, decision), person: null }, deciding.now)
  return done(decision)
}

/** Moves an answer to another question, a comment under another post, a question to another paper. `target`: the id of the question or post,
 *  or the slug of the paper. */
export const move: Decider = async deciding => {
  const { tx, post, target } = deciding
  if (post.kind === 'question') return moveQuestion(deciding)
  const onto = await targetPost(deciding)
  if (!onto.ok) return onto
  const { post: row } = onto.value
  await holdThreads(tx, post.question ?? 0, onto.value.thread.id)
  if (!await isStillPublic(tx, row.id, onto.value.thread.id)) return refuse('wrong-target', { what: t('There is no public post'), target: target ?? '' })
  if (post.kind === 'answer') {
    if (row.kind !== 'question') return refuse('wrong-target', { what: t('An answer is moved to a question'), target: target ?? '' })
    return moveTo(deciding, 'move', answerTo(row))
  }
  if (await isWithin(tx, row, post)) return refuse('wrong-target', { what: t('A comment cannot stand under itself'), target: target ?? '' })
  return moveTo(deciding, 'move', commentOn(row))
}

async function moveQuestion(deciding: Deciding): Promise<Result<DecisionRow>> {
  const { tx, post, found, target } = deciding
  const paper = await targetPaper(deciding)
  if (paper === null) return refuse('wrong-target', { what: t('A question is moved to a paper'), target: target ?? '' })
  if (paper.id === post.paper) return refuse('there-already')
  const number = await nextNumber(tx, paper.id)
  await rememberPlace(tx, found.slug, post.number ?? 0, post.id)
  return moveTo(deciding, 'move', { ...placeOfRow(post), paper: paper.id, number })
}

/** An answer becomes a comment: on its question, or on the post that `target` names. */
export const toComment: Decider = async deciding => {
  const { tx, post, target } = deciding
  if (post.kind !== 'answer') return refuse('wrong-kind', { wanted: 'answer' })
  if (post.endorsed) return refuse('endorsed-answer')
  const onto = target === null ? await loadPost(tx, post.question ?? 0) : null
  const aimed = onto ? done(onto) : await targetPost(deciding)
  if (!aimed.ok) return aimed
  await holdThreads(tx, post.question ?? 0, aimed.value.thread.id)
  if (!await isStillPublic(tx, aimed.value.post.id, aimed.value.thread.id)) return refuse('wrong-target', { what: t('There is no public post'), target: target ?? '' })
  if (await isWithin(tx, aimed.value.post, post)) return refuse('wrong-target', { what: t('A comment cannot stand under itself'), target: target ?? '' })
  return moveTo(deciding, 'to-comment', commentOn(aimed.value.post))
}

/** A comment becomes an answer to its question. */
export const toAnswer: Decider = async deciding => {
  const { tx, post } = deciding
  if (post.kind !== 'comment') return refuse('wrong-kind', { wanted: 'comment' })
  const question = await loadPost(tx, post.question ?? 0)
  return question ? moveTo(deciding, 'to-answer', answerTo(question.post)) : refuse('not-found')
}

async function moveTo(deciding: Deciding, kind: 'move' | 'to-comment' | 'to-answer', to: Spot): Promise<Result<DecisionRow>> {
  const { tx, post, now } = deciding
  const same = placeOfRow(post)
  if (same.kind === to.kind && same.paper === to.paper && same.parent === to.parent && same.under === to.under && same.question === to.question) return refuse('there-already')
  const places = await relocate(tx, [{ post, to }])
  const decision = await decided(deciding, kind, { before: { places }, target: to.question ?? to.paper })
  await record(tx, 'post.moved', { ...idsOfDecision(deciding, decision), question: to.question ?? post.id, paper: to.paper }, now)
  return done(decision)
}

/** The post that `target` names, where something may be moved to: seen, public, and in a thread that is public too. */
export async function targetPost({ tx, target }: Pick<Deciding, 'tx' | 'target'>): Promise<Result<PostInPlace>> {
  if (target === null) return refuse('target-missing')
  const found = /^[1-9]\d{0,9}$/.test(target) && Number(target) <= 2_147_483_647 ? await loadPost(tx, Number(target)) : null
  if (found?.post.state !== 'public' || found.thread.state !== 'public') return refuse('wrong-target', { what: t('There is no public post'), target })
  return done(found)
}

/** Whether these are public now that their threads are held: another decision may have come between. */
export async function isStillPublic(tx: Tx, ...ids: number[]): Promise<boolean> {
  return (await rowsOf(tx, ids)).every(row => row.state === 'public')
}

/** A paper by its slug or alias, or the paper of a post by that post's id. */
async function targetPaper({ tx, target }: Deciding): Promise<{ id: number } | null> {
  if (target === null) return null
  const [bySlug] = await tx.select({ id: papers.id }).from(papers).where(eq(papers.slug, target))
  if (bySlug) return bySlug
  const byPost = await targetPost({ tx, target })
  return byPost.ok ? { id: byPost.value.post.paper } : null
}
