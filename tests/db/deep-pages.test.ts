/** Pages by cursor: walked from one to the next they are the whole list, once and in order, and a permalink's page holds its post. */
import { renderToStaticMarkup } from 'react-dom/server'
import { createElement } from 'react'
import { and, asc, desc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { PapersByTopic } from '@/components/paper-list'
import { db } from '@/db'
import { papers, people, posts, topics } from '@/db/schema'
import { countList } from '@/forum/counters'
import type { Answer, Thread } from '@/forum/documents'
import { readHome } from '@/forum/home'
import { listOpenQuestions } from '@/forum/lists'
import { openOrderNames } from '@/forum/open-questions'
import { listPapers } from '@/forum/papers'
import { findPerson } from '@/forum/persons'
import { seedSite } from '@/forum/seeding'
import { placeOf, readThread } from '@/forum/threads'
import { findTopic, listTopicsWithPapers } from '@/forum/topics'
import { nobody, operator } from '@/forum/viewer'
import { aDatabase } from '../support/database'
import { aPaper, must } from '../support/world'

aDatabase()

const orders = ['ranked', 'newest', 'oldest'] as const
let place = { slug: '', number: 0 }

beforeAll(async () => {
  must(await seedSite(operator, { papers: 8, questions: 30, answers: 500, users: 40, rng: 'deep pages' }))
  const [long] = await db().read.select({ slug: papers.slug, number: posts.number }).from(posts).innerJoin(papers, eq(papers.id, posts.paper))
    .where(and(eq(posts.kind, 'question'), eq(posts.state, 'public'))).orderBy(desc(posts.answers)).limit(1)
  place = { slug: long?.slug ?? '', number: long?.number ?? 0 }
}, 60_000)

async function page(more: object): Promise<Thread> {
  const thread = await readThread({ ...place, ...more })
  if (!thread || !('found' in thread)) throw new Error('no thread')
  return thread.found
}

const ids = (answers: Answer[]) => answers.map(answer => answer.id)

describe.each(orders)('a thread’s answers, %s', order => {
  test('in pages of seven are those in one page, each once, forwards and backwards', async () => {
    const whole = ids((await page({ order, limit: 1_000 })).answers)
    expect(whole.length).toBeGreaterThan(60)
    expect(new Set(whole).size).toBe(whole.length)

    const walked: number[] = []
    const firsts: number[] = []
    let at = await page({ order, limit: 7 })
    for (;;) {
      walked.push(...ids(at.answers))
      firsts.push(at.answers[0]?.id ?? 0)
      if (at.next === null) break
      at = await page({ order, limit: 7, after: at.next })
    }
    expect(walked).toEqual(whole)

    const back: number[] = []
    while (at.previous !== null) {
      at = await page({ order, limit: 7, before: at.previous })
      back.unshift(...ids(at.answers))
    }
    expect(back).toEqual(whole.slice(0, whole.indexOf(firsts.at(-1) ?? 0)))
  })

  test('a permalink opens the page that holds its post, with some of what stands before it; the first ones open the first page', async () => {
    const whole = ids((await page({ order, limit: 1_000 })).answers)
    for (const index of [0, 3, 49, 50, 57, whole.length - 1]) {
      const id = whole[index] ?? 0
      const shown = ids((await page({ order, post: id })).answers)
      expect(shown.indexOf(id)).toBe(index < 50 ? index : 5)
    }
  })
})

test('where a post stands is named with its page only where it is not on the first', async () => {
  const whole = ids((await page({ limit: 1_000 })).answers)
  expect(await placeOf(whole[49] ?? 0, nobody)).toBe(`/papers/${place.slug}/questions/${place.number}#post-${whole[49]}`)
  expect(await placeOf(whole[50] ?? 0, nobody)).toBe(`/papers/${place.slug}/questions/${place.number}?post=${whole[50]}#post-${whole[50]}`)
})

type Walk = (after: string | null) => Promise<{ items: { id: number }[]; next: string | null }>

async function walk(read: Walk): Promise<number[]> {
  const found: number[] = []
  for (let after: string | null = null; ;) {
    const { items, next } = await read(after)
    found.push(...items.map(item => item.id))
    if (next === null) return found
    after = next
  }
}

test.each(openOrderNames)('open questions in the order %s are walked whole, as the page says they stand', async order => {
  const rows = await db().read.select().from(posts).where(and(eq(posts.kind, 'question'), eq(posts.state, 'public'))).orderBy(asc(posts.id))
  const open = rows.filter(row => row.status === 'open' || row.status === 'disputed')
  const by = {
    votes: (a: typeof open[number], b: typeof open[number]) => b.score - a.score || b.id - a.id,
    waiting: (a: typeof open[number], b: typeof open[number]) => (a.publicAt?.getTime() ?? 0) - (b.publicAt?.getTime() ?? 0) || a.id - b.id,
    newest: (a: typeof open[number], b: typeof open[number]) => (b.publicAt?.getTime() ?? 0) - (a.publicAt?.getTime() ?? 0) || b.id - a.id,
    unanswered: (a: typeof open[number], b: typeof open[number]) => a.answers - b.answers || b.score - a.score || b.id - a.id,
  }[order]

  expect(await walk(after => listOpenQuestions({ order, after, limit: 3 }))).toEqual(open.toSorted(by).map(row => row.id))
})

test('a person’s answers are walked whole, the latest first', async () => {
  const [busy] = await db().read.select().from(people).orderBy(desc(people.answers), asc(people.id)).limit(1)
  const found = await walk(async after => {
    const person = await findPerson(busy?.handle ?? '', { kind: 'answers', after })
    if (!person || !('found' in person)) throw new Error('no person')
    return { items: person.found.posts, next: person.found.next }
  })
  expect(new Set(found).size).toBe(found.length)
  expect(found.length).toBeLessThanOrEqual(busy?.answers ?? 0)
})

describe('a list of more than three hundred papers', () => {
  beforeAll(async () => {
    await db().write(async tx => {
      const [topic] = await tx.insert(topics).values({ slug: 'a-long-topic', title: 'A long topic', titleHtml: 'A long topic', position: 90, createdAt: new Date() }).returning()
      await tx.insert(papers).values(Array.from({ length: 320 }, (_, n) => ({
        slug: `long-${n}`, title: `Long ${n}`, titleHtml: `Long ${n}`, titleKey: `long-${n}`, topic: topic?.id ?? null, authors: [], links: [], position: 1_000 + n, activeAt: new Date(), createdAt: new Date(),
      })))
      await countList(tx)
    })
  })

  test('shows the first dozen of each topic on the front page, and where all of them are', async () => {
    const home = await readHome()
    const long = home.topics.find(topic => topic.slug === 'a-long-topic')
    expect(home.counts.papers).toBeGreaterThan(300)
    expect(long?.papers.map(paper => paper.title)).toEqual(Array.from({ length: 12 }, (_, n) => `Long ${n}`))
    const html = renderToStaticMarkup(createElement(PapersByTopic, { topics: home.topics, legend: null }))
    expect(html).toContain('<a href="/topics/a-long-topic">All 320 papers of this topic</a>')
  })

  test('is walked on its topic’s page and in the list of papers', async () => {
    const ofTopic = await walk(async after => {
      const topic = await findTopic('a-long-topic', after)
      if (!topic || !('found' in topic)) throw new Error('no topic')
      expect(topic.found.total).toBe(320)
      expect(topic.found.papers.length).toBeLessThanOrEqual(100)
      return { items: topic.found.papers, next: topic.found.next }
    })
    expect(ofTopic.length).toBe(320)
    expect(await walk(after => listPapers({ topic: 'a-long-topic', after, limit: 33 }))).toEqual(ofTopic)
    expect((await walk(after => listPapers({ after, limit: 33 }))).slice(-320)).toEqual(ofTopic)
  })

  test('a short one is shown whole', async () => {
    const all = await listTopicsWithPapers(300)
    for (const topic of all.filter(one => one.total <= 300)) expect(topic.papers.length).toBe(topic.total)
  })
})

test('a paper that is on no topic stands in the list of papers', async () => {
  const { id } = await aPaper({ slug: 'of-no-topic' })
  expect(await walk(after => listPapers({ after, limit: 50 }))).toContain(id)
})
