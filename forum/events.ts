/** The one log of what happened. An event holds ids, never text. */
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { processWide } from '@/config/process'
import { afterCommit, db } from '@/db'
import type { Reader, Tx } from '@/db'
import { engine } from '@/db/dialect'
import { given, preparedOnce } from '@/db/prepared'
import { events } from '@/db/schema'

/** Every kind, and whether everybody may read it. What only moderators may know (held, rejected, flagged) is not public. */
export const eventKinds = {
  'paper.added': true, 'paper.changed': true, 'paper.removed': true, 'topic.changed': true, 'list.applied': true, 'site.changed': true, 'site.seeded': true,
  'question.asked': true, 'answer.posted': true, 'comment.posted': true,
  'question.held': false, 'answer.held': false, 'comment.held': false,
  'post.approved': false, 'post.rejected': false, 'post.hidden': true, 'post.restored': true,
  'post.edited': true, 'post.held-edited': false, 'post.deleted': true, 'post.undeleted': true, 'post.withdrawn': false, 'post.returned': false, 'post.claimed': true, 'post.rendered': true, 'post.mentioned': false,
  'post.scored': true, 'answer.endorsed': true, 'answer.unendorsed': true, 'post.flagged': false, 'flags.settled': false, 'post.proposed': false, 'appeal.made': false, 'appeal.settled': false, 'person.noted': false,
  'question.status': true, 'question.expertise': true, 'thread.locked': true, 'thread.unlocked': true, 'question.repeated': true, 'thread.paced': true, 'thread.summarised': true,
  'post.moved': true, 'question.merged': true, 'question.parted': true, 'thread.split': true,
  'neighbours.changed': false,
  'person.joined': true, 'person.changed': true, 'person.closed': true, 'person.suspended': false, 'person.unsuspended': false,
} as const satisfies Record<string, boolean>

export type EventKind = keyof typeof eventKinds
export type EventIds = { actor?: number | null; post?: number | null; question?: number | null; paper?: number | null; topic?: number | null; person?: number | null; decision?: number | null }
export type Event = typeof events.$inferSelect

/** Appends an event in the change's own transaction. Once that is committed, whoever asked by `onCommitted` is told. */
export async function record(tx: Tx, kind: EventKind, ids: EventIds, at: Date): Promise<void> {
  const written = await appended(tx).execute({ ...nothing, ...ids, kind, public: eventKinds[kind], at })
  const before = ofTransaction.get(tx)
  if (before) before.push(...written)
  else {
    ofTransaction.set(tx, written)
    afterCommit(tx, () => { for (const tell of listeners()) tell(written) })
  }
}

const nothing = { actor: null, post: null, question: null, paper: null, topic: null, person: null, decision: null }
const appended = preparedOnce(on => on.insert(events).values({
  kind: given('kind', events.kind), public: given('public', events.public), at: given('at', events.at), actor: given('actor', events.actor), post: given('post', events.post),
  question: given('question', events.question), paper: given('paper', events.paper), topic: given('topic', events.topic), person: given('person', events.person), decision: given('decision', events.decision),
}).returning().prepare('append_event'))

const ofTransaction = new WeakMap<Tx, Event[]>()
const listeners = () => processWide('told of commits', () => new Set<CommitListener>())
type CommitListener = (events: Event[]) => void

/** Calls `listener` with the events of each transaction of this process, in the order written, with their ids: after its COMMIT has
 *  returned and before its action answers, so that a writer's next page shows what they wrote. Undone transactions tell nothing,
 *  repeated ones once. What other processes write is heard through `eventsAfter` alone. Returns what ends it. */
export function onCommitted(listener: CommitListener): () => void {
  listeners().add(listener)
  return () => { listeners().delete(listener) }
}

/** Events after a position (an event's id), each once: on SQLite in the order of their ids. On PostgreSQL ids are drawn before commit,
 *  so events come in the order of their transactions, and only those that no slower writer can still precede. */
export async function eventsAfter(position: number, limit: number, only: 'all' | 'public' = 'all', on: Reader = db().read): Promise<Event[]> {
  return on.select().from(events)
    .where(and(beyond(position), only === 'public' ? eq(events.public, true) : undefined, settled()))
    .orderBy(...inOrder(asc)).limit(limit)
}

/** All that can be seen beyond a position, those too that a slower writer may still precede: for whoever only wants to know early. */
export async function eventsSeen(position: number, limit: number, on: Reader = db().read): Promise<Event[]> {
  return on.select().from(events).where(beyond(position)).orderBy(...inOrder(asc)).limit(limit)
}

/** The last position that followers may have read. */
export async function lastPosition(on: Reader = db().read): Promise<number> {
  const [row] = await on.select({ id: events.id }).from(events).where(settled()).orderBy(...inOrder(desc)).limit(1)
  return row?.id ?? 0
}

const onPostgres = engine === 'postgres'

function beyond(position: number): SQL {
  return onPostgres
    ? sql`(${events.tx}, ${events.id}) > (coalesce((select e.tx from events e where e.id <= ${position} order by e.id desc limit 1), 0), ${position})`
    : gt(events.id, position)
}

function inOrder(direction: typeof asc): SQL[] {
  return onPostgres ? [direction(events.tx), direction(events.id)] : [direction(events.id)]
}

function settled(): SQL | undefined {
  return onPostgres ? sql`${events.tx} < pg_snapshot_xmin(pg_current_snapshot())::text::bigint` : undefined
}
