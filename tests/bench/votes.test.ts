import { and, count, eq } from 'drizzle-orm'
import { test } from 'vitest'
import { db } from '@/db'
import { posts, votes } from '@/db/schema'
import type { Person } from '@/forum/viewer'
import { castVote } from '@/forum/votes'
import { aDatabase, engine } from '../support/database'
import { anAnswer, aPerson, must } from '../support/world'
import { msOf, tell, tellOnly } from './figures'

aDatabase()

const voters = 200

async function countsOf(post: number): Promise<{ score: number; rows: number }> {
  const [row] = await db().read.select({ score: posts.score }).from(posts).where(eq(posts.id, post))
  const [cast] = await db().read.select({ n: count() }).from(votes).where(and(eq(votes.post, post)))
  return { score: row?.score ?? -1, rows: cast?.n ?? -1 }
}

test('200 votes at once end in the exact count, and so do 100 taken back', async () => {
  const answer = await anAnswer()
  const people: Person[] = []
  for (let n = 0; n < voters; n++) people.push(await aPerson())

  const ms = await msOf(() => Promise.all(people.map(async person => must(await castVote(person, { post: answer.id, voted: true })))))
  const after = await countsOf(answer.id)
  await Promise.all(people.slice(0, voters / 2).map(async person => must(await castVote(person, { post: answer.id, voted: false }))))
  const left = await countsOf(answer.id)

  tell({ what: `${voters} parallel votes on one post (${engine})`, found: `score ${after.score}, ${after.rows} votes kept`, allowed: `exactly ${voters}`, holds: after.score === voters && after.rows === voters })
  tell({ what: `${voters / 2} of them taken back, in parallel (${engine})`, found: `score ${left.score}, ${left.rows} votes kept`, allowed: `exactly ${voters / 2}`, holds: left.score === voters / 2 && left.rows === voters / 2 })
  tellOnly(`time of the ${voters} votes (${engine})`, `${(ms / 1000).toFixed(2)} s`)
})
