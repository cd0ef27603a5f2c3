import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { GET as siteFeed } from '@/app/feed.atom/route'
import { atomOf } from '@/app/feeds/atom'
import { GET as ownFeed } from '@/app/notifications/feed.atom/route'
import { GET as paperFeed } from '@/app/papers/[slug]/feed.atom/route'
import { GET as questionFeed } from '@/app/papers/[slug]/questions/[number]/feed.atom/route'
import { GET as personFeed } from '@/app/people/[handle]/feed.atom/route'
import { GET as openFeed } from '@/app/questions/feed.atom/route'
import { GET as topicFeed } from '@/app/topics/[slug]/feed.atom/route'
import { db } from '@/db'
import { notifications, papers, people, posts, topics } from '@/db/schema'
import { endorseAnswer, postAnswer } from '@/forum/answers'
import { endSessions } from '@/forum/access'
import { closeAccount } from '@/forum/closing'
import { decide } from '@/forum/moderation'
import { addressFeed, hasOwnFeed, readOwnFeed } from '@/forum/own-feed'
import type { Person } from '@/forum/viewer'
import { judgeAtom } from '../support/atom-rules'
import { aDatabase } from '../support/database'
import { aComment, aGuest, aPaper, aPerson, aQuestion, anAnswer, must, refusal } from '../support/world'
import { childrenOf, textOf } from '../support/xml'
import type { Element } from '../support/xml'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

const request = new Request('http://localhost:3000/')
const at = <T>(params: T) => ({ params: Promise.resolve(params) })
const hostile = 'A ]]> &amp; <b onclick="x">\u{1F9AB}</b> \u202Eevil\u202C \u0007\u{FFFE} <!-- --> <![CDATA[ "\''

async function judged(answer: Response | Promise<Response>): Promise<Element> {
  const response = await answer
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8'])
  const { feed, faults } = judgeAtom(await response.text())
  expect(faults).toEqual([])
  return feed
}

/** A thread whose paper, topic, people and texts try to break out of whatever holds them. */
async function aHostileThread() {
  const paper = await aPaper()
  const slug = `topic-${paper.id}`
  const question = await aQuestion({ paper, title: 'Is ]]> & <i>so</i>?', body: `A footnote[^1] and [a link](/papers). ${hostile}\n\n[^1]: Its text, $x < y \\& z$.` })
  const writer = await aPerson()
  const answer = await anAnswer({ question: question.id, by: writer, body: `<script>alert(1)</script> [x](javascript:alert(1)) ${hostile}` })
  await aComment({ parent: answer.id })
  const held = must(await postAnswer(aGuest(), { question: question.id, body: 'From a guest.', guest: 'Gil & <co>' }))
  must(await decide(await aPerson({ role: 'moderator' }), { post: held.id, decision: 'approve' }))
  await db().write(async tx => {
    const [topic] = await tx.insert(topics).values({ slug, title: hostile, titleHtml: 'x', position: 1, createdAt: new Date() }).returning()
    await tx.update(papers).set({ title: hostile, topic: topic?.id ?? null }).where(eq(papers.id, paper.id))
    await tx.update(posts).set({ topic: topic?.id ?? null }).where(eq(posts.paper, paper.id))
    await tx.update(posts).set({ heading: hostile }).where(eq(posts.id, question.id))
    await tx.update(people).set({ name: hostile }).where(eq(people.id, writer.id))
  })
  return { paper, slug, question, answer, writer }
}

test('every feed keeps the rules of an independent validator, whatever titles, names and texts try', async () => {
  const { paper, slug, writer } = await aHostileThread()
  const feeds = {
    site: await judged(siteFeed()), open: await judged(openFeed()), paper: await judged(paperFeed(request, at({ slug: paper.slug }))), topic: await judged(topicFeed(request, at({ slug }))),
    question: await judged(questionFeed(request, at({ slug: paper.slug, number: '1' }))), person: await judged(personFeed(request, at({ handle: writer.handle }))),
  }
  expect(Object.entries(feeds).map(([name, feed]) => [name, childrenOf(feed, 'entry').length > 0])).toEqual(Object.keys(feeds).map(name => [name, true]))
})

test('a feed without an entry keeps them too', async () => {
  const { slug } = await aPaper()
  const person = await aPerson()
  expect(childrenOf(await judged(paperFeed(request, at({ slug }))), 'entry')).toEqual([])
  await judged(personFeed(request, at({ handle: person.handle })))
})

test('a feed and its entries keep their ids when the paper moves, the person is called otherwise, or the site stands on a bare address', async () => {
  const { paper, question, writer } = await aHostileThread()
  const idsOf = (feed: Element) => [textOf(feed, 'id'), ...childrenOf(feed, 'entry').map(entry => textOf(entry, 'id'))]
  const before = [idsOf(await judged(paperFeed(request, at({ slug: paper.slug })))), idsOf(await judged(questionFeed(request, at({ slug: paper.slug, number: '1' })))), idsOf(await judged(personFeed(request, at({ handle: writer.handle }))))]
  await db().write(async tx => {
    await tx.update(papers).set({ slug: 'moved-away' }).where(eq(papers.id, paper.id))
    await tx.update(posts).set({ number: 77 }).where(eq(posts.id, question.id))
    await tx.update(people).set({ handle: 'renamed', handleFolded: 'renamed' }).where(eq(people.id, writer.id))
  })
  const after = [idsOf(await judged(paperFeed(request, at({ slug: 'moved-away' })))), idsOf(await judged(questionFeed(request, at({ slug: 'moved-away', number: '77' })))), idsOf(await judged(personFeed(request, at({ handle: 'renamed' }))))]
  expect(after).toEqual(before)
  const bare = atomOf({ key: 'site', title: null, path: '/', feedPath: '/feed.atom', updated: new Date(0), entries: [] }, { name: 'Site', url: 'http://[::1]:3000', licence: null })
  expect(judgeAtom(bare).faults).toEqual([])
})

test('the rules find what is wrong', () => {
  const feed = (inside: string) => `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">${inside}</feed>`
  const head = '<id>tag:a.example,2026:x</id><title>t</title><updated>2026-01-01T00:00:00Z</updated><link rel="self" type="application/atom+xml" href="https://a.example/f"/>'
  const entry = '<entry><id>tag:a.example,2026:y</id><title>t</title><updated>2026-01-01T00:00:00Z</updated><author><name>n</name></author><link rel="alternate" type="text/html" href="https://a.example/y"/></entry>'
  expect(judgeAtom(feed(head + entry)).faults).toEqual([])
  const wrong = [
    feed(entry), feed(head + entry + entry), feed(head.replace('tag:a.example,2026:x', 'x')), feed(head.replace('2026-01-01T00:00:00Z', '2026-13-01T00:00:00Z')), feed(head.replace('00:00:00Z', '00:00:00')), feed(head.replace('https://a.example/f', '/f')),
    feed(head + entry.replace('<author><name>n</name></author>', '')), feed(head + entry.replace('<name>n</name>', '')), feed(head + entry.replace('<title>t</title>', '<title>t<b></b></title>')), feed(head + entry.replace(/<link[^>]*>/, '')),
    feed(head + entry.replace('rel="alternate"', 'rel="elsewhere"')), feed(head + entry.replace('</entry>', '<content type="html">&lt;script&gt;</content></entry>')), feed(head + entry.replace('</entry>', '<thr:in-reply-to ref="x"/></entry>')), feed(`${head}stray`), feed(`${head}<x/>`),
  ]
  for (const source of wrong) expect(judgeAtom(source).faults, source).not.toEqual([])
  for (const broken of [feed(`${head}<b>`), feed(`${head}&nbsp;`), feed(`${head}\u0007`), `${feed(head)}x`]) expect(() => judgeAtom(broken)).toThrow()
})

const ask = (path: string) => ownFeed(new Request(`http://localhost:3000${path}`))

async function anAddress(person: Person): Promise<string> {
  return must(await addressFeed(person, { wanted: true })).path ?? ''
}

let made = 0

async function told(person: Person, row: { kind: 'answer' | 'endorsement' | 'decision' | 'votes' | 'mention'; post: number; question: number; milestone?: number; actor?: number }): Promise<void> {
  await db().write(async tx => { await tx.insert(notifications).values({ person: person.id, event: ++made, own: true, createdAt: new Date(), ...row }) })
}

test('one’s notifications are a feed at a secret address: whole texts, nothing that is not public, for whoever has the address', async () => {
  const [reader, moderator, author] = [await aPerson(), await aPerson({ role: 'moderator' }), await aPerson({ role: 'author' })]
  const { id: question } = await aQuestion({ by: reader })
  const [fine, hidden] = [await anAnswer({ question, body: `The **whole** text. ${hostile}` }), await anAnswer({ question, body: 'A hiddenword.' })]
  const mine = await anAnswer({ question, by: reader })
  await db().write(async tx => { await tx.update(posts).set({ heading: hostile }).where(eq(posts.id, question)) })
  for (const post of [fine, hidden]) await told(reader, { kind: 'answer', post: post.id, question })
  await told(reader, { kind: 'votes', post: mine.id, question, milestone: 10 })
  await told(reader, { kind: 'endorsement', post: mine.id, question, actor: author.id })
  await told(reader, { kind: 'decision', post: mine.id, question })
  must(await decide(moderator, { post: hidden.id, decision: 'hide', reason: { text: 'x' } }))
  const path = await anAddress(reader)

  const entries = childrenOf(await judged(ask(path)), 'entry')
  expect(entries.map(entry => childrenOf(entry, 'category')[0]?.attributes['term'])).toEqual(['decision', 'votes', 'answer'])
  expect(entries.map(entry => textOf(entry, 'title'))).toEqual(['A moderator decided on your answer', expect.stringContaining('Your answer has 10 upvotes: '), expect.stringMatching(/^Person \d+ answered: /)])
  expect(textOf(entries[2] ?? { name: '', attributes: {}, children: [], text: '' }, 'content')).toContain('<strong>whole</strong>')
  must(await endorseAnswer(author, { post: mine.id, endorsed: true }))
  expect(childrenOf(await judged(ask(path)), 'entry')).toHaveLength(4)
})

test('the address is kept as a hash, a new one ends the former, and so do signing out everywhere, a suspension and leaving', async () => {
  const person = await aPerson()
  expect(await hasOwnFeed(person.id)).toBe(false)
  const first = await anAddress(person)
  const answer = await ask(first)
  expect([answer.status, answer.headers.get('x-robots-tag'), answer.headers.get('referrer-policy'), answer.headers.get('cache-control')]).toEqual([200, 'noindex', 'no-referrer', 'private, no-store'])
  const [row] = await db().read.select().from(people).where(eq(people.id, person.id))
  expect(first).not.toContain(row?.feedHash ?? '-')
  const second = await anAddress(person)
  expect([(await ask(first)).status, (await ask(second)).status]).toEqual([404, 200])
  await db().write(async tx => { await tx.update(people).set({ suspendedUntil: new Date(Date.now() + 60_000) }).where(eq(people.id, person.id)) })
  expect((await ask(second)).status).toBe(404)
  await db().write(async tx => { await tx.update(people).set({ suspendedUntil: null }).where(eq(people.id, person.id)) })
  must(await addressFeed(person, { wanted: false }))
  expect((await ask(second)).status).toBe(404)
  const signedOut = await anAddress(person)
  await db().write(tx => endSessions(tx, person.id))
  expect((await ask(signedOut)).status).toBe(404)
  const third = await anAddress(person)
  must(await closeAccount(person, { posts: 'keep' }))
  expect((await ask(third)).status).toBe(404)
})

test('an unknown key is 404, and a token or an old sign-in makes no address', async () => {
  for (const key of ['', '?key=', '?key=x', `?key=${'A'.repeat(43)}`, '?key=%00', `?key=${'x'.repeat(5_000)}`]) expect((await ask(`/notifications/feed.atom${key}`)).status).toBe(404)
  expect(await readOwnFeed('null')).toBeNull()
  const token = { ...await aPerson(), provedAt: null }
  expect(refusal(await addressFeed(token, { wanted: true }))).toBe('prove-again')
  expect(refusal(await addressFeed({ ...token, provedAt: new Date(Date.now() - 3_600_000) }, { wanted: true }))).toBe('prove-again')
  expect(refusal(await addressFeed(aGuest(), { wanted: true }))).toBe('sign-in')
})
