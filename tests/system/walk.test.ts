/** A guest's post through its life, looked for on every public surface; and the bytes that all readers share. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { aProduct, authorSignIn, tokenOf } from '../support/product'
import type { Product } from '../support/product'

let product: Product
let moderator = ''
const paper = '/papers/probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels'

beforeAll(async () => {
  product = await aProduct()
  await product.start()
  moderator = await tokenOf(product, 'keeper', 'moderator')
}, 240_000)
afterAll(async () => { await product.remove() })

const ids = z.object({ items: z.array(z.object({ id: z.number(), number: z.number() })) })
const held = z.object({ id: z.number(), state: z.string(), receipt: z.string() })

async function get(path: string, headers: Record<string, string> = {}): Promise<string> {
  return (await fetch(product.base + path, { headers, redirect: 'manual' })).text()
}

async function decide(post: number, decision: string): Promise<void> {
  const answer = await fetch(`${product.base}/api/v1/posts/${post}/moderation`, {
    method: 'POST', headers: { authorization: `Bearer ${moderator}`, 'content-type': 'application/json' }, body: JSON.stringify({ decision, reason: { text: 'for the walk' } }),
  })
  expect(answer.status).toBeLessThan(300)
}

/** Public addresses: what a crawler finds from the front page, and what programs ask for. */
async function surfaces(question: number, post: number): Promise<string[]> {
  const seen = new Set<string>(['/'])
  const queue = ['/']
  for (let path = queue.shift(); path !== undefined && seen.size < 400; path = queue.shift()) {
    const html = await get(path)
    for (const [, href = ''] of html.matchAll(/href="(\/[^"#]*)/g)) {
      const plain = href.replaceAll('&amp;', '&')
      if (seen.has(plain) || /^\/(assets|fonts|_next|forms|signin|api)/.test(plain)) continue
      seen.add(plain)
      queue.push(plain)
    }
  }
  return [...seen, `/api/v1/questions/${question}`, `/api/v1/questions/${question}.md`, `/api/v1${paper}/questions`, '/api/v1/papers', '/api/v1/events?limit=100', '/api/v1/search?q=zebrawort',
    '/search?q=zebrawort', '/feed.atom', '/questions/feed.atom', `${paper}/feed.atom`, `${paper}/questions/1/feed.atom`, '/sitemap.xml', `/p/${post}`, `/posts/${post}/history`, `/viewer?path=${encodeURIComponent(`${paper}/questions/1`)}`]
}

test('held it is nowhere, approved it is everywhere it belongs within a second, hidden it is nowhere again', async () => {
  const question = ids.parse(JSON.parse(await get(`/api/v1${paper}/questions`))).items.find(one => one.number === 1)?.id ?? 0
  const answer = await fetch(`${product.base}/api/v1/questions/${question}/answers`, {
    method: 'POST', headers: { origin: product.base, 'content-type': 'application/json' }, body: JSON.stringify({ body: 'A zebrawort of an answer.', guest: 'Walker' }),
  })
  expect(answer.status).toBe(202)
  const post = held.parse(await answer.json())
  const paths = await surfaces(question, post.id)
  expect(paths.length).toBeGreaterThan(40)
  const shows = async () => {
    const found: string[] = []
    for (const path of paths) if ((await get(path)).includes('zebrawort of an answer')) found.push(path)
    return found
  }
  expect(await shows()).toEqual([])
  expect(await get(new URL(post.receipt).pathname)).toContain('zebrawort of an answer')

  await decide(post.id, 'approve')
  const everywhere = await shows()
  for (const path of [`${paper}/questions/1`, '/', '/feed.atom', `/api/v1/questions/${question}`, `/api/v1/questions/${question}.md`]) expect(everywhere).toContain(path)
  expect(JSON.parse(await get('/api/v1/search?q=zebrawort'))).toMatchObject({ items: [{ id: post.id }] })

  await decide(post.id, 'hide')
  expect(await shows()).toEqual([])
}, 120_000)

test('every public page is the same bytes for a guest, a member and the author, and names nobody who is signed in', async () => {
  await tokenOf(product, 'quiet-member', 'member')
  const [author, member] = [await sessionOf(authorSignIn.email, authorSignIn.password), await sessionOf('quiet-member@example.org', 'a long enough password')]
  const secrets = [authorSignIn.email, 'quiet-member', ...[author, member].flatMap(cookie => cookie.split('; ').map(pair => pair.slice(pair.indexOf('=') + 1)).filter(value => value.length > 12))]
  const everyPage = (await surfaces(1, 1)).filter(path => !/^\/(api|viewer|p\/|posts|signup|settings|statistics|moderation|reading-list|notifications|receipts|claim)|\/ask$/.test(path))
  expect(everyPage.length).toBeGreaterThan(30)
  const others: Record<string, string>[] = [{ cookie: author }, { cookie: member }, { cookie: 'guest=abc', 'accept-language': 'ar', 'x-forwarded-host': 'evil.example' }, {}]
  for (const path of everyPage) {
    const guest = await get(path)
    for (const headers of others) expect(await get(path, headers), path).toBe(guest)
    for (const secret of secrets) expect(guest.includes(secret), `${path} holds ${secret.slice(0, 14)}`).toBe(false)
  }
}, 120_000)

async function sessionOf(email: string, password: string): Promise<string> {
  const answer = await fetch(`${product.base}/forms/signin`, { method: 'POST', redirect: 'manual', headers: { origin: product.base }, body: new URLSearchParams({ email, password }) })
  const cookie = answer.headers.getSetCookie().map(one => one.split(';')[0]).join('; ')
  expect(cookie).toContain('session')
  return cookie
}

test('no page carries an inline script or names another host for anything it loads', async () => {
  for (const path of ['/', '/papers', paper, `${paper}/questions/1`, `${paper}/ask`, '/questions', '/about', '/search?q=noise', '/signin', '/signup', '/no/such/page']) {
    const html = await get(path)
    for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) expect(tag, path).toMatch(/src="\/assets\/|type="application\/ld\+json"/)
    // What a page says of itself by links of the kinds about, type and the like is not loaded.
    for (const [tag, address = ''] of html.matchAll(/<(?:link|img|script|iframe|source)\b[^>]*(?:src|href)="([^"]+)"/g)) {
      if (/^<link rel="(?:about|type|license|author|cite-as|describedby)"/.test(tag)) continue
      expect(address.startsWith('/') || address.startsWith(product.base), `${path}: ${address}`).toBe(true)
    }
    expect((html.match(/<h1[\s>]/g) ?? []).length, path).toBe(1)
  }
}, 60_000)

test('what people type is in no log line', () => {
  const said = product.said()
  for (const secret of ['zebrawort of an answer', authorSignIn.password, moderator, 'Walker']) expect(said).not.toContain(secret)
  expect(said).toContain('"at":"answer.held"')
  expect(said).toMatch(/"at":"request"/)
})
