/** Appeals: a writer's one answer to a decision that took a post down, read by another moderator where there is one. */
import { and, desc, eq, inArray, isNull, ne } from 'drizzle-orm'
import { timingSafeEqual } from 'node:crypto'
import { keyedHash } from '@/config/secret'
import type { Reader, Tx } from '@/db'
import { among } from '@/db/among'
import { appeals, decisions, people, posts } from '@/db/schema'
import type { appealOutcomes } from '@/db/schema'
import { isUndone, takeDownAmong } from './decisions'
import type { DecisionRow } from './decisions'
import { moderatesNow } from './delegates'
import { record } from './events'
import type { PostRow } from './posts'
import { idsOf } from './publishing'
import { personOf } from './viewer'
import type { Viewer } from './viewer'

/** Where whoever has no session reads the statement of a decision and appeals: who is suspended, and guests from a mail. Whoever bears it may. */
export function appealAddress(decision: number): string {
  return `/appeals/${decision}-${signatureOf(decision)}`
}

/** The decision of such an address's last part; null where the signature is not ours. */
export function decisionOfAddress(given: string): number | null {
  const [, id, signature] = /^([1-9]\d{0,9})-([\w-]{43})$/.exec(given) ?? []
  if (id === undefined || signature === undefined) return null
  return timingSafeEqual(Buffer.from(signatureOf(Number(id))), Buffer.from(signature)) ? Number(id) : null
}

function signatureOf(decision: number): string {
  return keyedHash('appeal', `decision ${decision}`)
}

export type AppealRow = typeof appeals.$inferSelect
export type AppealOutcome = (typeof appealOutcomes)[number]

/** The appeal about a post that nobody has judged yet, or null. */
export async function openAppeal(on: Reader, post: number): Promise<AppealRow | null> {
  return (await openAppeals(on, [post])).get(post) ?? null
}

/** The open appeals about several posts, by post. */
export async function openAppeals(on: Reader, ids: number[]): Promise<Map<number, AppealRow>> {
  const found = await on.select().from(appeals).where(and(among(appeals.post, ids), isNull(appeals.outcome)))
  return new Map(found.map(row => [row.post ?? 0, row]))
}

/** Judges the open appeal about a post by a decision. Nothing happens where there is none. */
export async function settleAppeal(tx: Tx, viewer: Viewer, post: PostRow, outcome: AppealOutcome, decision: number, now: Date): Promise<void> {
  const settled = await tx.update(appeals).set({ outcome, settledBy: decision }).where(and(eq(appeals.post, post.id), isNull(appeals.outcome))).returning({ id: appeals.id })
  if (settled.length === 0) return
  await tx.update(posts).set({ appealed: false }).where(eq(posts.id, post.id))
  await record(tx, 'appeal.settled', { ...idsOf(post), actor: personOf(viewer), decision }, now)
}

/** The same of appeals against a person's suspensions. */
export async function settlePersonAppealsOf(tx: Tx, viewer: Viewer, person: number, outcome: AppealOutcome, decision: number, now: Date): Promise<void> {
  const settled = await tx.update(appeals).set({ outcome, settledBy: decision }).where(and(eq(appeals.person, person), isNull(appeals.post), isNull(appeals.outcome))).returning({ id: appeals.id })
  if (settled.length > 0) await record(tx, 'appeal.settled', { person, actor: personOf(viewer), decision }, now)
}

/** Opens an appeal again whose judgement is taken back. */
export async function reopenAppeal(tx: Tx, appeal: number): Promise<void> {
  const [opened] = await tx.update(appeals).set({ outcome: null, settledBy: null }).where(eq(appeals.id, appeal)).returning({ post: appeals.post })
  if (opened?.post) await tx.update(posts).set({ appealed: true }).where(eq(posts.id, opened.post))
}

/** Whether a viewer may judge the appeal about a post: not whoever took the decision, where somebody else can. */
export async function mayJudgeAppeal(on: Reader, viewer: Viewer, post: number, now: Date = new Date()): Promise<boolean> {
  const appeal = await openAppeal(on, post)
  return appeal === null || mayJudge(on, viewer, appeal.decision, now)
}

/** Whether a viewer may judge an appeal against a decision. */
export async function mayJudge(on: Reader, viewer: Viewer, decision: number, now: Date): Promise<boolean> {
  const person = personOf(viewer)
  if (person === null) return true
  const [taken] = await on.select({ by: decisions.by }).from(decisions).where(eq(decisions.id, decision))
  if (taken?.by !== person) return true
  const [other] = await on.select({ id: people.id }).from(people).where(and(ne(people.id, person), moderatesNow(now))).limit(1)
  return other === undefined
}

/** The decision by which a hidden post is hidden now: the last that took it down and was not taken back. Null where none did. */
export async function standingTakeDown(on: Reader, post: number): Promise<DecisionRow | null> {
  return takeDownAmong(await on.select().from(decisions).where(eq(decisions.post, post)))
}

/** The decision by which a person is suspended now, or null. */
export async function standingSuspension(on: Reader, person: number, now: Date): Promise<DecisionRow | null> {
  const [row] = await on.select({ until: people.suspendedUntil }).from(people).where(and(eq(people.id, person), eq(people.former, false)))
  if (!row?.until || row.until <= now) return null
  const about = await on.select().from(decisions).where(and(eq(decisions.person, person), isNull(decisions.post), inArray(decisions.kind, ['suspend', 'unsuspend', 'undo']))).orderBy(desc(decisions.id))
  return about.find(one => one.kind === 'suspend' && !isUndone(one.id, about)) ?? null
}
