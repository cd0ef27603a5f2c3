/** Moderators' decisions read back: the log, and what was decided before on a post or its writer. */
import { and, desc, eq, gte, inArray, isNotNull, lt, ne } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import type { Reader } from '@/db'
import { decisions, people } from '@/db/schema'
import { cut, idCursor, readCursor } from './cursors'
import { undoMs } from './decisions'
import type { DecisionKind } from './decisions'
import type { Page } from './documents'
import { refuse } from './errors'
import type { Result } from './errors'
import { mayEver } from './policy'
import { lastingPath } from './urls'
import type { Viewer } from './viewer'
import { t } from '@/words'

export type Decision = { id: number; decision: string; rule: string | null; reason: string | null; by: string | null; byRole: string; at: Date; undone: boolean }
export type LogEntry = Decision & {
  post: number | null; postUrl: string | null; person: number | null; personName: string | null; stateBefore: string | null; until: Date | null; undoes: number | null; target: number | null; partOf: number | null
}

/** Who decided what, when and why, newest first; of one kind, where that is given. */
export async function readLog(viewer: Viewer, after: string | null = null, limit = 50, kind: DecisionKind | null = null): Promise<Result<Page<LogEntry>>> {
  if (!mayEver(viewer, 'moderation.read')) return viewer.kind === 'guest' ? refuse('sign-in', { sent: 'nothing' }) : refuse('not-allowed', { why: t('This room is for moderators.') })
  const position = readCursor(after, idCursor)
  const found = await decisionsWhere(db().read, and(position ? lt(decisions.id, position[0]) : undefined, kind ? eq(decisions.kind, kind) : undefined), limit + 1)
  return { ok: true, value: cut(found, limit, entry => [entry.id]) }
}

/** What a moderator decided so lately that it can still be undone, newest first. */
export async function recentDecisions(viewer: Viewer, now: Date = new Date()): Promise<LogEntry[]> {
  if (viewer.kind !== 'person' || !mayEver(viewer, 'moderation.read')) return []
  const found = await decisionsWhere(db().read, and(eq(decisions.by, viewer.id), gte(decisions.createdAt, new Date(now.getTime() - undoMs)), ne(decisions.kind, 'undo'), isNotNull(decisions.post)), recentMax)
  const seen = new Set<number | null>()
  // The last decision on each post: those before it are undone through it.
  return found.filter(entry => !entry.undone && !seen.has(entry.post) && seen.add(entry.post))
}

const recentMax = 200

/** Decisions with the names of who decided and of whom they concern, newest first, each marked where it was undone. */
export async function decisionsWhere(on: Reader, where: SQL | undefined, limit: number): Promise<LogEntry[]> {
  const by = alias(people, 'decider')
  const about = alias(people, 'about')
  const found = await on.select({ decision: decisions, by: by.name, about: about.name }).from(decisions)
    .leftJoin(by, eq(by.id, decisions.by)).leftJoin(about, eq(about.id, decisions.person)).where(where).orderBy(desc(decisions.id)).limit(limit)
  const ids = found.map(row => row.decision.id)
  const undone = new Set(ids.length === 0 ? [] : (await on.select({ undoes: decisions.undoes }).from(decisions).where(and(inArray(decisions.undoes, ids), eq(decisions.kind, 'undo')))).map(row => row.undoes))
  return found.map(({ decision, by: name, about: personName }) => ({
    id: decision.id, decision: decision.kind, rule: decision.rule, reason: decision.words, by: name, byRole: decision.byRole, at: decision.createdAt, undone: undone.has(decision.id),
    post: decision.post, postUrl: decision.post === null ? null : lastingPath(decision.post), person: decision.person, personName, stateBefore: decision.stateBefore, until: decision.until,
    undoes: decision.undoes, target: decision.target, partOf: decision.partOf,
  }))
}
