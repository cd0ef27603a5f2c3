/** Editing, deleting and bringing back one's own posts. Former texts stay as revisions. */
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Tx } from '@/db'
import { posts, revisions } from '@/db/schema'
import type { Rendered } from '@/text/rendered'
import { action, preparedAction } from './action'
import { anchorFields } from './anchors'
import { countMove } from './counters'
import { lastDecision } from './decisions'
import { done, refuse } from './errors'
import type { Refusal, Result } from './errors'
import { record } from './events'
import { anchor, body, positiveId, title } from './fields'
import { limits } from './limits'
import { manyLinks, rendererOf, trustedFrom, whyHeldAgain } from './posting'
import { allowedPost, loadPost } from './posts'
import type { PostInPlace, PostRow } from './posts'
import { holdPost, idsOf, index, publish, unpublish } from './publishing'
import { headingOf } from './questions'
import { renderPost } from './rendering'
import { isAtLeast, personOf } from './viewer'
import type { Viewer } from './viewer'

type Prepared = { rendered: Rendered; heading: Awaited<ReturnType<typeof headingOf>> | null }

/** Edits one's own post. `revision` is the one that was seen: where it has changed meanwhile, both texts come back.
 *  A rejected post may be edited once, which holds it again. */
export const editPost = preparedAction({
  name: 'posts.edit',
  input: z.object({ post: positiveId, revision: positiveId, title: title.optional(), body, anchor: anchor.optional() }),
  async prepare({ input }): Promise<Result<Prepared>> {
    const found = await loadPost(db().read, input.post)
    const rendered = await renderPost(input.body, found?.post.paper ?? null)
    const heading = found?.post.kind === 'question' ? await headingOf(input.title ?? found.post.title, rendered.text) : null
    return done({ rendered, heading })
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
    return editNow(tx, viewer, found, input, prepared, now)
  },
})

type Edit = { revision: number; title?: string | undefined; body: string; anchor?: z.output<typeof anchor> | undefined }

async function editNow(tx: Tx, viewer: Viewer, found: PostInPlace, input: Edit, prepared: Prepared, now: Date): Promise<Result<{ id: number; revision: number; held: boolean }>> {
  const post = await holdPost(tx, found.post)
  if (post.state !== found.post.state) return changedMeanwhile(post)
  const { rendered, heading } = prepared
  const unchanged = post.body === input.body && (heading === null || heading.title === post.title) && (input.anchor === undefined || sameAnchor(post, input.anchor))
  if (unchanged && post.revision === input.revision) return done({ id: post.id, revision: post.revision, held: post.state === 'held' })
  const heldAgain = post.state === 'hidden'
  const heldForLinks = post.state === 'public' && addsLinksUnread(viewer, post, rendered)
  if (heldForLinks) await unpublish(tx, post, 'held', now)
  const changes = {
    body: input.body, html: rendered.html, plain: rendered.text, renderer: rendererOf(rendered), revision: post.revision + 1,
    ...(heading ?? {}), ...(input.anchor ? anchorFields(input.anchor) : {}),
    ...(post.state === 'public' ? { editedAt: now } : {}),
    ...(heldAgain ? { state: 'held' as const, heldWhy: 'revised', revisedOnce: true } : {}),
    ...(heldForLinks ? { state: 'held' as const, heldWhy: 'links' } : {}),
  }
  // The revision seen is part of the condition: of two editors the second changes no row.
  const [changed] = await tx.update(posts).set(changes).where(and(eq(posts.id, post.id), eq(posts.revision, input.revision))).returning()
  if (!changed) return changedMeanwhile(post)
  if (heldAgain) await countMove(tx, post, 'hidden', 'held')
  await tx.insert(revisions).values({
    post: post.id, number: post.revision, title: post.title, body: post.body, html: post.html, renderer: post.renderer,
    person: post.person, reason: null, state: post.state, createdAt: post.editedAt ?? post.createdAt,
  })
  if (changed.state === 'public') await index(tx, changed)
  if (heading && heading.heading !== post.heading) await tx.update(posts).set({ heading: heading.heading }).where(and(eq(posts.question, post.id)))
  if (heldForLinks) await record(tx, 'post.hidden', idsOf(post), now)
  await record(tx, changed.state === 'public' ? 'post.edited' : 'post.held-edited', { ...idsOf(post), actor: personOf(viewer) }, now)
  return done({ id: post.id, revision: changed.revision, held: changed.state === 'held' })
}

function changedMeanwhile(post: PostRow): { ok: false; error: Refusal } {
  return refuse('changed-meanwhile', {}, { detail: { post: post.id, title: post.title, body: post.body, revision: post.revision } })
}

/** Whether an edit brings links that a moderator has not seen, by somebody not yet trusted, or as many as are held for anybody. */
function addsLinksUnread(viewer: Viewer, post: PostRow, rendered: Rendered): boolean {
  if (viewer.kind !== 'person' || isAtLeast(viewer, 'moderator')) return false
  const before = post.html.split('rel="nofollow').length - 1
  return rendered.links > before && (viewer.trust < trustedFrom || rendered.links >= manyLinks)
}

function sameAnchor(post: PostRow, given: NonNullable<Edit['anchor']>): boolean {
  const fields = anchorFields(given)
  return fields.anchorKind === post.anchorKind && fields.anchorLabel === post.anchorLabel && fields.anchorQuote === post.anchorQuote && fields.anchorVersion === post.anchorVersion
}

/** Whether a hidden post's writer may revise it: it was rejected (not taken down), and was not revised before. */
async function mayRevise(tx: Tx, found: PostInPlace): Promise<Result<null>> {
  const decision = await lastDecision(tx, found.post.id)
  if (decision?.kind !== 'reject') return refuse('not-allowed', { why: 'A moderator removed this post, so it cannot be edited.' })
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
    if (wasPublic) await unpublish(tx, post, 'deleted', now)
    else await countMove(tx, post, post.state, 'deleted')
    await tx.update(posts).set({ state: 'deleted', deletedAt: now, deletedByWriter: true, deletedFrom: post.state, heldWhy: null }).where(eq(posts.id, post.id))
    await record(tx, wasPublic ? 'post.deleted' : 'post.withdrawn', { ...idsOf(post), actor: personOf(viewer) }, now)
    return done({ id: post.id, url: wasPublic ? `/p/${post.id}` : null })
  },
})

/** How long a deletion can be taken back. */
export const undoMs = 10 * 60_000

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
    if (before === 'public') {
      await publish(tx, post, now)
      await record(tx, 'post.undeleted', { ...idsOf(post), actor: personOf(viewer) }, now)
    } else {
      await countMove(tx, post, 'deleted', before)
      const heldWhy = before === 'hidden' ? null : whyHeldAgain(post)
      await tx.update(posts).set({ state: before, heldWhy, deletedAt: null, deletedByWriter: null, deletedFrom: null }).where(eq(posts.id, post.id))
      // A hidden post with replies is a tombstone again, which says who took it away.
      await record(tx, before === 'held' ? `${post.kind}.held` : 'post.returned', { ...idsOf(post), actor: personOf(viewer) }, now)
    }
    return done({ id: post.id })
  },
})
