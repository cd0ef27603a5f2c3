/** What a moderator sees of a person: how they stand, what was decided about them, what colleagues noted, and who is suspended now. */
import { and, asc, count, desc, eq, gt, isNull, or } from 'drizzle-orm'
import { db } from '@/db'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { decisions, people, posts } from '@/db/schema'
import { standingSuspension } from './appeals'
import { isUndone, undoMs } from './decisions'
import { done, refuse } from './errors'
import type { Result } from './errors'
import { listPersonAppeals } from './person-appeals'
import type { PersonAppeal } from './person-appeals'
import { readPersonNotes } from './person-notes'
import type { PersonNote } from './person-notes'
import { findPersonByHandle } from './people'
import type { PersonRow } from './people'
import { mayEver } from './policy'
import { hiddenBySuspension } from './suspended-posts'
import { isAtLeast, personOf } from './viewer'
import type { Viewer } from './viewer'
import { t } from '@/words'

export type PersonDecision = { id: number; decision: string; rule: string | null; reason: string | null; by: string | null; at: Date; post: number | null; undone: boolean }
export type Suspension = { decision: number | null; until: Date; why: string | null; undoUntil: Date | null }
export type PersonDesk = {
  handle: string
  name: string
  role: PersonRow['role']
  since: Date
  firstPost: Date | null
  trust: number
  record: { public: number; waiting: number; notPublished: number }
  suspension: Suspension | null
  /** Posts that the last suspension hides still. */
  hiddenBySuspension: number
  /** Why this viewer cannot suspend them; null where they can. */
  unsuspendable: string | null
  appeal: PersonAppeal | null
  decisions: PersonDecision[]
  notes: PersonNote[]
}

const decisionsMax = 20

/** A person for moderators, by handle. */
export async function readPersonDesk(viewer: Viewer, handle: string, now: Date = new Date()): Promise<Result<PersonDesk>> {
  const allowed = judgeReader(viewer)
  if (!allowed.ok) return allowed
  const on = db().read
  const person = await findPersonByHandle(handle)
  if (!person || person.former) return refuse('not-found')
  const appeals = await listPersonAppeals(viewer, now)
  return done({
    handle: person.handle, name: person.name, role: person.role, since: person.createdAt, firstPost: await firstPost(on, person.id), trust: person.trust,
    record: { public: person.answers + person.questions + person.comments, waiting: await countHeld(on, person.id), notPublished: person.hidden },
    suspension: await suspensionOf(on, person, now),
    hiddenBySuspension: (await hiddenBySuspension(on, person.id)).length,
    unsuspendable: whyNot(viewer, person),
    appeal: appeals.ok ? appeals.value.find(one => one.handle === person.handle) ?? null : null,
    decisions: await decisionsAbout(on, person.id),
    notes: (await readPersonNotes(viewer, [person.id])).get(person.id) ?? [],
  })
}

function judgeReader(viewer: Viewer): Result<null> {
  if (mayEver(viewer, 'people.suspend')) return done(null)
  return viewer.kind === 'guest' ? refuse('sign-in', { sent: 'nothing' }) : refuse('not-allowed', { why: t('This room is for moderators.') })
}

function whyNot(viewer: Viewer, person: PersonRow): string | null {
  if (person.id === personOf(viewer)) return t('This is you.')
  if (person.role === 'author' && viewer.kind !== 'operator') return t('An author cannot be suspended here.')
  return person.role === 'moderator' && !isAtLeast(viewer, 'author') ? t('Only an author suspends a moderator.') : null
}

async function suspensionOf(on: Reader, person: PersonRow, now: Date): Promise<Suspension | null> {
  if (!person.suspendedUntil || person.suspendedUntil <= now) return null
  const decision = await standingSuspension(on, person.id, now)
  const undoUntil = decision ? new Date(decision.createdAt.getTime() + undoMs) : null
  return { decision: decision?.id ?? null, until: person.suspendedUntil, why: person.suspendedWhy, undoUntil: undoUntil && undoUntil > now ? undoUntil : null }
}

async function firstPost(on: Reader, person: number): Promise<Date | null> {
  const [first] = await on.select({ at: posts.createdAt }).from(posts).where(eq(posts.person, person)).orderBy(asc(posts.id)).limit(1)
  return first?.at ?? null
}

async function countHeld(on: Reader, person: number): Promise<number> {
  const [row] = await on.select({ n: count() }).from(posts).where(and(eq(posts.person, person), among(posts.kind, ['question', 'answer', 'comment']), eq(posts.state, 'held')))
  return row?.n ?? 0
}

async function decisionsAbout(on: Reader, person: number): Promise<PersonDecision[]> {
  const found = await on.select({ decision: decisions, by: people.name }).from(decisions).leftJoin(people, eq(people.id, decisions.by))
    .where(and(eq(decisions.person, person), or(isNull(decisions.partOf), isNull(decisions.post)))).orderBy(desc(decisions.id)).limit(decisionsMax)
  const undoing = await on.select({ id: decisions.id, undoes: decisions.undoes }).from(decisions).where(and(eq(decisions.person, person), gt(decisions.undoes, 0)))
  return found.map(({ decision, by }) => ({
    id: decision.id, decision: decision.kind, rule: decision.rule, reason: decision.words, by, at: decision.createdAt, post: decision.post, undone: isUndone(decision.id, undoing),
  }))
}

export type SuspendedPerson = { handle: string; name: string; until: Date; why: string | null }

/** Who is suspended now, those first whose suspension ends first. */
export async function listSuspended(viewer: Viewer, now: Date = new Date()): Promise<Result<SuspendedPerson[]>> {
  const allowed = judgeReader(viewer)
  if (!allowed.ok) return allowed
  const found = await db().read.select({ handle: people.handle, name: people.name, until: people.suspendedUntil, why: people.suspendedWhy }).from(people)
    .where(and(gt(people.suspendedUntil, now), eq(people.former, false))).orderBy(asc(people.suspendedUntil), asc(people.id)).limit(suspendedMax)
  return done(found.flatMap(({ until, ...person }) => (until ? [{ ...person, until }] : [])))
}

const suspendedMax = 500
