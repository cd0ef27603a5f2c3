/** Works out neighbours beside the requests: what was marked first, then whatever a round has not come to yet. What is read is read before the
 *  transaction, which only writes; a process that dies leaves the marks and the round where they were. */
import { and, asc, eq, gt } from 'drizzle-orm'
import { db } from '@/db'
import type { Tx } from '@/db'
import { among } from '@/db/among'
import { neighbours, papers, posts } from '@/db/schema'
import { record } from './events'
import { nearestTo } from './nearest'
import type { Neighbour } from './nearest'
import { mark, nextMarks, rowsFor, unmark } from './neighbour-marks'
import { currentRound, moveRound } from './neighbour-round'
import type { Round } from './neighbour-round'
import type { NeighbourKind } from './neighbour-ties'

/** So many are worked out between two transactions. */
const bite = 5

type Due = { kind: NeighbourKind; one: number; /** Of a mark. */ version?: number }
type WorkedOut = Due & { near: Neighbour[] }

/** Works out some. Returns how many; 0 where nothing is left to do for now. */
export async function workOutNeighbours(now: Date): Promise<number> {
  const marks = await nextMarks(db().read, bite)
  if (marks.length > 0) {
    const found = await workedOut(marks)
    await db().write(async tx => { for (const one of found) await settle(tx, one, now) })
    return found.length
  }
  const round = await currentRound(db().read, now)
  return round === null ? 0 : workOnRound(round, now)
}

async function workOnRound(round: Round, now: Date): Promise<number> {
  const due = await nextOfRound(round)
  const found = await workedOut(due)
  const next = {
    ...round, done: due.length === 0,
    paper: Math.max(round.paper, ...due.flatMap(({ kind, one }) => kind === 'paper' ? [one] : [])), question: Math.max(round.question, ...due.flatMap(({ kind, one }) => kind === 'question' ? [one] : [])),
  }
  await db().write(async tx => {
    if (!await moveRound(tx, round, next)) return
    for (const one of found) await settle(tx, one, now)
  })
  return found.length
}

/** Papers first: there are fewer. */
async function nextOfRound(round: Round): Promise<Due[]> {
  const on = db().read
  const some = await on.select({ one: papers.id }).from(papers).where(gt(papers.id, round.paper)).orderBy(asc(papers.id)).limit(bite)
  if (some.length > 0) return some.map(({ one }) => ({ kind: 'paper', one }))
  const questions = await on.select({ one: posts.id }).from(posts).where(and(eq(posts.kind, 'question'), eq(posts.state, 'public'), gt(posts.id, round.question))).orderBy(asc(posts.id)).limit(bite)
  return questions.map(({ one }) => ({ kind: 'question', one }))
}

async function workedOut(due: readonly Due[]): Promise<WorkedOut[]> {
  const found: WorkedOut[] = []
  for (const one of due) found.push({ ...one, near: await nearestTo(one.kind, one.one) })
  return found
}

/** Writes what was worked out, as far as it may still be seen; only a list that reads otherwise than before leaves an event. */
async function settle(tx: Tx, { kind, one, version, near }: WorkedOut, now: Date): Promise<void> {
  const seen = await stillSeen(tx, kind, [one, ...near.map(({ other }) => other)])
  const rows = seen.has(one) ? near.filter(({ other }) => seen.has(other)) : []
  const before = await tx.select({ other: neighbours.other, score: neighbours.score, why: neighbours.why }).from(neighbours).where(rowsFor(kind, one))
  if (said(before) !== said(rows)) {
    await tx.delete(neighbours).where(rowsFor(kind, one))
    if (rows.length > 0) await tx.insert(neighbours).values(rows.map(row => ({ kind, one, ...row }))).onConflictDoNothing()
    await record(tx, 'neighbours.changed', kind === 'question' ? { question: one } : { paper: one }, now)
  }
  if (version === undefined) return
  await unmark(tx, kind, one, version)
  // What has changed itself may be a neighbour of those that it is near to.
  if (version > 0) await mark(tx, kind, rows.map(({ other }) => other), -version)
}

async function stillSeen(tx: Tx, kind: NeighbourKind, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = kind === 'question'
    ? await tx.select({ id: posts.id }).from(posts).where(and(among(posts.id, [...ids]), eq(posts.state, 'public')))
    : await tx.select({ id: papers.id }).from(papers).where(among(papers.id, [...ids]))
  return new Set(rows.map(row => row.id))
}

/** What readers see of a list: its order and its reasons. */
function said(rows: readonly Neighbour[]): string {
  return JSON.stringify([...rows].sort((a, b) => b.score - a.score || a.other - b.other).map(({ other, why }) => [other, why.words, why.people, why.topic, why.voters, why.mentioned]))
}
