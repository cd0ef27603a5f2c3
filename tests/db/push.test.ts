import type { ECDH } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { pushKeys } from '@/config/push-keys'
import { db } from '@/db'
import { notifications, outbox, people, posts, pushSubscriptions } from '@/db/schema'
import { endSessions } from '@/forum/access'
import { closeAccount } from '@/forum/closing'
import { examine } from '@/forum/doctor'
import { decide } from '@/forum/moderation'
import { sendsMail, takeDue } from '@/forum/outbox'
import { enqueuePushes, listDevices, subscribe, unsubscribe } from '@/forum/push'
import { pushServiceOf } from '@/forum/push-services'
import type { Person } from '@/forum/viewer'
import type { Push, PushAnswer } from '@/server/push-delivery'
import { pushDue } from '@/server/push-room'
import { call, itemsOf, aCaller } from '../support/api'
import { aDatabase } from '../support/database'
import { browserKeys, opened } from '../support/push-browser'
import { aGuest, anAnswer, aPerson, aQuestion, must, refusal } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

const minute = 60_000
const later = (minutes: number) => () => new Date(Date.now() + minutes * minute)

/** A push service that keeps what it is handed and answers as it is told. */
type Service = { taken: Push[]; answer: (push: Push) => PushAnswer }
const service: Service = { taken: [], answer: () => ({ status: 201, retryAfter: null }) }
const carry = (push: Push) => {
  service.taken.push(push)
  return Promise.resolve(service.answer(push))
}

beforeEach(async () => {
  service.taken = []
  service.answer = () => ({ status: 201, retryAfter: null })
  await db().write(async tx => {
    await tx.delete(outbox)
    await tx.delete(pushSubscriptions)
  })
})

type Browser = { id: number; endpoint: string; own: ECDH; auth: Buffer }
let made = 0

async function aBrowser(person: Person, given: { endpoint?: string; label?: string } = {}): Promise<Browser> {
  const { own, auth, keys } = browserKeys()
  const endpoint = given.endpoint ?? `https://fcm.googleapis.com/fcm/send/${++made}`
  const { id } = must(await subscribe(person, { endpoint, keys, label: given.label ?? 'Firefox on Linux' }))
  return { id, endpoint, own, auth }
}

const message = z.strictObject({ title: z.string(), body: z.string(), url: z.string(), tag: z.string() })
const read = (push: Push | undefined, browser: Browser) => message.parse(JSON.parse(opened(push?.body ?? Buffer.alloc(0), browser.own, browser.auth)))

type Notice = { kind?: 'answer' | 'endorsement' | 'decision' | 'votes'; post: number; question: number; milestone?: number }

/** A notification with its message in the outbox. */
async function told(person: Person, { kind = 'answer', post, question, milestone }: Notice): Promise<number> {
  const now = new Date()
  return db().write(async tx => {
    const [row] = await tx.insert(notifications).values({ person: person.id, event: ++made, kind, own: true, post, question, milestone: milestone ?? null, createdAt: now }).returning()
    if (!row) throw new Error('no notification')
    await enqueuePushes(tx, [{ person: person.id, notification: row.id }], now)
    return row.id
  })
}

const waiting = () => db().read.select().from(outbox).where(eq(outbox.state, 'waiting'))

test('a browser that asked is told, without a mail server, of what its person alone can read on the way', async () => {
  const asker = await aPerson()
  const { id: question } = await aQuestion({ by: asker, title: 'Why is $x^2$ there?' })
  const browser = await aBrowser(asker)
  const answer = await anAnswer({ question, by: await aPerson({ name: 'Lea Blum' }), body: 'A canary.' })
  await told(asker, { post: answer.id, question })

  expect(sendsMail()).toBe(false)
  expect(await pushDue(later(0), carry)).toBe(1)
  const [push] = service.taken
  expect(read(push, browser)).toMatchObject({ title: 'Why is x² there?', body: 'Lea Blum answered' })
  expect(read(push, browser).url).toMatch(new RegExp(`^/papers/[\\w-]+/questions/1#post-${answer.id}$`))
  expect(push?.endpoint).toBe(browser.endpoint)
  expect(push?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', 'ttl': '86400' })
  expect(push?.headers['authorization']).toMatch(new RegExp(`^vapid t=[\\w-]+\\.[\\w-]+\\.[\\w-]+, k=${pushKeys().publicKey}$`))
  expect(push?.headers['topic']).toMatch(/^[\w-]{32}$/)
  expect(push?.body.includes('canary')).toBe(false)
  expect(await pushDue(later(60), carry)).toBe(0)
})

test('what is told of one question replaces what was told of it before, of another it does not', async () => {
  const asker = await aPerson()
  const [one, other] = [await anAnswer({ question: (await aQuestion({ by: asker })).id }), await anAnswer({ question: (await aQuestion({ by: asker })).id })]
  const more = await anAnswer({ question: one.question })
  await aBrowser(asker)
  for (const answer of [one, more, other]) await told(asker, { post: answer.id, question: answer.question })
  expect(await pushDue(later(0), carry)).toBe(3)
  const topics = service.taken.map(push => push.headers['topic'])
  expect(new Set(topics).size).toBe(2)
})

test('each browser of a person is told, and one that fails is tried again alone', async () => {
  const asker = await aPerson()
  const { id: question } = await aQuestion({ by: asker })
  const [fine, slow] = [await aBrowser(asker), await aBrowser(asker, { endpoint: 'https://updates.push.services.mozilla.com/wpush/v2/abc' })]
  const answer = await anAnswer({ question })
  await told(asker, { post: answer.id, question })
  service.answer = push => ({ status: push.endpoint === slow.endpoint ? 503 : 201, retryAfter: null })
  expect(await pushDue(later(0), carry)).toBe(1)
  service.taken = []
  service.answer = () => ({ status: 201, retryAfter: null })
  expect(await pushDue(later(0.5), carry)).toBe(0)
  expect(await pushDue(later(2), carry)).toBe(1)
  expect(service.taken.map(push => push.endpoint)).toEqual([slow.endpoint])
  expect(fine.id).not.toBe(slow.id)
})

test('a service says when to come again, and is not asked before', async () => {
  const asker = await aPerson()
  const { id: question } = await aQuestion({ by: asker })
  await aBrowser(asker)
  await told(asker, { post: (await anAnswer({ question })).id, question })
  service.answer = () => ({ status: 429, retryAfter: '1800' })
  await pushDue(later(0), carry)
  service.answer = () => ({ status: 201, retryAfter: null })
  expect(await pushDue(later(29), carry)).toBe(0)
  expect(await pushDue(later(31), carry)).toBe(1)
})

test('a browser that has unsubscribed is forgotten, whatever else waits for it is dropped', async () => {
  for (const status of [404, 410]) {
    const asker = await aPerson()
    const { id: question } = await aQuestion({ by: asker })
    await aBrowser(asker)
    for (let n = 0; n < 3; n++) await told(asker, { post: (await anAnswer({ question })).id, question })
    service.answer = () => ({ status, retryAfter: null })
    await pushDue(later(0), carry)
    expect(await listDevices(asker.id)).toEqual([])
    await pushDue(later(2), carry)
    expect(await waiting()).toEqual([])
  }
})

test('after five tries a message is dead, and the doctor says so', async () => {
  const asker = await aPerson()
  const { id: question } = await aQuestion({ by: asker })
  await aBrowser(asker)
  await told(asker, { post: (await anAnswer({ question })).id, question })
  service.answer = () => ({ status: 503, retryAfter: null })
  for (const after of [0, 2, 15, 80, 900, 1_000]) await pushDue(later(after), carry)
  expect(service.taken).toHaveLength(5)
  const now = new Date()
  expect((await examine({ now, serverRuns: false })).map(fault => fault.what)).toContain('1 notice to browsers could not be sent in 5 tries.')
  // The service's own fault forgets nobody.
  expect(await listDevices(asker.id)).toHaveLength(1)
})

test('a service that takes nothing of ours in all tries knows the browser by other keys: it is forgotten', async () => {
  const asker = await aPerson()
  const { id: question } = await aQuestion({ by: asker })
  await aBrowser(asker)
  await told(asker, { post: (await anAnswer({ question })).id, question })
  service.answer = () => ({ status: 403, retryAfter: null })
  for (const after of [0, 2, 15, 80, 900]) await pushDue(later(after), carry)
  expect(await listDevices(asker.id)).toEqual([])
})

test('where a service is away, the others for it wait without being tried one by one', async () => {
  const asker = await aPerson()
  const { id: question } = await aQuestion({ by: asker })
  await aBrowser(asker)
  for (let n = 0; n < 12; n++) await told(asker, { post: (await anAnswer({ question })).id, question })
  service.answer = () => ({ away: 'ECONNREFUSED' })
  expect(await pushDue(later(0), carry)).toBe(0)
  expect(service.taken.length).toBeLessThanOrEqual(4)
  expect(await waiting()).toHaveLength(12)
  service.answer = () => ({ status: 201, retryAfter: null })
  expect(await pushDue(later(2), carry)).toBe(12)
})

test('nothing is said of what is hidden, read, taken back, late, or of somebody suspended', async () => {
  const [asker, moderator] = [await aPerson(), await aPerson({ role: 'moderator' })]
  const { id: question } = await aQuestion({ by: asker })
  await aBrowser(asker)
  const hidden = await anAnswer({ question })
  await told(asker, { post: hidden.id, question })
  must(await decide(moderator, { post: hidden.id, decision: 'hide', reason: { text: 'x' } }))
  const fine = await anAnswer({ question })
  await told(asker, { post: fine.id, question })
  await db().write(async tx => { await tx.update(notifications).set({ readAt: new Date() }).where(eq(notifications.person, asker.id)) })
  await told(asker, { kind: 'endorsement', post: fine.id, question })
  expect(await pushDue(later(0), carry)).toBe(0)
  expect(await waiting()).toEqual([])
  await told(asker, { post: fine.id, question })
  expect(await pushDue(later(25 * 60), carry)).toBe(0)
  await told(asker, { post: fine.id, question })
  await db().write(async tx => { await tx.update(people).set({ suspendedUntil: new Date(Date.now() + 60 * minute) }).where(eq(people.id, asker.id)) })
  expect(await pushDue(later(0), carry)).toBe(0)
  expect(service.taken).toEqual([])
  expect(await waiting()).toEqual([])
})

test('under a hidden question nothing is told, and of a decision only that there is one', async () => {
  const [member, moderator] = [await aPerson(), await aPerson({ role: 'moderator' })]
  const { id: question } = await aQuestion({ title: 'A secret title' })
  const answer = await anAnswer({ question, by: member })
  const browser = await aBrowser(member)
  must(await decide(moderator, { post: question, decision: 'hide', reason: { text: 'x' } }))
  await told(member, { post: answer.id, question })
  await pushDue(later(0), carry)
  expect(service.taken).toEqual([])
  must(await decide(moderator, { post: answer.id, decision: 'hide', reason: { text: 'x' } }))
  await told(member, { kind: 'decision', post: answer.id, question })
  await pushDue(later(9), carry)
  expect(service.taken).toEqual([])
  await pushDue(later(11), carry)
  expect(read(service.taken[0], browser)).toMatchObject({ title: 'A moderator decided on your answer', body: '', url: `/p/${answer.id}` })
})

test('only what is to come at once calls: what was chosen to come gathered, or on the site alone, does not', async () => {
  const asker = await aPerson()
  const { id: question } = await aQuestion({ by: asker })
  const answer = await anAnswer({ question })
  await aBrowser(asker)
  await told(asker, { kind: 'votes', post: question, question, milestone: 5 })
  await db().write(async tx => { await tx.update(people).set({ notices: { replies: 'daily', votes: 'now' } }).where(eq(people.id, asker.id)) })
  await told(asker, { post: answer.id, question })
  expect(await waiting()).toEqual([])
  await told(asker, { kind: 'votes', post: question, question, milestone: 10 })
  expect(await pushDue(later(0), carry)).toBe(1)
})

test('the outbox holds ids alone, and mail takes nothing that is for browsers', async () => {
  const asker = await aPerson()
  const { id: question } = await aQuestion({ by: asker, title: 'A canary?' })
  await aBrowser(asker)
  await told(asker, { post: (await anAnswer({ question })).id, question })
  expect(JSON.stringify(await waiting())).not.toMatch(/canary|fcm/)
  expect(await takeDue(later(1)(), 'mail')).toBeNull()
})

test('only endpoints of the named services are taken: by https, on the usual port, hosts compared whole', async () => {
  for (const fine of ['https://fcm.googleapis.com/fcm/send/a', 'https://updates.push.services.mozilla.com/wpush/v2/a', 'https://web.push.apple.com/Q', 'https://wns2-am3p.notify.windows.com/w/?token=a', 'https://FCM.googleapis.com/x']) expect(pushServiceOf(fine), fine).not.toBeNull()
  const person = await aPerson()
  for (const endpoint of ['', 'x', 'http://fcm.googleapis.com/x', 'https://fcm.googleapis.com:8443/x', 'https://fcm.googleapis.com.evil.example/x', 'https://evilfcm.googleapis.com.', 'https://notfcm.googleapis.com/x', 'https://evilpush.apple.com/x',
    'https://user@fcm.googleapis.com/x', 'https://fcm.googleapis.com@evil.example/x', 'https://127.0.0.1/x', 'https://[::1]/x', 'https://localhost/x', 'https://fcm.googleapis.com./x', 'javascript:alert(1)', `https://fcm.googleapis.com/${'x'.repeat(900)}`]) {
    expect(pushServiceOf(endpoint), endpoint).toBeNull()
    expect(refusal(await subscribe(person, { endpoint, keys: browserKeys().keys, label: '' }))).toBe('push-service')
  }
})

test('keys that are none are refused', async () => {
  const person = await aPerson()
  const { keys } = browserKeys()
  for (const wrong of [{ ...keys, auth: '' }, { ...keys, auth: 'AAAA' }, { ...keys, p256dh: '' }, { ...keys, p256dh: Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 9)]).toString('base64url') }, { ...keys, p256dh: '%%%' }]) {
    expect(refusal(await subscribe(person, { endpoint: 'https://fcm.googleapis.com/x', keys: wrong, label: '' }))).toBe('malformed')
  }
  expect(refusal(await subscribe(aGuest(), { endpoint: 'https://fcm.googleapis.com/x', keys, label: '' }))).toBe('sign-in')
})

test('a person has ten devices at most, one row for an endpoint, and it belongs to whoever subscribed last', async () => {
  const [person, other] = [await aPerson(), await aPerson()]
  const browsers: Browser[] = []
  for (let n = 0; n < 10; n++) browsers.push(await aBrowser(person))
  const [first] = browsers
  if (!first) throw new Error('ten browsers')
  expect(refusal(await subscribe(person, { endpoint: 'https://fcm.googleapis.com/eleven', keys: browserKeys().keys, label: '' }))).toBe('not-allowed')
  expect((await aBrowser(person, { endpoint: first.endpoint })).id).toBe(first.id)
  await aBrowser(other, { endpoint: first.endpoint })
  expect([(await listDevices(person.id)).length, (await listDevices(other.id)).length]).toEqual([9, 1])
  expect(refusal(await unsubscribe(person, { id: first.id }))).toBe('not-found')
  must(await unsubscribe(other, { endpoint: first.endpoint }))
  expect(await listDevices(other.id)).toEqual([])
})

test('what was waiting for a browser that has changed hands is not told to the new one', async () => {
  const [asker, other] = [await aPerson(), await aPerson()]
  const { id: question } = await aQuestion({ by: asker })
  const browser = await aBrowser(asker)
  await told(asker, { post: (await anAnswer({ question })).id, question })
  await aBrowser(other, { endpoint: browser.endpoint })
  expect(await pushDue(later(0), carry)).toBe(0)
})

test('signing out everywhere and closing the account end it on every device', async () => {
  const person = await aPerson()
  await aBrowser(person)
  await db().write(tx => endSessions(tx, person.id))
  expect(await listDevices(person.id)).toEqual([])
  await aBrowser(person)
  must(await closeAccount(person, { posts: 'keep' }))
  expect(await listDevices(person.id)).toEqual([])
  expect(await db().read.select().from(posts).where(eq(posts.person, person.id))).toEqual([])
})

test('the interface for programs takes a browser, lists it with the site’s key, and lets it go', async () => {
  const caller = await aCaller()
  const json = { endpoint: 'https://fcm.googleapis.com/fcm/send/by-api', keys: browserKeys().keys, label: 'Chrome' }
  const made = await call('PUT', '/push/subscriptions', { ...caller, json })
  expect([made.status, made.json['service'], made.json['label']]).toEqual([200, 'fcm.googleapis.com', 'Chrome'])
  const listed = await call('GET', '/push/subscriptions', caller)
  expect([listed.json['publicKey'], itemsOf(listed).length]).toEqual([pushKeys().publicKey, 1])
  expect(listed.text).not.toContain('by-api')
  expect((await call('DELETE', `/push/subscriptions/${String(made.json['id'])}`, await aCaller())).status).toBe(404)
  expect((await call('DELETE', `/push/subscriptions/${String(made.json['id'])}`, caller)).status).toBe(204)
  expect(itemsOf(await call('GET', '/push/subscriptions', caller))).toEqual([])
  expect((await call('PUT', '/push/subscriptions', { json })).status).toBe(401)
  expect((await call('PUT', '/push/subscriptions', { ...caller, json: { ...json, endpoint: 'https://127.0.0.1/x' } })).status).toBe(422)
})
