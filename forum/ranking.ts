/** The order of answers: endorsed first, then votes weighed against who voted in the thread since the answer stood there, then time. */
import { and, eq, gte, max, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Tx } from '@/db'
import { among } from '@/db/among'
import { holdPostRow } from '@/db/hold'
import { given, preparedOnce } from '@/db/prepared'
import { posts, votes } from '@/db/schema'

const z = 1.2815515655446004 // the 90th percentile of the normal distribution: an interval of 80 % confidence

/** Lower bound of the share of voters who would upvote, 80 % confidence (Wilson 1927, "Probable inference", JASA 22).
 *  `voters` ≥ `upvotes` ≥ 0. Returns 0…1; 0 without voters. */
export function likelyWorth(upvotes: number, voters: number): number {
  if (voters === 0) return 0
  const share = upvotes / voters
  const spread = z * Math.sqrt((share * (1 - share) + (z * z) / (4 * voters)) / voters)
  return Math.max(0, (share + (z * z) / (2 * voters) - spread) / (1 + (z * z) / voters))
}

/** The same in SQL, multiplied out by the voters. Where fewer are known to have voted than upvoted, the upvotes count as the voters. */
export function worthOf(score: SQL, voters: SQL): SQL<number> {
  const upvotes = sql`cast(${score} as double precision)`
  const all = sql`(case when ${voters} > ${score} then ${voters} else ${score} end)`
  return sql<number>`(case when ${score} <= 0 then 0 else
    (${upvotes} + ${half} - ${root} * sqrt(${upvotes} * (${all} - ${score}) / ${all} + ${quarter})) / (${all} + ${square}) end)`
}
const number = (value: number) => sql`cast(${String(value)} as double precision)`
const [root, square, half, quarter] = [number(z), number(z * z), number(z * z / 2), number(z * z / 4)]

/** Holds a thread until this transaction ends, so that two voters in it are ranked one after the other. Called before any of its
 *  answers is changed: always the question first, so that two transactions never wait for each other. */
export async function holdThread(tx: Tx, question: number): Promise<void> {
  await holdPostRow(tx, question)
}

/** Brings voters and rank of one answer up to date that has become public. The others of its thread stay as they are: theirs move with votes. */
export async function rankAnswer(tx: Tx, answer: { id: number; question: number; publicAt: Date }): Promise<void> {
  await ranked(tx).execute(answer)
}

const ranked = preparedOnce(on => {
  const since = on.select({ n: sql<number>`count(distinct ${votes.person})`.as('n') }).from(votes)
    .where(and(eq(votes.thread, given('question', votes.thread)), gte(votes.createdAt, given('publicAt', votes.createdAt)))).as('since')
  return on.update(posts).set({ voters: sql`${since.n}`, rank: worthOf(sql`${posts.score}`, sql`${since.n}`) }).from(since).where(eq(posts.id, given('id', posts.id))).prepare('rank_answer')
})

/** Brings voters and rank of all answers of a thread up to date from its votes, however many those are. */
export async function rerank(tx: Tx, question: number): Promise<void> {
  const lastVotes = await tx.select({ at: max(votes.createdAt) }).from(votes).where(eq(votes.thread, question)).groupBy(votes.person)
  const times = lastVotes.map(row => row.at?.getTime() ?? 0).sort((a, b) => a - b)
  const answers = await tx.select({ id: posts.id, score: posts.score, voters: posts.voters, rank: posts.rank, publicAt: posts.publicAt })
    .from(posts).where(and(eq(posts.question, question), eq(posts.kind, 'answer'), eq(posts.state, 'public')))
  const changes = new Map<string, { voters: number; rank: number; ids: number[] }>()
  for (const answer of answers) {
    const { voters, rank } = standingOf(answer, times)
    if (voters === answer.voters && rank === answer.rank) continue
    const key = `${voters} ${rank}`
    const change = changes.get(key) ?? { voters, rank, ids: [] }
    change.ids.push(answer.id)
    changes.set(key, change)
  }
  // Answers of equal score change alike, so a long thread takes few statements.
  for (const { voters, rank, ids } of changes.values()) {
    await tx.update(posts).set({ voters, rank: sql`${rank}` }).where(among(posts.id, ids))
  }
}

/** Voters and rank of an answer. `times`: of everybody who voted in its thread the last vote there, in ms, sorted. */
export function standingOf(answer: { score: number; publicAt: Date | null }, times: number[]): { voters: number; rank: number } {
  const voters = times.length - countBefore(times, answer.publicAt?.getTime() ?? 0)
  return { voters, rank: likelyWorth(answer.score, Math.max(answer.score, voters)) }
}

/** How many of the sorted numbers are smaller than `limit`. */
function countBefore(sorted: number[], limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < limit) low = middle + 1
    else high = middle
  }
  return low
}
