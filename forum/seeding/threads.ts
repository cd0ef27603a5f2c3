/** Whole threads of load data, written in bulk with everything that belongs to them: votes, search rows, decisions, events, counters. */
import { z } from 'zod'
import { randomSecret, secretHash } from '@/config/secret'
import type { Tx } from '@/db'
import { insertMany, takeIds } from '@/db/bulk'
import { endorsements, flags, guests, posts, votes } from '@/db/schema'
import { skeleton } from '@/text/names'
import { indexWords } from '@/text/search-words'
import { action } from '../action'
import { done } from '../errors'
import { receiptSecret } from '../guests'
import { listAuthor } from '../list-author'
import { standingOf } from '../ranking'
import { insertCounted, namesOf, rowOfPost } from '../search-rows'
import { countThreads } from './counts'
import { addDecisions, addEvents, addFormerTexts } from './happenings'
import { activeAt, editedAt } from './placed'
import type { Placed, Work } from './placed'
import { isPublic } from './plan'
import type { Planned, Thread } from './plan'

type PostRow = typeof posts.$inferInsert

/** Writes some threads in one transaction; every counter is right when it ends. */
export const seedThreads = action({
  name: 'site.seed',
  input: z.custom<Thread[]>(Array.isArray),
  async run({ tx, input: threads }) {
    const work: Work = { tx, ids: new Map(), author: (await listAuthor(tx))?.id ?? null }
    const numbers = await countThreads(tx, threads, work.author)
    const all = await placed(work, threads)
    await addPosts(work, all, { numbers, guests: await addGuests(tx, all) })
    await addVotes(work, all)
    await addSearchRows(tx, all.filter(({ post }) => isPublic(post)))
    await addFormerTexts(tx, all)
    await addEvents(work, all, await addDecisions(tx, all))
    return done({ posts: all.length, votes: all.reduce((sum, { post }) => sum + post.votes.length, 0) })
  },
})

/** Everything in the order in which it was written, with ids that rise in that order: a reply's parent has the smaller one. */
async function placed({ tx, ids }: Work, threads: Thread[]): Promise<Placed[]> {
  const all = threads.flatMap(thread => [
    { post: thread.question, thread, kind: 'question' as const, comment: null },
    ...thread.answers.map(post => ({ post, thread, kind: 'answer' as const, comment: null })),
    ...thread.comments.map(comment => ({ post: comment, thread, kind: 'comment' as const, comment })),
  ]).sort((a, b) => a.post.at.getTime() - b.post.at.getTime())
  const taken = await takeIds(tx, posts, all.length)
  all.forEach(({ post }, n) => ids.set(post, taken[n] ?? 0))
  return all.map(one => ({ ...one, id: ids.get(one.post) ?? 0, question: ids.get(one.thread.question) ?? 0 }))
}

async function addGuests(tx: Tx, all: Placed[]): Promise<Map<Planned, number>> {
  const written = all.filter(({ post }) => post.writer.person === null)
  const ids = await takeIds(tx, guests, written.length)
  const secret = randomSecret()
  await insertMany(tx, guests, written.map(({ post }, n) => {
    const nonce = `seeded ${n} ${secret}`
    return {
      id: ids[n] ?? 0, name: post.writer.name, nameSkeleton: skeleton(post.writer.name), nonce, receiptHash: secretHash(receiptSecret(nonce)),
      cookieHash: `receipt ${ids[n] ?? 0}`, createdAt: post.at,
    }
  }))
  return new Map(written.map(({ post }, n) => [post, ids[n] ?? 0]))
}

type Known = { numbers: Map<Thread, number>; guests: Map<Planned, number>; standing: Map<Planned, { voters: number; rank: number }>; comments: Map<Planned, number> }

async function addPosts(work: Work, all: Placed[], given: Pick<Known, 'numbers' | 'guests'>): Promise<void> {
  const threads = new Set(all.map(one => one.thread))
  const known: Known = { ...given, standing: new Map(), comments: new Map() }
  for (const thread of threads) {
    addStandings(known.standing, thread)
    addComments(known.comments, thread)
  }
  await insertMany(work.tx, posts, all.map(one => rowOf(work, one, known)))
}

// Every row names the same columns in the same order, for there are a million of them.
function rowOf(work: Work, one: Placed, known: Known): PostRow {
  const { post, thread, kind, comment } = one
  const { text, outcome, writer } = post
  const shown = isPublic(post)
  const state = shown ? 'public' : outcome === 'rejected' || outcome === 'hidden' ? 'hidden' : outcome === 'deleted' ? 'deleted' : 'held'
  const standing = known.standing.get(post)
  const asked = kind === 'question' ? thread.asked : null
  return {
    id: one.id, kind, paper: thread.paper, topic: shown ? thread.topic : null,
    question: asked ? null : one.question, parent: asked ? null : comment ? work.ids.get(comment.parent) ?? 0 : one.question, under: comment ? work.ids.get(comment.under) ?? 0 : null,
    number: asked ? known.numbers.get(thread) ?? 0 : null, title: asked?.title ?? null, titleHtml: asked?.titleHtml ?? null, heading: thread.asked.heading,
    state, heldWhy: state === 'held' ? post.heldWhy : null, status: asked ? thread.status : null, statusWhy: asked ? thread.statusWhy : null,
    statusAt: asked && thread.status !== 'open' ? activeAt(thread) : null, locked: asked !== null && thread.locked,
    anchorKind: asked?.anchorKind ?? null, anchorLabel: asked?.anchorLabel ?? null, anchorSort: asked?.anchorSort ?? null, anchorQuote: asked?.anchorQuote ?? null, anchorVersion: asked?.anchorVersion ?? null,
    person: writer.person, guest: known.guests.get(post) ?? null, role: writer.role, body: text.body, html: text.html, plain: text.plain, renderer: text.renderer,
    score: post.votes.length, voters: standing?.voters ?? 0, rank: standing?.rank ?? 0, comments: known.comments.get(post) ?? 0, answers: asked ? thread.answers.filter(isPublic).length : 0,
    endorsed: post.endorsed && work.author !== null, revision: post.before ? 2 : 1, flags: post.flags.length, scoredAt: lastVote(post),
    createdAt: post.at, publicAt: shown || outcome === 'hidden' || outcome === 'deleted' ? post.at : null, editedAt: post.before ? editedAt(post) : null,
    deletedAt: outcome === 'deleted' ? editedAt(post) : null, deletedByWriter: outcome === 'deleted' ? true : null, activeAt: asked ? activeAt(thread) : post.at,
  }
}

/** Voters and rank of public answers, as the first vote after them would leave both. */
function addStandings(found: Known['standing'], thread: Thread): void {
  const lastOf = new Map<number, number>()
  for (const answer of thread.answers) {
    for (const { person, at } of answer.votes) lastOf.set(person, Math.max(lastOf.get(person) ?? 0, at.getTime()))
  }
  const times = [...lastOf.values()].sort((a, b) => a - b)
  for (const answer of thread.answers) if (isPublic(answer)) found.set(answer, standingOf({ score: answer.votes.length, publicAt: answer.at }, times))
}

function addComments(found: Known['comments'], thread: Thread): void {
  const add = (post: Planned) => found.set(post, (found.get(post) ?? 0) + 1)
  for (const comment of thread.comments) {
    if (!isPublic(comment)) continue
    add(comment.under)
    if (comment.parent !== comment.under) add(comment.parent)
  }
}

async function addVotes({ tx, author }: Work, all: Placed[]): Promise<void> {
  await insertMany(tx, votes, all.flatMap(({ post, id, question, kind }) => post.votes.map(({ person, at }) => ({ post: id, person, thread: kind === 'answer' ? question : null, createdAt: at }))))
  if (author !== null) await insertMany(tx, endorsements, all.filter(({ post }) => post.endorsed).map(({ post, id }) => ({ post: id, author, createdAt: editedAt(post) })))
  await insertMany(tx, flags, all.flatMap(({ post, id }) => post.flags.map(flag => ({ post: id, ...flag, createdAt: editedAt(post) }))))
}

async function addSearchRows(tx: Tx, shown: Placed[]): Promise<void> {
  await insertCounted(tx, shown.map(({ post, thread, kind, id }) => ({
    ...rowOfPost({ id, kind, paper: thread.paper, topic: thread.topic, person: post.writer.person, endorsed: post.endorsed, publicAt: post.at }, { title: indexWords(thread.asked.heading), body: post.text.words, maths: post.text.maths }),
    people: post.writer.person === null ? post.writer.name : namesOf(post.writer),
  })))
}

function lastVote(post: Planned): Date | null {
  return post.votes.length === 0 ? null : new Date(Math.max(...post.votes.map(vote => vote.at.getTime())))
}
