import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { pairOf } from '@/config/push-keys'
import type { Subscription } from '@/forum/push'
import { deliverPush, overHttps } from '@/server/push-delivery'
import type { Push, PushAnswer } from '@/server/push-delivery'
import { browserKeys, opened } from '../support/push-browser'

const servers: http.Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A push service on this machine, and what it was sent. */
async function aService(answer: http.RequestListener): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = []
  const server = http.createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    answer(request, response)
  })
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { origin: `http://127.0.0.1:${portOf(server.address())}`, asked }
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}

const push = (endpoint: string): Push => ({ endpoint, headers: { ttl: '60' }, body: Buffer.from('x') })

test('a redirect leads nowhere: the service itself answers, or nobody', async () => {
  const { origin, asked } = await aService((_request, response) => { response.writeHead(307, { location: '/elsewhere' }).end() })
  expect(await overHttps()(push(`${origin}/a`))).toEqual({ status: 307, retryAfter: null })
  expect(asked).toEqual(['POST /a'])
})

test('a service that says nothing is left in time, as is one that is not there', async () => {
  const { origin } = await aService(() => undefined)
  expect(await overHttps(100)(push(`${origin}/a`))).toEqual({ away: 'TimeoutError' })
  expect(await overHttps()(push('http://127.0.0.1:1/a'))).toHaveProperty('away')
})

test('an answer of any length costs nothing but its head', async () => {
  const { origin } = await aService((_request, response) => {
    response.writeHead(429, { 'retry-after': '7' })
    const more = () => { while (!response.destroyed && response.write('x'.repeat(65_536))); }
    response.on('drain', more)
    more()
  })
  expect(await overHttps()(push(`${origin}/a`))).toEqual({ status: 429, retryAfter: '7' })
})

const keys = pairOf(Buffer.alloc(32, 7))
const now = new Date('2026-11-26T12:00:00Z')
const message = { title: 'Why?', body: 'Lea answered', url: '/p/1', tag: 'tag' }

function to(endpoint: string, browser = browserKeys().keys): Subscription {
  return { id: 1, person: 1, endpoint, ...browser, label: '', createdAt: now }
}

const deliver = (subscription: Subscription, answer: PushAnswer, taken: Push[] = []) =>
  deliverPush(subscription, message, { keys, subject: 'https://forum.example', now, transport: one => { taken.push(one); return Promise.resolve(answer) } })

test('what is handed over is sealed for the browser and signed for the service', async () => {
  const { own, auth, keys: browser } = browserKeys()
  const taken: Push[] = []
  expect(await deliver(to('https://web.push.apple.com/abc', browser), { status: 201, retryAfter: null }, taken)).toEqual({ outcome: 'sent' })
  expect(JSON.parse(opened(taken[0]?.body ?? Buffer.alloc(0), own, auth))).toEqual(message)
  const claims = (taken[0]?.headers['authorization'] ?? '').split('.')[1] ?? ''
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({ aud: 'https://web.push.apple.com', exp: now.getTime() / 1_000 + 43_200, sub: 'https://forum.example' })
})

test('nothing goes to a host that is not named, whatever was stored', async () => {
  const taken: Push[] = []
  for (const endpoint of ['https://127.0.0.1/x', 'http://fcm.googleapis.com/x', 'https://fcm.googleapis.com.evil.example/x']) expect(await deliver(to(endpoint), { status: 201, retryAfter: null }, taken)).toEqual({ outcome: 'gone' })
  expect(taken).toEqual([])
})

test('what the service answers decides: gone, again later, or not for what was sent', async () => {
  const endpoint = 'https://fcm.googleapis.com/x'
  for (const status of [404, 410]) expect(await deliver(to(endpoint), { status, retryAfter: null })).toEqual({ outcome: 'gone' })
  expect(await deliver(to(endpoint), { status: 403, retryAfter: null })).toEqual({ outcome: 'refused', reason: 'status 403', at: null, ours: true })
  expect(await deliver(to(endpoint), { status: 307, retryAfter: null })).toMatchObject({ outcome: 'refused', ours: true })
  expect(await deliver(to(endpoint), { status: 503, retryAfter: 'Thu, 26 Nov 2026 12:10:00 GMT' })).toEqual({ outcome: 'refused', reason: 'status 503', at: new Date('2026-11-26T12:10:00Z'), ours: false })
  for (const [said, at] of [['120', '2026-11-26T12:02:00Z'], ['999999999', '2026-11-27T12:00:00Z'], ['Thu, 01 Jan 1970 00:00:00 GMT', '2026-11-26T12:00:00Z']] as const) {
    expect(await deliver(to(endpoint), { status: 429, retryAfter: said })).toMatchObject({ at: new Date(at) })
  }
  expect(await deliver(to(endpoint), { status: 429, retryAfter: 'soon' })).toMatchObject({ at: null, ours: false })
  expect(await deliver(to(endpoint), { away: 'ENOTFOUND' })).toEqual({ outcome: 'away', reason: 'ENOTFOUND' })
})
