/** Suspending a person until a day. Sessions and tokens end in the same transaction; public posts stay, or are hidden until it ends. */
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '@/db'
import { people } from '@/db/schema'
import { endAccess } from './access'
import { action } from './action'
import { settlePersonAppealsOf, standingSuspension } from './appeals'
import { endOfDay, forGood } from './days'
import { writeDecision } from './decisions'
import type { DecisionRow } from './decisions'
import { done, refuse, refuseField } from './errors'
import type { Refusal, Result } from './errors'
import { record } from './events'
import { handle, smallText } from './fields'
import { limits } from './limits'
import { tellOfDecision } from './outbox'
import { findPersonByHandle } from './people'
import type { PersonRow } from './people'
import { hiddenBySuspension, hidePosts, restorePosts } from './suspended-posts'
import { isAtLeast, personOf } from './viewer'
import type { Viewer } from './viewer'
import { t } from '@/words'

export { endOfDay as endOfSuspension, forGood, untilInWords } from './days'

const day = 24 * 3_600_000
/** Where nobody says until when, and how long at most. */
export const usualDays = 30
export const mostYears = 100

const ending = z.string().transform((text, context) => {
  const until = endOfDay(text)
  if (until === null) context.addIssue({ code: 'custom' })
  return until ?? forGood
})

export type Suspended = { handle: string; until: Date; reason: string; decision: number; hidden: number; left: number }

/** Suspends, until a day or for 30 days. Moderators suspend members; authors and the operator moderators too; nobody an author or themselves.
 *  `posts: 'hide'` takes the public posts down, at most 500 at once: asked again, the next ones. */
export const suspendPerson = action({
  name: 'people.suspend',
  input: z.object({ handle, until: z.union([z.date(), ending], t('Give a day such as 2030-01-31.')).nullish(), reason: smallText(limits.reason), posts: z.enum(['keep', 'hide']).default('keep') }),
  async run({ tx, viewer, input, now }): Promise<Result<Suspended>> {
    const person = await findPersonByHandle(input.handle, tx)
    if (!person || person.former) return refuse('not-found')
    if (person.id === personOf(viewer)) return refuse('not-allowed', { why: t('You cannot suspend yourself.') })
    if (person.role === 'author' && viewer.kind !== 'operator') return refuse('not-allowed', { why: t('An author cannot be suspended here.') })
    if (person.role === 'moderator' && !isAtLeast(viewer, 'author')) return refuse('not-allowed', { why: t('Only an author suspends a moderator.') })
    if (input.reason === '') return refuseField('reason', 'blank')
    const until = input.until ?? new Date(now.getTime() + usualDays * day)
    const wrong = wrongEnd(until, now)
    if (wrong) return wrong
    const before = person.suspendedUntil && person.suspendedUntil > now ? t('suspended until {0}', person.suspendedUntil.toISOString()) : null
    await tx.update(people).set({ suspendedUntil: until, suspendedWhy: input.reason }).where(eq(people.id, person.id))
    await endAccess(tx, person.id)
    const decision = await writeDecision(tx, viewer, { kind: 'suspend', person: person.id, words: input.reason, until, stateBefore: before }, now)
    const { moved, left } = input.posts === 'hide' ? await hidePosts(tx, viewer, decision, now) : { moved: 0, left: 0 }
    await record(tx, 'person.suspended', { person: person.id, decision: decision.id, actor: personOf(viewer) }, now)
    await tellOfDecision(tx, decision, null, now)
    return done({ handle: person.handle, until, reason: input.reason, decision: decision.id, hidden: moved, left })
  },
})

function wrongEnd(until: Date, now: Date): { ok: false; error: Refusal } | null {
  const latest = new Date(now)
  latest.setUTCFullYear(latest.getUTCFullYear() + mostYears)
  // A day is meant to its end.
  const text = until <= now ? t('Give a day that is still to come.') : until.getTime() > latest.getTime() + day ? t('A suspension ends within {0} years.', mostYears) : null
  return text === null ? null : refuse('invalid', {}, { fields: [{ field: 'until', code: 'invalid', text }] })
}

export type Unsuspended = { handle: string; restored: number; left: number }

/** Ends a suspension before its day. Sessions and tokens do not come back. `posts: 'restore'` gives back the posts that are hidden by it still,
 *  at most 500 at once; asked again, the next ones. */
export const unsuspendPerson = action({
  name: 'people.suspend',
  input: z.object({ handle, reason: smallText(limits.reason).optional(), posts: z.enum(['keep', 'restore']).default('keep') }),
  async run({ tx, viewer, input, now }): Promise<Result<Unsuspended>> {
    const person = await findPersonByHandle(input.handle, tx)
    if (!person || person.former) return refuse('not-found')
    if (person.role !== 'member' && !isAtLeast(viewer, 'author')) return refuse('not-allowed', { why: t('Only an author does this.') })
    const restoring = input.posts === 'restore'
    const suspended = person.suspendedUntil !== null && person.suspendedUntil > now
    // One that has ended by itself has left its posts hidden: they can be given back afterwards.
    if (!suspended && !(restoring && (await hiddenBySuspension(tx, person.id)).length > 0)) return refuse('nothing-to-undo')
    const decision = await endSuspension(tx, viewer, person, input.reason ?? null, now)
    const { moved, left } = restoring ? await restorePosts(tx, viewer, decision, now) : { moved: 0, left: 0 }
    return done({ handle: person.handle, restored: moved, left })
  },
})

/** Lets a person in again, in the change's own transaction. An appeal against the suspension is granted by it. */
export async function endSuspension(tx: Tx, viewer: Viewer, person: PersonRow, words: string | null, now: Date): Promise<DecisionRow> {
  const standing = await standingSuspension(tx, person.id, now)
  await tx.update(people).set({ suspendedUntil: null, suspendedWhy: null }).where(eq(people.id, person.id))
  const stateBefore = person.suspendedUntil ? t('suspended until {0}', person.suspendedUntil.toISOString()) : null
  const decision = await writeDecision(tx, viewer, { kind: 'unsuspend', person: person.id, words, stateBefore, undoes: standing?.id ?? null }, now)
  await settlePersonAppealsOf(tx, viewer, person.id, 'granted', decision.id, now)
  await record(tx, 'person.unsuspended', { person: person.id, decision: decision.id, actor: personOf(viewer) }, now)
  await tellOfDecision(tx, decision, null, now)
  return decision
}
