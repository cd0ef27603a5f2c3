/** What is to leave the site, as rows: written in the transaction of what it tells of, so that it is neither lost nor sent for what was undone.
 *  A row holds ids, never text; what it says is composed when it is sent: by mail (`server/mailroom.ts`), or to a browser by its push service
 *  (`server/push-room.ts`). */
import { and, asc, eq, lte, ne } from 'drizzle-orm'
import { config } from '@/config'
import { db } from '@/db'
import type { Reader, Tx } from '@/db'
import { decisions, outbox, posts } from '@/db/schema'
import type { DecisionKind, DecisionRow } from './decisions'
import { undoMs } from './decisions'
import type { PostRow } from './posts'

export type OutboxRow = typeof outbox.$inferSelect
/** Which composer makes the mail of a row. */
export type MailKind = 'decision' | 'digest' | 'notice' | 'summary' | 'guest-notice' | 'follow-confirm'
/** `key` is the same for the same mail: twice asked for is once sent. `at`: not before. */
export type Outgoing = { kind: MailKind | PushKind; key: string; payload: Record<string, string>; at: Date }
/** The one kind that goes by a push service; all others go by mail. */
export type PushKind = 'push'
export type Way = 'mail' | 'push'
const push: PushKind = 'push'

/** Whether this site sends mail; without it no rows are made. */
export function sendsMail(): boolean {
  return config().smtp !== null
}

/** Puts a message into the outbox, in the transaction of what it tells of. Push services need no mail server. */
export async function enqueue(tx: Tx, { kind, key, payload, at }: Outgoing, now: Date = new Date()): Promise<void> {
  if (kind !== push && !sendsMail()) return
  await tx.insert(outbox).values({ kind, key, payload, nextAt: at, createdAt: now }).onConflictDoNothing({ target: outbox.key })
}

/** Of which decisions the person concerned is told. Spam is not answered; locks, moves and the like are seen in the thread. */
export const toldDecisions: ReadonlySet<DecisionKind> = new Set(['approve', 'trust', 'edit', 'reject', 'hide', 'restore', 'uphold', 'suspend', 'unsuspend', 'appoint'])

/** Whom a decision concerns, where they are told of it; null where nobody is. `post`: the post it is on, null where it is on a person alone. */
export function toldOf(decision: DecisionRow, post: Pick<PostRow, 'person'> | null): number | null {
  const person = post?.person ?? decision.person
  if (person === null || person === decision.by || !toldDecisions.has(decision.kind)) return null
  // The suspension of which it is a part tells of it.
  if (decision.kind === 'hide' && decision.partOf !== null) return null
  // Whose post stays as it was (its flags are settled) has noticed nothing; what was changed and let through at once is told once.
  if ((decision.kind === 'approve' || decision.kind === 'trust') && decision.stateBefore === 'public') return null
  if (decision.kind === 'edit' && decision.stateBefore !== 'public') return null
  return person
}

/** The same of a stored decision. */
export async function decisionToTell(on: Reader, id: number): Promise<{ person: number; decision: number } | null> {
  const [found] = await on.select({ decision: decisions, post: { person: posts.person } }).from(decisions).leftJoin(posts, eq(posts.id, decisions.post)).where(eq(decisions.id, id))
  const person = found ? toldOf(found.decision, found.post) : null
  return person === null ? null : { person, decision: id }
}

/** Mails whoever a decision concerns, once it can no longer be undone. Call it in the decision's own transaction. A guest reads it on the receipt instead. */
export async function tellOfDecision(tx: Tx, decision: DecisionRow, post: PostRow | null, now: Date): Promise<void> {
  const person = toldOf(decision, post)
  if (person === null) return
  await enqueue(tx, { kind: 'decision', key: `decision ${decision.id}`, payload: { decision: String(decision.id), person: String(person) }, at: new Date(now.getTime() + undoMs) }, now)
}

/** So many tries; then a mail is dead, and `doctor` names it. */
export const triesMax = 5
const minute = 60_000
/** How long a mail waits after its first try, its second …: a mail server may be away for half a day. The first pause is longer than the slowest sending takes. */
const pausesMs = [100_000, 10 * minute, 60 * minute, 12 * 60 * minute] as const

/** Takes the one of a way that is due longest: its try is counted and the next one put off before it is sent, by one conditional update, so
 *  that of several processes one sends it. Null where none is due. */
export async function takeDue(now: Date, way: Way = 'mail'): Promise<OutboxRow | null> {
  const isDue = and(eq(outbox.state, 'waiting'), lte(outbox.nextAt, now), way === 'push' ? eq(outbox.kind, push) : ne(outbox.kind, push))
  for (let other = 0; other < othersMax; other++) {
    const [next] = await db().read.select().from(outbox).where(isDue).orderBy(asc(outbox.nextAt), asc(outbox.id)).limit(1)
    if (!next) return null
    const counted = { tries: next.tries + 1, nextAt: new Date(now.getTime() + pauseAfter(next.tries)) }
    const [taken] = await db().write(tx => tx.update(outbox).set(counted).where(and(eq(outbox.id, next.id), eq(outbox.tries, next.tries), isDue)).returning())
    if (taken) return taken
  }
  return null
}

/** So often in a row another process may be quicker; the next round comes soon. */
const othersMax = 10

function pauseAfter(tries: number): number {
  return pausesMs[Math.min(tries, pausesMs.length - 1)] ?? minute
}

/** Puts the next try off for longer than usual, as the receiver asked. `at`: not before. */
export async function putOff(row: OutboxRow, at: Date): Promise<void> {
  await db().write(async tx => { await tx.update(outbox).set({ nextAt: at }).where(and(eq(outbox.id, row.id), eq(outbox.tries, row.tries), lte(outbox.nextAt, at))) })
}

/** Notes that a mail has gone. */
export async function markSent(row: OutboxRow): Promise<void> {
  await db().write(async tx => { await tx.update(outbox).set({ state: 'sent' }).where(eq(outbox.id, row.id)) })
}

/** Drops a mail that has nothing to say any more. */
export async function drop(row: OutboxRow): Promise<void> {
  await db().write(async tx => { await tx.delete(outbox).where(eq(outbox.id, row.id)) })
}

/** Gives a mail up that could not be sent in all its tries. */
export async function giveUp(row: OutboxRow): Promise<void> {
  await db().write(async tx => { await tx.update(outbox).set({ state: 'dead' }).where(eq(outbox.id, row.id)) })
}

/** Sends dead mails again, with all their tries. Returns how many. */
export async function reviveDead(tx: Tx, now: Date): Promise<number> {
  return (await tx.update(outbox).set({ state: 'waiting', tries: 0, nextAt: now }).where(eq(outbox.state, 'dead')).returning({ id: outbox.id })).length
}

/** How many could not be sent that way. */
export async function countDead(on: Reader, way: Way = 'mail'): Promise<number> {
  return (await on.select({ id: outbox.id }).from(outbox).where(and(eq(outbox.state, 'dead'), way === 'push' ? eq(outbox.kind, push) : ne(outbox.kind, push))).limit(1_000)).length
}
