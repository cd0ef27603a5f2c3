/** Whole threads of load data, written in bulk with everything that belongs to them: counters, search rows, decisions, events. */
import { eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { randomSecret, secretHash } from '@/config/secret'
import type { Tx } from '@/db'
import { decisions, endorsements, events, flags, guests, papers, people, posts, revisions, searchRows, votes } from '@/db/schema'
import { skeleton } from '@/text/names'
import { action } from '../action'
import { done } from '../errors'
import { eventKinds } from '../events'
import type { EventKind } from '../events'
import { receiptSecret } from '../guests'
import { listAuthor } from '../list-author'
import { isOpen } from '../questions'
import { standingOf } from '../ranking'
import { inChunks } from './people'
import { isPublic } from './plan'
import type { Planned, Thread } from './plan'

const atOnce = 200
type PostRow = typeof posts.$inferInsert
type Placed = { post: Planned; thread: Thread; kind: 'question' | 'answer' | 'comment' }
type Work = { tx: Tx; ids: Map<Planned, number>; guests: Map<Planned, number>; numbers: Map<Thread, number>; author: number | null }
type Happening = { kind: EventKind; at: Date; placed: Placed; actor: number | null; decision?: number }

/** Writes some threads in one transaction; every counter is right when it ends. */
export const seedThreads = action({
  name: 'site.seed',
  input: z.custom<Thread[]>(Array.isArray),
  async run({ tx, input: threads }) {
    const work: Work = { tx, ids: new Map(), guests: new Map(), numbers: new Map(), author: (await listAuthor(tx))?.id ?? null }
    const questions = threads.map((thread): Placed => ({ post: thread.question, thread, kind: 'question' }))
    const answers = threads.flatMap(thread => thread.answers.map((post): Placed => ({ post, thread, kind: 'answer' })))
    const comments = threads.flatMap(thread => thread.comments.map((post): Placed => ({ post, thread, kind: 'comment' })))
    const all = [...questions, ...answers, ...comments]
    await numberQuestions(work, threads)
    await addGuests(work, all)
    await addPosts(work, questions)
    await addPosts(work, answers)
    // A reply stands under a comment, which must have its id by then; comments come in the order in which they were written.
    for (const some of generations(comments)) await addPosts(work, some)
    await addVotes(work, all)
    await addSearchRows(work, all.filter(({ post }) => isPublic(post)))
    await addFormerTexts(work, all)
    await addEvents(work, all, await addDecisions(work, all))
    await countPapers(tx, threads)
    return done({ posts: all.length, votes: all.reduce((sum, { post }) => sum + post.votes.length, 0) })
  },
})

async function numberQuestions({ tx, numbers }: Work, threads: Thread[]): Promise<void> {
  for (const paper of new Set(threads.map(thread => thread.paper))) {
    const own = threads.filter(thread => thread.paper === paper)
    const [row] = await tx.update(papers).set({ nextQuestion: sql`${papers.nextQuestion} + ${own.length}` }).where(eq(papers.id, paper)).returning({ next: papers.nextQuestion })
    own.forEach((thread, n) => numbers.set(thread, (row?.next ?? 1) - own.length + n))
  }
}

async function addGuests({ tx, guests: known }: Work, all: Placed[]): Promise<void> {
  const written = all.filter(({ post }) => post.writer.person === null)
  for (const some of inChunks(written, atOnce)) {
    const secret = randomSecret()
    const made = await tx.insert(guests).values(some.map(({ post }, n) => ({
      name: post.writer.name, nameSkeleton: skeleton(post.writer.name), nonce: `seeded ${n} ${secret}`, receiptHash: secretHash(receiptSecret(`seeded ${n} ${secret}`)), createdAt: post.at,
    }))).returning({ id: guests.id })
    const ids = made.map(row => row.id).sort((a, b) => a - b)
    for (const [n, { post }] of some.entries()) {
      const id = ids[n] ?? 0
      known.set(post, id)
      await tx.update(guests).set({ cookieHash: `receipt ${id}` }).where(eq(guests.id, id))
    }
  }
}

async function addPosts(work: Work, placed: Placed[]): Promise<void> {
  const standing = standings(placed)
  for (const some of inChunks(placed, atOnce)) {
    const made = await work.tx.insert(posts).values(some.map(one => ({ ...rowOf(work, one), ...standing.get(one.post) }))).returning({ id: posts.id })
    const ids = made.map(row => row.id).sort((a, b) => a - b)
    some.forEach(({ post }, n) => work.ids.set(post, ids[n] ?? 0))
  }
}

function rowOf(work: Work, placed: Placed): PostRow {
  const { post, thread, kind } = placed
  const { text, outcome } = post
  const shown = isPublic(post)
  const state = shown ? 'public' : outcome === 'rejected' || outcome === 'hidden' ? 'hidden' : outcome === 'deleted' ? 'deleted' : 'held'
  const wasPublic = shown || outcome === 'hidden' || outcome === 'deleted'
  const last = new Date(Math.max(...post.votes.map(vote => vote.at.getTime())))
  return {
    ...placeOf(work, placed), kind, paper: thread.paper, heading: thread.asked.heading, state, heldWhy: state === 'held' ? post.heldWhy : null,
    person: post.writer.person, guest: work.guests.get(post) ?? null, role: post.writer.role,
    body: text.body, html: text.html, plain: text.plain, renderer: text.renderer, score: post.votes.length,
    comments: thread.comments.filter(one => isPublic(one) && (one.under === post || (one.parent === post && one.under !== post))).length,
    answers: kind === 'question' ? thread.answers.filter(isPublic).length : 0,
    endorsed: post.endorsed && work.author !== null, revision: post.before ? 2 : 1, flags: post.flags.length, scoredAt: post.votes.length > 0 ? last : null,
    createdAt: post.at, publicAt: wasPublic ? post.at : null, editedAt: post.before ? editedAt(post) : null,
    ...(outcome === 'deleted' ? { deletedAt: editedAt(post), deletedByWriter: true } : {}), activeAt: kind === 'question' ? activeAt(thread) : post.at,
  }
}

function placeOf({ ids, numbers }: Work, { post, thread, kind }: Placed): Partial<PostRow> {
  if (kind === 'question') {
    const { title, titleHtml, anchorKind, anchorLabel, anchorSort, anchorQuote, anchorVersion } = thread.asked
    return {
      number: numbers.get(thread) ?? 0, title, titleHtml, anchorKind, anchorLabel, anchorSort, anchorQuote, anchorVersion,
      status: thread.status, statusWhy: thread.statusWhy, statusAt: thread.status === 'open' ? null : activeAt(thread), locked: thread.locked,
    }
  }
  const question = ids.get(thread.question) ?? 0
  const comment = thread.comments.find(one => one === post)
  return comment ? { question, under: ids.get(comment.under) ?? 0, parent: ids.get(comment.parent) ?? 0 } : { question, parent: question }
}

/** Voters and rank of public answers, as the first vote after them would leave both. */
function standings(placed: Placed[]): Map<Planned, { voters: number; rank: number }> {
  const found = new Map<Planned, { voters: number; rank: number }>()
  for (const thread of new Set(placed.filter(one => one.kind === 'answer').map(one => one.thread))) {
    const lastOf = new Map<number, number>()
    for (const { person, at } of thread.answers.flatMap(answer => answer.votes)) lastOf.set(person, Math.max(lastOf.get(person) ?? 0, at.getTime()))
    const times = [...lastOf.values()].sort((a, b) => a - b)
    for (const answer of thread.answers) if (isPublic(answer)) found.set(answer, standingOf({ score: answer.votes.length, publicAt: answer.at }, times))
  }
  return found
}

async function addVotes({ tx, ids, author }: Work, all: Placed[]): Promise<void> {
  const cast = all.flatMap(({ post, thread, kind }) => post.votes.map(({ person, at }) => ({
    post: ids.get(post) ?? 0, person, thread: kind === 'answer' ? ids.get(thread.question) ?? 0 : null, createdAt: at,
  })))
  for (const some of inChunks(cast, 1_000)) await tx.insert(votes).values(some)
  const endorsed = author === null ? [] : all.filter(({ post }) => post.endorsed).map(({ post }) => ({ post: ids.get(post) ?? 0, author, createdAt: editedAt(post) }))
  for (const some of inChunks(endorsed, atOnce)) await tx.insert(endorsements).values(some)
  const flagged = all.flatMap(({ post }) => post.flags.map(flag => ({ post: ids.get(post) ?? 0, ...flag, createdAt: editedAt(post) })))
  for (const some of inChunks(flagged, atOnce)) await tx.insert(flags).values(some)
}

async function addSearchRows({ tx, ids }: Work, shown: Placed[]): Promise<void> {
  const topics = new Map((await tx.select({ id: papers.id, topic: papers.topic }).from(papers).where(inArray(papers.id, [...new Set(shown.map(one => one.thread.paper))]))).map(row => [row.id, row.topic]))
  const writers = [...new Set(shown.flatMap(({ post }) => post.writer.person ?? []))]
  const handles = new Map(writers.length === 0 ? [] : (await tx.select({ id: people.id, handle: people.handle }).from(people).where(inArray(people.id, writers))).map(row => [row.id, row.handle]))
  for (const some of inChunks(shown, atOnce)) {
    await tx.insert(searchRows).values(some.map(({ post, thread, kind }) => ({
      kind, paper: thread.paper, post: ids.get(post) ?? 0, topic: topics.get(thread.paper) ?? null, person: post.writer.person, title: thread.asked.heading,
      people: post.writer.person === null ? post.writer.name : `${post.writer.name} ${handles.get(post.writer.person) ?? ''}`, body: post.text.plain,
    })))
  }
}

async function addFormerTexts({ tx, ids }: Work, all: Placed[]): Promise<void> {
  const rows = all.flatMap(({ post, thread, kind }) => post.before ? [{
    post: ids.get(post) ?? 0, number: 1, title: kind === 'question' ? thread.asked.title : null, body: post.before.body, html: post.before.html, renderer: post.before.renderer,
    person: post.writer.person, state: 'public' as const, createdAt: post.at,
  }] : [])
  for (const some of inChunks(rows, atOnce)) await tx.insert(revisions).values(some)
}

const decidedAs = { approved: 'approve', rejected: 'reject', hidden: 'hide' } as const

/** The operator's decisions on what was approved, rejected or hidden, and their ids. */
async function addDecisions({ tx, ids }: Work, all: Placed[]): Promise<Map<Planned, number>> {
  const found = new Map<Planned, number>()
  const decided = all.flatMap(({ post }) => post.outcome === 'approved' || post.outcome === 'rejected' || post.outcome === 'hidden' ? [{ post, kind: decidedAs[post.outcome] }] : [])
  for (const some of inChunks(decided, atOnce)) {
    const made = await tx.insert(decisions).values(some.map(({ post, kind }) => ({
      kind, post: ids.get(post) ?? 0, person: post.writer.person, words: kind === 'approve' ? null : post.words, byRole: 'operator' as const,
      stateBefore: kind === 'hide' ? 'public' : 'held', createdAt: editedAt(post),
    }))).returning({ id: decisions.id })
    const numbers = made.map(row => row.id).sort((a, b) => a - b)
    some.forEach(({ post }, n) => found.set(post, numbers[n] ?? 0))
  }
  return found
}

const posted = { question: 'question.asked', answer: 'answer.posted', comment: 'comment.posted' } as const

async function addEvents({ tx, ids, author }: Work, all: Placed[], decided: Map<Planned, number>): Promise<void> {
  const happened = all.flatMap((placed): Happening[] => happenings(placed, author, decided.get(placed.post))).sort((a, b) => a.at.getTime() - b.at.getTime())
  for (const some of inChunks(happened, 500)) {
    await tx.insert(events).values(some.map(({ kind, at, placed, actor, decision }) => ({
      kind, public: eventKinds[kind], at, actor, decision: decision ?? null, post: ids.get(placed.post) ?? 0, question: ids.get(placed.thread.question) ?? 0, paper: placed.thread.paper,
    })))
  }
}

function happenings(placed: Placed, author: number | null, decision: number | undefined): Happening[] {
  const { post, thread, kind } = placed
  const actor = post.writer.person
  const later = editedAt(post)
  const at = (what: EventKind, when: Date, who: number | null = actor): Happening => ({ kind: what, at: when, placed, actor: who })
  const byOperator = (what: EventKind): Happening => ({ ...at(what, later, null), ...(decision === undefined ? {} : { decision }) })
  const found: Happening[] = []
  if (['held', 'approved', 'rejected'].includes(post.outcome)) found.push(at(`${kind}.held`, post.at))
  if (post.outcome === 'approved') found.push(byOperator('post.approved'))
  if (isPublic(post) || post.outcome === 'hidden' || post.outcome === 'deleted') found.push(at(posted[kind], post.outcome === 'approved' ? later : post.at))
  if (post.outcome === 'rejected') found.push(byOperator('post.rejected'))
  if (post.outcome === 'hidden') found.push(byOperator('post.hidden'))
  if (post.outcome === 'deleted') found.push(at('post.deleted', later))
  if (post.before) found.push(at('post.edited', later))
  if (post.votes.length > 0) found.push(at('post.scored', later, null))
  if (post.endorsed && author !== null) found.push(at('answer.endorsed', later, author))
  for (const flag of post.flags) found.push(at('post.flagged', later, flag.person))
  if (kind === 'question' && thread.status !== 'open') found.push(at('question.status', activeAt(thread), author))
  return found
}

async function countPapers(tx: Tx, threads: Thread[]): Promise<void> {
  for (const paper of new Set(threads.map(thread => thread.paper))) {
    const own = threads.filter(thread => thread.paper === paper)
    const [questions, open, answers] = [own.length, own.filter(thread => isOpen(thread.status)).length, own.reduce((sum, thread) => sum + thread.answers.filter(isPublic).length, 0)]
    const latest = own.map(activeAt).reduce((a, b) => a > b ? a : b)
    const [row] = await tx.select({ activeAt: papers.activeAt }).from(papers).where(eq(papers.id, paper))
    await tx.update(papers).set({
      questions: sql`${papers.questions} + ${questions}`, openQuestions: sql`${papers.openQuestions} + ${open}`, answers: sql`${papers.answers} + ${answers}`,
      activeAt: row && row.activeAt > latest ? row.activeAt : latest,
    }).where(eq(papers.id, paper))
  }
}

function activeAt(thread: Thread): Date {
  return [thread.question, ...thread.answers, ...thread.comments].filter(isPublic).map(post => post.at).reduce((a, b) => a > b ? a : b)
}

function editedAt(post: Planned): Date {
  return new Date(post.at.getTime() + 3 * 3_600_000)
}

/** Comments in rounds: first those on questions and answers, then replies to those, and so on. */
function generations(comments: Placed[]): Placed[][] {
  const rounds: Placed[][] = []
  const roundOf = new Map<Planned, number>()
  for (const placed of comments) {
    const comment = placed.thread.comments.find(one => one === placed.post)
    const round = comment && comment.parent !== comment.under ? (roundOf.get(comment.parent) ?? 0) + 1 : 0
    roundOf.set(placed.post, round)
    rounds[round] = [...(rounds[round] ?? []), placed]
  }
  return rounds
}
