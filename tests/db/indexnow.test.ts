import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '@/db'
import { followers } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { lastPosition } from '@/forum/events'
import { beginFollowing } from '@/forum/log-followers'
import { decide } from '@/forum/moderation'
import { castVote } from '@/forum/votes'
import { doorTo, IndexNow } from '@/server/indexnow'
import { aDatabase } from '../support/database'
import { logSettled } from '../support/log'
import { aGuest, aPaper, aPerson, aQuestion, anAnswer, must } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

const told: unknown[] = []
let status = 200
const engine = http.createServer((request, response) => {
  let body = ''
  request.on('data', part => { body += String(part) })
  request.on('end', () => { told.push(JSON.parse(body)); response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end() })
})
beforeAll(() => new Promise<void>(ready => engine.listen(0, '127.0.0.1', ready)))
afterAll(() => { engine.close() })

const siteUrl = 'https://forum.example.org'
let now = new Date()
let indexNow: IndexNow

function port(): number {
  const address: AddressInfo | string | null = engine.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

beforeEach(async () => {
  told.length = 0
  status = 200
  now = new Date()
  indexNow = new IndexNow({ siteUrl, key: 'a-key-of-the-site' }, doorTo(`http://127.0.0.1:${port()}/indexnow`))
  await beginFollowing({ name: 'indexnow' }, now)
  await logSettled()
  const position = await lastPosition()
  await db().write(async tx => { await tx.update(followers).set({ position }).where(eq(followers.name, 'indexnow')) })
})

/** A round that sees all that has happened. */
async function roundOf(engines: IndexNow, at: Date): Promise<number> {
  await logSettled()
  return engines.round(at)
}

test('what became public is told once, with the key and where it lies', async () => {
  const paper = await aPaper()
  const { id } = await aQuestion({ paper })
  await anAnswer({ question: id })
  await anAnswer({ question: id })

  expect(await roundOf(indexNow, now)).toBe(2)
  expect(told).toEqual([{ host: 'forum.example.org', key: 'a-key-of-the-site', keyLocation: 'https://forum.example.org/a-key-of-the-site.txt', urlList: [`${siteUrl}/papers/${paper.slug}/questions/1`, `${siteUrl}/papers/${paper.slug}`] }])
  expect(await roundOf(indexNow, now)).toBe(0)
  expect(told).toHaveLength(1)
})

test('held posts and votes are told to nobody, a hidden question is, so that it goes', async () => {
  const paper = await aPaper()
  const { id } = await aQuestion({ paper })
  await roundOf(indexNow, now)
  told.length = 0
  must(await postAnswer(aGuest(), { question: id, body: 'Held.', guest: 'Gast' }))
  must(await castVote(await aPerson(), { post: id, voted: true }))
  await roundOf(indexNow, now)
  expect(told).toEqual([])

  must(await decide(await aPerson({ role: 'moderator' }), { post: id, decision: 'hide', reason: { text: 'off topic' } }))
  await roundOf(indexNow, now)
  expect(told).toMatchObject([{ urlList: [`${siteUrl}/papers/${paper.slug}/questions/1`] }])
})

test('where nobody answers the same is told later, ever more seldom; what is refused for good is passed over', async () => {
  await aQuestion()
  status = 503
  expect(await roundOf(indexNow, now)).toBe(0)
  expect(await roundOf(indexNow, new Date(now.getTime() + 59_000))).toBe(0)
  expect(told).toHaveLength(1)
  status = 202
  expect(await roundOf(indexNow, new Date(now.getTime() + 60_000))).toBe(2)
  expect(told).toHaveLength(2)

  await aQuestion()
  status = 403
  expect(await roundOf(indexNow, new Date(now.getTime() + 200_000))).toBe(2)
  expect(await roundOf(indexNow, new Date(now.getTime() + 200_000))).toBe(0)
})

test('a redirect is not followed', async () => {
  await aQuestion()
  status = 302
  expect(await roundOf(indexNow, now)).toBe(0)
  expect(told).toHaveLength(1)
})
