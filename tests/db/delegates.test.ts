import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { readSeat, startSession } from '@/auth/sessions'
import { viewerOfApi } from '@/auth/viewer'
import { db } from '@/db'
import { decisions, events, people } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { mayJudge } from '@/forum/appeals'
import { appointDelegate, endDelegation, listDelegates } from '@/forum/delegates'
import { decide } from '@/forum/moderation'
import { addPerson } from '@/forum/people'
import { readQueue } from '@/forum/queue'
import { suspendPerson } from '@/forum/suspensions'
import { createToken } from '@/forum/tokens'
import { operator } from '@/forum/viewer'
import type { Person } from '@/forum/viewer'
import { aCaller, call } from '../support/api'
import { aDatabase } from '../support/database'
import { aGuest, aPerson, aQuestion, must, refusal } from '../support/world'

aDatabase()

const day = 24 * 3_600_000
const inDays = (days: number) => new Date(Date.now() + days * day)

/** How somebody is seen by the pages, by the session that they have open. */
async function aSession(person: Person) {
  const named = await db().write(tx => startSession(tx, person, 'a browser', new Date()))
  return async (now = new Date()) => readSeat(named, now)
}

test('a member stands in as a moderator from the next request on, until the moment has come, or the author ends it', async () => {
  const author = await aPerson({ role: 'author' })
  const member = await aPerson()
  const seat = await aSession(member)
  expect(await seat()).toMatchObject({ person: { role: 'member' }, waiting: null })
  must(await appointDelegate(author, { handle: member.handle, until: inDays(10) }))
  expect(await seat()).toMatchObject({ person: { role: 'moderator' } })
  expect((await seat())?.waiting).toBeTypeOf('number')
  expect((await seat(inDays(11)))?.person.role).toBe('member')
  expect((await seat(inDays(11)))?.waiting).toBeNull()
  must(await endDelegation(author, { handle: member.handle }))
  expect((await seat())?.person.role).toBe('member')
})

test('what a delegate decides is a moderator’s decision; what is an author’s stays an author’s', async () => {
  const author = await aPerson({ role: 'author' })
  const member = await aPerson()
  const seat = await aSession(member)
  must(await appointDelegate(author, { handle: member.handle, until: inDays(1) }))
  const delegate = (await seat())?.person ?? member
  const { id } = await aQuestion()
  const { id: post } = must(await postAnswer(aGuest(), { question: id, body: 'Held.', guest: 'Gil' }))
  expect((await readQueue(delegate)).ok).toBe(true)
  must(await decide(delegate, { post, decision: 'approve' }))
  expect(await db().read.select().from(decisions).where(eq(decisions.post, post))).toMatchObject([{ by: member.id, byRole: 'moderator' }])
  const another = await aPerson()
  expect(refusal(await appointDelegate(delegate, { handle: another.handle, until: inDays(1) }))).toBe('not-allowed')
  expect(refusal(await endDelegation(delegate, { handle: member.handle }))).toBe('not-allowed')
  expect(refusal(await suspendPerson(delegate, { handle: author.handle, reason: 'No.' }))).toBe('not-allowed')
  // With a delegate there is somebody else to read an appeal.
  const alone = await aPerson({ role: 'moderator' })
  const [made] = await db().write(tx => tx.insert(decisions).values({ kind: 'hide', by: alone.id, byRole: 'moderator', createdAt: new Date() }).returning())
  expect(await mayJudge(db().read, alone, made?.id ?? 0, new Date())).toBe(false)
})

test('a delegate’s token that moderates is cut to a member’s when the delegation ends', async () => {
  const member = await aPerson()
  must(await appointDelegate(operator, { handle: member.handle, until: inDays(1) }))
  const token = must(await createToken({ ...member, role: 'moderator' }, { label: 'desk', scope: 'moderate' })).token
  const asked = async () => (await viewerOfApi({ cookies: null, authorization: `Bearer ${token}`, address: null })).viewer.role
  expect(await asked()).toBe('moderator')
  expect((await call('GET', '/moderation/queue', { token })).status).toBe(200)
  must(await endDelegation(operator, { handle: member.handle }))
  expect(await asked()).toBe('member')
  expect((await call('GET', '/moderation/queue', { token })).status).toBe(403)
})

test('appointing and ending stand in the log and are told', async () => {
  const author = await aPerson({ role: 'author' })
  const member = await aPerson()
  const until = inDays(3)
  must(await appointDelegate(author, { handle: member.handle, until }))
  expect((await listDelegates()).filter(one => one.handle === member.handle)).toEqual([{ handle: member.handle, name: member.name, until }])
  must(await endDelegation(author, { handle: member.handle }))
  expect((await listDelegates()).filter(one => one.handle === member.handle)).toEqual([])
  expect(refusal(await endDelegation(author, { handle: member.handle }))).toBe('nothing-to-undo')
  const log = await db().read.select().from(decisions).where(and(eq(decisions.person, member.id), eq(decisions.kind, 'appoint'))).orderBy(decisions.id)
  expect(log).toMatchObject([{ by: author.id, byRole: 'author', until }, { by: author.id, until: null, stateBefore: `delegate until ${until.toISOString()}` }])
  expect(await db().read.select().from(events).where(and(eq(events.kind, 'person.changed'), eq(events.person, member.id)))).toHaveLength(2)
})

test('nobody is appointed who is something else already, is suspended, or for a day that is over or years away', async () => {
  const author = await aPerson({ role: 'author' })
  const [moderator, suspended, member] = [await aPerson({ role: 'moderator' }), await aPerson(), await aPerson()]
  must(await suspendPerson(author, { handle: suspended.handle, reason: 'Shouting.' }))
  const appoint = async (handle: string, until: Date | string) => refusal(await appointDelegate(author, { handle, until }))
  expect(await appoint(moderator.handle, inDays(2))).toBe('not-allowed')
  expect(await appoint(suspended.handle, inDays(2))).toBe('not-allowed')
  expect(await appoint('nobody-here', inDays(2))).toBe('not-found')
  for (const until of ['2020-01-01', '2030-02-31', 'soon', inDays(400), inDays(-1)]) expect(await appoint(member.handle, until)).toBe('invalid')
  expect(refusal(await appointDelegate({ ...author, provedAt: new Date(Date.now() - day) }, { handle: member.handle, until: inDays(2) }))).toBe('prove-again')
  // A day is meant to its end.
  const tomorrow = inDays(1).toISOString().slice(0, 10)
  expect(must(await appointDelegate(author, { handle: member.handle, until: tomorrow })).until.toISOString()).toBe(`${tomorrow}T23:59:59.999Z`)
})

test('a suspended delegate moderates nothing, and a new role ends the delegation', async () => {
  const member = await aPerson()
  must(await appointDelegate(operator, { handle: member.handle, until: inDays(5) }))
  await db().write(async tx => { await tx.update(people).set({ suspendedUntil: inDays(1) }).where(eq(people.id, member.id)) })
  const seat = await aSession(member)
  expect(await seat()).toBeNull()
  must(await addPerson(operator, { handle: member.handle, email: null, role: 'member', passwordHash: null }))
  expect((await db().read.select({ until: people.delegateUntil }).from(people).where(eq(people.id, member.id)))[0]?.until).toBeNull()
})

test('programs of an author appoint and end; a moderator’s do not', async () => {
  const author = await aCaller({ role: 'author' })
  const moderator = await aCaller({ role: 'moderator' })
  const member = await aPerson()
  const path = `/people/${member.handle}/delegation`
  const until = inDays(2).toISOString().slice(0, 10)
  expect((await call('PUT', path, { ...moderator, json: { until } })).status).toBe(403)
  const put = await call('PUT', path, { ...author, json: { until } })
  expect([put.status, put.json]).toEqual([200, { handle: member.handle, until: `${until}T23:59:59.999Z` }])
  expect((await call('PUT', path, { ...author, json: { until: 'soon' } })).status).toBe(422)
  expect((await call('PUT', '/people/nobody-here/delegation', { ...author, json: { until } })).status).toBe(404)
  expect((await call('DELETE', path, author)).status).toBe(204)
  expect((await call('DELETE', path, author)).status).toBe(409)
})
