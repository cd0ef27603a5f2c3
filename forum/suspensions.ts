/** Suspending a person until a day or for good. Sessions and tokens end in the same transaction; what they wrote stays. */
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { people } from '@/db/schema'
import { endAccess } from './access'
import { action } from './action'
import { writeDecision } from './decisions'
import { done, refuse, refuseField } from './errors'
import type { Result } from './errors'
import { record } from './events'
import { handle, smallText } from './fields'
import { limits } from './limits'
import { findPersonByHandle } from './people'
import { mayEver } from './policy'
import { isAtLeast, personOf } from './viewer'
import type { Viewer } from './viewer'

/** A suspension without an end is one until this day. */
export const forGood = new Date('9999-12-31T00:00:00.000Z')

const dayOrMoment = /^(\d{4}-\d{2}-\d{2})(T.+)?$/

/** The end of a suspension as somebody writes it: a moment, or a day, which is meant to its end (UTC). Null where it is neither. */
export function endOfSuspension(text: string): Date | null {
  const [, day, time] = dayOrMoment.exec(text) ?? []
  // JavaScript takes 31 February for a day in March.
  if (day === undefined || !isDay(day)) return null
  const until = new Date(`${day}${time ?? 'T23:59:59.999Z'}`)
  return Number.isNaN(until.getTime()) ? null : until
}

function isDay(text: string): boolean {
  const day = new Date(text)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

const ending = z.string().transform((text, context) => {
  const until = endOfSuspension(text)
  if (until === null) context.addIssue({ code: 'custom' })
  return until ?? forGood
})

/** "12 March 2026", or "further notice". */
export function untilInWords(until: Date): string {
  return until >= forGood ? 'further notice' : until.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
}

/** Suspends. Moderators suspend members; authors and the operator moderators too; nobody an author or themselves. */
export const suspendPerson = action({
  name: 'people.suspend',
  input: z.object({ handle, until: z.union([z.date(), ending], 'Give a day such as 2030-01-31.').nullish(), reason: smallText(limits.reason) }),
  run: async ({ tx, viewer, input, now }) => {
    const person = await findPersonByHandle(input.handle, tx)
    if (!person) return refuse('not-found')
    if (person.id === personOf(viewer)) return refuse('not-allowed', { why: 'You cannot suspend yourself.' })
    if (person.role === 'author' && viewer.kind !== 'operator') return refuse('not-allowed', { why: 'An author cannot be suspended here.' })
    if (person.role === 'moderator' && !isAtLeast(viewer, 'author')) return refuse('not-allowed', { why: 'Only an author suspends a moderator.' })
    if (input.reason === '') return refuseField('reason', 'blank')
    const until = input.until ?? forGood
    if (until <= now) return refuse('invalid', {}, { fields: [{ field: 'until', code: 'invalid', text: 'Give a day that is still to come.' }] })
    const before = person.suspendedUntil && person.suspendedUntil > now ? `suspended until ${person.suspendedUntil.toISOString()}` : null
    await tx.update(people).set({ suspendedUntil: until, suspendedWhy: input.reason }).where(eq(people.id, person.id))
    await endAccess(tx, person.id)
    const decision = await writeDecision(tx, viewer, { kind: 'suspend', person: person.id, words: input.reason, until, stateBefore: before }, now)
    await record(tx, 'person.suspended', { person: person.id, decision: decision.id, actor: personOf(viewer) }, now)
    return { ok: true, value: { handle: person.handle, until: until >= forGood ? null : until, reason: input.reason, decision: decision.id } }
  },
})

/** Ends a suspension before its day. Sessions and tokens do not come back. */
export const unsuspendPerson = action({
  name: 'people.suspend',
  input: z.object({ handle, reason: smallText(limits.reason).optional() }),
  run: async ({ tx, viewer, input, now }) => {
    const person = await findPersonByHandle(input.handle, tx)
    if (!person) return refuse('not-found')
    if (!person.suspendedUntil || person.suspendedUntil <= now) return refuse('nothing-to-undo')
    if (person.role !== 'member' && !isAtLeast(viewer, 'author')) return refuse('not-allowed', { why: 'Only an author does this.' })
    await tx.update(people).set({ suspendedUntil: null, suspendedWhy: null }).where(eq(people.id, person.id))
    const decision = await writeDecision(tx, viewer, { kind: 'unsuspend', person: person.id, words: input.reason ?? null, stateBefore: `suspended until ${person.suspendedUntil.toISOString()}` }, now)
    await record(tx, 'person.unsuspended', { person: person.id, decision: decision.id, actor: personOf(viewer) }, now)
    return { ok: true, value: { handle: person.handle } }
  },
})

export type Standing = { handle: string; name: string; until: Date | null; why: string | null }

/** Whether a person is suspended, until when and why, for moderators. */
export async function readStanding(viewer: Viewer, personHandle: string, now: Date = new Date()): Promise<Result<Standing>> {
  if (!mayEver(viewer, 'people.suspend')) return viewer.kind === 'guest' ? refuse('sign-in', { sent: 'nothing' }) : refuse('not-allowed', { why: 'This room is for moderators.' })
  const person = await findPersonByHandle(personHandle)
  if (!person || person.former) return refuse('not-found')
  const until = person.suspendedUntil && person.suspendedUntil > now ? person.suspendedUntil : null
  return done({ handle: person.handle, name: person.name, until, why: until ? person.suspendedWhy : null })
}
