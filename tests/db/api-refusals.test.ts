import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerRequest } from '@/api/answering'
import { endpoints } from '@/api/table'
import { cursorOf } from '@/forum/cursors'
import { db } from '@/db'
import { people } from '@/db/schema'
import { eq } from 'drizzle-orm'
import { anAsked, aCaller, call, faultsOf, objectOf, site } from '../support/api'
import { aDatabase } from '../support/database'
import { aPaper, aQuestion, anAnswer } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

const naughty = ['', ' ', '0', '-1', '1e99', '1.5', '0x10', '１２', '2147483648', '9'.repeat(40), 'null', 'undefined', '__proto__', 'constructor', '../../etc/passwd', '%', '%2e%2e', "' OR '1'='1", '"; DROP TABLE posts; --',
  '<script>alert(1)</script>', '${7*7}', '{{7*7}}', 'a\r\nSet-Cookie: x=y', '﷽', '\u202Eabc', '\u200B', 'Ω≈ç√', '🦫'.repeat(50), 'ﬁ', 'İ', cursorOf([1e15]), cursorOf([1.5, 2]), cursorOf([true, 5e300, 1]), cursorOf([-1]), 'W10', '____', '*']

test('an unknown address is 404, another method 405 with those that there are', async () => {
  for (const path of ['', '/', '/nothing', '/papers/', '/papers/a/b', '/questions/1/', '/posts/1/moderation/2', '/questions', '//papers', '/papers%2Fx/questions']) expect((await call('GET', path)).status, path).toBe(404)
  const wrong = await call('DELETE', '/papers')
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  expect((await call('GET', '/posts/1/vote')).headers.get('allow')).toBe('PUT, DELETE')
  expect((await call('POST', '/openapi.json', { json: {} })).status).toBe(405)
})

test('a wrong token is told so, on public addresses too, and never falls back to a cookie or an address', async () => {
  const ann = await aCaller()
  for (const token of ['forged', 'colloquy_', `${ann.token}x`, ann.token.slice(0, -1), '" or ""="']) {
    const answer = await call('GET', '/papers', { token })
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="api", error="invalid_token"'])
  }
  expect((await call('GET', '/me', { headers: { authorization: `Basic ${ann.token}` } })).status).toBe(401)
  expect((await call('GET', `/me?access_token=${ann.token}`)).status).toBe(422)
})

test('a demoted moderator’s token moderates no more', async () => {
  const moderator = await aCaller({ role: 'moderator' })
  expect((await call('GET', '/moderation/queue', moderator)).status).toBe(200)
  await db().write(async tx => { await tx.update(people).set({ role: 'member' }).where(eq(people.id, moderator.person.id)) })
  expect((await call('GET', '/moderation/queue', moderator)).status).toBe(403)
})

test('a body is JSON, said to be, and holds what is known', async () => {
  const ann = await aCaller()
  const { id } = await aQuestion()
  const path = `/questions/${id}/answers`
  const raw = (text: string, headers: Record<string, string> = {}) => call('POST', path, { ...ann, raw: text, headers })
  for (const text of ['{"body":', '', 'nonsense', '{"body":"a","body":"b"}', '{"body":"a","__proto__":{}}', '{"body":"\\u0000"}', '{"body":"\\ud800"}', `{"body":${'['.repeat(30)}${']'.repeat(30)}}`]) expect((await raw(text)).status, text).toBe(400)
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp']) expect((await raw('{"body":"x"}', { 'content-type': type })).status).toBe(415)
  expect((await raw('{"body":"Charset said."}', { 'content-type': 'application/json; charset=utf-8' })).status).toBe(201)
  for (const json of [null, [], 'x', 3, {}, { body: 1 }, { body: null }, { body: ' ​​ ' }, { body: 'x'.repeat(40_001) }, { body: 'x', role: 'author' }, { body: 'x', state: 'public' }, { body: 'x', person: 1 }]) {
    expect((await call('POST', path, { ...ann, json })).status, JSON.stringify(json).slice(0, 40)).toBe(422)
  }
  const unknown = await call('POST', path, { ...ann, json: { body: 'x', score: 9 } })
  expect(unknown.json['errors']).toEqual([{ field: 'score', pointer: '#/score', code: 'invalid', detail: 'No such field is known here.' }])
  const missing = await call('POST', path, { ...ann, json: {} })
  expect(missing.json['errors']).toEqual([{ field: 'body', pointer: '#/body', code: 'invalid', detail: 'This is missing.' }])
  const nested = await call('POST', `/papers/${(await aPaper()).slug}/questions`, { ...ann, json: { body: 'x', anchor: { label: 'Eq. 1', sort: 'z' } } })
  expect([nested.status, faultsOf(nested)]).toEqual([422, ['sort: invalid']])
})

test('a problem names its kind by an address that explains it', async () => {
  const problem = await call('GET', '/papers/none')
  expect(problem.json).toEqual({ type: `${site}/api/v1/problems/not-found`, title: 'Not found', status: 404, detail: 'There is no such thing here.', errors: [] })
  expect((await call('GET', '/problems/not-found')).json).toEqual({ code: 'not-found', title: 'Not found', status: 404 })
  expect((await call('GET', '/problems/toString')).status).toBe(404)
})

test('a parameter of a list is a whole number in its bounds, a cursor one of that list, and none comes twice', async () => {
  const { id } = await anAnswer()
  for (const query of ['limit=0', 'limit=-1', 'limit=101', 'limit=1.5', 'limit=x', 'after=garbage', `after=${cursorOf(['x'])}`, `after=${cursorOf([1e12, 1])}`, `after=${cursorOf([1.5, 1])}`, 'sort=score', 'rating=sideways', 'sort=rating', 'dir=up', 'from=0', 'to=2020x', 'sort=year&all=true', `sort=title&after=${cursorOf([1, 1])}`, `sort=activity&after=${cursorOf([-1, 1])}`]) {
    expect((await call('GET', `/papers?${query}`)).status, query).toBe(422)
  }
  for (const query of ['limit=1&limit=2', 'after=%00', '__proto__=1']) expect((await call('GET', `/papers?${query}`)).status, query).toBe(400)
  expect((await call('GET', '/papers?limit=&after=')).status).toBe(200)
  expect((await call('GET', `/questions/${id}?order=newest&after=${cursorOf([true, 1, 1])}`)).status).toBe(422)
  expect((await call('GET', '/events?after=-1')).status).toBe(422)
  expect((await call('GET', '/search?kind=animal')).status).toBe(422)
  const { slug } = await aPaper()
  expect((await call('GET', `/papers/${slug}/questions?after=${cursorOf([3e9])}`)).status).toBe(422)
})

test('what is no id is no thing', async () => {
  for (const id of naughty.filter(text => text !== '')) expect((await call('GET', `/questions/${encodeURIComponent(id)}`)).status, id).toBe(404)
})

test('a change without a token comes from a page of the site, or it is refused before it is read', async () => {
  const { id } = await aQuestion()
  for (const origin of [null, 'null', 'https://elsewhere.example', 'http://localhost:3001', 'https://localhost:3000', 'http://localhost:3000.evil.example', 'not an origin']) {
    for (const endpoint of endpoints.filter(one => one.method !== 'GET')) {
      const path = endpoint.path.replace('{id}', String(id)).replace('{slug}', 'x').replace('{handle}', 'xyz').replace('{kind}', 'paper')
      expect((await call(endpoint.method, path, { origin, raw: 'not even JSON' })).status, `${endpoint.method} ${path} from ${String(origin)}`).toBe(403)
    }
  }
  expect((await call('POST', '/render', { origin: 'http://127.0.0.1:3000', json: { markdown: 'x' } })).status).toBe(200)
})

test('an Idempotency-Key is visible ASCII of bounded length', async () => {
  const ann = await aCaller()
  const { id } = await aQuestion()
  for (const key of ['x'.repeat(201), 'ä', 'two words']) expect((await call('POST', `/questions/${id}/answers`, { ...ann, json: { body: 'x' }, headers: { 'idempotency-key': key } })).status).toBe(400)
})

test('every route, as every role, on what is not there: refused, never broken', async () => {
  const callers = [{}, await aCaller(), await aCaller({ role: 'moderator' }), await aCaller({ role: 'author' })]
  const bodies: Record<string, object> = {
    '/papers/{slug}/questions': { body: 'A question.', guest: 'Gil' }, '/questions/{id}/answers': { body: 'An answer.', guest: 'Gil' }, '/posts/{id}/comments': { body: 'A comment.', guest: 'Gil' }, '/posts/{id}': { body: 'An edit.' },
    '/questions/{id}/status': { status: 'closed' }, '/questions/{id}/expertise': { expertise: 'optics' }, '/posts/{id}/flags': { reason: 'other' }, '/posts/{id}/moderation': { decision: 'hide' }, '/people/{handle}/suspension': { reason: 'x' }, '/people/{handle}/delegation': { until: '2030-01-31' }, '/render': { markdown: 'x', paper: 'none' }, '/posts/{id}/amendment': { body: 'Mended.' }, '/questions/{id}/summary': { body: 'In short.', seen: 0 }, '/posts/{id}/appeal': { words: 'Read it again.' }, '/moderation/appeals/{id}': { outcome: 'refused' }, '/people/{handle}/notes': { words: 'A note.' }, '/posts/{id}/note': { text: 'A note.' }, '/papers/{slug}/assessment': { remark: 'A remark.' }, '/drafts/{place}': { fields: { body: 'Half a text.' }, revision: 0 }, '/readings/{id}': { post: 1 },
  }
  for (const endpoint of endpoints.filter(one => one.path.includes('{'))) for (const caller of callers) {
    const path = endpoint.path.replace('{id}', endpoint.path.startsWith('/follows') ? 'none' : '987654').replace('{slug}', 'none').replace('{handle}', 'none-such').replace('{kind}', 'paper').replace('{code}', 'none').replace('{place}', 'none')
    const answer = await call(endpoint.method, path, { ...caller, headers: { 'if-match': '"1"' }, ...(endpoint.body ? { json: bodies[endpoint.path] ?? {} } : {}) })
    const closed = endpoint.needs === 'moderate' || !endpoint.guests
    expect(closed ? [401, 403, 404] : [404], `${endpoint.method} ${path}: ${answer.status}`).toContain(answer.status)
  }
})

test('other people’s posts: each write is refused to members and strangers, and a held one is not there at all', async () => {
  const { id } = await anAnswer({ body: 'Not yours.' })
  const held = (await call('POST', `/posts/${id}/comments`, { json: { body: 'Held thing.', guest: 'Gil' }, address: '203.0.113.20' })).json['id']
  const mallory = await aCaller()
  const tries: [string, string, object | null][] = [['PATCH', '', { body: 'Mine now.' }], ['DELETE', '', null], ['PUT', '/endorsement', null], ['DELETE', '/endorsement', null], ['POST', '/moderation', { decision: 'hide' }]]
  for (const [method, path, json] of tries) for (const caller of [{}, mallory]) {
    const given = { ...caller, headers: { 'if-match': '"1"' }, ...(json ? { json } : {}) }
    expect([401, 403], `${method} ${path}`).toContain((await call(method, `/posts/${id}${path}`, given)).status)
    expect([401, 403, 404], `${method} ${path}`).toContain((await call(method, `/posts/${String(held)}${path}`, given)).status)
  }
  for (const path of ['/vote', '/flags', '/comments']) {
    const answer = await call(path === '/vote' ? 'PUT' : 'POST', `/posts/${String(held)}${path}`, { ...mallory, ...(path === '/flags' ? { json: { reason: 'other' } } : path === '/comments' ? { json: { body: 'I see you.' } } : {}) })
    expect(answer.status, path).toBe(404)
  }
  const still = await call('GET', `/posts/${id}`)
  expect([still.json['body'], still.json['state'], still.json['revision']]).toEqual(['Not yours.', 'public', 1])
})

// Half a surrogate pair has no place in an address.
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '\uFFFD')

test('any input to any route is answered under 500', async () => {
  const { id, question } = await anAnswer()
  const { slug } = await aPaper()
  const author = await aCaller({ role: 'author' })
  const text = fc.oneof(fc.constantFrom(...naughty), fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(String(id), String(question), slug, author.person.handle))
  const value: fc.Arbitrary<unknown> = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 2 }), fc.dictionary(fc.constantFrom('label', 'kind', 'quote', 'version', 'text', 'rule', 'x'), text, { maxKeys: 3 }))
  const field = fc.constantFrom('body', 'title', 'anchor', 'guest', 'markdown', 'paper', 'status', 'reason', 'until', 'decision', 'target', 'note', 'extra')
  const asked = fc.record({
    endpoint: fc.constantFrom(...endpoints),
    parts: fc.array(text, { minLength: 2, maxLength: 2 }),
    query: fc.dictionary(fc.constantFrom('limit', 'after', 'q', 'kind', 'order', 'topic', 'author', 'status', 'rating', 'open', 'venue', 'from', 'to', 'title', 'sort', 'dir', 'filter', 'x'), text, { maxKeys: 3 }),
    json: fc.oneof(fc.dictionary(field, value, { maxKeys: 4 }), value),
    headers: fc.dictionary(fc.constantFrom('if-match', 'idempotency-key', 'if-none-match', 'accept'), fc.string({ maxLength: 10 }).map(raw => raw.replace(/[^\x21-\x7e]/g, '')), { maxKeys: 2 }),
    signedIn: fc.boolean(),
  })
  await fc.assert(fc.asyncProperty(asked, async ({ endpoint, parts, query, json, headers, signedIn }) => {
    let turn = 0
    const path = endpoint.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(wellFormed(parts[turn++] ?? '')))
    const search = new URLSearchParams(Object.entries(query).map(([name, one]) => [name, wellFormed(one)]))
    const answer = await call(endpoint.method, `${path}?${search.toString()}`, { ...(signedIn ? { token: author.token } : {}), headers, ...(endpoint.body ? { json } : {}) })
    expect(answer.status).toBeLessThan(500)
  }), { numRuns: 400, endOnFailure: true })
}, 120_000)

test('any bytes as a body are answered under 500', async () => {
  const ann = await aCaller()
  const { id } = await aQuestion()
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async bytes => {
    expect((await call('POST', `/questions/${id}/answers`, { ...ann, raw: new Uint8Array(bytes) })).status).toBeLessThan(500)
  }), { numRuns: 100 })
})

test('a fault of ours is a problem with a number, and tells nothing else', async () => {
  const broken = { ...anAsked('GET', '/papers'), number: 'ABC123' }
  Object.defineProperty(broken.url, 'searchParams', { get: () => { throw new Error('secret detail') } })
  const answer = await answerRequest(broken)
  const json = objectOf(JSON.parse(answer.body.toString('utf8')))
  expect([answer.status, json['instance'], json['title']]).toEqual([500, 'ABC123', 'Broken'])
  expect(JSON.stringify(json)).not.toContain('secret detail')
})
