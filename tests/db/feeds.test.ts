import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { collectionOf, crumbsOf } from '@/app/engines/pages'
import { GET as siteFeed } from '@/app/feed.atom/route'
import { GET as paperFeed } from '@/app/papers/[slug]/feed.atom/route'
import { GET as questionFeed } from '@/app/papers/[slug]/questions/[number]/feed.atom/route'
import { GET as personFeed } from '@/app/people/[handle]/feed.atom/route'
import { GET as openFeed } from '@/app/questions/feed.atom/route'
import { GET as robots } from '@/app/robots.txt/route'
import { GET as sitemap } from '@/app/sitemap.xml/route'
import { GET as sitemapPart } from '@/app/sitemaps/[part]/route'
import { GET as topicFeed } from '@/app/topics/[slug]/feed.atom/route'
import { headingOf } from '@/app/heading'
import { db } from '@/db'
import { addresses, papers, posts, topics } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { decide } from '@/forum/moderation'
import { editPost } from '@/forum/edits'
import { setStatus } from '@/forum/questions'
import { aDatabase } from '../support/database'
import { aComment, aGuest, aPaper, aPerson, aQuestion, anAnswer, must } from '../support/world'
import { childrenOf, readXml, textOf } from '../support/xml'
import type { Element } from '../support/xml'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

const request = new Request('http://localhost:3000/')
const at = <T>(params: T) => ({ params: Promise.resolve(params) })

async function feedOf(answer: Response | Promise<Response>): Promise<Element> {
  const response = await answer
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8'])
  const feed = readXml(await response.text())
  for (const name of ['id', 'title', 'updated']) expect(childrenOf(feed, name).length).toBe(1)
  for (const entry of childrenOf(feed, 'entry')) for (const name of ['id', 'title', 'updated', 'author', 'content']) expect(childrenOf(entry, name).length).toBe(1)
  return feed
}

const idsOf = (feed: Element) => childrenOf(feed, 'entry').map(entry => Number(textOf(entry, 'id').split(':').at(-1)))

/** Paper, question, answer and comment, and everything that feeds can be asked for. */
async function aThread(title = 'Why <b> & "so"?') {
  const question = await aQuestion({ title })
  const answer = await anAnswer({ question: question.id, body: 'Since $a<b$ & **more**.' })
  const comment = await aComment({ parent: answer.id })
  const [row] = await db().read.select({ number: posts.number }).from(posts).where(eq(posts.id, question.id))
  const thread = { slug: question.paper.slug, number: String(row?.number ?? 0) }
  return { question, answer, comment, thread }
}

test('a thread’s feed holds question, answers and comments, each pointing to what it replies to', async () => {
  const { question, answer, comment, thread } = await aThread()
  const feed = await feedOf(questionFeed(request, at(thread)))
  expect(idsOf(feed)).toEqual([comment.id, answer.id, question.id])
  const [said, answered, asked] = childrenOf(feed, 'entry')
  if (!said || !answered || !asked) throw new Error('three entries')
  expect(textOf(asked, 'title')).toBe('Why <b> & "so"?')
  expect(textOf(answered, 'title')).toBe('Answer to: Why <b> & "so"?')
  expect(textOf(answered, 'content')).toContain('<strong>more</strong>')
  expect(childrenOf(answered, 'thr:in-reply-to')[0]?.attributes['ref']).toBe(textOf(asked, 'id'))
  expect(childrenOf(said, 'thr:in-reply-to')[0]?.attributes['ref']).toBe(textOf(answered, 'id'))
  const replies = childrenOf(asked, 'link').find(link => link.attributes['rel'] === 'replies')
  expect([replies?.attributes['thr:count'], replies?.attributes['href'], textOf(asked, 'thr:total')]).toEqual(['1', `http://localhost:3000/papers/${thread.slug}/questions/${thread.number}/feed.atom`, '1'])
  expect(childrenOf(feed, 'link').find(link => link.attributes['rel'] === 'self')?.attributes['href']).toBe(`http://localhost:3000/papers/${thread.slug}/questions/${thread.number}/feed.atom`)
})

test('each feed holds what belongs to it', async () => {
  const { question, answer, comment, thread } = await aThread()
  const other = await aQuestion()
  await db().write(async tx => {
    const [topic] = await tx.insert(topics).values({ slug: 'a-topic', title: 'A topic', titleHtml: 'A topic', position: 1, createdAt: new Date() }).returning()
    await tx.update(papers).set({ topic: topic?.id ?? null }).where(eq(papers.id, question.paper.id))
    await tx.update(posts).set({ topic: topic?.id ?? null }).where(eq(posts.paper, question.paper.id))
  })
  expect(idsOf(await feedOf(siteFeed()))).toEqual(expect.arrayContaining([other.id, answer.id, question.id]))
  expect(idsOf(await feedOf(siteFeed()))).not.toContain(comment.id)
  expect(idsOf(await feedOf(paperFeed(request, at({ slug: thread.slug }))))).toEqual([answer.id, question.id])
  expect(idsOf(await feedOf(topicFeed(request, at({ slug: 'a-topic' }))))).toEqual([answer.id, question.id])
  expect(idsOf(await feedOf(personFeed(request, at({ handle: answer.by.handle }))))).toEqual([answer.id])
  const shouted = await personFeed(request, at({ handle: answer.by.handle.toUpperCase() }))
  expect([shouted.status, shouted.headers.get('location')]).toEqual([308, `/people/${answer.by.handle}/feed.atom`])
  expect(idsOf(await feedOf(openFeed()))).toEqual(expect.arrayContaining([other.id, question.id]))
  must(await setStatus(await aPerson({ role: 'author' }), { question: question.id, status: 'closed' }))
  expect(idsOf(await feedOf(openFeed()))).not.toContain(question.id)
})

test('nothing held or hidden is in any feed, and it leaves at once', async () => {
  const { question, answer, thread } = await aThread('A title to hide')
  const moderator = await aPerson({ role: 'moderator' })
  const held = must(await postAnswer(aGuest(), { question: question.id, body: 'A heldword.', guest: 'Gil' }))
  const everywhere = async () => Promise.all([siteFeed(), openFeed(), paperFeed(request, at({ slug: thread.slug })), questionFeed(request, at(thread)), personFeed(request, at({ handle: answer.by.handle })), sitemap()].map(async one => (await one).text()))
  for (const text of await everywhere()) expect(text).not.toMatch(/heldword/)
  must(await decide(moderator, { post: held.id, decision: 'approve' }))
  expect((await everywhere())[3]).toContain('heldword')
  must(await decide(moderator, { post: held.id, decision: 'hide', reason: { text: 'x' } }))
  must(await decide(moderator, { post: question.id, decision: 'hide', reason: { text: 'x' } }))
  for (const text of await everywhere()) {
    expect(text).not.toMatch(/heldword/)
    expect(text).not.toContain('A title to hide')
  }
})

test('an edit moves an entry’s updated, not its id or published', async () => {
  const answer = await anAnswer()
  const entry = async () => childrenOf(await feedOf(siteFeed()), 'entry').find(one => textOf(one, 'id').endsWith(`:${answer.id}`))
  const before = await entry()
  must(await editPost(answer.by, { post: answer.id, revision: 1, body: 'Edited.' }, { now: new Date(Date.now() + 5_000) }))
  const after = await entry()
  if (!before || !after) throw new Error('it is in the feed')
  expect([textOf(after, 'id'), textOf(after, 'published')]).toEqual([textOf(before, 'id'), textOf(before, 'published')])
  expect(textOf(after, 'updated') > textOf(before, 'updated')).toBe(true)
})

test('hostile titles and texts leave the feed well-formed', async () => {
  const { slug, id } = await aPaper()
  const vicious = 'A ]]> &amp; <x y="z"> \u{1F9AB} ﷐'
  await db().write(async tx => { await tx.update(papers).set({ title: `${vicious}\u000B￾` }).where(eq(papers.id, id)) })
  await aQuestion({ paper: { id, slug }, title: 'Is ]]> an end?', body: `<![CDATA[ x ]]> ${vicious} <!-- -->` })
  expect(textOf(await feedOf(paperFeed(request, at({ slug }))), 'title')).toContain('A ]]> &amp; <x y="z">')
})

test('an unknown feed is 404, a moved one leads to its place', async () => {
  for (const answer of [paperFeed(request, at({ slug: 'none' })), questionFeed(request, at({ slug: 'none', number: '1' })), questionFeed(request, at({ slug: 'none', number: '1e9' })), topicFeed(request, at({ slug: 'none' })), personFeed(request, at({ handle: 'nobody-here' }))]) {
    expect((await answer).status).toBe(404)
  }
  const { slug, id } = await aPaper()
  await db().write(async tx => { await tx.insert(addresses).values({ kind: 'paper', slug: 'by-alias', target: id, alias: true }) })
  expect((await paperFeed(request, at({ slug: 'by-alias' }))).headers.get('location')).toBe(`/papers/${slug}/feed.atom`)
  expect((await questionFeed(request, at({ slug: 'by-alias', number: '3' }))).headers.get('location')).toBe(`/papers/${slug}/questions/3/feed.atom`)
})

test('the sitemap names the front page, papers, topics and public questions with their last change', async () => {
  const { question, thread } = await aThread()
  const held = must(await (await import('@/forum/questions')).askQuestion(aGuest(), { paper: thread.slug, body: 'Held.', guest: 'Gil' }))
  const urls = childrenOf(readXml(await (await sitemap()).text()), 'url')
  const named = urls.map(url => textOf(url, 'loc'))
  expect(named).toEqual(expect.arrayContaining(['http://localhost:3000/', `http://localhost:3000/papers/${question.paper.slug}`, `http://localhost:3000/papers/${thread.slug}/questions/${thread.number}`]))
  expect(named).not.toContain(`http://localhost:3000${held.url}`)
  for (const url of urls) expect(textOf(url, 'lastmod')).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$|^$/)
})

test('crawlers are told where the sitemap is and what to leave out', async () => {
  const text = await robots().text()
  expect(text).toContain('Sitemap: http://localhost:3000/sitemap.xml')
  for (const path of ['/api/', '/forms/', '/moderation', '/receipts/']) expect(text).toContain(`Disallow: ${path}`)
})

test('the sitemap of a long list is an index of parts: the front page, then a thousand papers each with their questions', async () => {
  const { thread } = await aThread()
  const beyond = await aPaper({ slug: 'far-down-the-list' })
  await db().write(async tx => { await tx.update(papers).set({ id: 1_500 }).where(eq(papers.id, beyond.id)) })

  const parts = childrenOf(readXml(await (await sitemap()).text()), 'sitemap').map(part => textOf(part, 'loc'))
  expect(parts).toEqual(['0.xml', '1.xml', '2.xml', 'people-1.xml'].map(part => `http://localhost:3000/sitemaps/${part}`))
  const named = async (part: string) => childrenOf(readXml(await (await sitemapPart(request, at({ part }))).text()), 'url').map(url => textOf(url, 'loc'))
  expect(await named('0.xml')).toContain('http://localhost:3000/questions')
  expect(await named('1.xml')).toEqual(expect.arrayContaining([`http://localhost:3000/papers/${thread.slug}`, `http://localhost:3000/papers/${thread.slug}/questions/${thread.number}`]))
  expect(await named('2.xml')).toEqual(['http://localhost:3000/papers/far-down-the-list'])
  for (const part of ['3.xml', '01.xml', '1', '-1.xml', 'x.xml', '0-2.xml', '1-1.xml', '1-2.xml', 'people-0.xml', 'people-2.xml', 'people.xml']) expect((await sitemapPart(request, at({ part }))).status).toBe(404)
})

test('titles of feeds, windows, previews and data for engines say formulas in plain signs', async () => {
  const { thread } = await aThread('Why is $\\mathcal{L}_c \\leq y^d$?')
  const feed = await feedOf(questionFeed(request, at(thread)))
  expect(textOf(feed, 'title')).toMatch(/^Why is ℒ_c ≤ yᵈ\? · /)
  expect(childrenOf(feed, 'entry').map(entry => textOf(entry, 'title'))).toEqual(['Comment on: Why is ℒ_c ≤ yᵈ?', 'Answer to: Why is ℒ_c ≤ yᵈ?', 'Why is ℒ_c ≤ yᵈ?'])

  const heading = await headingOf({ title: 'Why is $\\mathcal{L}_c \\leq y^d$?', path: '/' })
  expect(JSON.stringify(heading.title)).toMatch(/^"Why is ℒ_c ≤ yᵈ\? · /)
  expect(heading).toMatchObject({ openGraph: { title: 'Why is ℒ_c ≤ yᵈ?' }, twitter: { title: 'Why is ℒ_c ≤ yᵈ?' } })

  const site = { name: 'A Site', url: 'http://localhost:3000' }
  const names = JSON.stringify([crumbsOf([{ title: 'On $\\ell_1$', href: '/' }], site), collectionOf({ name: 'On $\\ell_1$', path: '/', items: [{ name: 'On $\\ell_1$', url: '/' }] }, site)])
  expect(names.match(/On ℓ₁/g)).toHaveLength(3)
  expect(names).not.toContain('$')
})
