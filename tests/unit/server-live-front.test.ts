import http from 'node:http'
import { afterEach, expect, test } from 'vitest'
import type { FrontParts } from '@/server/front'
import { aFront, aPage } from '@/tests/support/front'
import type { TestFront } from '@/tests/support/front'

const quiet: NonNullable<FrontParts['follower']> = {
  position: 12, follow: () => () => undefined, sure: () => true, knows: () => true, look: () => Promise.resolve(), hear: () => undefined, hearLoss: () => undefined, ownLast: 0,
}
const open: TestFront[] = []
const requests: http.ClientRequest[] = []
afterEach(async () => {
  for (const request of requests.splice(0)) request.destroy()
  for (const front of open.splice(0)) await front.close()
})

async function front(env: Record<string, string> = {}): Promise<TestFront> {
  const made = await aFront(() => aPage('<p>Hello</p>'), env, { follower: quiet })
  open.push(made)
  return made
}

function listen(site: TestFront, headers: Record<string, string> = {}): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = http.get({ port: site.port, host: '127.0.0.1', path: '/live', headers: { host: `localhost:${site.port}`, ...headers }, agent: false }, response => {
      response.on('error', () => undefined)
      response.resume()
      resolve(response)
    })
    request.on('error', reject)
    requests.push(request)
  })
}

test('an address has twenty streams at most, without a limit where limits are off, and streams hinder no other request', async () => {
  const [limited, free] = [await front({ TRUST_PROXY: '1' }), await front({ RATE_LIMITS: 'off' })]
  const statuses = (site: TestFront, count: number) => Promise.all(Array.from({ length: count }, async () => (await listen(site, { 'x-forwarded-for': '9.9.9.9' })).statusCode))

  expect((await statuses(limited, 25)).sort()).toEqual([...Array<number>(20).fill(200), ...Array<number>(5).fill(429)])
  expect(new Set(await statuses(free, 300))).toEqual(new Set([200]))
  expect(limited.front.listeners()).toBe(20)
  expect((await limited.ask('/papers', { headers: { 'x-forwarded-for': '9.9.9.9' } })).status).toBe(200)
  expect((await free.ask('/papers')).status).toBe(200)
})

test('a stream is asked for by reading, of this site, and its place in the log is told', async () => {
  const site = await front()

  expect((await site.ask('/live', { method: 'HEAD' })).headers['content-type']).toBe('text/event-stream; charset=utf-8')
  expect((await site.ask('/live', { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(405)
  expect((await site.ask('/live', { headers: { host: 'evil.org' } })).status).toBe(421)
  expect((await site.ask('/live?question=x')).status).toBe(400)
  expect(site.seen).toEqual([])
  expect(site.lines.join('')).toContain('"route":"/live"')
})

test('the end of the process does not wait for streams', async () => {
  const site = await front()
  const stream = await listen(site)
  const ended = new Promise<boolean>(resolve => { stream.once('end', () => { resolve(stream.complete) }) })
  let waited = true

  await site.front.drain(5_000).then(() => { waited = site.front.listeners() > 0 })

  expect(waited).toBe(false)
  expect(await ended).toBe(true)
})
