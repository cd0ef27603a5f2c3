/** What all of a moderator's decisions share: what is decided on, how it is written, and what is said where it comes too late. */
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '@/db'
import { flags, people, posts } from '@/db/schema'
import type { Before } from '@/db/schema'
import { addTo } from './counters'
import { deciderName, lastDecision, writeDecision } from './decisions'
import type { DecisionKind, DecisionRow } from './decisions'
import { refuse } from './errors'
import type { Refusal, Result } from './errors'
import { record } from './events'
import { smallText } from './fields'
import { limits } from './limits'
import type { PostInPlace, PostRow } from './posts'
import { idsOf } from './publishing'
import type { PostText } from './texts'
import { personOf } from './viewer'
import type { Viewer } from './viewer'
import { t } from '@/words'

/** Why a moderator decided: a rule by its key, and words of their own. */
export const reason = z.object({ rule: z.string().max(60).optional(), text: smallText(limits.reason).optional() })
export type Reason = z.output<typeof reason>

/** A decision being taken. `post` is held by this transaction, as it is now; `found` says where it stands. */
export type Deciding = { tx: Tx; viewer: Viewer; found: PostInPlace; post: PostRow; reason: Reason; now: Date; target: string | null; minutes: number | null
  /** The text that was there before an edit which is undone, rendered beforehand. */
  former: PostText | null
  /** The state that the page showed from which it was decided. */
  seen?: PostRow['state'] | undefined
  /** The decision that is to be undone, where it is named. */
  number?: number | undefined
  /** The decision of which this one is a part. */
  partOf?: number }
export type Decider = (deciding: Deciding) => Promise<Result<DecisionRow>>

/** Writes the decision on the post, with what undoing it needs. */
export async function decided({ tx, viewer, post, reason: why, now, partOf: whole }: Deciding, kind: DecisionKind, more: { before?: Before; undoes?: number | null; target?: number | null; stateBefore?: string; partOf?: number | null } = {}): Promise<DecisionRow> {
  const { before = null, undoes = null, target = null, stateBefore = post.state, partOf = whole ?? null } = more
  return writeDecision(tx, viewer, { kind, post: post.id, person: post.person, rule: why.rule || null, words: why.text || null, stateBefore, undoes, target, before, partOf }, now)
}

/** The ids of an event about a decision. */
export function idsOfDecision({ post, viewer }: Deciding, decision: DecisionRow) {
  return { ...idsOf(post), actor: personOf(viewer), decision: decision.id }
}

/** Somebody else came first, or there is nothing left to decide: who did what, and nothing was changed. */
export async function tooLate({ tx, post }: Pick<Deciding, 'tx' | 'post'>): Promise<{ ok: false; error: Refusal }> {
  const last = await lastDecision(tx, post.id)
  if (!last) return refuse('decided', { by: post.state === 'deleted' ? t('Its writer') : t('Nobody'), decision: post.state === 'public' ? t('it is public as it was posted') : post.state }, { detail: { decided: { decision: post.state, by: null, at: null } } })
  const by = await deciderName(tx, last)
  return refuse('decided', { by, decision: last.kind }, { detail: { decided: { decision: last.kind, by, at: last.createdAt.toISOString() } } })
}

/** Settles the open flags of the post; gives their ids. */
export async function settleFlags(deciding: Deciding, outcome: 'kept' | 'hidden', decision: DecisionRow, ids: readonly number[]): Promise<void> {
  const { tx, post, now } = deciding
  if (ids.length === 0) return
  const settled = await tx.update(flags).set({ outcome, decision: decision.id }).where(and(inArray(flags.id, [...ids]), isNull(flags.outcome))).returning({ id: flags.id })
  const [left] = await tx.update(posts).set({ flags: sql`${posts.flags} - ${settled.length}` }).where(eq(posts.id, post.id)).returning({ flags: posts.flags })
  // Taking a post down has counted it out already.
  if (outcome === 'kept' && left?.flags === 0) await addTo(tx, 'flagged', -1)
  await record(tx, 'flags.settled', idsOfDecision(deciding, decision), now)
}

/** The flags of a post that nobody has settled. */
export async function openFlags(tx: Tx, post: number): Promise<number[]> {
  const open = await tx.select({ id: flags.id }).from(flags).where(and(eq(flags.post, post), isNull(flags.outcome)))
  return open.map(flag => flag.id)
}

/** Opens flags again that a decision had settled. A reader who has flagged the post anew meanwhile stays with that one. */
export async function reopenFlags(tx: Tx, post: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  const anew = await tx.select({ person: flags.person, addressHash: flags.addressHash }).from(flags).where(and(eq(flags.post, post), isNull(flags.outcome)))
  const settled = await tx.select().from(flags).where(inArray(flags.id, [...ids]))
  const again = settled.filter(flag => !anew.some(one => flag.person === null ? one.addressHash === flag.addressHash : one.person === flag.person))
  if (again.length === 0) return
  await tx.update(flags).set({ outcome: null, decision: null }).where(inArray(flags.id, again.map(flag => flag.id)))
  const [opened] = await tx.update(posts).set({ flags: sql`${posts.flags} + ${again.length}` }).where(eq(posts.id, post)).returning({ flags: posts.flags, state: posts.state })
  if (opened?.state === 'public' && opened.flags === again.length) await addTo(tx, 'flagged', 1)
}

/** Adds to what a person is trusted. */
export async function addTrust(tx: Tx, person: number | null, by: number): Promise<void> {
  if (person !== null && by !== 0) await tx.update(people).set({ trust: sql`${people.trust} + ${by}` }).where(eq(people.id, person))
}
