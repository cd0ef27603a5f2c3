/** Taking a decision back within ten minutes: the state before it comes again, exactly; the text of an edit as a further revision. The undoing is a decision of its own. */
import { eq } from 'drizzle-orm'
import type { Tx } from '@/db'
import { decisions, papers, posts } from '@/db/schema'
import type { Before } from '@/db/schema'
import { reopenAppeal } from './appeals'
import { countForWriter } from './counters'
import { addTrust, decided, idsOfDecision, reopenFlags, tooLate } from './deciding'
import type { Decider, Deciding } from './deciding'
import { standingDecision, undoMs } from './decisions'
import type { DecisionKind, DecisionRow } from './decisions'
import { done, refuse } from './errors'
import { record } from './events'
import type { EventKind } from './events'
import { bringBack, part } from './merging'
import { holdPost, idsOf } from './publishing'
import { forgetPlace, rememberPlace } from './places'
import { holdThreads, relocate } from './relocating'
import type { PostRow } from './posts'
import { restoreProposal } from './proposals'
import { setStatusOf } from './questions'
import { learn } from './screening/learning'
import { moveState } from './states'
import { replaceText } from './texts'
import { unsplit } from './splitting'

/** Undoes the last decision on the post that stands. Refuses where that is older than ten minutes, or where something happened to the post since. */
export const undo: Decider = async deciding => {
  const { tx, post, now } = deciding
  const last = await standingDecision(tx, post.id)
  if (!last) return refuse('nothing-to-undo')
  // Without its number one takes back one's own decision only, never what somebody else decided meanwhile.
  if (deciding.number === undefined ? last.by !== (deciding.viewer.kind === 'person' ? deciding.viewer.id : null) : last.id !== deciding.number) return tooLate(deciding)
  if (now.getTime() - last.createdAt.getTime() > undoMs) return refuse('undo-late')
  const way = ways[last.kind]
  if (!way) return refuse('nothing-to-undo')
  if (!await way(deciding, last, last.before ?? {})) return refuse('changed-since-decided')
  const undoing = await decided(deciding, 'undo', { undoes: last.id, target: last.target })
  const event = await tell(deciding, last)
  if (event) await record(tx, event, idsOfDecision(deciding, undoing), now)
  return done(undoing)
}

/** Takes back what a decision of its kind did. False where the post is no longer as the decision left it. */
type Way = (deciding: Deciding, last: DecisionRow, before: Before) => Promise<boolean>

const ways: Partial<Record<DecisionKind, Way>> = {
  approve: unapprove, trust: unapprove,
  reject: untakeDown, hide: untakeDown, spam: untakeDown,
  restore: async (deciding, _last, before) => {
    const { tx, post, now } = deciding
    if (post.state !== 'public' && post.state !== 'held') return false
    if (!await moveState(tx, post, { by: 'undo', to: 'hidden', also: { revisedOnce: before.revisedOnce ?? post.revisedOnce, publicAt: momentOf(before.publicAt) } }, now)) return false
    if (before.appeal) await reopenAppeal(tx, before.appeal)
    return forget(deciding, before)
  },
  uphold: async ({ tx }, _last, before) => {
    if (before.appeal) await reopenAppeal(tx, before.appeal)
    return true
  },
  lock: ({ tx, post }) => flip(tx, post, post.locked, { locked: false }),
  unlock: ({ tx, post }) => flip(tx, post, !post.locked, { locked: true }),
  slow: ({ tx, post }, _last, before) => flip(tx, post, true, { slowMinutes: before.slowMinutes ?? 0 }),
  unslow: ({ tx, post }, _last, before) => flip(tx, post, true, { slowMinutes: before.slowMinutes ?? 0 }),
  status: async ({ tx, post, now }, _last, before) => {
    await setStatusOf(tx, post, { status: before.status ?? 'open', statusWhy: before.statusWhy ?? null, statusAt: momentOf(before.statusAt), closedWhy: before.closedWhy ?? null, closedPlace: before.closedPlace ?? null, duplicateOf: before.duplicateOf ?? null }, now)
    return true
  },
  summary: ({ tx, post }, _last, before) => flip(tx, post, true, { summary: before.summary ?? null }),
  edit: async ({ tx, post, former, now }, _last, before) => {
    if (!former || post.revision !== before.revision) return false
    return await replaceText(tx, post, post.revision, former, { editedBy: null }, now, 'held') !== null
  },
  move: moveBack, 'to-comment': moveBack, 'to-answer': moveBack,
  merge: (deciding, last, before) => part(deciding, last.target ?? 0, before),
  split: async (deciding, last, before) => {
    const { tx, post } = deciding
    await holdThreads(tx, post.id, last.target ?? 0)
    if (!await unsplit(deciding, last.target ?? 0, before)) return false
    await bringBack(tx, before, last.target ?? 0)
    return true
  },
}

async function unapprove(deciding: Deciding, last: DecisionRow, before: Before): Promise<boolean> {
  const { tx, post, now } = deciding
  if (post.state !== 'public') return false
  if (last.stateBefore === 'public') {
    if (before.revision && !await restoreProposal(tx, post, last.id, before.revision, now)) return false
    await reopenFlags(tx, post.id, before.flags ?? [])
    await addTrust(tx, post.person, -(before.trust ?? 0))
    return true
  }
  if (!await moveState(tx, post, { by: 'undo', to: 'held', also: { heldWhy: before.heldWhy ?? null, publicAt: momentOf(before.publicAt) } }, now)) return false
  await undoEdit(deciding, last)
  if (before.appeal) await reopenAppeal(tx, before.appeal)
  return forget(deciding, before)
}

// A text that was edited and approved in one go is undone in one go.
async function undoEdit(deciding: Deciding, last: DecisionRow): Promise<void> {
  const { tx, viewer, post } = deciding
  if (last.partOf === null) return
  const [edit] = await tx.select().from(decisions).where(eq(decisions.id, last.partOf))
  const now = await holdPost(tx, post)
  if (edit?.kind === 'edit' && edit.post === post.id && await ways.edit?.({ ...deciding, post: now, viewer }, edit, edit.before ?? {})) await decided(deciding, 'undo', { undoes: edit.id })
}

async function untakeDown(deciding: Deciding, last: DecisionRow, before: Before): Promise<boolean> {
  const { tx, post, now } = deciding
  if (last.stateBefore === 'public' && before.revision === 0) return restoreProposal(tx, post, last.id, null, now)
  if (post.state !== 'hidden' || post.appealed) return false
  if (before.mergedInto) return mergedAgain(deciding, before.mergedInto, before)
  const to = last.stateBefore === 'held' ? 'held' : 'public'
  if (!await moveState(tx, post, { by: 'undo', to, also: { heldWhy: before.heldWhy ?? null, publicAt: momentOf(before.publicAt) } }, now)) return false
  await reopenFlags(tx, post.id, before.flags ?? [])
  if (before.appeal) await reopenAppeal(tx, before.appeal)
  return forget(deciding, before)
}

async function mergedAgain(deciding: Deciding, into: number, before: Before): Promise<boolean> {
  const { tx, post } = deciding
  if (!await isThreadThere(tx, into)) return false
  await countForWriter(tx, post, 'hidden', 'nowhere')
  await tx.update(posts).set({ mergedInto: into }).where(eq(posts.id, post.id))
  return forget(deciding, before)
}

/** What the decision added to trust and what the filter learned from it are taken back. */
async function forget({ tx, post }: Deciding, before: Before): Promise<boolean> {
  await addTrust(tx, post.person, -(before.trust ?? 0))
  await learn(tx, post, before.learned ?? null)
  return true
}

async function moveBack(deciding: Deciding, last: DecisionRow, before: Before): Promise<boolean> {
  const { tx, post, found } = deciding
  const place = before.places?.find(one => one.id === post.id)
  if (!place || (post.kind === 'question' ? post.paper : post.question) !== last.target) return false
  await holdThreads(tx, post.question ?? post.id, place.question ?? post.id)
  if (place.question !== null && place.question !== post.question && !await isThreadThere(tx, place.question)) return false
  if (place.parent !== null) {
    const [parent] = await tx.select({ question: posts.question, id: posts.id }).from(posts).where(eq(posts.id, place.parent))
    // What it stood under was moved away itself.
    if (!parent || (parent.question ?? parent.id) !== place.question) return false
  }
  await relocate(tx, [{ post, to: place }])
  if (post.kind === 'question' && place.number !== null) {
    await rememberPlace(tx, found.slug, post.number ?? 0, post.id)
    await forgetPlace(tx, await slugOf(tx, place.paper), place.number)
  }
  return true
}

/** Whether a question is still a thread of its own, to which something can come back. */
async function isThreadThere(tx: Tx, question: number): Promise<boolean> {
  const [thread] = await tx.select({ state: posts.state }).from(posts).where(eq(posts.id, question))
  return thread?.state === 'public'
}

async function slugOf(tx: Tx, paper: number): Promise<string> {
  const [found] = await tx.select({ slug: papers.slug }).from(papers).where(eq(papers.id, paper))
  return found?.slug ?? ''
}

async function flip(tx: Tx, post: PostRow, asLeft: boolean, back: Partial<PostRow>): Promise<boolean> {
  if (asLeft) await tx.update(posts).set(back).where(eq(posts.id, post.id))
  return asLeft
}

function momentOf(ms: number | null | undefined): Date | null {
  return ms === null || ms === undefined ? null : new Date(ms)
}

/** The event by which pages, readers and programs learn of the undoing. */
async function tell({ tx, post, now, viewer }: Deciding, last: DecisionRow): Promise<EventKind | null> {
  const after = await holdPost(tx, post)
  if (after.state !== post.state) {
    if (after.state === 'public') return last.kind === 'merge' ? 'question.parted' : 'post.restored'
    if (after.state === 'held') {
      await record(tx, `${post.kind}.held`, { ...idsOf(post), actor: viewer.kind === 'person' ? viewer.id : null }, now)
      return post.state === 'public' ? 'post.hidden' : null
    }
    return post.state === 'public' ? 'post.hidden' : 'post.rejected'
  }
  return eventOf[last.kind] ?? null
}

const eventOf: Partial<Record<DecisionKind, EventKind>> = {
  lock: 'thread.unlocked', unlock: 'thread.locked', slow: 'thread.paced', unslow: 'thread.paced', status: 'question.status', summary: 'thread.summarised', edit: 'post.edited',
  move: 'post.moved', 'to-comment': 'post.moved', 'to-answer': 'post.moved', merge: 'question.parted', split: 'thread.split', approve: 'post.flagged', trust: 'post.flagged',
}
