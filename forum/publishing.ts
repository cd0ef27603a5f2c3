/** What follows in the same transaction when a post becomes public or stops being so: counters, search row, ranks, event. */
import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db'
import { guests, papers, people, posts, searchRows } from '@/db/schema'
import { countMove } from './counters'
import type { Standing } from './counters'
import { record } from './events'
import type { EventKind } from './events'
import type { PostRow } from './posts'
import { holdThread, rankAnswer } from './ranking'

const posted = { question: 'question.asked', answer: 'answer.posted', comment: 'comment.posted' } as const satisfies Record<string, EventKind>

/** The ids by which followers find what an event is about; `person` is its writer. */
export function idsOf(post: PostRow): { post: number; question: number; paper: number; person: number | null } {
  return { post: post.id, question: post.question ?? post.id, paper: post.paper, person: post.person }
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
  await index(tx, shown)
  if (post.kind === 'answer') await rankAnswer(tx, { id: post.id, question: post.question ?? 0, publicAt: shown.publicAt ?? now })
  await countOnPaper(tx, post, 1, now)
  await countMove(tx, shown, from, 'public')
  if (!post.publicAt) await record(tx, posted[post.kind], { ...idsOf(post), actor: post.person }, now)
}

/** A public post is no longer public: hidden, held again or deleted. The caller says in the row why. */
export async function unpublish(tx: Tx, post: PostRow, to: 'held' | 'hidden' | 'deleted', now: Date): Promise<void> {
  await countInThread(tx, post, -1, now)
  const [gone] = await tx.update(posts).set({ state: to, topic: null }).where(eq(posts.id, post.id)).returning()
  await tx.delete(searchRows).where(eq(searchRows.post, post.id))
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

/** The question first: whoever holds it has the thread. */
async function countInThread(tx: Tx, post: PostRow, by: 1 | -1, now: Date): Promise<void> {
  const active = by === 1 ? { activeAt: now } : {}
  if (post.question === null) return
  if (post.kind === 'answer') {
    await tx.update(posts).set({ answers: sql`${posts.answers} + ${by}`, ...active }).where(eq(posts.id, post.question))
    return
  }
  if (by === 1) await tx.update(posts).set(active).where(eq(posts.id, post.question))
  else await holdThread(tx, post.question)
  await tx.update(posts).set({ comments: sql`${posts.comments} + ${by}` }).where(eq(posts.id, post.under ?? 0))
  if (post.parent !== post.under) await tx.update(posts).set({ comments: sql`${posts.comments} + ${by}` }).where(eq(posts.id, post.parent ?? 0))
}

async function countOnPaper(tx: Tx, post: PostRow, by: 1 | -1, now: Date): Promise<void> {
  const active = by === 1 ? { activeAt: now } : {}
  if (post.kind === 'question') {
    const open = post.status === 'open' || post.status === 'disputed' ? by : 0
    await tx.update(papers).set({ questions: sql`${papers.questions} + ${by}`, openQuestions: sql`${papers.openQuestions} + ${open}`, ...active }).where(eq(papers.id, post.paper))
  } else if (post.kind === 'answer') {
    await tx.update(papers).set({ answers: sql`${papers.answers} + ${by}`, ...active }).where(eq(papers.id, post.paper))
  }
}

/** Writes the search row of a public post anew. */
export async function index(tx: Tx, post: PostRow): Promise<void> {
  const row = { kind: post.kind, paper: post.paper, post: post.id, topic: post.topic, person: post.person, title: post.heading ?? '', people: await writerName(tx, post), body: post.plain }
  await tx.insert(searchRows).values(row).onConflictDoUpdate({ target: searchRows.post, set: row })
}

async function writerName(tx: Tx, post: PostRow): Promise<string> {
  if (post.person !== null) {
    const [person] = await tx.select({ name: people.name, handle: people.handle }).from(people).where(eq(people.id, post.person))
    return person ? `${person.name} ${person.handle}` : ''
  }
  if (post.guest === null) return ''
  const [guest] = await tx.select({ name: guests.name }).from(guests).where(eq(guests.id, post.guest))
  return guest?.name ?? ''
}

/** Writes the search row of a paper anew: its title, authors, venue, remark and notes. */
export async function indexPaper(tx: Tx, paper: { id: number; title: string; topic: number | null; authors: string[]; venue: string | null }, text: string): Promise<void> {
  await tx.delete(searchRows).where(and(eq(searchRows.paper, paper.id), eq(searchRows.kind, 'paper')))
  await tx.insert(searchRows).values({ kind: 'paper', paper: paper.id, topic: paper.topic, title: paper.title, people: paper.authors.join(', '), body: [paper.venue ?? '', text].join('\n') })
}
