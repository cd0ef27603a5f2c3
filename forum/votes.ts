/** Upvotes: one per person and post, none on one's own. The score moves by the rows that changed. */
import { and, eq, lt, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '@/db'
import { posts, votes } from '@/db/schema'
import { action } from './action'
import { done, refuse } from './errors'
import { record } from './events'
import { positiveId } from './fields'
import { rates } from './limits'
import { allowedPost } from './posts'
import { idsOf } from './publishing'
import { holdThread, rerank } from './ranking'
import { countOne, countedAs, factorOf } from './rates'
import { personOf } from './viewer'

const scoredEveryMs = 1_000

/** Casts an upvote or takes it back. Saying it twice changes nothing. Answers the score and whether one's vote stands. */
export const castVote = action({
  name: 'posts.vote',
  input: z.object({ post: positiveId, voted: z.boolean() }),
  async run({ tx, viewer, input, now }) {
    const allowed = await allowedPost(tx, viewer, 'posts.vote', input.post)
    if (!allowed.ok) {
      const person = personOf(viewer)
      const own = allowed.error.code === 'not-allowed' && person !== null
      return own ? refuse('own-post') : allowed
    }
    const { post } = allowed.value.thing
    const person = personOf(viewer)
    if (person === null) return refuse('sign-in')
    const rate = await countOne(tx, rates.votes, countedAs(viewer), now, factorOf(viewer))
    if (!rate.ok) return rate
    const thread = post.kind === 'answer' ? post.question : null
    if (thread !== null) await holdThread(tx, thread)
    const changed = input.voted
      ? await tx.insert(votes).values({ post: post.id, person, thread, createdAt: now }).onConflictDoNothing().returning({ post: votes.post })
      : await tx.delete(votes).where(and(eq(votes.post, post.id), eq(votes.person, person))).returning({ post: votes.post })
    let score = post.score
    if (changed.length > 0) {
      const [moved] = await tx.update(posts).set({ score: sql`${posts.score} + ${input.voted ? 1 : -1}` }).where(eq(posts.id, post.id)).returning({ score: posts.score })
      score = moved?.score ?? score
      if (thread !== null) await rerank(tx, thread)
      await markScored(tx, post.id, idsOf(post), now)
    } else {
      const [present] = await tx.select({ score: posts.score }).from(posts).where(eq(posts.id, post.id))
      score = present?.score ?? score
    }
    return done({ score, voted: input.voted })
  },
})

/** A vote leaves no event of its own: its post is marked scored at most once a second. */
async function markScored(tx: Tx, id: number, ids: ReturnType<typeof idsOf>, now: Date): Promise<void> {
  const before = new Date(now.getTime() - scoredEveryMs)
  const [marked] = await tx.update(posts).set({ scoredAt: now }).where(and(eq(posts.id, id), or(isNull(posts.scoredAt), lt(posts.scoredAt, before)))).returning({ id: posts.id })
  if (marked) await record(tx, 'post.scored', ids, now)
}
