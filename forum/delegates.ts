/** Members who stand in as moderators until a day: appointed by an author, for the weeks in which nobody else is there. */
import { and, eq, gt, inArray, isNotNull, isNull, lte, or } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Reader, Tx } from '@/db'
import { people } from '@/db/schema'
import { action } from './action'
import { endOfDay } from './days'
import { writeDecision } from './decisions'
import { done, refuse } from './errors'
import { record } from './events'
import { handle } from './fields'
import { tellOfDecision } from './outbox'
import { findPersonByHandle } from './people'
import type { PersonRow } from './people'
import { requireProof } from './proof'
import { personOf } from './viewer'
import type { Person, Viewer } from './viewer'
import { t } from '@/words'

/** The role under which somebody acts now: a delegate's is a moderator's until its moment. */
export function roleNow(person: Pick<PersonRow, 'role' | 'delegateUntil'>, now: Date): Person['role'] {
  return person.role === 'member' && person.delegateUntil !== null && person.delegateUntil > now ? 'moderator' : person.role
}

/** Of rows of `people`: those who moderate now. */
export function moderatesNow(now: Date): SQL | undefined {
  return and(
    eq(people.former, false), or(isNull(people.suspendedUntil), lte(people.suspendedUntil, now)),
    or(inArray(people.role, ['moderator', 'author']), gt(people.delegateUntil, now)),
  )
}

const longestMs = 366 * 24 * 3_600_000

const until = z.union([z.date(), z.string().transform((text, context) => {
  const end = endOfDay(text)
  if (end === null) context.addIssue({ code: 'custom' })
  return end ?? new Date(0)
})], t('Give a day such as 2030-01-31.'))

/** Makes a member a moderator until the end of a day (UTC), a year at most. Whoever was one already gets the new day. */
export const appointDelegate = action({
  name: 'people.appoint',
  input: z.object({ handle, until }),
  async run({ tx, viewer, input, now }) {
    // An author's token that moderates was made with a fresh proof, and can be revoked; a session has to prove anew who is there.
    const proved = viewer.kind === 'person' && viewer.provedAt === null ? done(null) : requireProof(viewer, now)
    if (!proved.ok) return proved
    const person = await findPersonByHandle(input.handle, tx)
    if (!person || person.former) return refuse('not-found')
    if (person.role !== 'member') return refuse('not-allowed', { why: person.role === 'author' ? t('{0} is an author already.', person.name) : t('{0} is a moderator already.', person.name) })
    if (person.suspendedUntil && person.suspendedUntil > now) return refuse('not-allowed', { why: t('{0} is suspended, and cannot stand in.', person.name) })
    const ahead = input.until.getTime() - now.getTime()
    if (ahead <= 0) return refuse('invalid', {}, { fields: [{ field: 'until', code: 'invalid', text: t('Give a day that is still to come.') }] })
    if (ahead > longestMs) return refuse('invalid', {}, { fields: [{ field: 'until', code: 'invalid', text: t('Give a day within a year.') }] })
    await setUntil(tx, viewer, person, input.until, now)
    return done({ handle: person.handle, name: person.name, until: input.until })
  },
})

/** Ends a delegation at once: the next request has a member's rights again. It takes rights away, so it asks for no proof. */
export const endDelegation = action({
  name: 'people.appoint',
  input: z.object({ handle }),
  async run({ tx, viewer, input, now }) {
    const person = await findPersonByHandle(input.handle, tx)
    if (!person) return refuse('not-found')
    if (roleNow(person, now) === person.role) return refuse('nothing-to-undo')
    await setUntil(tx, viewer, person, null, now)
    return done({ handle: person.handle, name: person.name })
  },
})

async function setUntil(tx: Tx, viewer: Viewer, person: PersonRow, end: Date | null, now: Date): Promise<void> {
  await tx.update(people).set({ delegateUntil: end }).where(eq(people.id, person.id))
  const before = roleNow(person, now) === person.role ? null : `delegate until ${person.delegateUntil?.toISOString() ?? ''}`
  const decision = await writeDecision(tx, viewer, { kind: 'appoint', person: person.id, until: end, stateBefore: before }, now)
  await record(tx, 'person.changed', { person: person.id, decision: decision.id, actor: personOf(viewer) }, now)
  await tellOfDecision(tx, decision, null, now)
}

export type Delegate = { handle: string; name: string; until: Date }

/** Who stands in now, the first to end first. */
export async function listDelegates(now: Date = new Date(), on: Reader = db().read): Promise<Delegate[]> {
  const found = await on.select({ handle: people.handle, name: people.name, until: people.delegateUntil }).from(people)
    .where(and(eq(people.role, 'member'), eq(people.former, false), isNotNull(people.delegateUntil), gt(people.delegateUntil, now))).limit(50)
  return found.flatMap(row => row.until === null ? [] : [{ ...row, until: row.until }]).sort((a, b) => a.until.getTime() - b.until.getTime())
}
