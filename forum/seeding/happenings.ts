/** What happened to the posts of load data, as the log, the moderators' decisions and the former texts tell it. */
import type { Tx } from '@/db'
import { insertMany, takeIds } from '@/db/bulk'
import { decisions, events, revisions } from '@/db/schema'
import { eventKinds } from '../events'
import type { EventKind } from '../events'
import { activeAt, editedAt } from './placed'
import type { Placed, Work } from './placed'
import { isPublic } from './plan'
import type { Planned } from './plan'

type Happening = { kind: EventKind; at: Date; placed: Placed; actor: number | null; decision: number | null }

/** The texts that edited posts had before. */
export async function addFormerTexts(tx: Tx, all: Placed[]): Promise<void> {
  await insertMany(tx, revisions, all.flatMap(({ post, thread, kind, id }) => post.before ? [{
    post: id, number: 1, title: kind === 'question' ? thread.asked.title : null, body: post.before.body, html: post.before.html, renderer: post.before.renderer,
    person: post.writer.person, state: 'public' as const, createdAt: post.at,
  }] : []))
}

const decidedAs = { approved: 'approve', rejected: 'reject', hidden: 'hide' } as const

/** The operator's decisions on what was approved, rejected or hidden, and their ids. */
export async function addDecisions(tx: Tx, all: Placed[]): Promise<Map<Planned, number>> {
  const decided = all.flatMap(({ post, id }) => post.outcome === 'approved' || post.outcome === 'rejected' || post.outcome === 'hidden' ? [{ post, on: id, kind: decidedAs[post.outcome] }] : [])
  const ids = await takeIds(tx, decisions, decided.length)
  await insertMany(tx, decisions, decided.map(({ post, on, kind }, n) => ({
    id: ids[n] ?? 0, kind, post: on, person: post.writer.person, words: kind === 'approve' ? null : post.words, byRole: 'operator' as const,
    stateBefore: kind === 'hide' ? 'public' : 'held', createdAt: editedAt(post),
  })))
  return new Map(decided.map(({ post }, n) => [post, ids[n] ?? 0]))
}

/** The events of all posts, in the order of their times. */
export async function addEvents({ tx, author }: Work, all: Placed[], decided: Map<Planned, number>): Promise<void> {
  const happened = all.flatMap(placed => happenings(placed, author, decided.get(placed.post) ?? null)).sort((a, b) => a.at.getTime() - b.at.getTime())
  await insertMany(tx, events, happened.map(({ kind, at, placed, actor, decision }) => ({
    kind, public: eventKinds[kind], at, actor, decision, post: placed.id, question: placed.question, paper: placed.thread.paper, person: placed.post.writer.person,
  })))
}

const posted = { question: 'question.asked', answer: 'answer.posted', comment: 'comment.posted' } as const

function happenings(placed: Placed, author: number | null, decision: number | null): Happening[] {
  const { post, thread, kind } = placed
  const actor = post.writer.person
  const later = editedAt(post)
  const at = (what: EventKind, when: Date, who: number | null = actor): Happening => ({ kind: what, at: when, placed, actor: who, decision: null })
  const byOperator = (what: EventKind): Happening => ({ ...at(what, later, null), decision })
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
