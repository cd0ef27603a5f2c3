/** Who is told of what: from an event to its notices. One a person and event, for the best of several reasons. */
import { and, eq, gte, inArray, lte, or } from 'drizzle-orm'
import type { Tx } from '@/db'
import { follows, notifications, people, posts, topics } from '@/db/schema'
import type { Event, EventKind } from './events'
import { muted } from './follows'
import type { NoticeKind } from './notice-choices'
import { decisionToTell } from './outbox'

export type Notice = { person: number; kind: NoticeKind; own: boolean; post: number | null; question: number | null; paper: number | null; actor: number | null; decision: number | null; milestone: number | null }
type Reason = { person: number; kind: NoticeKind; own: boolean }

type PostRow = typeof posts.$inferSelect
type Told = { tx: Tx; event: Event; post: PostRow }

/** At so many votes their writer is told. */
export const milestones = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000] as const

const tellers: Partial<Record<EventKind, (told: Told) => Promise<Reason[]>>> = {
  'question.asked': async told => [...await ofNewQuestion(told), ...await ofMentions(told)],
  'answer.posted': async told => [...await ofNewAnswer(told), ...await ofMentions(told)],
  'comment.posted': async told => [...await ofNewComment(told), ...await ofMentions(told)],
  'post.edited': ofLaterMentions,
  'answer.endorsed': ({ post }) => Promise.resolve(toWriter(post, 'endorsement')),
  'question.status': ofStatus,
}
const decisionEvents: ReadonlySet<string> = new Set<EventKind>(['post.approved', 'post.rejected', 'post.hidden', 'post.restored', 'post.edited', 'appeal.settled', 'person.unsuspended'])

/** Whether anybody may have to be told of an event. */
export function mayTell(event: Event): boolean {
  return Object.hasOwn(tellers, event.kind) || event.kind === 'post.scored' || (event.decision !== null && decisionEvents.has(event.kind))
}

/** The notices of an event: nobody is told what they did themselves, nor of a question of which they want to hear nothing, but for decisions on what they wrote. */
export async function noticesOf(tx: Tx, event: Event): Promise<Notice[]> {
  const [post] = event.post === null ? [] : await tx.select().from(posts).where(eq(posts.id, event.post))
  if (event.decision !== null && decisionEvents.has(event.kind)) {
    const decided = await ofDecision(tx, event, post ?? null)
    if (decided.length > 0) return decided
  }
  if (!post || post.state === 'deleted') return []
  if (event.kind === 'post.scored') return ofVotes({ tx, event, post })
  const reasons = await Object.entries(tellers).find(([kind]) => kind === event.kind)?.[1]({ tx, event, post }) ?? []
  const question = post.question ?? post.id
  const deaf = await mutedBy(tx, question)
  // The later reason is the better one.
  const best = new Map(reasons.filter(({ person }) => person !== event.actor && !deaf.has(person)).map(reason => [reason.person, reason]))
  return [...best.values()].map(reason => ({ ...reason, post: post.id, question, paper: post.paper, actor: event.actor, decision: null, milestone: null }))
}

async function ofNewQuestion({ tx, event, post }: Told): Promise<Reason[]> {
  const places = [target('site', [0]), target('paper', [post.paper]), target('topic', await topicAndAbove(tx, post.topic)), target('person', post.person === null ? [] : [post.person])]
  return (await followersOf(tx, event, places)).map(person => ({ person, kind: 'question', own: false }))
}

async function ofNewAnswer({ tx, event, post }: Told): Promise<Reason[]> {
  const following = await followersOf(tx, event, [target('question', [post.question ?? 0]), target('paper', [post.paper]), target('person', post.person === null ? [] : [post.person])])
  const asker = await writerOf(tx, post.question)
  return [...following.map(person => ({ person, kind: 'answer' as const, own: false })), ...asker.map(person => ({ person, kind: 'answer' as const, own: true }))]
}

async function ofNewComment({ tx, event, post }: Told): Promise<Reason[]> {
  const following = await followersOf(tx, event, [target('question', [post.question ?? 0])])
  const own = [...await writerOf(tx, post.under), ...await writerOf(tx, post.parent)]
  return [...following.map(person => ({ person, kind: 'comment' as const, own: false })), ...own.map(person => ({ person, kind: 'comment' as const, own: true }))]
}

async function ofStatus({ tx, event, post }: Told): Promise<Reason[]> {
  const following = await followersOf(tx, event, [target('question', [post.id])])
  return [...following.map(person => ({ person, kind: 'status' as const, own: false })), ...toWriter(post, 'status')]
}

// Only the renderer knows what names somebody and what is code or part of an address.
const mention = /<a (?=[^>]*\bclass="mention")[^>]*\bhref="[^"]*\/people\/([a-z0-9-]{1,60})"/g

async function ofMentions({ tx, post }: Pick<Told, 'tx' | 'post'>): Promise<Reason[]> {
  const handles = [...new Set([...post.html.matchAll(mention)].map(([, handle]) => handle ?? ''))].slice(0, mentionsMax)
  if (handles.length === 0) return []
  const found = await tx.select({ id: people.id }).from(people).where(and(inArray(people.handleFolded, handles), eq(people.former, false)))
  return found.map(({ id }) => ({ person: id, kind: 'mention', own: true }))
}
/** Whoever names half the site tells the first of them, however often the post is edited. */
const mentionsMax = 10

/** An edit tells those whom it names and who were told nothing of the post before. */
async function ofLaterMentions({ tx, post }: Told): Promise<Reason[]> {
  if (post.state !== 'public') return []
  const named = await ofMentions({ tx, post })
  if (named.length === 0) return []
  const told = await tx.select({ person: notifications.person, kind: notifications.kind }).from(notifications).where(and(eq(notifications.post, post.id), inArray(notifications.kind, ['question', 'answer', 'comment', 'mention'])))
  const left = mentionsMax - told.filter(({ kind }) => kind === 'mention').length
  return named.filter(({ person }) => !told.some(row => row.person === person)).slice(0, Math.max(0, left))
}

async function ofVotes({ tx, post }: Told): Promise<Notice[]> {
  const reached = milestones.findLast(step => step <= post.score)
  if (reached === undefined || post.person === null) return []
  const [known] = await tx.select({ id: notifications.id }).from(notifications)
    .where(and(eq(notifications.post, post.id), eq(notifications.person, post.person), eq(notifications.kind, 'votes'), gte(notifications.milestone, reached))).limit(1)
  if (known || (await mutedBy(tx, post.question ?? post.id)).has(post.person)) return []
  return [{ person: post.person, kind: 'votes', own: true, post: post.id, question: post.question ?? post.id, paper: post.paper, actor: null, decision: null, milestone: reached }]
}

async function ofDecision(tx: Tx, event: Event, post: PostRow | null): Promise<Notice[]> {
  const told = await decisionToTell(tx, event.decision ?? 0)
  if (!told) return []
  const [known] = await tx.select({ id: notifications.id }).from(notifications).where(and(eq(notifications.person, told.person), eq(notifications.decision, told.decision))).limit(1)
  if (known) return []
  return [{ person: told.person, kind: 'decision', own: true, post: post?.id ?? null, question: post ? post.question ?? post.id : null, paper: post?.paper ?? null, actor: null, decision: told.decision, milestone: null }]
}

function toWriter(post: PostRow, kind: NoticeKind): Reason[] {
  return post.person === null ? [] : [{ person: post.person, kind, own: true }]
}

async function writerOf(tx: Tx, post: number | null): Promise<number[]> {
  if (post === null) return []
  const [row] = await tx.select({ person: posts.person }).from(posts).where(eq(posts.id, post))
  return row?.person == null ? [] : [row.person]
}

function target(kind: string, targets: readonly number[]) {
  return targets.length === 0 ? undefined : and(eq(follows.kind, kind), inArray(follows.target, [...targets]))
}

/** Who followed one of several things when it happened. */
async function followersOf(tx: Tx, event: Event, places: ReturnType<typeof target>[]): Promise<number[]> {
  const found = await tx.selectDistinct({ person: follows.person }).from(follows).where(and(or(...places), lte(follows.createdAt, event.at)))
  return found.map(({ person }) => person)
}

async function mutedBy(tx: Tx, question: number): Promise<ReadonlySet<number>> {
  const found = await tx.select({ person: follows.person }).from(follows).where(and(eq(follows.kind, muted), eq(follows.target, question)))
  return new Set(found.map(({ person }) => person))
}

/** A topic and those above it: topics nest a few levels deep. */
async function topicAndAbove(tx: Tx, topic: number | null): Promise<number[]> {
  const found: number[] = []
  for (let id = topic; id !== null && !found.includes(id);) {
    found.push(id)
    const [row] = await tx.select({ parent: topics.parent }).from(topics).where(eq(topics.id, id))
    id = row?.parent ?? null
  }
  return found
}
