/** Answering a question, and the author's endorsement of an answer. */
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import { endorsements, posts } from '@/db/schema'
import { action, preparedAction } from './action'
import { countEndorsement } from './counters'
import { dropPosted } from './drafts'
import { done, refuse } from './errors'
import { record } from './events'
import { positiveId } from './fields'
import { mayPostIn } from './pace'
import { insertPost, postedOnce, postedResult, postingFields, prepareText } from './posting'
import type { Posted } from './posting'
import { allowedPost, paperOf } from './posts'
import { idsOf } from './publishing'
import { markEndorsed } from './search-rows'
import { isAtLeast, personOf } from './viewer'
import { t } from '@/words'

/** Answers a question. Refuses on a closed question or locked thread, and whatever posting refuses. */
export const postAnswer = preparedAction({
  name: 'answers.post',
  input: z.object({ question: positiveId, ...postingFields }),
  holds: input => input.question,
  prepare: ({ viewer, input, now }) => prepareText(viewer, input, { post: input.question }, () => paperOf(db().read, input.question), now),
  async run({ tx, viewer, input, prepared, now }) {
    const allowed = await allowedPost(tx, viewer, 'answers.post', input.question)
    if (!allowed.ok) return allowed
    const { post: question, thread } = allowed.value.thing
    if (question.kind !== 'question') return refuse('not-found')
    if (thread.status === 'closed' && !isAtLeast(viewer, 'moderator')) return refuse('question-closed')
    const paced = await mayPostIn(tx, viewer, allowed.value.thing, now)
    if (!paced.ok) return paced
    const made = await insertPost(tx, viewer, input, prepared, { kind: 'answer', paper: question.paper, question: question.id, parent: question.id, heading: question.heading }, now)
    if (!made.ok) return made
    dropPosted(tx, viewer, `answer ${question.id}`)
    return done<Posted & { guestId: number | null }>(await postedResult(tx, made.value, allowed.value.thing))
  },
  once: { ...postedOnce, place: input => `question ${input.question}` },
})

/** Endorses an answer, or takes that back. Only the list's authors may, and not on their own answers. */
export const endorseAnswer = action({
  name: 'answers.endorse',
  input: z.object({ post: positiveId, endorsed: z.boolean() }),
  async run({ tx, viewer, input, now }) {
    const allowed = await allowedPost(tx, viewer, 'answers.endorse', input.post)
    if (!allowed.ok) return allowed.error.code === 'not-allowed' && isAtLeast(viewer, 'author') ? refuse('own-answer') : allowed
    const { post } = allowed.value.thing
    const author = personOf(viewer)
    if (post.kind !== 'answer') return refuse('not-found')
    if (author === null) return refuse('not-allowed', { why: t('An endorsement bears an author’s name: sign in as one.') })
    const changed = input.endorsed
      ? await tx.insert(endorsements).values({ post: post.id, author, createdAt: now }).onConflictDoNothing().returning({ post: endorsements.post })
      : await tx.delete(endorsements).where(and(eq(endorsements.post, post.id), eq(endorsements.author, author))).returning({ post: endorsements.post })
    if (changed.length > 0) {
      const left = await tx.select({ post: endorsements.post }).from(endorsements).where(eq(endorsements.post, post.id)).limit(1)
      const endorsed = left.length > 0
      const [turned] = await tx.update(posts).set({ endorsed }).where(and(eq(posts.id, post.id), eq(posts.endorsed, !endorsed))).returning({ state: posts.state })
      if (turned?.state === 'public') {
        await countEndorsement(tx, post.person, endorsed ? 1 : -1)
        await markEndorsed(tx, post.id, endorsed)
      }
      await record(tx, input.endorsed ? 'answer.endorsed' : 'answer.unendorsed', { ...idsOf(post), actor: author }, now)
    }
    return done({ endorsed: input.endorsed })
  },
})
