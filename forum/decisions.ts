/** Moderators' decisions as they are kept: who decided what, when and why. */
import { and, desc, eq, gte, ne, notExists } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Reader, Tx } from '@/db'
import { decisions, people } from '@/db/schema'
import type { Before, decisionKinds } from '@/db/schema'
import { roleOf } from './viewer'
import type { Viewer } from './viewer'
import { t } from '@/words'

export type DecisionKind = (typeof decisionKinds)[number]
export type DecisionRow = typeof decisions.$inferSelect

type NewDecision = { kind: DecisionKind; post?: number | null; person?: number | null; rule?: string | null; words?: string | null; stateBefore?: string | null; undoes?: number | null; appealOf?: number | null; target?: number | null; until?: Date | null; before?: Before | null; partOf?: number | null }

/** Writes a decision; nothing changes or deletes it afterwards. */
export async function writeDecision(tx: Tx, viewer: Viewer, decision: NewDecision, now: Date): Promise<DecisionRow> {
  const role = roleOf(viewer)
  const byRole = viewer.kind === 'operator' ? 'operator' : role === 'author' ? 'author' : 'moderator'
  const [row] = await tx.insert(decisions).values({ ...decision, by: viewer.kind === 'person' ? viewer.id : null, byRole, createdAt: now }).returning()
  if (!row) throw new Error('an inserted decision came back empty')
  return row
}

/** The last decision on a post, or null. */
export async function lastDecision(on: Reader, post: number): Promise<DecisionRow | null> {
  const [row] = await on.select().from(decisions).where(eq(decisions.post, post)).orderBy(desc(decisions.id)).limit(1)
  return row ?? null
}

/** How long a decision, or a deletion, can be taken back. */
export const undoMs = 10 * 60_000

/** The last decision on a post that stands: neither an undoing nor undone; of those since `from`, where that is given. */
export async function standingDecision(on: Reader, post: number, from?: Date): Promise<DecisionRow | null> {
  const undoing = alias(decisions, 'undoing')
  const undone = on.select({ id: undoing.id }).from(undoing).where(and(eq(undoing.undoes, decisions.id), eq(undoing.kind, 'undo')))
  const [row] = await on.select().from(decisions).where(and(eq(decisions.post, post), ne(decisions.kind, 'undo'), from ? gte(decisions.createdAt, from) : undefined, notExists(undone))).orderBy(desc(decisions.id)).limit(1)
  return row ?? null
}

/** By whom a decision was made, as others are told: a name where it has one. */
export async function deciderName(on: Reader, decision: DecisionRow): Promise<string> {
  if (decision.by === null) return t('The operator')
  const [person] = await on.select({ name: people.name }).from(people).where(eq(people.id, decision.by))
  return person?.name ?? t('A moderator')
}

const takings: ReadonlySet<DecisionKind> = new Set(['reject', 'hide', 'spam'])

/** Of all decisions on one hidden post the one by which it is hidden now: the last that took it down and was not taken back. Null where none did. */
export function takeDownAmong(all: readonly DecisionRow[]): DecisionRow | null {
  return all.toSorted((a, b) => b.id - a.id).find(one => takings.has(one.kind) && !isEditDropped(one) && !isUndone(one.id, all)) ?? null
}

/** Whether a decision only dropped a waiting edit of a public post, which stayed as it was. */
export function isEditDropped(decision: Pick<DecisionRow, 'kind' | 'before'>): boolean {
  return decision.kind === 'reject' && decision.before?.revision === 0
}

/** Whether one of several decisions on the same thing was taken back by another of them that was not taken back itself. */
export function isUndone(decision: number, all: readonly Pick<DecisionRow, 'id' | 'undoes'>[]): boolean {
  return all.some(one => one.undoes === decision && !isUndone(one.id, all))
}
