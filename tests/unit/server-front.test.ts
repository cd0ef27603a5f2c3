import { readFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { Answer } from '@/server/answer'
import { askedOf } from '@/server/api'
import type { PageRequest } from '@/server/pages'
import { aFront, aPage } from '@/tests/support/front'
import type { TestFront } from '@/tests/support/front'

const shell = readFileSync('tests/fixtures/next/not-found-shell.html', 'utf8')
const open: TestFront[] = []
afterEach(async () => {
  for (const front of open.splice(0)) await front.close()
})

async function front(answers: (request: PageRequest) => Answer | Promise<Answer>, env: Record<string, string> = {}): Promise<TestFront> {
  const made = await aFront(answers, env)
  open.push(made)
  return made
}

function bare(status: number, headers: Answer['headers'] = {}): Answer {
  return { status, headers, body: Buffer.alloc(0) }
}

const everything: Record<string, string> = {
  cookie: 'authjs.session-token=abc', authorization: 'Bearer x', 'user-agent': 'Mozilla', 'accept-language': 'de', 'x-colloquy-compose': '1', 'x-colloquy-kept': 'k',
  'x-middleware-subrequest': 'x', 'x-forwarded-host': 'evil.org', 'x-forwarded-proto': 'https', rsc: '1', 'next-resume': '1', 'x-matched-path': '/moderation',
}

test('a public page is asked for without anything that tells who reads it', async () => {
  const site = await front(() => aPage('<p>Hello</p>'))

  const plain = await site.ask('/papers')
  const laden = await site.ask('/papers', { headers: everything })

  const strip = ({ headers }: PageRequest) => ({ ...headers, 'x-request-id': '' })
  expect(site.seen.map(strip)[1]).toEqual(site.seen.map(strip)[0])
  expect(laden.text).toBe(plain.text)
  expect(laden.headers['cache-control']).toBe('public, max-age=0, must-revalidate')
  expect(laden.headers['etag']).toBe(plain.headers['etag'])
})

test('a page is composed for a reader without script who is signed in, and then never kept', async () => {
  const site = await front(request => aPage(`<p>${request.headers['x-colloquy-compose'] ?? 'nobody'}</p>`))

  const answer = await site.ask('/papers', { headers: { cookie: 'plain=1; guest=abc' } })

  expect(answer.text).toBe('<p>1</p>')
  expect(answer.headers['cache-control']).toBe('private, no-store')
  expect(site.seen[0]?.headers['cookie']).toBe('plain=1; guest=abc')
  expect((await site.ask('/papers', { headers: { cookie: 'plain=1' } })).text).toBe('<p>nobody</p>')
})

test('a desk is composed for whoever asks and obeys no header of the framework', async () => {
  const site = await front(() => aPage('<p>Desk</p>'))

  await site.ask('/moderation', { headers: everything })

  const passed = site.seen[0]?.headers ?? {}
  expect(passed).toMatchObject({ cookie: 'authjs.session-token=abc', 'x-colloquy-compose': '1', host: `localhost:${site.port}`, 'x-forwarded-proto': 'http', 'x-forwarded-for': '127.0.0.1' })
  expect(Object.keys(passed).filter(name => /^(rsc|next-|x-middleware|x-matched|x-colloquy-kept)/.test(name))).toEqual([])
})

test('a page that has not changed is answered with 304 and the same policy', async () => {
  const site = await front(() => aPage('<p>Hello</p>'))
  const first = await site.ask('/papers')

  const again = await site.ask('/papers', { headers: { 'if-none-match': first.headers.etag ?? '' } })

  expect(again.status).toBe(304)
  expect(again.text).toBe('')
  expect(again.headers['content-security-policy']).toBe(first.headers['content-security-policy'])
})

test('a refused form comes back as the page it stands on, with the refusal’s status and both cookies', async () => {
  const site = await front(request => request.method === 'POST'
    ? { status: 422, headers: { 'x-colloquy-show': '/papers/a/ask', 'x-colloquy-kept': 'key-1', 'set-cookie': ['guest=new; Path=/'] }, body: Buffer.alloc(0) }
    : aPage('<p>The form, filled</p>'))

  const answer = await site.ask('/forms/question', { method: 'POST', headers: { origin: `http://localhost:${site.port}`, cookie: 'plain=1; guest=old', 'content-type': 'application/x-www-form-urlencoded' }, body: 'title=&body=text' })

  expect([answer.status, answer.text, answer.headers['set-cookie']]).toEqual([422, '<p>The form, filled</p>', ['guest=new; Path=/']])
  expect(answer.headers['cache-control']).toBe('private, no-store')
  expect(site.seen[1]).toMatchObject({ method: 'GET', path: '/papers/a/ask', headers: { 'x-colloquy-kept': 'key-1', 'x-colloquy-compose': '1', cookie: 'plain=1; guest=new' } })
  expect(Object.keys(answer.headers).filter(name => name.startsWith('x-colloquy'))).toEqual([])
})

const faults: [string, (request: PageRequest) => Answer | Promise<Answer>][] = [
  ['the handler fails', () => bare(500)],
  ['the handler cannot be reached', () => Promise.reject(new Error('broken'))],
  ['the page that should show it fails', (request: PageRequest) => request.method === 'POST'
    ? bare(409, { 'x-colloquy-show': '/papers/a' }) : bare(500)],
]

test.each(faults)('nothing typed is lost where %s', async (_, answers) => {
  const site = await front(answers)

  const answer = await site.ask('/forms/answer', {
    method: 'POST', headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ body: 'My <long> answer\nwith lines', question: '7', password: 'never shown' }).toString(),
  })

  expect(answer.status).toBeGreaterThanOrEqual(409)
  expect(answer.text).toContain('My &lt;long&gt; answer\nwith lines</textarea>')
  expect(answer.text).toContain('<input type="hidden" name="question" value="7">')
  expect(answer.text).not.toContain('never shown')
  expect(answer.headers['content-security-policy']).toContain("script-src 'self'")
})

test('a form that came from elsewhere changes nothing, and its text is given back without a button', async () => {
  const site = await front(() => aPage('never'))

  const answer = await site.ask('/forms/answer', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' }, body: 'body=planted' })

  expect(answer.status).toBe(403)
  expect(answer.text).toContain('planted</textarea>')
  expect(answer.text).not.toContain('<button')
  expect(site.seen).toEqual([])
})

test('a text that is too long is given back', async () => {
  const site = await front(() => aPage('never'))
  const body = `body=${'a'.repeat(300 * 1024)}`

  const answer = await site.ask('/forms/answer', { method: 'POST', headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }, body })

  expect(answer.status).toBe(413)
  expect(answer.text).toContain('a'.repeat(300 * 1024))
})

test('a page that was not found is the page that says so, under its own address', async () => {
  const site = await front(request => request.path === '/~nothing' ? aPage('<h1>Nothing here</h1>', 404) : aPage(shell, 404))

  const answer = await site.ask('/papers/none')

  expect([answer.status, answer.text]).toEqual([404, '<h1>Nothing here</h1>'])
  expect(answer.headers['cache-control']).toBe('private, no-store')
})

test('a fault shows a number that the log holds, and nothing else of itself', async () => {
  const site = await front(() => aPage('<pre>Error: secret at db.ts</pre>', 500))

  const answer = await site.ask('/papers?q=private')

  const number = /<code>([0-9A-Z]{10})<\/code>/.exec(answer.text)?.[1] ?? 'none'
  expect(answer.status).toBe(500)
  expect(answer.text).not.toContain('secret')
  await expect.poll(() => site.lines.join('')).toContain(number)
  expect(site.lines.join('')).not.toContain('private')
})

test('a refusal under the API is a problem document, and Next.js is not asked', async () => {
  const site = await front(() => aPage('<h1>Nothing here</h1>', 404))

  const missing = await site.ask('/api/v1/none')
  const bare = await site.ask('/api/v1')
  const head = await site.ask('/api/v1/none', { method: 'HEAD' })
  const wrong = await site.ask('/api/v1/openapi.json', { method: 'POST', headers: { origin: `http://localhost:${site.port}` } })
  const foreign = await site.ask('/api/v1/posts/1/vote', { method: 'PUT', headers: { origin: 'https://evil.org' } })

  for (const refusal of [missing, bare, head]) expect([refusal.status, refusal.headers['content-type'], refusal.headers['cache-control']]).toEqual([404, 'application/problem+json; charset=utf-8', 'private, no-store'])
  expect(head.text).toBe('')
  expect([wrong.status, wrong.headers.allow]).toEqual([405, 'GET, HEAD'])
  expect(JSON.parse(foreign.text)).toMatchObject({ status: 403, title: 'Forbidden' })
  expect(site.seen).toEqual([])
})

test('the description of the API may be read by any site, and by hand', async () => {
  const site = await front(() => aPage('never'))

  const described = await site.ask('/api/v1/openapi.json')

  expect([described.status, described.headers['content-type'], described.headers['access-control-allow-origin']]).toEqual([200, 'application/json; charset=utf-8', '*'])
  expect(JSON.parse(described.text)).toMatchObject({ openapi: '3.1.1' })
})

test('a request to the API with a token loses its cookies', () => {
  const headers = { authorization: 'Bearer t', cookie: 'authjs.session-token=a', 'content-type': 'application/json', 'idempotency-key': 'k', 'if-match': '"1"' }
  const visit = { request: Object.assign(new http.IncomingMessage(new net.Socket()), { headers }), method: 'POST', path: '/api/v1/questions/1/answers', query: '?a=1', address: '192.0.2.1', requestId: 'N' }

  const withToken = askedOf(visit, 'http://localhost:3000', { body: Buffer.from('{}'), token: true })
  const withCookie = askedOf(visit, 'http://localhost:3000', { body: null, token: false })

  expect(withToken).toEqual({
    method: 'POST', url: new URL('http://localhost:3000/api/v1/questions/1/answers?a=1'), body: Buffer.from('{}'), number: 'N', address: '192.0.2.1',
    cookies: null, authorization: 'Bearer t', origin: null, contentType: 'application/json', key: 'k', ifMatch: '"1"',
  })
  expect([withCookie.cookies, withCookie.body.length]).toEqual(['authjs.session-token=a', 0])
})

test('a form’s redirect is followed by reading, and no page leads off the site', async () => {
  const site = await front(request => ({ status: 307, headers: { location: request.path === '/p/1' ? 'https://evil.org/' : `http://localhost:${site.port}/papers/a#post-3` }, body: Buffer.from('ignored') }))

  const posted = await site.ask('/forms/answer', { method: 'POST', headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }, body: 'body=a' })

  expect([posted.status, posted.headers.location, posted.text]).toEqual([303, '/papers/a#post-3', ''])
  expect((await site.ask('/p/1')).headers.location).toBe('/')
  expect((await site.ask('//evil.org/')).headers.location).toBe('/evil.org')
})

test('a secret in an address is in no log line', async () => {
  const site = await front(() => aPage('<p>Your post</p>'))

  await site.ask('/receipts/5f4dcc3b5aa765d61d8327deb882cf99?token=abcdef', { headers: { cookie: 'guest=cookie-secret', authorization: 'Bearer token-secret' } })

  await expect.poll(() => site.lines.length).toBeGreaterThan(0)
  expect(site.lines.join('')).toContain('"/receipts/:x"')
  expect(site.lines.join('')).not.toMatch(/5f4dcc|abcdef|secret|127\.0\.0\.1/)
})

test('a first line or headers without end are cut off with their own status', async () => {
  const site = await front(() => aPage('never'))

  expect(await raw(site.port, `GET /${'a'.repeat(70_000)}`)).toMatch(/^HTTP\/1.1 414 /)
  expect(await raw(site.port, `GET / HTTP/1.1\r\nhost: localhost:${site.port}\r\nx: ${'a'.repeat(70_000)}`)).toMatch(/^HTTP\/1.1 431 /)
  expect(await raw(site.port, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /)
})

test.each([['/search?q=', 'The search is longer'], ['/papers?title=', 'The address is longer']])('an address of 90 kB at %s gets a page that says so, soon', async (place, words) => {
  const site = await front(() => aPage('never'))
  const began = performance.now()
  const answer = await raw(site.port, `GET ${place}${'a'.repeat(90_000)} HTTP/1.1\r\nhost: localhost:${site.port}\r\n\r\n`)

  expect(performance.now() - began).toBeLessThan(200)
  expect(answer).toMatch(/^HTTP\/1.1 414 /)
  expect(answer.toLowerCase()).toContain('content-type: text/html; charset=utf-8')
  expect(answer).toContain('<h1>That address is too long</h1>')
  expect(answer).toContain(words)
  expect(answer).toMatch(/content-security-policy: default-src 'none'; script-src 'self'/)
})

test('the figures of the process are for its own machine, or for who knows the token', async () => {
  const site = await front(() => aPage(''))
  const guarded = await front(() => aPage(''), { METRICS_TOKEN: 'a token for the figures' })

  expect((await site.ask('/metrics')).text).toContain('colloquy_requests_in_flight 1')
  expect((await site.ask('/metrics', { headers: { 'x-forwarded-for': '9.9.9.9' } })).status).toBe(404)
  expect((await guarded.ask('/metrics')).status).toBe(404)
  expect((await guarded.ask('/metrics', { headers: { authorization: 'Bearer a token for the figures' } })).status).toBe(200)
})

test('what was asked before the end is answered, and nothing after it', async () => {
  let answer: (given: Answer) => void = () => undefined
  const site = await front(() => new Promise<Answer>(resolve => { answer = resolve }))
  const asked = site.ask('/papers')
  await expect.poll(() => site.seen.length).toBe(1)

  const drained = site.front.drain(2_000)
  answer(aPage('<p>In time</p>'))

  expect((await asked).text).toBe('<p>In time</p>')
  await drained
  await expect(site.ask('/papers')).rejects.toThrow(/ECONNREFUSED/)
})

test('an address with too many requests at once is told to wait, others are not', async () => {
  let release = (): void => undefined
  const held = new Promise<void>(resolve => { release = resolve })
  const site = await front(async () => { await held; return aPage('<p>Hello</p>') }, { TRUST_PROXY: '1' })
  const many = Array.from({ length: 256 }, () => site.ask('/settings', { headers: { 'x-forwarded-for': '9.9.9.9' } }))
  await expect.poll(() => site.seen.length).toBe(256)

  expect((await site.ask('/settings', { headers: { 'x-forwarded-for': '9.9.9.9' } })).status).toBe(429)
  release()
  expect((await site.ask('/papers', { headers: { 'x-forwarded-for': '8.8.8.8' } })).status).toBe(200)
  expect((await Promise.all(many)).every(answer => answer.status === 200)).toBe(true)
})

function raw(port: number, text: string): Promise<string> {
  return new Promise(resolve => {
    const parts: Buffer[] = []
    const socket = net.connect(port, '127.0.0.1', () => { socket.write(text) })
    socket.on('data', part => parts.push(part))
    socket.on('error', () => undefined)
    socket.on('close', () => { resolve(Buffer.concat(parts).toString('utf8')) })
  })
}
