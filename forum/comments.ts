/** Commenting on a question, an answer, or another comment (a reply). */
import { z } from 'zod'
import { db } from '@/db'
import { preparedAction } from './action'
import { dropPosted } from './drafts'
import { done } from './errors'
import { positiveId } from './fields'
import { mayPostIn } from './pace'
import { insertPost, postedOnce, postedResult, postingFields, prepareText } from './posting'
import type { Posted } from './posting'
import { allowedPost, paperOf } from './posts'

/** Comments on any public post. A closed question still takes comments; a locked thread takes none but moderators'. */
export const postComment = preparedAction({
  name: 'comments.post',
  input: z.object({ parent: positiveId, ...postingFields }),
  prepare: ({ viewer, input, now }) => prepareText(viewer, input, { post: input.parent }, () => paperOf(db().read, input.parent), now),
  async run({ tx, viewer, input, prepared, now }) {
    const allowed = await allowedPost(tx, viewer, 'comments.post', input.parent)
    if (!allowed.ok) return allowed
    const { post: parent, thread } = allowed.value.thing
    const paced = await mayPostIn(tx, viewer, allowed.value.thing, now)
    if (!paced.ok) return paced
    const place = { kind: 'comment' as const, paper: parent.paper, question: thread.id, parent: parent.id, under: parent.kind === 'comment' ? parent.under : parent.id, heading: thread.heading }
    const made = await insertPost(tx, viewer, input, prepared, place, now)
    if (!made.ok) return made
    dropPosted(tx, viewer, `comment ${parent.id}`)
    return done<Posted & { guestId: number | null }>(await postedResult(tx, made.value, allowed.value.thing))
  },
  once: { ...postedOnce, place: input => `post ${input.parent}` },
})
