/** Appeals against suspensions, which moderators read and judge. */
import { and, asc, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Tx } from '@/db'
import { appeals, appealOutcomes, decisions, people } from '@/db/schema'
import { action } from './action'
import { mayJudge, settlePersonAppealsOf } from './appeals'
import type { AppealOutcome } from './appeals'
import { deciderName, writeDecision } from './decisions'
import { done, refuse } from './errors'
import type { Refusal, Result } from './errors'
import { positiveId, smallText } from './fields'
import { limits } from './limits'
import { tellOfDecision } from './outbox'
import { mayEver } from './policy'
import { restorePosts } from './suspended-posts'
import { endSuspension } from './suspensions'
import { isAtLeast } from './viewer'
import type { Viewer } from './viewer'
import { t } from '@/words'

export type PersonAppeal = {
  id: number
  handle: string
  name: string
  words: string
  at: Date
  suspension: { decision: number; until: Date | null; reason: string | null; at: Date }
  /** Whether this viewer may judge it: not one's own suspension of somebody, where another moderator can. */
  mayJudge: boolean
}

const most = 100

/** The open appeals against suspensions, oldest first. */
export async function listPersonAppeals(viewer: Viewer, now: Date = new Date()): Promise<Result<PersonAppeal[]>> {
  if (!mayEver(viewer, 'people.judge')) return viewer.kind === 'guest' ? refuse('sign-in', { sent: 'nothing' }) : refuse('not-allowed', { why: t('This room is for moderators.') })
  const on = db().read
  const found = await on.select({ appeal: appeals, decision: decisions, handle: people.handle, name: people.name }).from(appeals)
    .innerJoin(decisions, eq(decisions.id, appeals.decision)).innerJoin(people, eq(people.id, appeals.person))
    .where(and(isNull(appeals.outcome), isNull(appeals.post), eq(people.former, false))).orderBy(asc(appeals.id)).limit(most)
  const listed: PersonAppeal[] = []
  for (const { appeal, decision, handle, name } of found) {
    listed.push({
      id: appeal.id, handle, name, words: appeal.words, at: appeal.createdAt,
      suspension: { decision: decision.id, until: decision.until, reason: decision.words, at: decision.createdAt },
      mayJudge: await mayJudge(on, viewer, decision.id, now),
    })
  }
  return done(listed)
}

export type Judged = { handle: string; outcome: AppealOutcome; left: number }

/** Judges an appeal against a suspension: granted, the suspension ends and the posts that it hid are shown again; refused, it stands. */
export const settlePersonAppeal = action({
  name: 'people.judge',
  input: z.object({ appeal: positiveId, outcome: z.enum(appealOutcomes), reason: smallText(limits.reason).optional() }),
  async run({ tx, viewer, input, now }): Promise<Result<Judged>> {
    const [found] = await tx.select({ appeal: appeals, decision: decisions, person: people }).from(appeals)
      .innerJoin(decisions, eq(decisions.id, appeals.decision)).innerJoin(people, eq(people.id, appeals.person)).where(and(eq(appeals.id, input.appeal), isNull(appeals.post)))
    if (!found) return refuse('not-found')
    const { appeal, decision, person } = found
    // Held until this transaction ends: of two moderators at once the second is told.
    const [open] = await tx.update(appeals).set({ words: appeal.words }).where(and(eq(appeals.id, appeal.id), isNull(appeals.outcome))).returning({ id: appeals.id })
    if (!open) return judgedAlready(tx, appeal.id)
    if (person.role !== 'member' && !isAtLeast(viewer, 'author')) return refuse('not-allowed', { why: t('Only an author does this.') })
    if (!await mayJudge(tx, viewer, decision.id, now)) return refuse('appeal-of-own')
    const words = input.reason || null
    if (input.outcome === 'granted') {
      const ended = await endSuspension(tx, viewer, person, words, now)
      const { left } = await restorePosts(tx, viewer, ended, now)
      return done({ handle: person.handle, outcome: input.outcome, left })
    }
    const upheld = await writeDecision(tx, viewer, { kind: 'uphold', person: person.id, words, stateBefore: null, appealOf: decision.id, before: { appeal: appeal.id } }, now)
    await settlePersonAppealsOf(tx, viewer, person.id, 'refused', upheld.id, now)
    await tellOfDecision(tx, upheld, null, now)
    return done({ handle: person.handle, outcome: input.outcome, left: 0 })
  },
})

async function judgedAlready(tx: Tx, appeal: number): Promise<{ ok: false; error: Refusal }> {
  const [judged] = await tx.select({ outcome: appeals.outcome, decision: decisions }).from(appeals).innerJoin(decisions, eq(decisions.id, appeals.settledBy)).where(eq(appeals.id, appeal))
  return judged ? refuse('decided', { by: await deciderName(tx, judged.decision), decision: judged.outcome ?? '' }) : refuse('nothing-to-appeal')
}
