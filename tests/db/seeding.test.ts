import { count, eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { papers, people, posts, searchRows, votes } from '@/db/schema'
import { examine, mendSite } from '@/forum/doctor'
import { checkDatabase } from '@/db/check'
import { search } from '@/forum/search'
import { seedSite } from '@/forum/seeding'
import { nobody, operator } from '@/forum/viewer'
import { castVote } from '@/forum/votes'
import { aDatabase } from '../support/database'
import { aPerson, must, refusal } from '../support/world'

aDatabase()

const small = { papers: 12, questions: 30, answers: 150, users: 40, rng: 'spring' }
const surroundings = { now: new Date(), serverRuns: false }

async function shown(kind: 'question' | 'answer' | 'comment') {
  const [row] = await db().read.select({ n: count() }).from(posts).where(sql`${posts.kind} = ${kind} and ${posts.state} = 'public'`)
  return row?.n ?? 0
}

test('a seeded site has as many papers, people, public questions and public answers as were wanted, and nothing is wrong with it', async () => {
  must(await seedSite(operator, small))

  const [paperCount] = await db().read.select({ n: count() }).from(papers)
  const [members] = await db().read.select({ n: count() }).from(people).where(eq(people.keepsList, false))
  expect([paperCount?.n, members?.n, await shown('question'), await shown('answer')]).toEqual([12, 40, 30, 150])
  expect(await shown('comment')).toBeGreaterThan(20)
  expect(await examine(surroundings)).toEqual([])
  expect(await checkDatabase()).toEqual([])
})

test('it has held, hidden and flagged posts, endorsed answers and questions of several states', async () => {
  const states = await db().read.selectDistinct({ state: posts.state }).from(posts)
  const statuses = await db().read.selectDistinct({ status: posts.status }).from(posts).where(eq(posts.kind, 'question'))
  const [endorsed] = await db().read.select({ n: count() }).from(posts).where(eq(posts.endorsed, true))

  expect(states.length).toBeGreaterThan(1)
  expect(statuses.length).toBeGreaterThan(1)
  expect(endorsed?.n).toBeGreaterThan(0)
})

test('seeded posts are found by search and can be voted on, and everything still counts', async () => {
  const found = await search({ q: 'ablation' })
  expect(found.hits.length).toBeGreaterThan(0)

  const voter = await aPerson()
  const [answer] = await db().read.select({ id: posts.id, score: posts.score }).from(posts).where(sql`${posts.kind} = 'answer' and ${posts.state} = 'public'`).limit(1)
  const voted = must(await castVote(voter, { post: answer?.id ?? 0, voted: true }))

  expect(voted.score).toBe((answer?.score ?? 0) + 1)
  expect(await examine(surroundings)).toEqual([])
})

test('more can be seeded onto what is there', async () => {
  must(await seedSite(operator, { papers: 0, questions: 5, answers: 10, users: 0, rng: 'again' }))

  expect(await shown('question')).toBe(35)
  expect(await examine(surroundings)).toEqual([])
})

test('only an author or the operator seeds, and answers need questions', async () => {
  expect(refusal(await seedSite(nobody, small))).toBe('sign-in')
  expect(refusal(await seedSite(operator, { ...small, questions: 0 }))).toBe('not-allowed')
})

test('the doctor names a wrong counter, a lost search row, a wrong rank, and mends all of them', async () => {
  await db().write(async tx => {
    await tx.update(papers).set({ answers: 999 }).where(eq(papers.id, 1))
    await tx.update(posts).set({ score: sql`${posts.score} + 1` }).where(eq(posts.id, (await tx.select({ post: votes.post }).from(votes).limit(1))[0]?.post ?? 0))
    await tx.delete(searchRows).where(eq(searchRows.kind, 'comment'))
    await tx.update(posts).set({ rank: 0.999 }).where(sql`${posts.kind} = 'answer' and ${posts.id} = (select min(id) from posts where kind = 'answer' and state = 'public')`)
  })
  const faults = await examine(surroundings)
  expect(faults.map(fault => fault.what.split(' ').slice(0, 4).join(' '))).toEqual(['papers.answers is not what', 'posts.score is not what', 'people.upvotes is not what', 'The order of answers', expect.stringMatching(/^\d+ public posts or$/)])

  must(await mendSite(operator, {}))

  expect(await examine(surroundings)).toEqual([])
})
