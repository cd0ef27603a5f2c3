import { beforeAll, expect, test } from 'vitest'
import { db } from '@/db'
import { assessments, notes, topics } from '@/db/schema'
import { papers } from '@/db/schema'
import { eq } from 'drizzle-orm'
import { aCaller, call, itemsOf, listOf, objectOf, site, warmRenderer } from '../support/api'
import type { Called } from '../support/api'
import { aDatabase } from '../support/database'
import { aComment, aPaper, aPerson, aQuestion, anAnswer } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()
beforeAll(warmRenderer)

/** All pages of a list, by following its links, with the number of pages. */
async function follow(path: string): Promise<{ items: Record<string, unknown>[]; pages: number }> {
  const items: Record<string, unknown>[] = []
  let next: string | null = path
  let pages = 0
  while (next !== null && pages < 50) {
    const page: Called = await call('GET', next)
    expect(page.status).toBe(200)
    items.push(...listOf(page.json['items'] ?? page.json['answers']))
    next = linkOf(page)
    expect(next === null).toBe(page.json['next'] === null)
    pages += 1
  }
  return { items, pages }
}

function linkOf(page: Called): string | null {
  const link = /^<(.+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1]
  if (link === undefined) return null
  expect(link.startsWith(`${site}/api/v1/`)).toBe(true)
  return link.slice(`${site}/api/v1`.length)
}

test('a paper comes with its topic, its author’s rating and notes as nested, and its counts', async () => {
  const author = await aPerson({ role: 'author', name: 'Wanda' })
  const { slug, id } = await aPaper({ title: 'Gradient clouds' })
  const now = new Date()
  await db().write(async tx => {
    const [topic] = await tx.insert(topics).values({ slug: 'losses', title: 'Losses', titleHtml: 'Losses', position: 1, createdAt: now }).returning()
    await tx.update(papers).set({ topic: topic?.id ?? null, doi: '10.1000/xyz', arxiv: '1903.07788', arxivVersion: 2, links: [{ label: 'PDF', url: 'https://example.org/a.pdf' }], authors: ['A. One'], venue: 'CVPR', year: 2019 }).where(eq(papers.id, id))
    const [made] = await tx.insert(assessments).values({ paper: id, author: author.id, rating: 'up', remark: 'Close to us', editedAt: now }).returning()
    const place = { assessment: made?.id ?? 0, renderer: 1, html: '' }
    const [first] = await tx.insert(notes).values({ ...place, position: 0, text: 'A note' }).returning()
    await tx.insert(notes).values({ ...place, position: 0, parent: first?.id ?? 0, text: 'Below it' })
  })
  await aQuestion({ paper: { id, slug } })
  const found = (await call('GET', `/papers/${slug}`)).json
  expect(found['activeAt']).toMatch(/^\d{4}-\d\d-\d\dT/)
  expect(found).toEqual({
    slug, title: 'Gradient clouds', authors: ['A. One'], topic: 'losses', venue: 'CVPR', year: 2019, doi: '10.1000/xyz', arxiv: '1903.07788', version: 2,
    links: [{ label: 'PDF', url: 'https://example.org/a.pdf' }],
    assessments: [{ author: 'Wanda', rating: 'up', remark: 'Close to us', notes: [{ text: 'A note', notes: [{ text: 'Below it', notes: [] }] }] }],
    abstract: null, counts: { questions: 1, openQuestions: 1, answers: 0 }, activeAt: found['activeAt'], url: `${site}/papers/${slug}`,
  })
  expect(itemsOf(await call('GET', '/papers?topic=losses&rating=up&open=true')).map(one => one['slug'])).toEqual([slug])
  expect(itemsOf(await call('GET', '/papers?topic=losses&rating=down'))).toEqual([])
})

test('lists are paged to their end, each item once and in order', async () => {
  for (let made = 0; made < 7; made += 1) await aPaper()
  const all = itemsOf(await call('GET', '/papers?limit=100')).map(one => one['slug'])
  const walked = await follow('/papers?limit=2')
  expect([walked.items.map(one => one['slug']), walked.pages]).toEqual([all, Math.ceil(all.length / 2)])

  const { paper, id } = await aQuestion()
  for (let made = 0; made < 4; made += 1) await aQuestion({ paper })
  expect((await follow(`/papers/${paper.slug}/questions?limit=2`)).items.map(one => one['number'])).toEqual([1, 2, 3, 4, 5])

  for (let made = 0; made < 5; made += 1) await anAnswer({ question: id })
  for (const order of ['ranked', 'newest', 'oldest']) {
    const answers = await follow(`/questions/${id}?limit=2&order=${order}`)
    expect([new Set(answers.items.map(one => one['id'])).size, answers.pages]).toEqual([5, 3])
  }
  const events = await follow('/events?limit=10')
  expect(events.items.map(one => Number(one['id']))).toEqual(events.items.map(one => Number(one['id'])).toSorted((a, b) => a - b))
})

test('the link to the next page keeps what was asked', async () => {
  const { paper } = await aQuestion({ paper: await aPaper() })
  await aQuestion({ paper })
  const page = await call('GET', `/papers?limit=1&open=true`)
  expect(page.headers.get('link')).toMatch(/limit=1&open=true&after=/)
})

test('an alias leads to its paper’s own address', async () => {
  const { slug, id } = await aPaper({ slug: 'probabilistic-noise' })
  const { addresses } = await import('@/db/schema')
  await db().write(async tx => { await tx.insert(addresses).values({ kind: 'paper', slug: 'pencil', target: id, alias: true }) })
  expect((await call('GET', '/papers/pencil')).headers.get('location')).toBe(`/api/v1/papers/${slug}`)
  expect((await call('GET', '/papers/pencil/questions')).headers.get('location')).toBe(`/api/v1/papers/${slug}/questions`)
  expect((await call('GET', '/papers/no-such-paper')).status).toBe(404)
})

test('a thread is Markdown at .md, with names that cannot break it', async () => {
  const asker = await aPerson({ name: 'Ask *er* <b>' })
  const { id } = await aQuestion({ by: asker, title: 'Why $x^2$?', body: 'Since **when**?' })
  const answer = await anAnswer({ question: id, body: '# A heading\n\nBecause.' })
  await aComment({ parent: answer.id, body: 'Two\n\nparagraphs.' })
  const read = await call('GET', `/questions/${id}.md`)
  expect([read.status, read.headers.get('content-type')]).toEqual([200, 'text/markdown; charset=utf-8'])
  expect(read.text).toContain('# Why $x^2$?')
  expect(read.text).toContain('Ask \\*er\\* \\<b\\>')
  expect(read.text).toContain('Since **when**?')
  expect(read.text).toContain('> Two\n>\n> paragraphs.')
  expect((await call('GET', '/questions/999999.md')).status).toBe(404)
})

test('search gives hits with marked, escaped snippets and whole addresses, for any input', async () => {
  const { id } = await aQuestion({ title: 'The numbatword <script>', body: 'A numbatword & more.' })
  const [hit] = itemsOf(await call('GET', '/search?q=numbatword&kind=question'))
  expect([hit?.['id'], hit?.['kind']]).toEqual([id, 'question'])
  expect(String(hit?.['snippet'])).toMatch(/<mark>/)
  expect(String(hit?.['snippet'])).not.toMatch(/<script>/)
  expect(String(hit?.['url'])).toMatch(/^http:\/\/localhost:3000\/papers\//)
  for (const q of ['', '"', "' OR 1=1 --", '* AND NEAR(', 'a'.repeat(200), '\\', '%', '🦫']) expect((await call('GET', `/search?q=${encodeURIComponent(q)}`)).status).toBe(200)
  expect((await call('GET', `/search?q=${'a'.repeat(201)}`)).status).toBe(422)
  expect((await call('GET', '/search?q=x&author=nobody-known&topic=no-topic')).json['items']).toEqual([])
})

test('the log tells what happened to public things and names neither voters nor flaggers', async () => {
  const start = (await follow('/events?limit=100')).items.at(-1)?.['id']
  const ann = await aCaller()
  const bob = await aCaller()
  const { id, question } = await anAnswer({ by: ann.person })
  await call('PUT', `/posts/${id}/vote`, bob)
  await call('POST', `/posts/${id}/flags`, { ...bob, json: { reason: 'other' } })
  const moderator = await aCaller({ role: 'moderator' })
  await call('POST', `/posts/${id}/moderation`, { ...moderator, json: { decision: 'hide', reason: { text: 'x' } } })
  // The log waits for slower writers: on PostgreSQL for those of other databases too, where other tests write.
  const aboutIt = async () => (await follow(`/events?after=${Number(start)}`)).items.filter(event => event['post'] === id)
  await expect.poll(aboutIt, { timeout: 20_000 }).toHaveLength(3)
  const about = await aboutIt()
  // Whose post was hidden is not told either.
  expect(about.map(event => [event['kind'], event['question'], event['actor']])).toEqual([['answer.posted', question, undefined], ['post.scored', question, undefined], ['post.hidden', question, undefined]])
  expect(about[0]?.['paper']).toMatch(/^paper-/)
})

test('rendering shows what a post would show, with the questions of its paper', async () => {
  const { paper } = await aQuestion()
  const ann = await aCaller()
  const markdown = 'See Q1: $x^2$ <script>alert(1)</script>'
  const rendered = await call('POST', '/render', { ...ann, json: { markdown, paper: paper.slug } })
  const posted = await call('POST', `/papers/${paper.slug}/questions`, { ...ann, json: { body: markdown } })
  expect(rendered.json['html']).toBe(posted.json['html'])
  expect(String(rendered.json['html'])).toContain(`/papers/${paper.slug}/questions/1`)
  expect(String(rendered.json['html'])).not.toContain('<script>')
  expect((await call('POST', '/render', { ...ann, json: { markdown: ' ​' } })).json).toEqual({ html: '' })
  expect((await call('POST', '/render', { ...ann, json: { markdown: 'x'.repeat(40_001) } })).status).toBe(422)
  expect((await call('POST', '/render', { ...ann, json: { markdown: 'x', paper: 'no-such' } })).status).toBe(404)
  expect((await call('POST', '/render', { json: { markdown: '**x**' } })).json['html']).toContain('<strong>')
})

test('to its writer a rejected post says why, to a stranger it is not there', async () => {
  const ann = await aCaller({ trust: 0 })
  const { id: question } = await aQuestion()
  const held = await call('POST', `/questions/${question}/answers`, { ...ann, json: { body: 'To be rejected.' } })
  const moderator = await aCaller({ role: 'moderator' })
  await call('POST', `/posts/${String(held.json['id'])}/moderation`, { ...moderator, json: { decision: 'reject', reason: { text: 'Say more.' } } })
  const own = await call('GET', `/posts/${String(held.json['id'])}`, ann)
  expect([own.json['state'], objectOf(own.json['decision'])['reason']]).toEqual(['hidden', 'Say more.'])
  expect((await call('GET', `/posts/${String(held.json['id'])}`)).status).toBe(404)
  const revised = await call('PATCH', `/posts/${String(held.json['id'])}`, { ...ann, json: { body: 'Said more.' }, headers: { 'if-match': '"1"' } })
  expect([revised.status, revised.json['state']]).toEqual([200, 'held'])
})
