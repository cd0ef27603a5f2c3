/** How far somebody has read: forward only, kept for followed questions, and notifications go with it. */
import { and, asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { follows, notifications, readings } from '@/db/schema'
import { setFollow } from '@/forum/follows'
import { decide } from '@/forum/moderation'
import { markReading } from '@/forum/readings'
import { readLeft } from '@/forum/returning'
import { nobody } from '@/forum/viewer'
import type { Person } from '@/forum/viewer'
import { aCaller, call } from '../support/api'
import { aDatabase } from '../support/database'
import { aComment, aGuest, anAnswer, aPerson, aQuestion, must, refusal } from '../support/world'

aDatabase()

async function aFollower(question: number): Promise<Person> {
  const person = await aPerson()
  must(await setFollow(person, { kind: 'question', id: String(question), following: true }))
  return person
}

async function notified(person: Person, question: number, post: number, event: number): Promise<void> {
  await db().write(async tx => { await tx.insert(notifications).values({ person: person.id, event, kind: 'answer', post, question, createdAt: new Date() }) })
}

const unread = async (person: Person) => (await db().read.select().from(notifications).where(eq(notifications.person, person.id)).orderBy(asc(notifications.id))).filter(row => row.readAt === null).map(row => row.post)

test('it moves forward and never back, and the thread’s document brings it', async () => {
  const { id: question, paper } = await aQuestion()
  const person = await aFollower(question)
  const [first, second] = [await anAnswer({ question }), await anAnswer({ question })]
  expect(await readLeft(person, { slug: paper.slug, number: 1 })).toEqual({ drafts: [], lastRead: null })
  expect(must(await markReading(person, { question, post: question }))).toEqual({ post: question })
  expect(must(await markReading(person, { question, post: second.id }))).toEqual({ post: second.id })
  expect(must(await markReading(person, { question, post: first.id }))).toEqual({ post: second.id })
  expect((await readLeft(person, { slug: paper.slug, number: 1 })).lastRead).toBe(second.id)
  expect((await readLeft(await aFollower(question), { slug: paper.slug, number: 1 })).lastRead).toBeNull()
})

test('in a question that one does not follow nothing is kept', async () => {
  const { id: question } = await aQuestion()
  const person = await aPerson()
  expect(must(await markReading(person, { question, post: question }))).toEqual({ post: null })
  await db().write(async tx => { await tx.insert(follows).values({ person: person.id, kind: 'paper', target: question, createdAt: new Date() }) })
  expect(must(await markReading(person, { question, post: question }))).toEqual({ post: null })
  expect(await db().read.select().from(readings).where(eq(readings.person, person.id))).toEqual([])
})

test('what one was told of the question so far is read with it: no later post, no other question, nobody else’s', async () => {
  const [{ id: question }, { id: elsewhere }] = [await aQuestion(), await aQuestion()]
  const [person, other] = [await aPerson(), await aPerson()]
  const [first, second, there] = [await anAnswer({ question }), await anAnswer({ question }), await anAnswer({ question: elsewhere })]
  await notified(person, question, first.id, 1_000_001)
  await notified(person, question, second.id, 1_000_002)
  await notified(person, elsewhere, there.id, 1_000_003)
  await notified(other, question, first.id, 1_000_001)
  must(await markReading(person, { question, post: first.id }))
  expect([await unread(person), await unread(other)]).toEqual([[second.id, there.id], [first.id]])
  const now = new Date(Date.now() + 60_000)
  must(await markReading(person, { question, post: second.id }, { now }))
  const [read] = await db().read.select().from(notifications).where(and(eq(notifications.person, person.id), eq(notifications.post, first.id)))
  expect([await unread(person), (read?.readAt?.getTime() ?? 0) < now.getTime()]).toEqual([[there.id], true])
})

test('refused: guests, a post of another question, one that is not public', async () => {
  const [{ id: question }, { id: elsewhere }] = [await aQuestion(), await aQuestion()]
  const person = await aFollower(question)
  const hidden = await anAnswer({ question })
  const comment = await aComment({ parent: hidden.id })
  must(await decide(await aPerson({ role: 'moderator' }), { post: hidden.id, decision: 'hide', reason: { text: 'Away.' } }))
  for (const viewer of [nobody, aGuest()]) expect(refusal(await markReading(viewer, { question, post: question }))).toBe('sign-in')
  for (const post of [elsewhere, hidden.id, 99_999_999]) expect(refusal(await markReading(person, { question, post }))).toBe('not-found')
  must(await markReading(person, { question, post: comment.id }))
})

test('the API says how far it is', async () => {
  const { id: question } = await aQuestion()
  const { person, token } = await aCaller()
  must(await setFollow(person, { kind: 'question', id: String(question), following: true }))
  const marked = await call('PUT', `/readings/${question}`, { token, json: { post: question } })
  expect([marked.status, marked.json]).toEqual([200, { post: question }])
  expect((await call('PUT', `/readings/${question}`, { json: { post: question } })).status).toBe(401)
  expect((await call('PUT', '/readings/99999999', { token, json: { post: question } })).status).toBe(404)
  expect((await call('PUT', `/readings/${question}`, { token, json: { post: 0 } })).status).toBe(422)
})
