import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { follows, people } from '@/db/schema'
import { muted, setFollow } from '@/forum/follows'
import type { Person } from '@/forum/viewer'
import { aDatabase } from '../support/database'
import { aComment, anAnswer, aPerson, aQuestion, must, refusal } from '../support/world'

aDatabase()

const followedBy = async ({ id }: Person) => (await db().read.select({ kind: follows.kind, target: follows.target }).from(follows).where(eq(follows.person, id))).map(row => `${row.kind} ${row.target}`).sort()

test('whoever asks, answers or comments follows the question, held or not', async () => {
  const [asker, answerer, commenter, newcomer] = [await aPerson(), await aPerson(), await aPerson(), await aPerson({ trust: 0 })]
  const question = await aQuestion({ by: asker })
  const answer = await anAnswer({ question: question.id, by: answerer })
  await aComment({ parent: answer.id, by: commenter })
  await anAnswer({ question: question.id, by: newcomer })
  for (const person of [asker, answerer, commenter, newcomer]) expect(await followedBy(person)).toEqual([`question ${question.id}`])
})

test('who chose otherwise, or wants to hear nothing of a question, does not follow by writing', async () => {
  const [other, deaf] = [await aPerson(), await aPerson()]
  const question = await aQuestion()
  await db().write(async tx => {
    await tx.update(people).set({ followsOwn: false }).where(eq(people.id, other.id))
    await tx.insert(follows).values({ person: deaf.id, kind: muted, target: question.id, createdAt: new Date() })
  })
  await anAnswer({ question: question.id, by: other })
  await anAnswer({ question: question.id, by: deaf })
  expect(await followedBy(other)).toEqual([])
  expect(await followedBy(deaf)).toEqual([`mute ${question.id}`])
})

test('following by hand ends the silence; the whole site can be followed', async () => {
  const person = await aPerson()
  const question = await aQuestion()
  await db().write(async tx => { await tx.insert(follows).values({ person: person.id, kind: muted, target: question.id, createdAt: new Date() }) })
  must(await setFollow(person, { kind: 'question', id: String(question.id), following: true }))
  must(await setFollow(person, { kind: 'site', id: 'all', following: true }))
  must(await setFollow(person, { kind: 'site', id: 'all', following: true }))
  expect(await followedBy(person)).toEqual([`question ${question.id}`, 'site 0'])
  must(await setFollow(person, { kind: 'site', id: 'all', following: false }))
  expect(await followedBy(person)).toEqual([`question ${question.id}`])
  expect(refusal(await setFollow(person, { kind: 'site', id: 'none', following: true }))).toBe('not-found')
  expect(await db().read.select().from(follows).where(and(eq(follows.person, person.id), eq(follows.kind, 'site')))).toEqual([])
})
