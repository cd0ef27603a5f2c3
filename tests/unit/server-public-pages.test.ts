import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import http from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { dependsOn } from '@/forum/dependencies'
import type { Event } from '@/forum/events'
import type { Answer } from '@/server/answer'
import type { PageRequest } from '@/server/pages'
import { aFront, aPage } from '../support/front'
import type { TestFront } from '../support/front'

const fronts: TestFront[] = []
afterEach(async () => { for (const site of fronts.splice(0)) await site.close() })

const requestLine = z.object({ route: z.string(), status: z.number() })
const long = `<p>${'An answer to an open question. '.repeat(100)}</p>`

/** A site whose log the test writes. */
async function aSite(answers: (request: PageRequest) => Answer | Promise<Answer>, env: Record<string, string> = {}) {
  const state = { sure: true, known: Number.MAX_SAFE_INTEGER, looks: 0 }
  let tell: (events: Event[]) => void = () => undefined
  let lose = (): void => undefined
  const site = await aFront(answers, env, {
    follower: {
      hear: listener => { tell = listener }, hearLoss: listener => { lose = listener }, sure: () => state.sure, knows: id => id <= state.known, ownLast: 0, position: 0, follow: () => () => undefined,
      look: () => { state.looks++; return Promise.resolve() },
    },
  })
  fronts.push(site)
  return { ...site, lines: () => site.lines, state, lose: () => { lose() }, happens: (kind: string, ids: Partial<Event> = {}) => { tell([anEvent(kind, ids)]) } }
}

function anEvent(kind: string, ids: Partial<Event>): Event {
  return { id: 1, kind, actor: null, post: null, question: null, paper: null, topic: null, person: null, decision: null, public: true, tx: 0, at: new Date(), ...ids }
}

test('the second reader gets the same bytes without the pages being asked', async () => {
  const site = await aSite(() => aPage(long))
  const [first, second] = [await site.ask('/papers'), await site.ask('/papers')]
  expect(site.seen).toHaveLength(1)
  expect(second.text).toBe(first.text)
  const anyDate: unknown = expect.any(String)
  expect(second.headers).toEqual({ ...first.headers, date: anyDate })
  expect(second.headers['cache-control']).toBe('public, max-age=0, must-revalidate')
  expect(second.headers['vary']).toBe('accept-encoding')
  expect(second.headers['content-security-policy']).toContain("script-src 'self'")
  expect(site.front.store.size).toBe(1)
})

test('whoever has a page is told that it is unchanged, by the tag of the form they have', async () => {
  const site = await aSite(() => aPage(long))
  const plain = await site.ask('/papers')
  const packed = await site.ask('/papers', { headers: { 'accept-encoding': 'br' } })
  const tag = (of: { headers: http.IncomingHttpHeaders }) => String(of.headers['etag'])
  expect(tag(plain)).toMatch(/^"[\w-]{22}"$/)
  expect(tag(packed)).not.toBe(tag(plain))
  for (const known of [tag(plain), `"other", ${tag(plain)}`, `W/${tag(plain)}`, '*']) {
    const answer = await site.ask('/papers', { headers: { 'if-none-match': known } })
    expect([answer.status, answer.text, answer.headers['etag'], answer.headers['content-length']]).toEqual([304, '', tag(plain), undefined])
  }
  expect((await site.ask('/papers', { headers: { 'if-none-match': tag(packed) } })).status).toBe(200)
  expect((await site.ask('/papers', { headers: { 'if-none-match': tag(packed), 'accept-encoding': 'br' } })).status).toBe(304)
})

test('brotli and gzip are the same page, and HEAD says the same without it', async () => {
  const site = await aSite(() => aPage(long))
  for (let round = 0; round < 2; round++) {
    expect(brotliDecompressSync(await bytes(site.port, 'br')).toString()).toBe(long)
    expect(gunzipSync(await bytes(site.port, 'gzip')).toString()).toBe(long)
  }
  const [get, head] = [await site.ask('/papers'), await site.ask('/papers', { method: 'HEAD' })]
  expect(head.text).toBe('')
  expect(head.headers['content-length']).toBe(get.headers['content-length'])
  expect(site.seen).toHaveLength(1)
})

test('parameters that the page does not read make no other page', async () => {
  const site = await aSite(request => aPage(`<p>${request.path}</p>`))
  for (const path of ['/papers?utm_source=a', '/papers?utm_source=b&x=<script>', '/papers', '/papers?order=by-magic', '/papers?open=0']) expect((await site.ask(path)).text).toBe('<p>/papers</p>')
  expect(site.seen).toHaveLength(1)
  expect((await site.ask('/papers?x=1&open=1')).text).toBe('<p>/papers?open=1</p>')
})

test('nothing of who asks reaches the making of a page for all', async () => {
  const site = await aSite(() => aPage(long))
  await site.ask('/papers', { headers: { cookie: 'authjs.session-token=abc; guest=def', 'accept-language': 'de', 'user-agent': 'Somebody/1.0', 'x-forwarded-host': 'evil.example', 'x-colloquy-compose': '1', rsc: '1' } })
  expect(JSON.stringify(site.seen)).not.toMatch(/abc|def|"de"|Somebody|evil|compose|rsc/)
})

test('a reader without script who is known gets a page of their own, which is not kept', async () => {
  const site = await aSite(request => aPage(request.headers['x-colloquy-compose'] === '1' ? '<p>Yours</p>' : '<p>Everybody’s</p>'))
  const cookie = 'plain=1; authjs.session-token=abc'
  expect((await site.ask('/papers')).text).toBe('<p>Everybody’s</p>')
  const own = await site.ask('/papers', { headers: { cookie } })
  expect(own.text).toBe('<p>Yours</p>')
  expect(own.headers['cache-control']).toBe('private, no-store')
  expect((await site.ask('/papers')).text).toBe('<p>Everybody’s</p>')
})

test('an event drops what depends on it, and the next reader sees the change', async () => {
  let version = 1
  const site = await aSite(request => {
    dependsOn(request.path.endsWith('/1') ? 'thread:7' : 'list')
    return aPage(`<p>${request.path} ${version}</p>`)
  })
  await site.ask('/papers/a/questions/1')
  await site.ask('/papers')
  version = 2
  site.happens('answer.posted', { question: 7, paper: 3 })
  expect((await site.ask('/papers/a/questions/1')).text).toContain('/1 2')
  expect((await site.ask('/papers')).text).toContain('/papers 1')
  site.happens('something.new')
  expect((await site.ask('/papers')).text).toContain('/papers 2')
})

test('where a page cannot be made, the last good one stands in, unless something was taken away', async () => {
  let broken = false
  const site = await aSite(() => {
    dependsOn('thread:7')
    if (broken) throw new Error('the database is away')
    return aPage('<p>Good</p>')
  })
  await site.ask('/papers/a/questions/1')
  broken = true
  site.happens('answer.posted', { question: 7 })
  const stoodIn = await site.ask('/papers/a/questions/1')
  expect([stoodIn.status, stoodIn.text]).toEqual([200, '<p>Good</p>'])
  expect(site.lines().join('\n')).toContain('page.not-made')
  site.happens('post.hidden', { question: 7 })
  expect((await site.ask('/papers/a/questions/1')).status).toBe(500)
})

test('refused answers, redirects and what is not found are never kept', async () => {
  const site = await aSite(request => request.path === '/papers/moved' ? { status: 308, headers: { location: '/papers/new' }, body: Buffer.alloc(0) } : aPage('<p>Nothing</p>', 404))
  for (const path of ['/papers/moved', '/papers/none', '/nowhere']) await site.ask(path)
  expect(site.front.store.size).toBe(0)
  const cookies = await aSite(() => aPage('<p>Hello</p>', 200, { 'set-cookie': 'x=1' }))
  await cookies.ask('/papers')
  expect(cookies.front.store.size).toBe(0)
})

test('another host, an odd method and too many headers are refused on kept pages too', async () => {
  const site = await aSite(() => aPage(long))
  await site.ask('/papers')
  expect((await site.ask('/papers', { headers: { host: 'evil.example' } })).status).toBe(421)
  expect((await site.ask('/papers', { method: 'POST' })).status).toBe(405)
  expect((await site.ask('/papers', { headers: Object.fromEntries(Array.from({ length: 110 }, (_, n) => [`x-${n}`, 'a'])) })).status).toBe(431)
  expect((await site.ask('/papers', { headers: { 'x-long': 'a'.repeat(17_000) } })).status).toBe(431)
})

test('a setting lets caches in front keep a page for a while', async () => {
  const site = await aSite(() => aPage(long), { SHARED_CACHE_SECONDS: '30' })
  expect((await site.ask('/papers')).headers['cache-control']).toBe('public, max-age=0, s-maxage=30, must-revalidate')
})

test('nothing is kept where the store has no room, and nothing is sent from it while the log cannot be read', async () => {
  const none = await aSite(() => aPage(long), { PAGE_STORE_MB: '0' })
  await none.ask('/papers')
  await none.ask('/papers')
  expect(none.seen).toHaveLength(2)
  const unsure = await aSite(() => aPage(long))
  await unsure.ask('/papers')
  unsure.state.sure = false
  await unsure.ask('/papers')
  expect(unsure.seen).toHaveLength(2)
  unsure.state.sure = true
  await unsure.ask('/papers')
  expect(unsure.seen).toHaveLength(2)
  unsure.lose()
  await unsure.ask('/papers')
  expect(unsure.seen).toHaveLength(3)
})

test('whoever wrote on another process waits until this one has read the log so far', async () => {
  const site = await aSite(() => aPage(long))
  await site.ask('/papers')
  site.state.known = 5
  await site.ask('/papers', { headers: { cookie: 'seen=5' } })
  expect(site.state.looks).toBe(0)
  await site.ask('/papers', { headers: { cookie: 'a=b; seen=6' } })
  expect(site.state.looks).toBe(1)
})

test('each page sent from memory has its line in the log, without address or query', async () => {
  const site = await aSite(() => aPage(long))
  await site.ask('/papers/secret-title?x=1')
  await site.ask('/papers/secret-title')
  const lines = site.lines().filter(line => line.includes('"request"')).map(line => requestLine.parse(JSON.parse(line)))
  expect(lines.map(line => [line.route, line.status])).toEqual([['/papers/:x', 200], ['/papers/:x', 200]])
  expect(site.lines().join('')).not.toContain('127.0.0.1')
})

function bytes(port: number, encoding: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    http.get({ port, host: '127.0.0.1', path: '/papers', headers: { host: `localhost:${port}`, 'accept-encoding': encoding } }, response => {
      expect(response.headers['content-encoding']).toBe(encoding)
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => { resolve(Buffer.concat(parts)) })
    }).on('error', reject)
  })
}
