import { count, desc, eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { checkDatabase } from '@/db/check'
import { events, people, posts, topics, votes } from '@/db/schema'
import { examine } from '@/forum/doctor'
import { search } from '@/forum/search'
import { seedSite } from '@/forum/seeding'
import { Chance } from '@/forum/seeding/chance'
import { planThread, timesOfAsking } from '@/forum/seeding/plan'
import { Pool } from '@/forum/seeding/pool'
import { largeScale, scaleOf, shares, Waiting } from '@/forum/seeding/scale'
import { fields } from '@/forum/seeding/vocabulary'
import { operator } from '@/forum/viewer'
import { aDatabase } from '../support/database'
import { aQuestion, must, refusal } from '../support/world'

aDatabase()

const wanted = { papers: 60, questions: 150, answers: 600, users: 90, rng: 'large' }
// Several transactions of each kind, as a large site has them.
const scale = { ...largeScale, postsAtOnce: 200, papersAtOnce: 25, peopleAtOnce: 40 }

async function shown(kind: 'question' | 'answer' | 'comment') {
  const [row] = await db().read.select({ n: count() }).from(posts).where(sql`${posts.kind} = ${kind} and ${posts.state} = 'public'`)
  return row?.n ?? 0
}

test('a large site has what was wanted and as many comments as questions and answers, and nothing is wrong with it', async () => {
  const seeded = must(await seedSite(operator, wanted, scale))

  expect([await shown('question'), await shown('answer')]).toEqual([150, 600])
  expect(await shown('comment')).toBeGreaterThan(550)
  expect(seeded.votes).toBe((await db().read.select({ n: count() }).from(votes))[0]?.n)
  expect(await examine({ now: new Date(), serverRuns: false })).toEqual([])
  expect(await checkDatabase()).toEqual([])
}, 60_000)

test('its topics are many, its texts differ, its queue is short, and its writers are counted', async () => {
  const rows = await db().read.select({ body: posts.body, state: posts.state, kind: posts.kind }).from(posts)
  const [topic] = await db().read.select({ n: count() }).from(topics)
  const [best] = await db().read.select({ answers: people.answers }).from(people).orderBy(desc(people.answers)).limit(1)

  const answers = rows.filter(row => row.kind === 'answer').map(row => row.body)
  expect(new Set(answers).size).toBeGreaterThan(answers.length * 0.99)
  expect(rows.filter(row => row.state === 'held').length).toBeLessThan(200)
  expect(topic?.n).toBeGreaterThan(20)
  expect(best?.answers).toBeGreaterThan(5)
  expect((await search({ q: 'ablation' })).hits.length).toBeGreaterThan(0)
})

test('whoever follows the log is told at the end that everything is new', async () => {
  const [last] = await db().read.select().from(events).orderBy(desc(events.id)).limit(1)
  expect(last).toMatchObject({ kind: 'site.seeded', public: true })
})

test('it is refused where people have posted, and nothing is added', async () => {
  await aQuestion()
  const before = await db().read.select({ n: count() }).from(people)

  expect(refusal(await seedSite(operator, { ...wanted, rng: 'more' }, scale))).toBe('not-allowed')
  expect(refusal(await seedSite(operator, { papers: 1, questions: 10_000, answers: 10_000, users: 1, rng: 'more' }))).toBe('not-allowed')

  expect(await db().read.select({ n: count() }).from(people)).toEqual(before)
  expect(await db().read.select().from(posts).where(eq(posts.kind, 'question')).limit(200)).toHaveLength(151)
})

test('the same seed plans the same large threads', async () => {
  const field = fields[0] ?? new Chance('').pick(fields)
  const plan = async () => {
    const chance = new Chance('twice')
    const members = [1, 2, 3].map(person => ({ person, name: `Person ${person}`, handle: `person-${person}`, role: 'member' as const }))
    const cast = { chance, scale, pool: new Pool(chance, scale), waiting: new Waiting(chance), members }
    const times = timesOfAsking(chance, scale, 3)
    return planThread(cast, { paper: 1, topic: 1, field, at: times[0] ?? 0, answers: 9, waits: true, recent: true })
  }
  expect(await plan()).toEqual(await plan())
})

test('the largest of many threads has some hundred answers, and the scale follows from the numbers', () => {
  const counts = shares(new Chance('shares'), 400_000, 100_000)

  expect(counts.reduce((a, b) => a + b, 0)).toBe(400_000)
  expect(Math.max(...counts)).toBeGreaterThan(100)
  expect(Math.max(...counts)).toBeLessThan(500)
  expect(counts.filter(one => one === 0).length).toBeGreaterThan(1_000)
  expect(scaleOf({ questions: 60, answers: 200 }).large).toBe(false)
  expect(scaleOf({ questions: 100_000, answers: 400_000 }).large).toBe(true)
})
