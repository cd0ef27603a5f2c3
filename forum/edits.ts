/** Editing, deleting and bringing back one's own posts. Former texts stay as revisions. */
import { z } from 'zod'
import { beforeCommit, db } from '@/db'
import type { Tx } from '@/db'
import type { Rendered } from '@/text/rendered'
import { action, preparedAction } from './action'
import { anchorFields } from './anchors'
import { openAppeal, standingTakeDown } from './appeals'
import { undoMs } from './decisions'
import { dropPosted } from './drafts'
import { done, refuse, refuseField } from './errors'
import type { Refusal, Result } from './errors'
import { record } from './events'
import { anchor, body, positiveId, title } from './fields'
import { limits, rates } from './limits'
import { rendererOf, whyHeldAgain } from './posting'
import { allowedPost, loadPost } from './posts'
import type { PostInPlace, PostRow } from './posts'
import { proposeText, waitingProposal, withdrawProposal } from './proposals'
import { holdPost, idsOf } from './publishing'
import { headingOf } from './questions'
import { countOne } from './rates'
import { renderPost } from './rendering'
import { lookAtEdit } from './screening/editing'
import type { EditLooked } from './screening/editing'
import { markText } from './screening/likeness'
import { moveState } from './states'
import { replaceText } from './texts'
import type { PostText } from './texts'
import { personOf } from './viewer'
import type { Guest, Viewer } from './viewer'
import { t } from '@/words'

type Prepared = { rendered: Rendered; heading: Awaited<ReturnType<typeof headingOf>> | null; looked: EditLooked | null }

/** Edits one's own post. `revision` is the one that was seen: where it has changed meanwhile, both texts come back.
 *  A rejected post may be edited once, which holds it again. */
export const editPost = preparedAction({
  name: 'posts.edit',
  input: z.object({ post: positiveId, revision: positiveId, title: title.optional(), body, anchor: anchor.optional() }),
  async prepare({ viewer, input, now }): Promise<Result<Prepared>> {
    const found = await loadPost(db().read, input.post)
    const rendered = await renderPost(input.body, found?.post.paper ?? null)
    const heading = found?.post.kind === 'question' ? await headingOf(input.title ?? found.post.title, rendered.text) : null
    const looked = found ? await lookAtEdit(viewer, found.post, { title: heading?.title ?? null, body: input.body }, rendered.links, now) : null
    return done({ rendered, heading, looked })
  },
  async run({ tx, viewer, input, prepared, now }) {
    const allowed = await allowedPost(tx, viewer, 'posts.edit', input.post)
    if (!allowed.ok) return allowed
    const found = allowed.value.thing
    if (found.post.state === 'hidden') {
      const revisable = await mayRevise(tx, found)
      if (!revisable.ok) return revisable
    }
    if (viewer.kind === 'guest' && prepared.rendered.links > limits.guestLinks) return refuse('too-many-links', { max: limits.guestLinks, count: prepared.rendered.links })
    const edited = await editNow(tx, viewer, found, input, prepared, now)
    if (edited.ok) dropPosted(tx, viewer, `edit ${found.post.id}`)
    return edited
  },
})

type Edit = { revision: number; title?: string | undefined; body: string; anchor?: z.output<typeof anchor> | undefined }

export type Edited = { id: number; revision: number; held: boolean; proposed: boolean }

async function editNow(tx: Tx, viewer: Viewer, found: PostInPlace, input: Edit, prepared: Prepared, now: Date): Promise<Result<Edited>> {
  const post = await holdPost(tx, found.post)
  if (post.state !== found.post.state) return changedMeanwhile(post)
  const { rendered, heading, looked } = prepared
  const text: PostText = { body: input.body, html: rendered.html, plain: rendered.text, renderer: rendererOf(rendered), ...heading }
  if (viewer.kind === 'guest' && post.state === 'public') return propose(tx, viewer, post, input, text, now)
  const unchanged = isSameText(post, text) && (input.anchor === undefined || sameAnchor(post, input.anchor))
  if (unchanged && post.revision === input.revision) return done({ id: post.id, revision: post.revision, held: post.state === 'held', proposed: false })
  const changed = await replaceText(tx, post, input.revision, text, { ...input.anchor ? anchorFields(input.anchor) : {}, editedBy: null }, now)
  if (!changed) return changedMeanwhile(post)
  if (looked?.marked) beforeCommit(tx, markText(tx, changed))
  const moved = await holdAgain(tx, post, changed, looked, now)
  await record(tx, moved.state === 'public' ? 'post.edited' : 'post.held-edited', { ...idsOf(post), actor: personOf(viewer) }, now)
  return done({ id: post.id, revision: moved.revision, held: moved.state === 'held', proposed: false })
}

/** A rejected post that was revised, and a public one that brings what must be read first, wait for a moderator. */
async function holdAgain(tx: Tx, before: PostRow, changed: PostRow, looked: EditLooked | null, now: Date): Promise<PostRow> {
  if (before.state === 'hidden') return await moveState(tx, changed, { by: 'revise', to: 'held', also: { heldWhy: 'revised', revisedOnce: true } }, now) ?? changed
  if (before.state !== 'public' || !looked || looked.why.length === 0) return changed
  const { why, screening, risk } = looked
  const held = await moveState(tx, changed, { by: 'hold', to: 'held', also: { heldWhy: why.join(','), screening, risk } }, now)
  await record(tx, 'post.hidden', idsOf(before), now)
  return held ?? changed
}

/** A guest's edit of a public post waits beside it: readers see the former text until a moderator lets the new one through. */
async function propose(tx: Tx, viewer: Guest, post: PostRow, input: Edit, text: PostText, now: Date): Promise<Result<Edited>> {
  if (post.revision !== input.revision) return changedMeanwhile(post)
  if (input.anchor !== undefined && !sameAnchor(post, input.anchor)) return refuseField('anchor', 'not-allowed', { why: t('The place of a published question in the paper is not changed here. Say in the text where it should be.') })
  const rate = await countOne(tx, rates.guestEdits, viewer.network?.address ?? 'unknown', now)
  if (!rate.ok) return rate
  const same = isSameText(post, text)
  // Back to what readers see: nothing waits any more.
  if (same) await withdrawProposal(tx, post.id)
  else await proposeText(tx, post, text, 'guest', now)
  return done({ id: post.id, revision: post.revision, held: false, proposed: !same })
}

/** Takes back an edit that waits. */
export const withdrawEdit = action({
  name: 'posts.edit',
  input: z.object({ post: positiveId }),
  async run({ tx, viewer, input }) {
    const allowed = await allowedPost(tx, viewer, 'posts.edit', input.post)
    if (!allowed.ok) return allowed
    const post = await holdPost(tx, allowed.value.thing.post)
    return await withdrawProposal(tx, post.id) ? done({ id: post.id }) : refuse('nothing-to-undo')
  },
})

function isSameText(post: PostRow, text: PostText): boolean {
  return post.body === text.body && (text.title === undefined || text.title === post.title)
}

function changedMeanwhile(post: PostRow): { ok: false; error: Refusal } {
  return refuse('changed-meanwhile', {}, { detail: { post: post.id, title: post.title, body: post.body, revision: post.revision } })
}

function sameAnchor(post: PostRow, given: NonNullable<Edit['anchor']>): boolean {
  const fields = anchorFields(given)
  return fields.anchorKind === post.anchorKind && fields.anchorLabel === post.anchorLabel && fields.anchorQuote === post.anchorQuote && fields.anchorVersion === post.anchorVersion
}

/** Whether a hidden post's writer may revise it: it was rejected (not taken down), and was not revised before. */
async function mayRevise(tx: Tx, found: PostInPlace): Promise<Result<null>> {
  const decision = await standingTakeDown(tx, found.post.id)
  if (decision?.kind !== 'reject') return refuse('not-allowed', { why: t('A moderator removed this post, so it cannot be edited.') })
  if (found.post.revisedOnce) return refuse('revised-already')
  return done(null)
}

/** Deletes one's own post. A tombstone stays where others replied; a held one is withdrawn. */
export const deletePost = action({
  name: 'posts.delete',
  input: z.object({ post: positiveId }),
  async run({ tx, viewer, input, now }) {
    const allowed = await allowedPost(tx, viewer, 'posts.delete', input.post)
    if (!allowed.ok) return allowed
    const post = await holdPost(tx, allowed.value.thing.post)
    if (post.state === 'deleted') return done({ id: post.id, url: null })
    const wasPublic = post.state === 'public'
    // Its edit or appeal no longer waits for anybody.
    await moveState(tx, post, { by: 'withdraw', to: 'deleted', also: { deletedAt: now, deletedByWriter: true, deletedFrom: post.state, proposed: false, appealed: false } }, now)
    await record(tx, wasPublic ? 'post.deleted' : 'post.withdrawn', { ...idsOf(post), actor: personOf(viewer) }, now)
    return done({ id: post.id, url: wasPublic ? `/p/${post.id}` : null })
  },
})

/** Takes a deletion back, for ten minutes: the state before comes again, so that what a moderator hid stays hidden. */
export const undeletePost = action({
  name: 'posts.undelete',
  input: z.object({ post: positiveId }),
  async run({ tx, viewer, input, now }) {
    const allowed = await allowedPost(tx, viewer, 'posts.undelete', input.post)
    if (!allowed.ok) return allowed
    const post = await holdPost(tx, allowed.value.thing.post)
    if (post.state !== 'deleted' || !post.deletedAt || now.getTime() - post.deletedAt.getTime() > undoMs) return refuse('nothing-to-undo')
    const before = post.deletedFrom ?? 'held'
    const waiting = { proposed: await waitingProposal(tx, post.id) !== null, appealed: await openAppeal(tx, post.id) !== null }
    await moveState(tx, post, { by: 'bring-back', to: before, also: { ...waiting, heldWhy: before === 'held' ? whyHeldAgain(post) : null, deletedAt: null, deletedByWriter: null, deletedFrom: null } }, now)
    // A hidden post with replies is a tombstone again, which says who took it away.
    await record(tx, returned[before] ?? `${post.kind}.held`, { ...idsOf(post), actor: personOf(viewer) }, now)
    return done({ id: post.id })
  },
})

const returned: Partial<Record<PostRow['state'], 'post.undeleted' | 'post.returned'>> = { public: 'post.undeleted', hidden: 'post.returned' }
