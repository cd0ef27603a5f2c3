/** What authors are told of their site, against questions, answers and visits whose times are known. */
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { forgetProcessWide } from '@/config/process'
import { db } from '@/db'
import { decisions, posts } from '@/db/schema'
import { setStatus } from '@/forum/questions'
import { endorseAnswer, postAnswer } from '@/forum/answers'
import { decide } from '@/forum/moderation'
import { readStatistics } from '@/forum/statistics'
import type { Statistics } from '@/forum/statistics'
import { csvOf, isTableName, tableNames } from '@/forum/statistics/tables'
import { addVisits } from '@/forum/visits'
import { nobody } from '@/forum/viewer'
import { aDatabase } from '../support/database'
import { aComment, aGuest, anAnswer, aPaper, aPerson, aQuestion, must, refusal } from '../support/world'

aDatabase()

const now = new Date('2026-05-20T12:00:00Z')
const hour = 3_600_000
const day = 24 * hour
const at = (text: string) => new Date(`${text}Z`)
const world = { slow: 0, silent: 0, paper: { id: 0, slug: '' } }

async function publishedAt(post: number, moment: Date): Promise<void> {
  await db().write(async tx => { await tx.update(posts).set({ publicAt: moment, createdAt: moment }).where(eq(posts.id, post)) })
}

beforeAll(async () => {
  const author = await aPerson({ role: 'author' })
  const asker = await aPerson()
  const paper = world.paper = await aPaper({ title: '=HYPERLINK("https://evil.example")', slug: 'a-paper' })
  const ask = async (moment: string, title: string) => {
    const { id } = await aQuestion({ paper, by: asker, title })
    await publishedAt(id, at(moment))
    return id
  }
  // Monday 4 May 2026 begins a week.
  const quick = await ask('2026-05-03T23:00:00', 'A quick one?')
  const slow = world.slow = await ask('2026-05-04T00:00:00', 'A slow one?')
  const own = await ask('2026-05-10T12:00:00', 'Answered by its asker?')
  world.silent = await ask('2026-04-28T12:00:00', 'A silent one?')
  const old = await ask('2025-01-01T12:00:00', 'An old one?')
  const closed = await ask('2026-05-12T12:00:00', 'A closed one?')
  const answer = async (question: number, moment: string, by = author) => {
    const { id } = await anAnswer({ question, by })
    await publishedAt(id, at(moment))
    return id
  }
  await answer(quick, '2026-05-04T01:00:00')
  const best = await answer(slow, '2026-05-07T00:00:00', await aPerson())
  await answer(own, '2026-05-10T13:00:00', asker)
  const remark = await aComment({ parent: best })
  await publishedAt(remark.id, at('2026-05-07T01:00:00'))
  must(await endorseAnswer(author, { post: best, endorsed: true }))
  must(await setStatus(author, { question: closed, status: 'closed', reason: 'The paper says it.', closing: { why: 'in-paper', place: 'Section 2' } }))
  await db().write(async tx => { await tx.update(posts).set({ statusAt: at('2026-05-12T18:00:00') }).where(eq(posts.id, closed)) })
  await answer(old, '2025-01-02T12:00:00')

  const held = async (moment: string) => {
    const { id } = must(await postAnswer(aGuest(), { question: slow, body: `From a guest, ${moment}.`, guest: 'Gil' }))
    await db().write(async tx => { await tx.update(posts).set({ createdAt: at(moment) }).where(eq(posts.id, id)) })
    return id
  }
  const decided = await held('2026-05-15T10:00:00')
  await held('2026-05-18T12:00:00')
  // Decisions stay as they were made: the first of two is this one.
  await db().write(async tx => { await tx.insert(decisions).values({ kind: 'reject', post: decided, by: author.id, byRole: 'author', stateBefore: 'held', createdAt: at('2026-05-15T16:00:00') }) })
  must(await decide(author, { post: decided, decision: 'approve' }))
  await db().write(async tx => { await tx.update(posts).set({ publicAt: at('2026-05-15T16:00:00') }).where(eq(posts.id, decided)) })
})

async function read(days: number | null = 30): Promise<Statistics> {
  return must(await readStatistics(await aPerson({ role: 'author' }), days, { now, anew: true }))
}

test('authors read them, nobody else does', async () => {
  expect(refusal(await readStatistics(nobody, 30, { now }))).toBe('sign-in')
  for (const role of ['member', 'moderator'] as const) expect(refusal(await readStatistics(await aPerson({ role }), 30, { now }))).toBe('not-allowed')
})

test('the time to the first answer counts answers by others only, and those that wait as long as they have waited', async () => {
  const { answering } = await read()

  // 2 hours, 3 days; 10 and 22 days without one; watched for 6 hours until it was closed.
  expect(answering.response.questions).toBe(5)
  expect(answering.response.withinDay).toBeCloseTo(0.2)
  expect(answering.response.withinWeek).toBeCloseTo(1 - 0.8 * (2 / 3))
  expect(answering.response.median).toBeNull()
  expect(answering.months.map(month => [month.month, month.questions])).toEqual([['2026-04', 1], ['2026-05', 4]])
  expect(answering.months.at(-1)?.median).toBe(3 * day)
  expect(answering.cut).toBe(false)
})

test('what became of questions is counted by what is true of them now', async () => {
  expect((await read()).answering.outcome).toMatchObject({ questions: 5, withAnswer: 3, endorsed: 1, closed: 1 })
})

test('open questions without an answer come oldest first, whenever they were asked', async () => {
  expect((await read(1)).answering.waiting.map(one => one.id)).toEqual([world.silent])
})

test('posts are counted by weeks from Monday on, and a week without one is there', async () => {
  const { weeks, answerers } = (await read()).posted

  expect(weeks).toEqual([
    { week: '2026-04-27', questions: 2, answers: 0, comments: 0 }, { week: '2026-05-04', questions: 2, answers: 3, comments: 1 }, { week: '2026-05-11', questions: 1, answers: 1, comments: 0 },
  ])
  expect(answerers).toEqual({ guests: 1, members: 2, moderators: 0, authors: 1, cut: false })
  expect((await read(null)).posted.weeks.length).toBeGreaterThan(60)
})

test('the time in the queue ends with the first decision; what waits still is counted too', async () => {
  const { queue } = await read()

  expect([queue.posts, queue.waiting, queue.median, queue.nineInTen]).toEqual([2, 1, 6 * hour, null])
  expect(queue.months.map(month => month.month)).toEqual(['2026-05'])
})

test('visits are summed over the period, compared with the one before, and named by what is public', async () => {
  const days = [['2026-03-20', 1], ['2026-04-10', 10], ['2026-05-19', 12], ['2026-05-20', 3]] as const
  for (const [name, views] of days) {
    await addVisits([{ day: name, site: { views, visitors: 1 }, pages: new Map([['/papers/a-paper', { views, visitors: 1 }], ['/', { views: 1, visitors: 1 }]]), sources: new Map([['search.example', views]]) }])
  }
  const { visits } = await read()

  expect(visits.days.map(row => [row.day, row.views])).toEqual([['2026-05-19', 12], ['2026-05-20', 3]])
  expect(visits.papers).toEqual([{ page: `paper ${world.paper.id}`, title: '=HYPERLINK("https://evil.example")', titleHtml: '=HYPERLINK("https://evil.example")', url: '/papers/a-paper', views: 15, visitors: 2, change: 0.5 }])
  expect(visits.others.map(row => [row.page, row.views])).toEqual([['home', 2]])
  expect(visits.sources).toEqual([{ host: 'search.example', visits: 15 }])
  expect((await read(null)).visits.days).toEqual([{ day: '2026-03', views: 1, visitors: 1 }, { day: '2026-04', views: 10, visitors: 1 }, { day: '2026-05', views: 15, visitors: 2 }])
  expect((await read(365)).visits.papers[0]?.change).toBeNull()
})

test('a question that was taken down has no name in the statistics', async () => {
  await addVisits([{ day: '2026-05-20', site: { views: 5, visitors: 1 }, pages: new Map([['/papers/a-paper/questions/2', { views: 5, visitors: 1 }]]), sources: new Map() }])
  expect((await read()).visits.questions.map(row => row.title)).toEqual(['A slow one?'])
  must(await decide(await aPerson({ role: 'author' }), { post: world.slow, decision: 'hide', reason: { rule: 'other', text: 'For the test.' } }))

  expect((await read()).visits.questions.map(row => [row.title, row.titleHtml, row.url, row.views])).toEqual([[null, null, null, 5]])
})

test('each table is a file, and a title that looks like a formula is none in it', async () => {
  const statistics = await read()
  const files = tableNames.filter(isTableName).map(name => csvOf(name, statistics))

  for (const file of files) expect(file.split('\r\n').at(-1)).toBe('')
  expect(csvOf('pages', statistics)).toContain('"\'=HYPERLINK(""https://evil.example"")"')
  expect(csvOf('visits', statistics)).toBe('day,views,visitors\r\n2026-05-19,12,1\r\n2026-05-20,8,2\r\n')
  expect(csvOf('waiting', statistics)).toContain(`${world.silent},A silent one?`)
})

test('figures are found once in five minutes, and anew after them', async () => {
  forgetProcessWide('statistics')
  const author = await aPerson({ role: 'author' })
  const first = must(await readStatistics(author, 90, { now }))
  expect(must(await readStatistics(author, 90, { now: new Date(now.getTime() + 4 * 60_000) }))).toBe(first)
  expect(must(await readStatistics(author, 90, { now: new Date(now.getTime() + 6 * 60_000) }))).not.toBe(first)
})

