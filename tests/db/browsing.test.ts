/** Papers sorted, narrowed and counted; open questions by topic and by the expert whom they want; what topics hold of those under them. */
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/db'
import { assessments, events, papers, posts, topics } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { setExpertise } from '@/forum/expertise'
import { readFeed } from '@/forum/feeds'
import { listOpenQuestions } from '@/forum/lists'
import { decide } from '@/forum/moderation'
import { countOpenByExpert, countOpenByTopic } from '@/forum/open-questions'
import { paperSorts } from '@/forum/paper-orders'
import { readOverview } from '@/forum/paper-overview'
import { listPapers, listVenues } from '@/forum/papers'
import type { PaperQuery } from '@/forum/papers'
import { askQuestion, setStatus } from '@/forum/questions'
import { aDatabase } from '../support/database'
import { aGuest, aPaper, aPerson, aQuestion, must, refusal } from '../support/world'

aDatabase()

const made = new Map<string, { id: number; slug: string }>()
const paper = (name: string) => made.get(name) ?? { id: 0, slug: '' }
const rows = [
  { name: 'alpha', title: 'Alpha étude', year: 2019, venue: 'CVPR', topic: 'losses', rating: 'up' },
  { name: 'beta', title: 'Beta 100% proof', year: 2021, venue: 'cvpr Workshops', topic: 'ranking', rating: 'down' },
  { name: 'gamma', title: 'Gamma rays', year: null, venue: null, topic: 'ranking', rating: null },
  { name: 'delta', title: 'Delta waves', year: 2019, venue: 'ICML', topic: null, rating: 'up' },
  { name: 'epsilon', title: 'Epsilon étude', year: null, venue: 'NeurIPS', topic: 'noise', rating: null },
] as const
const day = 24 * 3_600_000

beforeAll(async () => {
  const author = await aPerson({ role: 'author' })
  const now = new Date()
  const topicIds = new Map<string, number>()
  await db().write(async tx => {
    for (const [position, { slug, parent }] of [{ slug: 'losses', parent: null }, { slug: 'ranking', parent: 'losses' }, { slug: 'noise', parent: null }, { slug: 'empty', parent: null }].entries()) {
      const [topic] = await tx.insert(topics).values({ slug, title: slug, titleHtml: slug, position, parent: parent === null ? null : topicIds.get(parent) ?? null, createdAt: now }).returning()
      topicIds.set(slug, topic?.id ?? 0)
    }
  })
  for (const [n, row] of rows.entries()) {
    const one = await aPaper({ title: row.title, slug: row.name })
    made.set(row.name, one)
    await db().write(async tx => {
      await tx.update(papers).set({ year: row.year, venue: row.venue, knownYear: row.year, knownVenue: row.venue, titleKey: row.name, topic: row.topic === null ? null : topicIds.get(row.topic) ?? null, activeAt: new Date(now.getTime() - n * day) }).where(eq(papers.id, one.id))
      if (row.rating !== null) await tx.insert(assessments).values({ paper: one.id, author: author.id, rating: row.rating, editedAt: now })
    })
  }
})

async function names(query: PaperQuery): Promise<string[]> {
  const found: string[] = []
  for (let after: string | null = null; ;) {
    const { items, next } = await listPapers({ ...query, after, limit: 2 })
    found.push(...items.map(item => item.slug))
    if (next === null) return found
    after = next
  }
}

test('papers come in each order whole, page by page, those without a year or venue last in both directions', async () => {
  expect(await names({})).toEqual(['alpha', 'beta', 'gamma', 'delta', 'epsilon'])
  expect(await names({ sort: 'title' })).toEqual(['alpha', 'beta', 'delta', 'epsilon', 'gamma'])
  expect(await names({ sort: 'title', dir: 'desc' })).toEqual(['gamma', 'epsilon', 'delta', 'beta', 'alpha'])
  expect(await names({ sort: 'year' })).toEqual(['beta', 'delta', 'alpha', 'epsilon', 'gamma'])
  expect(await names({ sort: 'year', dir: 'asc' })).toEqual(['alpha', 'delta', 'beta', 'gamma', 'epsilon'])
  expect((await names({ sort: 'venue' })).at(-1)).toBe('gamma')
  expect((await names({ sort: 'venue', dir: 'desc' })).at(-1)).toBe('gamma')
  expect(new Set(await names({ sort: 'venue' }))).toEqual(new Set(await names({})))
  expect(await names({ sort: 'activity' })).toEqual(['alpha', 'beta', 'gamma', 'delta', 'epsilon'])
})

test('by topic: papers of a topic follow each other in the list’s order, those under none come last both ways, page by page', async () => {
  expect(await names({ sort: 'topic' })).toEqual(['alpha', 'epsilon', 'beta', 'gamma', 'delta'])
  expect(await names({ sort: 'topic', dir: 'desc' })).toEqual(['beta', 'gamma', 'epsilon', 'alpha', 'delta'])
  for (const dir of ['asc', 'desc'] as const) {
    const paged: string[] = []
    for (let after: string | null = null, n = 0; n < 6; n++) {
      const page: Awaited<ReturnType<typeof listPapers>> = await listPapers({ sort: 'topic', dir, after, limit: 1 })
      paged.push(...page.items.map(item => item.slug))
      after = page.next
      if (after === null) break
    }
    expect(paged).toEqual(await names({ sort: 'topic', dir }))
  }
})

test.each(paperSorts)('a cursor that is none begins the list in the order %s', async sort => {
  const first = (await listPapers({ sort, limit: 2 })).items.map(item => item.slug)
  for (const after of ['x', 'W10', Buffer.from('[null]').toString('base64url'), Buffer.from('["a",1]').toString('base64url')]) expect((await listPapers({ sort, after, limit: 2 })).items.map(item => item.slug)).toEqual(first)
})

test.each(paperSorts)('filters narrow the list in the order %s', async sort => {
  const narrowed = async (query: PaperQuery) => (await names({ sort, ...query })).toSorted()
  expect(await narrowed({ topic: 'losses' })).toEqual(['alpha', 'beta', 'gamma'])
  expect(await narrowed({ topic: 'ranking' })).toEqual(['beta', 'gamma'])
  expect(await narrowed({ topic: 'no-such-topic' })).toEqual([])
  expect(await narrowed({ rating: 'up' })).toEqual(['alpha', 'delta'])
  expect(await narrowed({ rating: 'none' })).toEqual(['epsilon', 'gamma'])
  expect(await narrowed({ venue: 'CVPR' })).toEqual(['alpha', 'beta'])
  expect(await narrowed({ venue: '%' })).toEqual([])
  expect(await narrowed({ venue: 'CVPR\0' })).toEqual(['alpha', 'beta'])
  expect(await narrowed({ from: 2019, to: 2019 })).toEqual(['alpha', 'delta'])
  expect(await narrowed({ from: 2020 })).toEqual(['beta'])
  expect(await narrowed({ title: 'GAMMA' })).toEqual(['gamma'])
  expect(await narrowed({ topic: 'losses', rating: 'up', from: 2018, venue: 'c' })).toEqual(['alpha'])
})

test('venues are offered by name, each once', async () => {
  expect((await listVenues(10)).toSorted()).toEqual(['CVPR', 'ICML', 'NeurIPS', 'cvpr Workshops'])
})

describe('with open questions', () => {
  const asked = { settled: 0, wide: 0, same: 0, plain: 0 }
  beforeAll(async () => {
    const asker = await aPerson()
    const ask = async (on: string, expertise?: string) => must(await askQuestion(asker, { paper: paper(on).slug, title: `On ${on} ${expertise ?? ''}`, body: `What of ${on} and ${expertise ?? 'nothing'}?`, ...(expertise === undefined ? {} : { expertise }) })).id
    Object.assign(asked, { settled: await ask('alpha', 'Optics'), wide: await ask('beta', 'Measure theory'), same: await ask('epsilon', 'measure théory'), plain: await ask('beta') })
    must(await setStatus(asker, { question: asked.settled, status: 'answered' }))
    must(await postAnswer(await aPerson(), { question: asked.plain, body: 'Because of this.' }))
  })

  test('papers are sorted by how many they have, and narrowed to those that have some', async () => {
    expect((await names({ sort: 'open' })).slice(0, 2)).toEqual(['beta', 'epsilon'])
    for (const sort of paperSorts) expect((await names({ sort, open: true })).toSorted()).toEqual(['beta', 'epsilon'])
  })

  test('the list from afar counts papers by year and by topic with those under it', async () => {
    const { whole, years, yearless, topics: [losses, noise, empty], elsewhere } = await readOverview()
    expect([whole, yearless.papers, elsewhere.papers]).toEqual([{ papers: 5, asked: 2, open: 3 }, 2, 1])
    expect(years).toEqual([{ year: 2019, papers: 2, asked: 0, open: 0 }, { year: 2021, papers: 1, asked: 1, open: 2 }])
    expect([losses?.own.papers, losses?.whole, losses?.topics[0]?.whole.papers, noise?.whole.asked, empty?.whole.papers]).toEqual([1, { papers: 3, asked: 1, open: 2 }, 2, 1, 0])
    expect((await readOverview({ topic: 'losses', from: 2020 })).whole.papers).toBe(1)
    expect((await readOverview({ topic: 'no-such-topic' })).whole.papers).toBe(0)
  })

  test('a kind of expert is one however it is written, and stands in the list while a question wants it', async () => {
    const experts = await countOpenByExpert()
    expect(experts.map(({ slug, questions }) => [slug, questions])).toEqual([['measure-theory', 2]])
    expect(experts[0]?.words).toMatch(/^measure th/i)
    expect((await listOpenQuestions({ expert: 'measure-theory' })).items.map(item => item.id).toSorted()).toEqual([asked.wide, asked.same].toSorted())
    expect((await listOpenQuestions({ expert: 'optics' })).items).toEqual([])
    expect((await listOpenQuestions({ expert: 'measure-theory', topic: 'losses' })).items.map(item => item.expertise)).toEqual([{ words: 'Measure theory', slug: 'measure-theory' }])
  })

  test('a topic has the questions of the topics under it: listed, counted and in its feed', async () => {
    expect((await listOpenQuestions({ topic: 'losses', order: 'unanswered' })).items.map(item => item.id)).toEqual([asked.wide, asked.plain])
    expect((await countOpenByTopic()).map(({ slug, questions }) => [slug, questions])).toEqual([['losses', 2], ['ranking', 2], ['noise', 1]])
    const entriesOf = async (slug: string) => {
      const feed = await readFeed({ of: 'topic', slug })
      return feed && 'found' in feed ? feed.found.entries.map(entry => entry.kind).toSorted() : []
    }
    expect(await entriesOf('losses')).toEqual(['answer', 'question', 'question', 'question'])
    expect(await entriesOf('ranking')).toEqual(['answer', 'question', 'question'])
    expect(await entriesOf('empty')).toEqual([])
  })

  test('questions are narrowed to a status', async () => {
    must(await setStatus(await aPerson({ role: 'moderator' }), { question: asked.plain, status: 'disputed' }))
    expect((await listOpenQuestions({ status: 'disputed' })).items.map(item => item.id)).toEqual([asked.plain])
    expect((await listOpenQuestions({ status: 'open' })).items.map(item => item.id)).not.toContain(asked.plain)
  })
})

describe('what kind of expert a question wants', () => {
  const said = async (id: number) => (await db().read.select({ expertise: posts.expertise }).from(posts).where(eq(posts.id, id)))[0]?.expertise

  test('its asker, a moderator and an author say, and take back; once said it is told once', async () => {
    const asker = await aPerson()
    const { id } = await aQuestion({ by: asker })
    must(await setExpertise(asker, { question: id, expertise: '  Measure   theory ' }))
    must(await setExpertise(asker, { question: id, expertise: 'Measure theory' }))
    expect(await said(id)).toBe('Measure theory')
    must(await setExpertise(await aPerson({ role: 'moderator' }), { question: id, expertise: 'Topology' }))
    must(await setExpertise(await aPerson({ role: 'author' }), { question: id, expertise: '' }))
    expect(await said(id)).toBeNull()
    expect((await db().read.select({ id: events.id }).from(events).where(eq(events.kind, 'question.expertise'))).length).toBe(3)
  })

  test('nobody else says it, nor of what is no question or not public', async () => {
    const { id } = await aQuestion()
    const answer = must(await postAnswer(await aPerson(), { question: id, body: 'So it is.' })).id
    const moderator = await aPerson({ role: 'moderator' })
    expect(refusal(await setExpertise(await aPerson(), { question: id, expertise: 'Optics' }))).toBe('not-allowed')
    expect(refusal(await setExpertise(aGuest(), { question: id, expertise: 'Optics' }))).toBe('sign-in')
    expect(refusal(await setExpertise(moderator, { question: answer, expertise: 'Optics' }))).toBe('not-found')
    must(await decide(moderator, { post: id, decision: 'hide' }))
    expect(refusal(await setExpertise(moderator, { question: id, expertise: 'Optics' }))).toBe('not-allowed')
    expect(await said(id)).toBeNull()
  })

  test('is one line that can be read, of sixty characters at most', async () => {
    const asker = await aPerson()
    const { id } = await aQuestion({ by: asker })
    for (const expertise of ['x'.repeat(61), 'turned \u202Eround', 'a\u0007b', '\u0301accent']) expect((await setExpertise(asker, { question: id, expertise })).ok, expertise).toBe(false)
    for (const expertise of ['x'.repeat(60), '测度论', '   ']) expect((await setExpertise(asker, { question: id, expertise })).ok, expertise).toBe(true)
    expect(await said(id)).toBeNull()
  })

  test('of a held question is shown in no list', async () => {
    const { paper: on } = await aQuestion()
    must(await askQuestion(aGuest(), { paper: on.slug, body: 'May I ask?', guest: 'Gil', expertise: 'Alchemy' }))
    expect((await countOpenByExpert()).map(one => one.slug)).not.toContain('alchemy')
    expect((await listOpenQuestions({ expert: 'alchemy' })).items).toEqual([])
  })
})
