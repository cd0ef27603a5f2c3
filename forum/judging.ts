/** Decisions on what a post is: let through, rejected, taken down, given back. */
import { eq } from 'drizzle-orm'
import type { Tx } from '@/db'
import { people, posts } from '@/db/schema'
import type { Before } from '@/db/schema'
import { mayJudgeAppeal, openAppeal, settleAppeal, standingTakeDown } from './appeals'
import { countForWriter } from './counters'
import { addTrust, decided, idsOfDecision, openFlags, settleFlags, tooLate } from './deciding'
import type { Decider, Deciding } from './deciding'
import { standingDecision } from './decisions'
import type { DecisionRow } from './decisions'
import { done, refuse } from './errors'
import type { Result } from './errors'
import { record } from './events'
import { readHouseRules } from './house-rules'
import { tellOfDecision } from './outbox'
import { rememberPlace } from './places'
import { whyHeldAgain } from './posting'
import type { PostRow } from './posts'
import { applyProposal, dropProposal } from './proposals'
import { learn } from './screening/learning'
import { moveState } from './states'
import { t } from '@/words'

/** What a decision adds to the trust in a post's writer. */
const trustBy = { approve: 1, reject: -1, hide: -1, spam: -3, restore: 1 } as const

/** Makes a held post public; of a public one with flags or a waiting edit, keeps it, settles the flags and lets the edit through. */
export const approve: Decider = deciding => letThrough(deciding, 'approve')

/** The same, and whoever wrote it is trusted from now on: what a member posts is public at once. */
export const trustWriter: Decider = async deciding => {
  if (deciding.post.person === null) return refuse('not-allowed', { why: t('A guest has no account that could be trusted; approve the post.') })
  return letThrough(deciding, 'trust')
}

async function letThrough(deciding: Deciding, kind: 'approve' | 'trust'): Promise<Result<DecisionRow>> {
  const { tx, post, now } = deciding
  if (post.state === 'public' && (post.flags > 0 || post.proposed)) return keepPublic(deciding, kind)
  if (post.state !== 'held') return tooLate(deciding)
  const trust = trustBy.approve + (kind === 'trust' ? await missingTrust(tx, deciding) : 0)
  const appeal = await openAppeal(tx, post.id)
  const before: Before = { heldWhy: post.heldWhy, publicAt: post.publicAt?.getTime() ?? null, trust: post.person === null ? 0 : trust, learned: post.learned, appeal: appeal?.id ?? null }
  const decision = await decided(deciding, kind, { before })
  await record(tx, 'post.approved', idsOfDecision(deciding, decision), now)
  if (!await moveState(tx, post, { by: 'approve', to: 'public' }, now)) return tooLate(deciding)
  await settleAppeal(tx, deciding.viewer, post, 'granted', decision.id, now)
  await addTrust(tx, post.person, trust)
  await teach(tx, post, 'fair')
  await tellOfDecision(tx, decision, post, now)
  return done(decision)
}

async function keepPublic(deciding: Deciding, kind: 'approve' | 'trust'): Promise<Result<DecisionRow>> {
  const { tx, post, now } = deciding
  const flags = await openFlags(tx, post.id)
  const trust = kind === 'trust' ? await missingTrust(tx, deciding) + trustBy.approve : 0
  const proposed = post.proposed
  const decision = await decided(deciding, kind, { before: { flags, trust, ...(proposed ? { revision: post.revision + 1 } : {}) } })
  if (proposed && await applyProposal(tx, post, decision.id, now) === null) return tooLate(deciding)
  await settleFlags(deciding, 'kept', decision, flags)
  await addTrust(tx, post.person, trust)
  return done(decision)
}

/** How many approvals a member lacks to be trusted. */
async function missingTrust(tx: Tx, { post }: Deciding): Promise<number> {
  const { firstHeld } = await readHouseRules(tx)
  const [writer] = await tx.select({ trust: people.trust }).from(people).where(eq(people.id, post.person ?? 0))
  return Math.max(0, firstHeld - (writer?.trust ?? 0) - trustBy.approve)
}

/** Not published: its writer is told why and may revise it once. Of a public post with a waiting edit and no flags, the edit is dropped and the post stays. */
export const reject: Decider = async deciding => {
  const { tx, post } = deciding
  if (post.state === 'public' && post.proposed && post.flags === 0) {
    const decision = await decided(deciding, 'reject', { before: { revision: 0 } })
    return await dropProposal(tx, post, decision.id) ? done(decision) : tooLate(deciding)
  }
  return takeDown(deciding, 'reject')
}

/** Taken down, without a second try. */
export const hide: Decider = deciding => takeDown(deciding, 'hide')

/** Taken down as spam: the filter learns it, and nobody is answered. */
export const spam: Decider = deciding => takeDown(deciding, 'spam')

async function takeDown(deciding: Deciding, kind: 'reject' | 'hide' | 'spam'): Promise<Result<DecisionRow>> {
  const { tx, post, reason, now } = deciding
  if (post.mergedInto !== null && kind !== 'reject') return takeDownMerged(deciding, kind)
  if (post.state !== 'held' && post.state !== 'public') return tooLate(deciding)
  if (post.state === 'public' && !deciding.seen && await approvedJustNow(deciding)) return tooLate(deciding)
  const flags = await openFlags(tx, post.id)
  // An appeal against an earlier decision is answered by this one, against which there may be another.
  const appeal = await openAppeal(tx, post.id)
  const before: Before = { heldWhy: post.heldWhy, publicAt: post.publicAt?.getTime() ?? null, flags, trust: post.person === null ? 0 : trustBy[kind], learned: post.learned, appeal: appeal?.id ?? null }
  const decision = await decided(deciding, kind, { before })
  if (!await moveState(tx, post, { by: kind, to: 'hidden' }, now)) return tooLate(deciding)
  await settleFlags(deciding, 'hidden', decision, flags)
  await settleAppeal(tx, deciding.viewer, post, 'refused', decision.id, now)
  await addTrust(tx, post.person, trustBy[kind])
  await teach(tx, post, kind === 'spam' || reason.rule === 'advertising' ? 'spam' : post.learned)
  await record(tx, post.state === 'public' ? 'post.hidden' : 'post.rejected', idsOfDecision(deciding, decision), now)
  await tellOfDecision(tx, decision, post, now)
  return done(decision)
}

const atOnceMs = 5_000

/** Whether another moderator let it through a moment ago: of two who decide at once the second is told, and may decide again on what is there now. */
async function approvedJustNow({ tx, viewer, post, now }: Deciding): Promise<boolean> {
  const last = await standingDecision(tx, post.id, new Date(now.getTime() - atOnceMs))
  return (last?.kind === 'approve' || last?.kind === 'trust') && last.stateBefore === 'held' && last.by !== (viewer.kind === 'person' ? viewer.id : null)
}

/** A merged question's text leaves the thread it went into; its old address still leads there. */
async function takeDownMerged(deciding: Deciding, kind: 'hide' | 'spam'): Promise<Result<DecisionRow>> {
  const { tx, post, found, now } = deciding
  const into = post.mergedInto ?? 0
  const decision = await decided(deciding, kind, { before: { mergedInto: into, trust: post.person === null ? 0 : trustBy[kind], learned: post.learned } })
  await rememberPlace(tx, found.slug, post.number ?? 0, into)
  const [bare] = await tx.update(posts).set({ mergedInto: null }).where(eq(posts.id, post.id)).returning()
  if (bare) await countForWriter(tx, bare, 'nowhere', 'hidden')
  await addTrust(tx, post.person, trustBy[kind])
  await teach(tx, post, kind === 'spam' ? 'spam' : post.learned)
  await record(tx, 'question.parted', idsOfDecision(deciding, decision), now)
  await tellOfDecision(tx, decision, post, now)
  return done(decision)
}

/** Gives back the state before the decision that took the post down. An appeal against that is granted by it. */
export const restore: Decider = async deciding => {
  const { tx, viewer, post, now } = deciding
  if (post.state !== 'hidden') return tooLate(deciding)
  if (!await mayJudgeAppeal(tx, viewer, post.id)) return refuse('appeal-of-own')
  const last = await standingTakeDown(tx, post.id)
  const to = last && ['reject', 'hide', 'spam'].includes(last.kind) && last.stateBefore === 'held' ? 'held' : 'public'
  const appeal = await openAppeal(tx, post.id)
  const before: Before = { trust: post.person === null ? 0 : trustBy.restore, appeal: appeal?.id ?? null, learned: post.learned, revisedOnce: post.revisedOnce, publicAt: post.publicAt?.getTime() ?? null }
  const decision = await decided(deciding, 'restore', { before, undoes: last?.id ?? null })
  const moved = await moveState(tx, post, { by: 'restore', to, ...(to === 'held' ? { also: { heldWhy: last?.before?.heldWhy ?? whyHeldAgain(post) } } : {}) }, now)
  if (!moved) return tooLate(deciding)
  await settleAppeal(tx, viewer, post, 'granted', decision.id, now)
  await addTrust(tx, post.person, trustBy.restore)
  await teach(tx, post, last?.before?.learned ?? null)
  await record(tx, to === 'held' ? `${post.kind}.held` : 'post.restored', idsOfDecision(deciding, decision), now)
  await tellOfDecision(tx, decision, post, now)
  return done(decision)
}

/** The appeal was read, and the decision stands. */
export const uphold: Decider = async deciding => {
  const { tx, viewer, post, now } = deciding
  const appeal = await openAppeal(tx, post.id)
  if (!appeal) return tooLate(deciding)
  if (!await mayJudgeAppeal(tx, viewer, post.id)) return refuse('appeal-of-own')
  const decision = await decided(deciding, 'uphold', { before: { appeal: appeal.id } })
  await settleAppeal(tx, viewer, post, 'refused', decision.id, now)
  await tellOfDecision(tx, decision, post, now)
  return done(decision)
}

/** Moderators' own texts teach the filter nothing. */
async function teach(tx: Tx, post: PostRow, as: PostRow['learned']): Promise<void> {
  if (post.role === 'guest' || post.role === 'member') await learn(tx, post, as)
}
