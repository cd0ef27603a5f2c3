/** Moderators' decisions on posts: approve, reject, hide, restore, lock, unlock. */
import { and, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '@/db'
import { flags, people, posts, postStates } from '@/db/schema'
import { action } from './action'
import { addTo, countMove } from './counters'
import { deciderName, lastDecision, writeDecision } from './decisions'
import type { DecisionKind, DecisionRow } from './decisions'
import { done, refuse } from './errors'
import type { Refusal, Result } from './errors'
import { record } from './events'
import { positiveId, smallText } from './fields'
import { limits } from './limits'
import { whyHeldAgain } from './posting'
import { allowedPost } from './posts'
import type { PostInPlace } from './posts'
import { holdPost, idsOf, publish, unpublish } from './publishing'
import { holdThread } from './ranking'
import { personOf } from './viewer'
import type { Viewer } from './viewer'

export const postDecisions = ['approve', 'reject', 'hide', 'restore', 'lock', 'unlock', 'move', 'merge'] as const
export type PostDecision = (typeof postDecisions)[number]

/** The reasons that a rejection names by a key; the moderator's own words go with it. */
export const rules = {
  'off-topic': 'It is not about this paper or question.',
  'advertising': 'It is advertising.',
  'hostile': 'It is hostile to a person.',
  'unclear': 'It cannot be understood as it stands.',
  'copied': 'It copies without saying so.',
} as const

export const reason = z.object({ rule: z.string().max(60).optional(), text: smallText(limits.reason).optional() })

/** Decides on a post. A decision that comes too late changes nothing and says who decided what. */
export const decide = action({
  name: 'moderation.decide',
  input: z.object({ post: positiveId, decision: z.enum(postDecisions), reason: reason.optional(), target: positiveId.optional(), seen: z.enum(postStates).optional(), revision: positiveId.optional() }),
  async run({ tx, viewer, input, now }) {
    const allowed = await allowedPost(tx, viewer, 'moderation.decide', input.post)
    if (!allowed.ok) return allowed
    const found = allowed.value.thing
    await holdThread(tx, found.thread.id)
    const deciding = { tx, viewer, found, reason: input.reason ?? {}, now }
    // `seen` is the state on the page that was decided from: who judges a held post does not take down one approved meanwhile.
    if (input.seen && input.seen !== found.post.state) return tooLate(deciding)
    // Nobody lets a text through, or takes it down, that changed after it was read.
    if (input.revision && input.revision !== found.post.revision) return refuse('changed-since-read')
    const decided = await deciders[input.decision](deciding)
    if (!decided.ok) return decided
    return done({ id: found.post.id, decision: input.decision, number: decided.value.id })
  },
})

type Deciding = { tx: Tx; viewer: Viewer; found: PostInPlace; reason: z.output<typeof reason>; now: Date }
type Decider = (deciding: Deciding) => Promise<Result<DecisionRow>>

const deciders: Record<PostDecision, Decider> = { approve, reject, hide, restore, lock, unlock, move: later, merge: later }

async function approve(deciding: Deciding): Promise<Result<DecisionRow>> {
  const { tx, found, now } = deciding
  const { post } = found
  if (post.state === 'public') {
    if (post.flags === 0) return tooLate(deciding)
    const decision = await decided(deciding, 'approve')
    await settleFlags(deciding, 'kept', decision.id)
    return done(decision)
  }
  const moved = await claimState(tx, post.id, 'held')
  if (!moved) return tooLate(deciding)
  const decision = await decided(deciding, 'approve')
  await record(tx, 'post.approved', { ...idsOf(post), actor: personOf(deciding.viewer), decision: decision.id }, now)
  await publish(tx, post, now)
  await trust(tx, post.person, 1)
  return done(decision)
}

async function reject(deciding: Deciding): Promise<Result<DecisionRow>> {
  return takeDown(deciding, 'reject', ['held', 'public'])
}

async function hide(deciding: Deciding): Promise<Result<DecisionRow>> {
  return takeDown(deciding, 'hide', ['held', 'public'])
}

async function takeDown(deciding: Deciding, kind: 'reject' | 'hide', from: readonly string[]): Promise<Result<DecisionRow>> {
  const { tx, found, now } = deciding
  const post = await holdPost(tx, found.post)
  const moved = from.includes(post.state) && await claimState(tx, post.id, post.state)
  if (!moved) return tooLate(deciding)
  if (post.state === 'public') await unpublish(tx, post, 'hidden', now)
  else await countMove(tx, post, post.state, 'hidden')
  await tx.update(posts).set({ state: 'hidden', heldWhy: null }).where(eq(posts.id, post.id))
  const decision = await decided(deciding, kind)
  await settleFlags(deciding, 'hidden', decision.id)
  await trust(tx, post.person, -1)
  await record(tx, post.state === 'public' ? 'post.hidden' : 'post.rejected', { ...idsOf(post), actor: personOf(deciding.viewer), decision: decision.id }, now)
  return done(decision)
}

/** Gives back the state before the last decision that took the post down, or that let it through. */
async function restore(deciding: Deciding): Promise<Result<DecisionRow>> {
  const { tx, found, now } = deciding
  const post = await holdPost(tx, found.post)
  if (post.state !== 'hidden') return tooLate(deciding)
  const last = await lastDecision(tx, post.id)
  const before = last && ['reject', 'hide'].includes(last.kind) ? last.stateBefore : 'public'
  if (!await claimState(tx, post.id, 'hidden')) return tooLate(deciding)
  const decision = await decided(deciding, 'restore', last?.id ?? null)
  await trust(tx, post.person, 1)
  if (before === 'held') {
    await tx.update(posts).set({ state: 'held', heldWhy: whyHeldAgain(post) }).where(eq(posts.id, post.id))
    await countMove(tx, post, 'hidden', 'held')
    await record(tx, `${post.kind}.held`, { ...idsOf(post), actor: personOf(deciding.viewer), decision: decision.id }, now)
  } else {
    await publish(tx, post, now)
    await record(tx, 'post.restored', { ...idsOf(post), actor: personOf(deciding.viewer), decision: decision.id }, now)
  }
  return done(decision)
}

async function lock(deciding: Deciding): Promise<Result<DecisionRow>> {
  return setLock(deciding, true)
}

async function unlock(deciding: Deciding): Promise<Result<DecisionRow>> {
  return setLock(deciding, false)
}

async function setLock(deciding: Deciding, locked: boolean): Promise<Result<DecisionRow>> {
  const { tx, found, now } = deciding
  const [moved] = await tx.update(posts).set({ locked }).where(and(eq(posts.id, found.thread.id), eq(posts.locked, !locked))).returning({ id: posts.id })
  if (!moved) return tooLate(deciding)
  const decision = await writeDecision(tx, deciding.viewer, { kind: locked ? 'lock' : 'unlock', post: found.thread.id, stateBefore: locked ? 'unlocked' : 'locked', rule: deciding.reason.rule ?? null, words: deciding.reason.text ?? null }, now)
  await record(tx, locked ? 'thread.locked' : 'thread.unlocked', { post: found.thread.id, question: found.thread.id, paper: found.post.paper, actor: personOf(deciding.viewer), decision: decision.id }, now)
  return done(decision)
}

function later(): Promise<Result<DecisionRow>> {
  return Promise.resolve(refuse('not-allowed', { why: 'Moving and merging come with the fuller moderation desk.' }))
}

/** The conditional update on which of two moderators' decisions only one succeeds. */
async function claimState(tx: Tx, id: number, from: PostInPlace['post']['state']): Promise<boolean> {
  const claimed = await tx.update(posts).set({ state: from }).where(and(eq(posts.id, id), eq(posts.state, from))).returning({ id: posts.id })
  return claimed.length > 0
}

async function decided(deciding: Deciding, kind: DecisionKind, undoes: number | null = null): Promise<DecisionRow> {
  const { viewer, found, reason: why, now } = deciding
  return writeDecision(deciding.tx, viewer, { kind, post: found.post.id, person: found.post.person, rule: why.rule || null, words: why.text || null, stateBefore: found.post.state, undoes }, now)
}

async function tooLate({ tx, found }: Deciding): Promise<{ ok: false; error: Refusal }> {
  const last = await lastDecision(tx, found.post.id)
  if (!last) return refuse('decided', { by: found.post.state === 'deleted' ? 'Its writer' : 'Nobody', decision: found.post.state }, { detail: { decided: { decision: found.post.state, by: null, at: null } } })
  const by = await deciderName(tx, last)
  return refuse('decided', { by, decision: last.kind }, { detail: { decided: { decision: last.kind, by, at: last.createdAt.toISOString() } } })
}

async function settleFlags({ tx, viewer, found, now }: Deciding, outcome: 'kept' | 'hidden', decision: number): Promise<void> {
  const settled = await tx.update(flags).set({ outcome, decision }).where(and(eq(flags.post, found.post.id), isNull(flags.outcome))).returning({ id: flags.id })
  if (settled.length === 0) return
  const [left] = await tx.update(posts).set({ flags: sql`${posts.flags} - ${settled.length}` }).where(eq(posts.id, found.post.id)).returning({ flags: posts.flags })
  // Taking a post down has counted it out already.
  if (outcome === 'kept' && left?.flags === 0) await addTo(tx, 'flagged', -1)
  await record(tx, 'flags.settled', { ...idsOf(found.post), actor: personOf(viewer), decision }, now)
}

async function trust(tx: Tx, person: number | null, by: 1 | -1): Promise<void> {
  if (person !== null) await tx.update(people).set({ trust: sql`${people.trust} + ${by}` }).where(eq(people.id, person))
}
