import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { outbox, people, posts } from '@/db/schema'
import { amendPost } from '@/forum/amending'
import { postAnswer } from '@/forum/answers'
import { decisionOfAddress } from '@/forum/appeals'
import { deletePost } from '@/forum/edits'
import { examine } from '@/forum/doctor'
import { decide } from '@/forum/moderation'
import { enqueue, reviveDead, takeDue } from '@/forum/outbox'
import { suspendPerson } from '@/forum/suspensions'
import { forgetWhatHasEnded } from '@/forum/upkeep'
import type { Person } from '@/forum/viewer'
import { sendDue } from '@/server/mailroom'
import { aDatabase } from '../support/database'
import { aMailServer } from '../support/mail-server'
import { aGuest, anAnswer, aPerson, aQuestion, must } from '../support/world'

const office = aMailServer()
aDatabase()

const minute = 60_000
const later = (minutes: number) => () => new Date(Date.now() + minutes * minute)
const rowsNow = () => db().read.select().from(outbox)

/** A member whose first posts are held, with a proved address. */
async function aWriter(): Promise<Person & { address: string }> {
  const person = await aPerson({ trust: 0 })
  await db().write(async tx => { await tx.update(people).set({ emailProved: new Date() }).where(eq(people.id, person.id)) })
  return { ...person, address: `${person.handle}@example.org` }
}

async function aHeldAnswer(given: { body?: string } = {}): Promise<{ id: number; by: Person & { address: string } }> {
  const by = await aWriter()
  return { id: (await anAnswer({ by, body: given.body ?? 'Held, and with $x^2$.' })).id, by }
}

test('a writer is told what was decided once it cannot be undone: what, which rule, whose words, by which role, and what can be done', async () => {
  const moderator = await aPerson({ role: 'moderator', name: 'Mo the Moderator' })
  const { id, by } = await aHeldAnswer({ body: 'A claim about $x^2$ & <b>more</b>.' })
  must(await decide(moderator, { post: id, decision: 'reject', reason: { rule: 'unclear', text: 'Which equation do you mean?' } }))
  expect(await sendDue(later(9))).toBe(0)
  expect(await sendDue(later(10.1))).toBe(1)
  const mail = office.one(by.address)
  expect(mail.subject).toContain('Your answer was not published')
  for (const said of ['It cannot be understood as it stands.', '> Which equation do you mean?', 'Decided by a moderator on', 'nothing was decided automatically', 'edit it once', `/posts/${id}/edit`, 'appeal once', `/posts/${id}/appeal`, '> A claim about $x^2$ & <b>more</b>.', `/p/${id}`]) expect(mail.text).toContain(said)
  expect(mail.text).not.toContain('Mo the Moderator')
  expect(mail.html).toContain('$x^2$ &amp; &lt;b&gt;more&lt;/b&gt;')
  expect(mail.html).not.toMatch(/<img|<link|src=|color:/)
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
  expect(await sendDue(later(30))).toBe(0)
})

test('what was undone is not told', async () => {
  const moderator = await aPerson({ role: 'moderator' })
  const { id, by } = await aHeldAnswer()
  must(await decide(moderator, { post: id, decision: 'reject' }))
  must(await decide(moderator, { post: id, decision: 'undo' }))
  await sendDue(later(11))
  expect(office.mailsTo(by.address)).toEqual([])
})

test('of several decisions on a post the last is told', async () => {
  const moderator = await aPerson({ role: 'moderator' })
  const { id, by } = await aHeldAnswer()
  must(await decide(moderator, { post: id, decision: 'reject' }))
  must(await decide(moderator, { post: id, decision: 'undo' }))
  must(await decide(moderator, { post: id, decision: 'approve' }))
  await sendDue(later(11))
  expect(office.one(by.address).subject).toContain('Your answer is public')
})

test('spam is not answered, nor whoever has no proved address, nor a writer who took the post away', async () => {
  const moderator = await aPerson({ role: 'moderator' })
  const spam = await aHeldAnswer()
  must(await decide(moderator, { post: spam.id, decision: 'spam' }))
  const unproved = await anAnswer({ by: await aPerson({ trust: 0 }) })
  must(await decide(moderator, { post: unproved.id, decision: 'reject' }))
  const withdrawn = await aHeldAnswer()
  must(await decide(moderator, { post: withdrawn.id, decision: 'reject' }))
  must(await deletePost(withdrawn.by, { post: withdrawn.id }))
  await sendDue(later(11))
  expect(office.arrived).toEqual([])
  expect((await rowsNow()).filter(row => row.state === 'waiting')).toEqual([])
})

test('a guest is told on the receipt, by no mail', async () => {
  const question = await aQuestion()
  const posted = must(await postAnswer(aGuest(), { question: question.id, body: 'From a guest.', guest: 'Gil' }))
  must(await decide(await aPerson({ role: 'moderator' }), { post: posted.id, decision: 'reject' }))
  expect((await rowsNow()).filter(row => row.state === 'waiting')).toEqual([])
})

test('somebody suspended reads until when, why, and has a signed address to appeal at, as their pages are closed to them', async () => {
  const member = await aWriter()
  must(await suspendPerson(await aPerson({ role: 'moderator' }), { handle: member.handle, reason: 'Shouting at others.' }))
  await sendDue(later(11))
  const mail = office.one(member.address)
  expect(mail.subject).toContain('You are suspended until')
  expect(mail.text).toContain('> Shouting at others.')
  const address = /\/appeals\/(\S+)/.exec(mail.text)?.[1] ?? ''
  expect(decisionOfAddress(address)).not.toBeNull()
  expect(mail.text).not.toContain('/posts/')
})

test('a text that was changed and let through at once is told once', async () => {
  const { id, by } = await aHeldAnswer()
  must(await amendPost(await aPerson({ role: 'moderator' }), { post: id, revision: 1, body: 'Held, and mended.', approve: true }))
  await sendDue(later(11))
  const mail = office.one(by.address)
  expect(mail.subject).toContain('Your answer is public, with a change')
  expect(mail.text).toContain('> Held, and mended.')
})

test('an outbox holds ids, never a text or an address', async () => {
  const { id, by } = await aHeldAnswer({ body: 'Canary in a text.' })
  must(await decide(await aPerson({ role: 'moderator' }), { post: id, decision: 'reject', reason: { text: 'Canary in a reason.' } }))
  expect(JSON.stringify(await rowsNow())).not.toMatch(/Canary|@example/)
  await sendDue(later(11))
  expect(office.one(by.address).text).toContain('Canary in a text.')
})

test('a mail server that is away costs one mail one try; it goes later, under the same message id', async () => {
  const moderator = await aPerson({ role: 'moderator' })
  const [first, second] = [await aHeldAnswer(), await aHeldAnswer()]
  for (const { id } of [first, second]) must(await decide(moderator, { post: id, decision: 'reject' }))
  office.mood = 'away'
  expect(await sendDue(later(11))).toBe(0)
  expect((await rowsNow()).filter(row => row.state === 'waiting').map(row => row.tries).sort()).toEqual([0, 1])
  office.mood = 'slow'
  expect(await sendDue(later(13))).toBe(2)
  expect(new Set(office.arrived.map(mail => mail.messageId)).size).toBe(2)
  expect(office.one(first.by.address).messageId).toMatch(/^<[\w-]{32}@localhost>$/)
})

test('a mail that is refused five times with growing pauses is dead, holds up no other, is named by the doctor, and can be sent again', async () => {
  const moderator = await aPerson({ role: 'moderator' })
  const { id, by } = await aHeldAnswer()
  must(await decide(moderator, { post: id, decision: 'reject' }))
  office.mood = 'unwilling'
  const tries: number[] = []
  for (const at of [10.5, 11, 12.3, 22.5, 23, 83, 84, 84 + 12 * 60, 5_000]) {
    await sendDue(later(at))
    tries.push((await rowsNow()).find(row => row.key.startsWith('decision') && row.state !== 'sent')?.tries ?? 0)
  }
  expect(tries).toEqual([1, 1, 2, 3, 3, 4, 4, 5, 5])
  expect((await rowsNow()).filter(row => row.state === 'dead')).toHaveLength(1)
  const faults = await examine({ now: new Date(), serverRuns: false })
  expect(faults.map(fault => fault.what)).toContain('1 mail could not be sent in 5 tries.')
  office.mood = 'well'
  await db().write(tx => reviveDead(tx, new Date()))
  expect(await sendDue(later(1))).toBe(1)
  expect(office.one(by.address).text).toContain('Your answer was not published.')
})

test('a silent mail server is left in time', { timeout: 30_000 }, async () => {
  const { id } = await aHeldAnswer()
  must(await decide(await aPerson({ role: 'moderator' }), { post: id, decision: 'reject' }))
  office.mood = 'silent'
  const begun = Date.now()
  expect(await sendDue(later(11))).toBe(0)
  expect(Date.now() - begun).toBeLessThan(15_000)
  office.mood = 'well'
  expect(await sendDue(later(13))).toBe(1)
})

test('of many who take at once each mail is taken by one', async () => {
  const now = new Date()
  await db().write(async tx => { for (let at = 0; at < 12; at++) await enqueue(tx, { kind: 'decision', key: `crowd ${at}`, payload: {}, at: now }, now) })
  const taken = await Promise.all(Array.from({ length: 30 }, async () => (await takeDue(new Date(now.getTime() + 1)))?.id ?? null))
  const ids = taken.filter(id => id !== null)
  expect(new Set(ids).size).toBe(ids.length)
  // Whoever lost ten races in a row leaves the rest to the next round.
  await sendDue(later(120))
  expect((await rowsNow()).filter(row => row.key.startsWith('crowd'))).toEqual([])
})

test('the same mail asked for twice is one', async () => {
  const now = new Date()
  for (let time = 0; time < 2; time++) await db().write(tx => enqueue(tx, { kind: 'digest', key: 'twice', payload: {}, at: now }, now))
  expect((await rowsNow()).filter(row => row.key === 'twice')).toHaveLength(1)
})

test('hostile names stay in their place: no line of a mail’s head is made of them', async () => {
  const by = await aWriter()
  const question = await aQuestion({ title: 'Bcc: evil@example.org <script>alert(1)</script>' })
  const { id } = await anAnswer({ question: question.id, by, body: 'x\u0007\u202E y\n.\nMAIL FROM:<evil@example.org>' })
  must(await decide(await aPerson({ role: 'moderator' }), { post: id, decision: 'reject' }))
  await sendDue(later(11))
  const mail = office.one(by.address)
  expect(office.arrived).toHaveLength(1)
  expect(mail.text).not.toMatch(/[\u0007\u202E\u2028]/)
  expect(mail.html).not.toContain('<script>')
  expect(mail.text).toContain('> MAIL FROM:<evil@example.org>')
})

test('what went is forgotten after thirty days', async () => {
  const { id } = await aHeldAnswer()
  must(await decide(await aPerson({ role: 'moderator' }), { post: id, decision: 'approve' }))
  await sendDue(later(11))
  await forgetWhatHasEnded(new Date(Date.now() + 29 * 24 * 60 * minute))
  expect((await rowsNow()).length).toBeGreaterThan(0)
  await forgetWhatHasEnded(new Date(Date.now() + 31 * 24 * 60 * minute))
  expect(await rowsNow()).toEqual([])
  expect((await db().read.select({ state: posts.state }).from(posts).where(eq(posts.id, id)))[0]?.state).toBe('public')
})
