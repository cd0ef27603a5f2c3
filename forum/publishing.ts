/** What follows in the same transaction when a post becomes public or stops being so: counters, search row, ranks, event. */
import { eq, sql } from 'drizzle-orm'
import { beforeCommit } from '@/db'
import type { Tx } from '@/db'
import { given, preparedOnce } from '@/db/prepared'
import { together } from '@/db/together'
import { papers, posts } from '@/db/schema'
import { countMove } from './counters'
import type { Standing } from './counters'
import { record } from './events'
import type { EventKind } from './events'
import { mentionFrom, mentionNoMore } from './mentions'
import { insertPublic } from './new-posts'
import type { NewPost } from './new-posts'
import type { PostRow } from './posts'
import { holdThread, rankAnswer } from './ranking'
import { indexPost, unindexPost } from './search-rows'

const posted = { question: 'question.asked', answer: 'answer.posted', comment: 'comment.posted' } as const satisfies Record<string, EventKind>

/** The ids by which followers find what an event is about; `person` is its writer. */
export function idsOf(post: PostRow): { post: number; question: number; paper: number; person: number | null } {
  return { post: post.id, question: post.question ?? post.id, paper: post.paper, person: post.person }
}

/** Writes the row of a post that is public from its beginning, and counts it in its thread. `followNew` comes after it. */
export async function writePublic(tx: Tx, post: NewPost, now: Date): Promise<PostRow> {
  const counting = countInThread(tx, { question: null, parent: null, under: null, ...post }, 1, now)
  // An answer's thread is held by one statement, so that the row may be sent right behind it.
  if (post.kind !== 'answer') await counting
  const writing = insertPublic(tx, post, now)
  await together(counting, writing)
  return writing
}

/** What follows for a post that `writePublic` wrote: nothing of it is waited for before the transaction ends. */
export function followNew(tx: Tx, post: PostRow, now: Date): void {
  for (const statement of [indexPost(tx, post), countOnPaper(tx, post, 1, now), countMove(tx, post, 'nowhere', 'public'), recordPosted(tx, post, now)]) beforeCommit(tx, statement)
}

/** A post that was not public is public from now on; `from` is where it comes from, `nowhere` for one that has just been written.
 *  Records `answer.posted` and the like the first time only. */
export async function publish(tx: Tx, post: PostRow, now: Date, from: Standing = post.state): Promise<void> {
  await countInThread(tx, post, 1, now)
  const [shown] = await tx.update(posts).set({
    state: 'public', topic: sql`(select ${papers.topic} from ${papers} where ${papers.id} = ${post.paper})`, heldWhy: null, publicAt: post.publicAt ?? now, activeAt: now,
    deletedAt: null, deletedByWriter: null, deletedFrom: null,
  }).where(eq(posts.id, post.id)).returning()
  if (!shown) throw new Error('a post to publish is not there')
  await indexPost(tx, shown)
  await mentionFrom(tx, shown, now)
  if (post.kind === 'answer') await rankAnswer(tx, { id: post.id, question: post.question ?? 0, publicAt: shown.publicAt ?? now })
  await countOnPaper(tx, post, 1, now)
  await countMove(tx, shown, from, 'public')
  if (!post.publicAt) await recordPosted(tx, post, now)
}

async function recordPosted(tx: Tx, post: PostRow, now: Date): Promise<void> {
  await record(tx, posted[post.kind], { ...idsOf(post), actor: post.person }, now)
}

/** A public post is no longer public: hidden, held again or deleted. The caller says in the row why. */
export async function unpublish(tx: Tx, post: PostRow, to: 'held' | 'hidden' | 'deleted', now: Date): Promise<void> {
  await countInThread(tx, post, -1, now)
  const [gone] = await tx.update(posts).set({ state: to, topic: null }).where(eq(posts.id, post.id)).returning()
  await unindexPost(tx, post.id)
  await mentionNoMore(tx, post.id, now)
  await countOnPaper(tx, post, -1, now)
  await countMove(tx, gone ?? post, 'public', to)
}

/** Holds a post and its thread until this transaction ends, and gives the post as it is then: on PostgreSQL another decision may
 *  have come between reading it and now. */
export async function holdPost(tx: Tx, post: PostRow): Promise<PostRow> {
  if (post.question !== null) await holdThread(tx, post.question)
  const [held] = await tx.update(posts).set({ voters: sql`${posts.voters}` }).where(eq(posts.id, post.id)).returning()
  return held ?? post
}

type InThread = Pick<PostRow, 'kind' | 'question' | 'parent' | 'under'>

/** The question first: whoever holds it has the thread. */
async function countInThread(tx: Tx, { kind, question, parent, under }: InThread, by: 1 | -1, now: Date): Promise<void> {
  if (question === null) return
  if (kind === 'answer') {
    await (by === 1 ? answerCame : answerWent)(tx).execute({ id: question, now })
    return
  }
  if (by === 1) await cameAlive(tx).execute({ id: question, now })
  else await holdThread(tx, question)
  await commentsMoved(tx).execute({ id: under ?? 0, by })
  if (parent !== under) await commentsMoved(tx).execute({ id: parent ?? 0, by })
}

const isPost = eq(posts.id, given('id', posts.id))
const nowActive = { activeAt: given('now', posts.activeAt) }
const answerCame = preparedOnce(on => on.update(posts).set({ answers: sql`${posts.answers} + 1`, ...nowActive }).where(isPost).prepare('answer_came'))
const answerWent = preparedOnce(on => on.update(posts).set({ answers: sql`${posts.answers} - 1` }).where(isPost).prepare('answer_went'))
const cameAlive = preparedOnce(on => on.update(posts).set(nowActive).where(isPost).prepare('thread_came_alive'))
const commentsMoved = preparedOnce(on => on.update(posts).set({ comments: sql`${posts.comments} + ${given('by', posts.comments)}` }).where(isPost).prepare('comments_moved'))

async function countOnPaper(tx: Tx, post: PostRow, by: 1 | -1, now: Date): Promise<void> {
  if (post.kind === 'comment') return
  const of = (kind: PostRow['kind']) => post.kind === kind ? by : 0
  const values = { id: post.paper, questions: of('question'), open: post.status === 'open' || post.status === 'disputed' ? of('question') : 0, answers: of('answer') }
  if (by === 1) await paperGained(tx).execute({ ...values, now })
  else await paperLost(tx).execute(values)
}

const isPaper = eq(papers.id, given('id', papers.id))
const paperMoved = {
  questions: sql`${papers.questions} + ${given('questions', papers.questions)}`, openQuestions: sql`${papers.openQuestions} + ${given('open', papers.openQuestions)}`,
  answers: sql`${papers.answers} + ${given('answers', papers.answers)}`,
}
const paperGained = preparedOnce(on => on.update(papers).set({ ...paperMoved, activeAt: given('now', papers.activeAt) }).where(isPaper).prepare('paper_gained'))
const paperLost = preparedOnce(on => on.update(papers).set(paperMoved).where(isPaper).prepare('paper_lost'))
