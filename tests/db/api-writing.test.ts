import { beforeAll, expect, test } from 'vitest'
import { aCaller, aToken, call, faultsOf, itemsOf, listOf, objectOf, warmRenderer } from '../support/api'
import { aDatabase } from '../support/database'
import { aPaper, aPerson, aQuestion, anAnswer } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()
beforeAll(warmRenderer)

async function answersOf(question: number, token?: string) {
  return listOf((await call('GET', `/questions/${question}`, token === undefined ? {} : { token })).json['answers'])
}

test('a member’s answer is posted, told of with its place and revision, and stands in the thread with its comment', async () => {
  const { id } = await aQuestion()
  const ann = await aCaller()
  const bob = await aCaller()
  const posted = await call('POST', `/questions/${id}/answers`, { token: ann.token, json: { body: 'An **answer** with $x^2$ and `code`.' } })
  expect([posted.status, posted.json['state'], posted.json['kind'], posted.json['parent'], posted.json['question']]).toEqual([201, 'public', 'answer', id, id])
  expect(posted.json['html']).toMatch(/<strong>answer<\/strong>/)
  expect(posted.headers.get('location')).toBe(`http://localhost:3000/api/v1/posts/${String(posted.json['id'])}`)
  expect(posted.headers.get('etag')).toBe('"1"')
  expect(posted.json['writer']).toEqual({ handle: ann.person.handle, name: ann.person.name, role: 'member' })

  const comment = await call('POST', `/posts/${String(posted.json['id'])}/comments`, { token: bob.token, json: { body: 'A comment.' } })
  const reply = await call('POST', `/posts/${String(comment.json['id'])}/comments`, { token: ann.token, json: { body: 'A reply.' } })
  const [answer] = await answersOf(id)
  expect(listOf(answer?.['comments']).map(one => [one['id'], one['parent']])).toEqual([[comment.json['id'], posted.json['id']], [reply.json['id'], comment.json['id']]])
})

test('a question is asked with title and anchor, and listed with its number', async () => {
  const paper = await aPaper()
  const ann = await aCaller()
  const asked = await call('POST', `/papers/${paper.slug}/questions`, { token: ann.token, json: { title: 'Is $a<b$?', body: 'I wonder.', anchor: { label: 'Eq. (7)' } } })
  expect([asked.status, asked.json['number'], asked.json['status'], asked.json['anchor']]).toEqual([201, 1, 'open', { kind: 'equation', label: 'Eq. (7)' }])
  const listed = itemsOf(await call('GET', `/papers/${paper.slug}/questions`))
  expect(listed.map(one => [one['id'], one['title'], one['heading']])).toEqual([[asked.json['id'], 'Is $a<b$?', 'Is $a<b$?']])
})

test('a retry with the same key, and the same text without one, is the same post; another text under the key is refused', async () => {
  const { id } = await aQuestion()
  const ann = await aCaller()
  const send = (body: string, key?: string) => call('POST', `/questions/${id}/answers`, { token: ann.token, json: { body }, headers: key ? { 'idempotency-key': key } : {} })
  const first = await send('Once only.', 'k-1')
  expect((await send('Once only.', 'k-1')).json['id']).toBe(first.json['id'])
  const other = await send('Something else.', 'k-1')
  expect([other.status, other.json['title']]).toEqual([422, 'Key reused'])
  const plain = await send('Without a key.')
  expect((await send('Without a key.')).json['id']).toBe(plain.json['id'])
  const both = await Promise.all([send('At once.', 'k-2'), send('At once.', 'k-2'), send('At once.', 'k-2')])
  expect(new Set(both.map(one => one.json['id'])).size).toBe(1)
  expect((await answersOf(id)).length).toBe(3)
})

test('a guest’s post needs a name and a page of the site, is held, and is seen by nobody but its browser and moderators', async () => {
  const { id } = await aQuestion()
  const send = (more: Parameters<typeof call>[2], json: object = {}) => call('POST', `/questions/${id}/answers`, { ...more, json: { body: 'Held wombatword.', ...json } })
  expect((await send({ origin: 'https://elsewhere.example' }, { guest: 'Passer-by' })).status).toBe(403)
  expect((await send({ origin: null }, { guest: 'Passer-by' })).status).toBe(403)
  expect((await send({ origin: 'null' }, { guest: 'Passer-by' })).status).toBe(403)
  const bare = await send({})
  expect([bare.status, faultsOf(bare)]).toEqual([422, ['guest: name-missing']])
  expect(listOf(bare.json['errors'])[0]?.['pointer']).toBe('#/guest')

  const held = await send({}, { guest: 'Passer-by' })
  expect([held.status, held.json['state'], held.json['writer'], held.json['body']]).toEqual([202, 'held', { guest: 'Passer-by' }, 'Held wombatword.'])
  expect(held.json['receipt']).toMatch(/^http:\/\/localhost:3000\/receipts\/[\w-]{43}$/)
  const cookie = (held.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  expect(held.headers.get('set-cookie')).toMatch(/^guest=.*HttpOnly/)

  const again = await send({}, { guest: 'Passer-by' })
  expect([again.status, again.json['id'], again.json['receipt']]).toEqual([202, held.json['id'], held.json['receipt']])

  const bob = await aCaller()
  for (const as of [{}, { token: bob.token }]) {
    for (const path of [`/questions/${id}`, `/questions/${id}.md`, '/search?q=wombatword', '/events', `/posts/${String(held.json['id'])}`]) {
      expect((await call('GET', path, as)).text).not.toContain('Held wombatword')
    }
  }
  expect((await call('GET', `/posts/${String(held.json['id'])}`)).status).toBe(404)
  expect((await call('GET', `/posts/${String(held.json['id'])}`, { cookie })).json['body']).toBe('Held wombatword.')
  expect((await call('GET', `/questions/${id}`, { cookie })).text).toContain('Held wombatword')

  const moderator = await aCaller({ role: 'moderator' })
  expect((await call('GET', '/moderation/queue?limit=100', moderator)).text).toContain('wombatword')
  expect((await call('POST', `/posts/${String(held.json['id'])}/moderation`, { ...moderator, json: { decision: 'approve' } })).json['state']).toBe('public')
  expect((await call('GET', `/questions/${id}`)).text).toContain('Held wombatword')
  expect((await call('GET', '/search?q=wombatword')).text).toContain('wombatword')
  const hidden = await call('POST', `/posts/${String(held.json['id'])}/moderation`, { ...moderator, json: { decision: 'hide', reason: { text: 'test' } } })
  expect(objectOf(hidden.json['decision'])).toMatchObject({ decision: 'hide', reason: 'test' })
  for (const path of [`/questions/${id}`, `/questions/${id}.md`, '/search?q=wombatword', `/posts/${String(held.json['id'])}`]) expect((await call('GET', path)).text).not.toContain('Held wombatword')
})

test('a guest edits and withdraws the own held post by the browser’s cookie', async () => {
  const { id } = await aQuestion()
  const held = await call('POST', `/questions/${id}/answers`, { json: { body: 'A slip.', guest: 'Gil' }, address: '203.0.113.9' })
  const cookie = (held.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const path = `/posts/${String(held.json['id'])}`
  const edited = await call('PATCH', path, { cookie, json: { body: 'No slip.' }, headers: { 'if-match': '"1"' } })
  expect([edited.status, edited.json['body'], edited.json['state'], edited.headers.get('etag')]).toEqual([200, 'No slip.', 'held', '"2"'])
  expect((await call('PATCH', path, { json: { body: 'Mine.' }, headers: { 'if-match': '"2"' } })).status).toBe(404)
  expect((await call('DELETE', path, { cookie, origin: 'https://elsewhere.example' })).status).toBe(403)
  expect((await call('DELETE', path, { cookie })).status).toBe(204)
  expect((await call('GET', path)).status).toBe(404)
})

test('an edit needs the revision seen; a stale one gets the present post, another’s post is told first', async () => {
  const ann = await aCaller()
  const bob = await aCaller()
  const { id } = await anAnswer({ by: ann.person, body: 'First words.' })
  const edit = (token: string, revision: string | null, body: string) => call('PATCH', `/posts/${id}`, { token, json: { body }, headers: revision === null ? {} : { 'if-match': revision } })
  expect((await edit(bob.token, null, 'Not mine.')).status).toBe(403)
  expect((await edit(ann.token, null, 'Blind.')).status).toBe(428)
  expect((await edit(ann.token, '*', 'Blind.')).status).toBe(428)
  expect((await edit(ann.token, 'W/"1"', 'Weak.')).status).toBe(428)
  const one = await edit(ann.token, '"1"', 'Edited once.')
  expect([one.status, one.json['revision'], one.headers.get('etag')]).toEqual([200, 2, '"2"'])
  expect(one.json['editedAt']).not.toBeNull()
  const two = await edit(ann.token, '"1"', 'Edited twice.')
  expect([two.status, objectOf(two.json['current'])['body'], objectOf(two.json['current'])['revision']]).toEqual([412, 'Edited once.', 2])
  expect((await call('GET', `/posts/${id}`)).json['body']).toBe('Edited once.')
  const titled = await call('PATCH', `/posts/${id}`, { token: ann.token, json: { body: 'x', title: 'No' }, headers: { 'if-match': '"2"' } })
  expect([titled.status, faultsOf(titled)]).toEqual([422, ['title: invalid']])
})

test('a question’s title changes with its edit, and leaves with the empty one', async () => {
  const ann = await aCaller()
  const { id } = await aQuestion({ by: ann.person, title: 'Old title' })
  const edit = (revision: number, json: object) => call('PATCH', `/posts/${id}`, { token: ann.token, json, headers: { 'if-match': `"${revision}"` } })
  expect((await edit(1, { body: 'Text. More.', title: 'New title' })).json['title']).toBe('New title')
  expect((await edit(2, { body: 'Text. More.' })).json['title']).toBe('New title')
  expect((await edit(3, { body: 'Text! More.', title: '' })).status).toBeLessThan(500)
})

test('votes count once, come back, and are not for one’s own', async () => {
  const { id, by } = await anAnswer()
  const bob = await aCaller()
  const vote = async (method: string) => {
    const answer = await call(method, `/posts/${id}/vote`, bob)
    return [answer.status, answer.json['score'], answer.json['voted']]
  }
  expect([await vote('PUT'), await vote('PUT'), await vote('DELETE'), await vote('DELETE'), await vote('PUT')]).toEqual([[200, 1, true], [200, 1, true], [200, 0, false], [200, 0, false], [200, 1, true]])
  expect((await call('PUT', `/posts/${id}/vote`, { token: await aToken(by, 'write') })).status).toBe(403)
  const guest = await call('PUT', `/posts/${id}/vote`)
  expect([guest.status, guest.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="api"'])
})

test('a race of votes ends in the number of voters', async () => {
  const { id } = await anAnswer()
  const voters = await Promise.all(Array.from({ length: 8 }, () => aCaller()))
  const race = await Promise.all(Array.from({ length: 48 }, (_, turn) => call(turn % 5 === 4 ? 'DELETE' : 'PUT', `/posts/${id}/vote`, { token: voters[turn % 8]?.token ?? '' })))
  expect(race.every(answer => answer.status === 200)).toBe(true)
  for (const voter of voters) await call('PUT', `/posts/${id}/vote`, voter)
  expect((await call('GET', `/posts/${id}`)).json['score']).toBe(8)
})

test('only authors endorse, and the asker calls the question answered', async () => {
  const asker = await aCaller()
  const { id: question } = await aQuestion({ by: asker.person })
  const { id } = await anAnswer({ question })
  const author = await aCaller({ role: 'author' })
  expect((await call('PUT', `/posts/${id}/endorsement`, asker)).status).toBe(403)
  expect((await call('PUT', `/posts/${id}/endorsement`, author)).json).toEqual({ endorsed: true })
  expect((await call('GET', `/posts/${id}`)).json['endorsed']).toBe(true)
  expect((await call('DELETE', `/posts/${id}/endorsement`, author)).json).toEqual({ endorsed: false })
  const set = (token: string, status: string) => call('PUT', `/questions/${question}/status`, { token, json: { status, reason: 'so' } })
  expect([(await set(asker.token, 'answered')).json['status'], (await set(asker.token, 'closed')).status, (await set(author.token, 'closed')).json['status']]).toEqual(['answered', 403, 'closed'])
  const late = await call('POST', `/questions/${question}/answers`, { ...asker, json: { body: 'Too late?' } })
  expect([late.status, late.json['title']]).toEqual([409, 'Question closed'])
  expect((await call('POST', `/posts/${question}/comments`, { ...asker, json: { body: 'A comment goes.' } })).status).toBe(201)
})

test('a deleted post with replies leaves a tombstone, one without leaves nothing', async () => {
  const ann = await aCaller()
  const { id: question } = await aQuestion()
  const { id } = await anAnswer({ question, by: ann.person, body: 'To be withdrawn.' })
  await call('POST', `/posts/${id}/comments`, { ...await aCaller(), json: { body: 'Holding on.' } })
  const { id: bare } = await anAnswer({ question, by: ann.person, body: 'To vanish.' })
  for (const post of [id, bare]) expect((await call('DELETE', `/posts/${post}`, ann)).status).toBe(204)
  const left = await answersOf(question)
  expect(left.map(one => [one['id'], one['state'], one['body'], one['html']])).toEqual([[id, 'deleted', '', '']])
})

test('a flagged post stands in the queue with its reasons; a decision that comes too late says who was first', async () => {
  const { id } = await anAnswer()
  const reader = await aCaller()
  expect((await call('POST', `/posts/${id}/flags`, { ...reader, json: { reason: 'hostile', note: 'See line 1.' } })).json).toEqual({ flagged: true })
  const one = await aCaller({ role: 'moderator', name: 'Mo One' })
  const two = await aCaller({ role: 'moderator' })
  const item = itemsOf(await call('GET', '/moderation/queue?filter=flagged', one)).find(entry => entry['id'] === id)
  expect(listOf(item?.['flags'])).toMatchObject([{ reason: 'hostile', note: 'See line 1.' }])
  const decide = (token: string) => call('POST', `/posts/${id}/moderation`, { token, json: { decision: 'hide', reason: { rule: 'hostile', text: 'Be kind.' } } })
  expect((await decide(one.token)).status).toBe(200)
  const late = await decide(two.token)
  expect([late.status, objectOf(late.json['decided'])['decision'], objectOf(late.json['decided'])['by']]).toEqual([409, 'hide', 'Mo One'])
  expect((await call('POST', `/posts/${id}/moderation`, { token: await aToken(one.person, 'write'), json: { decision: 'restore' } })).status).toBe(403)
})

test('a suspended person’s token ends at once and does not come back', async () => {
  const moderator = await aCaller({ role: 'moderator' })
  const ann = await aCaller()
  const path = `/people/${ann.person.handle}/suspension`
  expect((await call('GET', '/me', ann)).json).toMatchObject({ handle: ann.person.handle, scope: 'write' })
  expect((await call('PUT', path, { ...ann, json: { reason: 'me' } })).status).toBe(403)
  expect((await call('PUT', path, { ...moderator, json: { until: '2001-01-01', reason: 'Past.' } })).status).toBe(422)
  expect((await call('PUT', path, { ...moderator, json: { until: '2999-01-01', reason: 'Too long.' } })).status).toBe(422)
  const nextYear = `${new Date().getUTCFullYear() + 1}-01-01`
  const put = await call('PUT', path, { ...moderator, json: { until: nextYear, reason: 'Spam.' } })
  expect(put.json).toEqual({ handle: ann.person.handle, until: `${nextYear}T23:59:59.999Z`, reason: 'Spam.', hidden: 0, left: 0 })
  const after = await call('GET', '/papers', ann)
  expect([after.status, after.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="api", error="invalid_token"'])
  expect((await call('DELETE', path, moderator)).status).toBe(204)
  expect((await call('GET', '/me', ann)).status).toBe(401)
  expect((await call('PUT', '/people/nobody-of-that-name/suspension', { ...moderator, json: { reason: 'x' } })).status).toBe(404)
})

test('following is said once and taken back, of what is there', async () => {
  const ann = await aCaller()
  const { id, paper } = await aQuestion()
  const other = await aPerson()
  for (const what of [`paper/${paper.slug}`, `question/${id}`, `person/${other.handle}`]) {
    expect((await call('PUT', `/follows/${what}`, ann)).json['following']).toBe(true)
    expect((await call('PUT', `/follows/${what}`, ann)).status).toBe(200)
    expect((await call('DELETE', `/follows/${what}`, ann)).json['following']).toBe(false)
  }
  for (const what of ['paper/no-such', 'question/999999', 'question/1e3', 'person/no-such-person', 'moon/1', `person/${ann.person.handle}`]) expect((await call('PUT', `/follows/${what}`, ann)).status).toBe(404)
  expect((await call('GET', '/notifications', ann)).json).toEqual({ items: [], next: null })
  for (const path of ['/notifications', '/me', '/moderation/queue']) {
    const asked = await call('GET', path)
    expect([path, asked.status, JSON.stringify(asked.json).includes('"Sign in first."')]).toEqual([path, 401, true])
  }
})

test('a token’s scope bounds what it does, whatever its person may do', async () => {
  const moderator = await aPerson({ role: 'moderator' })
  const { id } = await anAnswer()
  const [read, write, moderate] = [await aToken(moderator, 'read'), await aToken(moderator, 'write'), await aToken(moderator, 'moderate')]
  const tries = async (token: string) => [
    (await call('GET', '/me', { token })).status,
    (await call('POST', `/posts/${id}/comments`, { token, json: { body: `By ${token.slice(-6)}.` } })).status,
    (await call('GET', '/moderation/queue', { token })).status,
  ]
  expect([await tries(read), await tries(write), await tries(moderate)]).toEqual([[200, 403, 403], [200, 201, 403], [200, 201, 200]])
  const refused = await call('POST', `/posts/${id}/comments`, { token: read, json: { body: 'No.' } })
  expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="api", error="insufficient_scope"')
})

test('a first post of a new member is held and told so', async () => {
  const { id } = await aQuestion()
  const fresh = await aCaller({ trust: 0 })
  const held = await call('POST', `/questions/${id}/answers`, { ...fresh, json: { body: 'My first.' } })
  expect([held.status, held.json['state'], 'receipt' in held.json]).toEqual([202, 'held', false])
  expect((await answersOf(id, fresh.token)).map(one => one['state'])).toEqual(['held'])
  expect(await answersOf(id)).toEqual([])
})
