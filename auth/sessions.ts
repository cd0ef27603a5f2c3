/** Sessions are rows, looked up on every use, so that ending one ends it (SECURITY R10). */
import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { randomSecret, secretHash } from '@/config/secret'
import { db, TooBusy } from '@/db'
import type { Tx } from '@/db'
import { given, preparedOnce } from '@/db/prepared'
import { people, sessions } from '@/db/schema'
import { endSessions } from '@/forum/access'
import { roleNow } from '@/forum/delegates'
import { unreadTally } from '@/forum/notice-sight'
import { queueTally } from '@/forum/tally'
import type { Person } from '@/forum/viewer'
import { personColumns, viewerOfRow } from './person-rows'

const day = 24 * 3_600_000
const hour = 3_600_000

/** How long a session may lie idle and how long it lasts in all, in ms, by the person's role now. */
export function sessionLife(role: string): { idleMs: number; allMs: number } {
  return role === 'member' ? { idleMs: 30 * day, allMs: 180 * day } : { idleMs: 14 * day, allMs: 90 * day }
}

/** Opens a session for a person who has just proved who they are. `label` names the browser. */
export async function startSession(tx: Tx, person: { id: number; role: string }, label: string, now: Date): Promise<{ sid: number; secret: string }> {
  const secret = randomSecret()
  const [row] = await tx.insert(sessions).values({
    secretHash: secretHash(secret), person: person.id, label, createdAt: now, seenAt: now, provedAt: now,
    endsAt: new Date(now.getTime() + sessionLife(person.role).allMs),
  }).returning({ id: sessions.id })
  if (!row) throw new Error('A session was not stored.')
  return { sid: row.id, secret }
}

/** Whoever is signed in: the person, without a network, and the tally of the queue where they may read it. */
export type Seat = { person: Person; waiting: number | null; /** Whether something of theirs was published. */ posted: boolean; /** Unread notices. */ unread: number }

/** The person of a session, without a network; null where the session is unknown, has ended, or its person may not sign in. */
export async function readSession(named: { sid: number; secret: string }, now: Date): Promise<Person | null> {
  return (await readSeat(named, now))?.person ?? null
}

/** The same, with what the header shows. One query; the row is read each time, so that an ended session is over at once. */
export async function readSeat(named: { sid: number; secret: string }, now: Date): Promise<Seat | null> {
  const [row] = await seatOf().execute({ sid: named.sid, hash: secretHash(named.secret), now })
  if (!row) return null
  // By the role of now: whoever has become a moderator since is seated as one.
  const life = sessionLife(roleNow(row, now))
  const endsAt = Math.min(row.endsAt.getTime(), row.openedAt.getTime() + life.allMs, row.seenAt.getTime() + life.idleMs)
  if (endsAt <= now.getTime()) return null
  if (now.getTime() - row.seenAt.getTime() > hour) await markSeen(named.sid, now)
  const person = viewerOfRow(row, { scope: 'moderate', provedAt: row.provedAt, now })
  return person && { person, waiting: row.waiting, posted: row.posted > 0, unread: row.unread }
}

const seatOf = preparedOnce(on => on
  .select({
    ...personColumns, posted: sql<number>`${people.answers} + ${people.questions} + ${people.comments}`.mapWith(Number), openedAt: sessions.createdAt, seenAt: sessions.seenAt, provedAt: sessions.provedAt, endsAt: sessions.endsAt,
    unread: unreadTally(),
    waiting: sql<number | null>`case when ${people.role} in ('moderator', 'author') or ${people.delegateUntil} > ${given('now', people.delegateUntil)} then ${queueTally()} end`.mapWith(Number),
  })
  .from(sessions).innerJoin(people, eq(people.id, sessions.person))
  .where(and(eq(sessions.id, sql.placeholder('sid')), eq(sessions.secretHash, sql.placeholder('hash'))))
  .prepare('seat_of'))

export type SessionLine = { id: number; label: string; createdAt: Date; seenAt: Date }

/** A person's open sessions, the latest seen first. */
export async function listSessions(person: number, now: Date): Promise<SessionLine[]> {
  return db().read.select({ id: sessions.id, label: sessions.label, createdAt: sessions.createdAt, seenAt: sessions.seenAt })
    .from(sessions).where(and(eq(sessions.person, person), gt(sessions.endsAt, now)))
    .orderBy(desc(sessions.seenAt), desc(sessions.id)).limit(50)
}

/** Ends one of a person's sessions, named by its id. */
export async function endSessionOf(person: number, sid: number): Promise<void> {
  await db().write(async tx => { await tx.delete(sessions).where(and(eq(sessions.id, sid), eq(sessions.person, person))) })
}

/** Ends all of a person's sessions and the links that would open more. */
export async function endAllSessions(person: number): Promise<void> {
  await db().write(tx => endSessions(tx, person))
}

/** Ends the session that a cookie names. */
export async function endSession(tx: Tx, named: { sid: number; secret: string }): Promise<void> {
  await tx.delete(sessions).where(and(eq(sessions.id, named.sid), eq(sessions.secretHash, secretHash(named.secret))))
}

/** Notes that whoever is in this session has just proved who they are. */
export async function markProved(sid: number, now: Date): Promise<void> {
  await db().write(async tx => { await tx.update(sessions).set({ provedAt: now }).where(eq(sessions.id, sid)) })
}

// At most once an hour: reading pages must not write. Where too much else is written just now, a later page does it.
async function markSeen(sid: number, now: Date): Promise<void> {
  try {
    await db().write(async tx => { await tx.update(sessions).set({ seenAt: now }).where(eq(sessions.id, sid)) })
  } catch (error) {
    if (!(error instanceof TooBusy)) throw error
  }
}
