/** Moderators edit what others wrote, visibly: the former text stays readable, the post says that a moderator edited it, and the writer is told. */
import { z } from 'zod'
import { db } from '@/db'
import { preparedAction } from './action'
import { decided } from './deciding'
import { done, refuse } from './errors'
import { record } from './events'
import { body, positiveId, smallText, title } from './fields'
import { approve } from './judging'
import { limits } from './limits'
import { tellOfDecision } from './outbox'
import { rendererOf } from './posting'
import { allowedPost, loadPost } from './posts'
import { holdPost, idsOf } from './publishing'
import { headingOf } from './questions'
import { renderPost } from './rendering'
import { replaceText } from './texts'
import type { PostText } from './texts'
import { personOf } from './viewer'

/** Changes another's post. `revision` is the one that was read; with `approve` a held post is let through in the same go. */
export const amendPost = preparedAction({
  name: 'posts.amend',
  input: z.object({ post: positiveId, revision: positiveId, title: title.optional(), body, reason: smallText(limits.reason).optional(), approve: z.boolean().default(false) }),
  async prepare({ input }) {
    const found = await loadPost(db().read, input.post)
    const rendered = await renderPost(input.body, found?.post.paper ?? null)
    const heading = found?.post.kind === 'question' ? await headingOf(input.title ?? found.post.title, rendered.text) : {}
    return done<PostText>({ body: input.body, html: rendered.html, plain: rendered.text, renderer: rendererOf(rendered), ...heading })
  },
  async run({ tx, viewer, input, prepared: text, now }) {
    const allowed = await allowedPost(tx, viewer, 'posts.amend', input.post)
    if (!allowed.ok) return allowed
    const found = allowed.value.thing
    const post = await holdPost(tx, found.post)
    if (post.state !== found.post.state) return refuse('changed-since-read')
    const deciding = { tx, viewer, found, post, reason: { text: input.reason }, now, target: null, minutes: null, former: null }
    if (post.body === input.body && (text.title === undefined || text.title === post.title)) {
      if (post.revision !== input.revision) return changedMeanwhile(post)
      if (!input.approve) return done({ id: post.id, revision: post.revision, state: post.state })
      const through = await approve(deciding)
      return through.ok ? done({ id: post.id, revision: post.revision, state: 'public' as const }) : through
    }
    const changed = await replaceText(tx, post, input.revision, text, { editedBy: personOf(viewer) }, now)
    if (!changed) return changedMeanwhile(post)
    const edit = await decided(deciding, 'edit', { before: { revision: changed.revision } })
    await record(tx, changed.state === 'public' ? 'post.edited' : 'post.held-edited', { ...idsOf(post), actor: personOf(viewer), decision: edit.id }, now)
    if (input.approve && changed.state === 'held') {
      const through = await approve({ ...deciding, post: changed, partOf: edit.id })
      return through.ok ? done({ id: post.id, revision: changed.revision, state: 'public' as const }) : through
    }
    await tellOfDecision(tx, edit, post, now)
    return done({ id: post.id, revision: changed.revision, state: changed.state })
  },
})

function changedMeanwhile(post: { id: number; title: string | null; body: string; revision: number }) {
  return refuse('changed-meanwhile', {}, { detail: { post: post.id, title: post.title, body: post.body, revision: post.revision } })
}
