/** Upvotes: one per person and post, none on one's own. */
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '@/db'
import { given, preparedOnce } from '@/db/prepared'
import { together } from '@/db/together'
import { posts, votes } from '@/db/schema'
import { action } from './action'
import { done, refuse } from './errors'
import { positiveId } from './fields'
import { rates } from './limits'
import { allowedPost } from './posts'
import { holdThread } from './ranking'
import { countOne, countedAs, factorOf } from './rates'
import { moveScore } from './scores'
import { personOf } from './viewer'

/** Casts an upvote or takes it back. Saying it twice changes nothing. Answers the score and whether one's vote stands. */
export const castVote = action({
  name: 'posts.vote',
  input: z.object({ post: positiveId, voted: z.boolean() }),
  holds: input => input.post,
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
    const thread = post.kind === 'answer' ? post.question : null
    // Sent together, in this order: the vote comes after the thread is held. Where it is one too many it is undone.
    const counting = countOne(tx, rates.votes, countedAs(viewer), now, factorOf(viewer))
    const held = thread === null ? null : holdThread(tx, thread)
    const voting = castOrTakeBack(tx, { post: post.id, person, thread }, input.voted ? now : null)
    await together(counting, held, voting)
    const [rate, [changed]] = [await counting, await voting]
    if (!rate.ok) return rate
    if (!changed) return done({ score: await scoreOf(tx, post.id), voted: input.voted })
    const score = await moveScore(tx, post, { by: input.voted ? 1 : -1, at: changed.at, other: changed.other }, now)
    // Hidden by another decision since it was read.
    return score === null ? refuse('not-found') : done({ score, voted: input.voted })
  },
})

async function castOrTakeBack(tx: Tx, vote: { post: number; person: number; thread: number | null }, at: Date | null): Promise<{ at: Date; other: Date | null }[]> {
  return at ? cast(tx).execute({ ...vote, at }) : takenBack(tx).execute(vote)
}

// The voter's last other vote in the thread: until then the voter weighs on its answers already.
const changed = {
  at: votes.createdAt,
  other: sql<Date | null>`(select max(v.created_at) from ${votes} v where v.thread = ${given('thread', votes.thread)} and v.person = ${given('person', votes.person)} and v.post <> ${given('post', votes.post)})`.mapWith(votes.createdAt),
}

const cast = preparedOnce(on => on.insert(votes)
  .values({ post: given('post', votes.post), person: given('person', votes.person), thread: given('thread', votes.thread), createdAt: given('at', votes.createdAt) })
  .onConflictDoNothing().returning(changed).prepare('give_vote'))

const takenBack = preparedOnce(on => on.delete(votes).where(and(eq(votes.post, given('post', votes.post)), eq(votes.person, given('person', votes.person)))).returning(changed).prepare('take_vote_back'))

async function scoreOf(tx: Tx, post: number): Promise<number> {
  const [present] = await tx.select({ score: posts.score }).from(posts).where(eq(posts.id, post))
  return present?.score ?? 0
}
