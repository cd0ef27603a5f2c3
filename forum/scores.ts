/** Scores: a vote moves them by one statement, however many voted before. That a score moved is told at most once a second for each post. */
import { and, asc, eq, lt, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { beforeCommit } from '@/db'
import type { Tx } from '@/db'
import { given, preparedOnce } from '@/db/prepared'
import { people, posts } from '@/db/schema'
import { inTransaction } from './action'
import { done } from './errors'
import { record } from './events'
import type { PostRow } from './posts'
import { idsOf } from './publishing'
import { worthOf } from './ranking'

const toldEveryMs = 1_000
const toldAtOnce = 200

/** A vote given (`by` 1) or taken back (-1): its moment, and the voter's last other vote in the thread. */
export type MovedVote = { by: 1 | -1; at: Date; other: Date | null }

/** Moves a public post's score; for an answer, whose thread is held, also voters and rank of those answers on which the vote weighs:
 *  those that became public after the voter's other votes in the thread and before this one. Counts it for the writer and tells it,
 *  now or within a second. Returns the new score; null where the post is no longer public, and then nothing has moved. */
export async function moveScore(tx: Tx, post: PostRow, { by, at, other }: MovedVote, now: Date): Promise<number | null> {
  const values = { post: post.id, by, now, dueBefore: new Date(now.getTime() - toldEveryMs) }
  const changed = post.kind === 'answer'
    ? await movedInThread(tx).execute({ ...values, question: post.question, at, other: other ?? new Date(0) })
    : await moved(tx).execute(values)
  const present = changed.find(row => row.id === post.id)
  if (!present) return null
  const isDue = !present.scoredLate && present.scoredAt?.getTime() === now.getTime()
  if (post.person !== null) beforeCommit(tx, counted(tx).execute({ person: post.person, by }))
  if (isDue) beforeCommit(tx, record(tx, 'post.scored', idsOf(post), now))
  return present.score
}

/** Tells of the scores that moved within a second of being told, once that second is over. Cheap where there are none.
 *  Returns how many were told. */
export async function tellLateScores(now: Date): Promise<number> {
  const before = new Date(now.getTime() - toldEveryMs)
  let told = 0
  for (const { id } of await late().execute({ before })) {
    // One post, one transaction: it holds one row, so it keeps no voter waiting who holds another.
    const one = await inTransaction(async tx => {
      const [post] = await tx.update(posts).set({ scoredAt: now, scoredLate: false }).where(and(eq(posts.id, id), eq(posts.scoredLate, true), lt(posts.scoredAt, before))).returning()
      if (post) await record(tx, 'post.scored', idsOf(post), now)
      return done(post !== undefined)
    })
    if (one.ok && one.value) told++
  }
  return told
}

const late = preparedOnce(on => on.select({ id: posts.id }).from(posts).where(and(sql`scored_late`, lt(posts.scoredAt, given('before', posts.scoredAt)))).orderBy(asc(posts.id)).limit(toldAtOnce).prepare('late_scores'))

const movedInThread = preparedOnce(on => {
  const isVoted = sql`${posts.id} = ${given('post', posts.id)}`
  const isWeighed = sql`(${posts.publicAt} > ${given('other', posts.publicAt)} and ${posts.publicAt} <= ${given('at', posts.publicAt)})`
  const score = sql`(${posts.score} + case when ${isVoted} then ${by} else 0 end)`
  const voters = sql`(${posts.voters} + case when ${isWeighed} then ${by} else 0 end)`
  return on.update(posts).set({ score, voters, rank: worthOf(score, voters), ...told(isVoted) })
    .where(and(eq(posts.question, given('question', posts.question)), eq(posts.kind, 'answer'), eq(posts.state, 'public'), sql`(${isVoted} or ${isWeighed})`))
    .returning(afterwards).prepare('move_score_in_thread')
})

const moved = preparedOnce(on => {
  const isVoted = sql`${posts.id} = ${given('post', posts.id)}`
  return on.update(posts).set({ score: sql`${posts.score} + ${by}`, ...told(isVoted) }).where(and(isVoted, eq(posts.state, 'public'))).returning(afterwards).prepare('move_score')
})

const counted = preparedOnce(on => on.update(people).set({ upvotes: sql`${people.upvotes} + ${by}` }).where(eq(people.id, given('person', people.id))).prepare('count_upvote'))

const by = sql`cast(${given('by', posts.score)} as integer)`
const afterwards = { id: posts.id, score: posts.score, scoredAt: posts.scoredAt, scoredLate: posts.scoredLate }

/** Either the score is told now, or it is marked as moved since it was told. */
function told(isVoted: SQL): { scoredAt: SQL; scoredLate: SQL } {
  const isDue = sql`(${posts.scoredAt} is null or ${posts.scoredAt} < ${given('dueBefore', posts.scoredAt)})`
  return {
    scoredAt: sql`case when ${isVoted} and ${isDue} then ${given('now', posts.scoredAt)} else ${posts.scoredAt} end`,
    scoredLate: sql`case when ${isVoted} then not ${isDue} else ${posts.scoredLate} end`,
  }
}
