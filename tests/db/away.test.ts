import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { events, posts } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { noteAbsence, readAbsence } from '@/forum/away'
import { gather, madeStale } from '@/forum/dependencies'
import type { Dependency } from '@/forum/dependencies'
import { readHouseRules, setHouseRules } from '@/forum/house-rules'
import { readReceipt } from '@/forum/receipts'
import { forgetWhatHasEnded } from '@/forum/upkeep'
import { operator } from '@/forum/viewer'
import { aDatabase } from '../support/database'
import { aGuest, aPerson, aQuestion, must } from '../support/world'

aDatabase()

const day = 24 * 3_600_000
const told = async () => (await db().read.select({ kind: events.kind }).from(events).where(eq(events.kind, 'site.changed'))).length
const setAway = async (away: { on: boolean; until: string | null }) => { must(await setHouseRules(operator, { away: { ...away, guests: 'held', words: 'At sea.' } })) }

test('an absence is told to the end of its last day, in UTC, and depends on the site', async () => {
  await setAway({ on: true, until: '2031-03-12' })
  const names = new Set<Dependency>()
  expect(await gather(names, () => readAbsence(new Date('2031-03-12T23:59:00Z')))).toEqual({ until: '12 March 2031', guests: 'held', words: 'At sea.' })
  expect([...names]).toContain('site')
  expect(await readAbsence(new Date('2031-03-13T00:00:00Z'))).toBeNull()
})

test('kept pages hear once that an absence has ended by its day, and again where the clock comes back', async () => {
  await setAway({ on: true, until: '2031-03-12' })
  const during = new Date('2031-03-12T20:00:00Z')
  const after = new Date('2031-03-13T00:00:30Z')
  await noteAbsence(during)
  const before = await told()
  for (let minute = 0; minute < 5; minute++) await noteAbsence(during)
  expect(await told()).toBe(before)
  await Promise.all(Array.from({ length: 5 }, () => noteAbsence(after)))
  await noteAbsence(new Date(after.getTime() + 900 * day))
  expect(await told() - before).toBe(1)
  expect(madeStale({ kind: 'site.changed', post: null, question: null, paper: null, topic: null, person: null })).toBe('all')
  const once = await told()
  await noteAbsence(during)
  expect(await told()).toBe(once + 1)
  // The author's own setting is as it was.
  expect((await readHouseRules()).away).toMatchObject({ on: true, until: '2031-03-12' })
})

test('an unattended queue blocks no trusted member, keeps what waits, and shows a guest where the post stands', async () => {
  await setAway({ on: true, until: null })
  const { id } = await aQuestion()
  const guests = must(await postAnswer(aGuest(), { question: id, body: 'It waits.', guest: 'Gil' }))
  const trusted = await aPerson()
  const first = must(await postAnswer(trusted, { question: id, body: 'At once.' }))
  for (const years of [0.1, 1, 2]) await forgetWhatHasEnded(new Date(Date.now() + years * 365 * day))
  const states = await db().read.select({ id: posts.id, state: posts.state }).from(posts).where(eq(posts.question, id))
  expect(Object.fromEntries(states.map(row => [row.id, row.state]))).toEqual({ [guests.id]: 'held', [first.id]: 'public' })
  expect(await readReceipt(guests.receipt?.split('/').at(-1) ?? '')).toMatchObject({ post: { id: guests.id, state: 'held' } })
})
