import { desc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/db'
import { posts } from '@/db/schema'
import { endorseAnswer, postAnswer } from '@/forum/answers'
import { readHome } from '@/forum/home'
import { listOpenQuestions, listQuestionsOf } from '@/forum/lists'
import { countOpenByExpert, countOpenByTopic } from '@/forum/open-questions'
import { readOverlay } from '@/forum/overlay'
import { readOverview } from '@/forum/paper-overview'
import { findPaper, listPapers } from '@/forum/papers'
import { findPerson } from '@/forum/persons'
import { readQueue } from '@/forum/queue'
import { search } from '@/forum/search'
import { seedSite } from '@/forum/seeding'
import { readThread } from '@/forum/threads'
import { findTopic } from '@/forum/topics'
import { nobody, operator } from '@/forum/viewer'
import { aDatabase } from '../support/database'
import { queriesOf } from '../support/queries'
import { aGuest, aPerson, aQuestion, must } from '../support/world'

aDatabase()

type Reading = () => Promise<unknown>

/** A thread of so many answers with comments and votes, one answer endorsed, on a paper of its own. */
async function aThread(answers: number): Promise<{ slug: string; number: number; topic: string }> {
  must(await seedSite(operator, { papers: 1, questions: 1, answers, users: 20, rng: `thread of ${answers}` }))
  const [best] = await db().read.select({ id: posts.id }).from(posts).where(eq(posts.kind, 'answer')).orderBy(desc(posts.id)).limit(1)
  must(await endorseAnswer(await aPerson({ role: 'author' }), { post: best?.id ?? 0, endorsed: true }))
  const paper = (await listPapers({ all: true, limit: 100 })).items.at(-1)
  if (!paper?.topic) throw new Error('no paper was seeded')
  return { slug: paper.slug, number: 1, topic: paper.topic.slug }
}

async function theSame(few: Reading, many: Reading): Promise<void> {
  const before = await queriesOf(few)
  const after = await queriesOf(many)
  expect(before.length).toBeGreaterThan(0)
  expect(after.length, [...before, '— and with more —', ...after].join('\n')).toBe(before.length)
}

describe('a thread asks the same number of queries at 3 and at 300 answers', () => {
  let short = { slug: '', number: 0, topic: '' }
  let long = short
  beforeAll(async () => {
    short = await aThread(3)
    long = await aThread(300)
  })

  test('for a stranger, a page of fifty or all of them', async () => {
    await theSame(() => readThread({ ...short }, nobody), () => readThread({ ...long }, nobody))
    await theSame(() => readThread({ ...short, limit: 400 }, nobody), () => readThread({ ...long, limit: 400 }, nobody))
  })

  test('in every order, and for a member and a moderator', async () => {
    const [member, moderator] = [await aPerson(), await aPerson({ role: 'moderator' })]
    for (const order of ['ranked', 'newest', 'oldest'] as const) {
      await theSame(() => readThread({ ...short, order }, member), () => readThread({ ...long, order, limit: 400 }, member))
    }
    await theSame(() => readThread({ ...short }, moderator), () => readThread({ ...long, limit: 400 }, moderator))
  })

  test('for what is laid over it, its paper, its topic and its paper’s questions', async () => {
    const member = await aPerson()
    await theSame(() => readOverlay(member, short), () => readOverlay(member, long))
    await theSame(() => findPaper(short.slug), () => findPaper(long.slug))
    await theSame(() => findTopic(short.topic), () => findTopic(long.topic))
    await theSame(() => listQuestionsOf(short.slug, 'anchor'), () => listQuestionsOf(long.slug, 'anchor'))
  })
})

describe('pages of many things ask the same number of queries when there are more of them', () => {
  const readings: Record<string, Reading> = {
    'the front page': () => readHome(),
    'the list of papers': () => listPapers({ limit: 400 }),
    'papers from afar': () => readOverview(),
    'the open questions': () => listOpenQuestions({ limit: 400 }),
    'open questions by topic and by expert': async () => { await countOpenByTopic(); await countOpenByExpert() },
    'a person’s page': () => findPerson('quiet-writer'),
  }
  const before = new Map<string, number>()
  beforeAll(async () => {
    const writer = await aPerson({ handle: 'quiet-writer', role: 'author' })
    const first = await aQuestion()
    must(await postAnswer(writer, { question: first.id, body: 'The first of many.' }))
    for (const [name, reading] of Object.entries(readings)) before.set(name, (await queriesOf(reading)).length)
    must(await seedSite(operator, { papers: 20, questions: 40, answers: 60, users: 10, rng: 'many' }))
    for (let n = 0; n < 15; n++) must(await postAnswer(writer, { question: first.id, body: `One of the many, number ${n}.` }))
  })

  test.each(Object.keys(readings))('%s', async name => {
    const after = await queriesOf(readings[name] ?? (() => Promise.resolve()))
    expect(before.get(name)).toBeGreaterThan(0)
    expect(after.length, after.join('\n')).toBe(before.get(name))
  })

  // How often a search asks depends on what it finds at first, never on how much there is.
  test('a search asks a bounded number of queries', async () => {
    for (const q of ['the', 'what is meant by one of these many words here', 'nosuchwordatall andnoother']) expect((await queriesOf(() => search({ q, limit: 100 }))).length, q).toBeLessThanOrEqual(64)
  })

  test('the moderators’ queue', async () => {
    const moderator = await aPerson({ role: 'moderator' })
    const question = await aQuestion()
    const hold = async (n: number) => {
      must(await postAnswer(aGuest(), { question: question.id, body: `A guest’s answer, number ${n}.`, guest: `Passer-by ${n}` }))
      must(await postAnswer(await aPerson({ trust: 0 }), { question: question.id, body: `A newcomer’s answer, number ${n}.` }))
    }
    await hold(0)
    const few = await queriesOf(() => readQueue(moderator, { filter: 'held', limit: 400 }))
    for (let n = 1; n <= 12; n++) await hold(n)
    const many = await queriesOf(() => readQueue(moderator, { filter: 'held', limit: 400 }))

    expect(many.length, many.join('\n')).toBe(few.length)
  })
})
