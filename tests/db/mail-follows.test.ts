import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { mailFollows, outbox, people, posts } from '@/db/schema'
import { closeAccount } from '@/forum/closing'
import { confirmFollow, followByMail, mailFollowersOf, readConfirmation } from '@/forum/mail-follows'
import { decide } from '@/forum/moderation'
import { enqueue } from '@/forum/outbox'
import { personOfProvedAddress } from '@/forum/proving'
import { stopMailTo } from '@/forum/mail-bounces'
import { unsubscribe } from '@/forum/unsubscribing'
import { forgetWhatHasEnded } from '@/forum/upkeep'
import { nobody } from '@/forum/viewer'
import { sendDue } from '@/server/mailroom'
import { aDatabase } from '../support/database'
import { aMailServer } from '../support/mail-server'
import type { Arrived } from '../support/mail-server'
import { aGuest, anAnswer, aPerson, aQuestion, must, refusal } from '../support/world'

process.env['MAIL_INBOUND'] = 'reply@forum.example.org'
const office = aMailServer()
aDatabase()

const hour = 3_600_000
const later = (hours: number) => new Date(Date.now() + hours * hour)
const rowsOf = (question: number) => db().read.select().from(mailFollows).where(eq(mailFollows.question, question))
const tokenIn = (mail: Arrived) => /\/follow\/confirm\?token=([\w.-]+)/.exec(mail.text)?.[1] ?? ''

let boxes = 0
async function aFollow(question: number, address = `box-${++boxes}@example.net`): Promise<{ id: number; address: string }> {
  must(await followByMail(aGuest(), { question, address }))
  await sendDue()
  must(await confirmFollow(nobody, { token: tokenIn(office.one(address)) }))
  office.arrived.length = 0
  const id = (await rowsOf(question)).find(row => row.address === address)?.id ?? 0
  return { id, address }
}

async function tell(follow: number, post: number): Promise<void> {
  await db().write(tx => enqueue(tx, { kind: 'guest-notice', key: `guest-notice ${post} ${follow}`, payload: { mailFollow: String(follow), post: String(post) }, at: new Date() }))
  await sendDue()
}

test('an address follows only once the link mailed to it was used; opening the link does not count', async () => {
  const { id: question } = await aQuestion({ title: 'Why does it converge?' })
  must(await followByMail(aGuest(), { question, address: ' Ada.L@Example.NET ' }))
  expect(await mailFollowersOf(db().read, question)).toEqual([])
  expect(JSON.stringify(await db().read.select().from(outbox))).not.toContain('ada.l@')

  await sendDue()
  const mail = office.one('ada.l@example.net')
  expect(mail.text).toContain('> Why does it converge?')
  expect(mail.html).toContain('color-scheme')
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
  const token = tokenIn(mail)
  expect(await readConfirmation(token)).toMatchObject({ address: 'ada.l@example.net', confirmed: false, headingHtml: 'Why does it converge?' })
  expect(await mailFollowersOf(db().read, question)).toEqual([])

  must(await confirmFollow(nobody, { token }))
  expect(await mailFollowersOf(db().read, question)).toMatchObject([{ address: 'ada.l@example.net' }])
  expect(must(await confirmFollow(nobody, { token }))).toMatchObject({ confirmed: true })
})

test('a forged link, one of yesterday and one that was replaced confirm nothing', async () => {
  const { id: question } = await aQuestion()
  const address = 'late@example.net'
  must(await followByMail(aGuest(), { question, address }))
  await sendDue()
  const first = tokenIn(office.one(address))
  office.arrived.length = 0
  must(await followByMail(aGuest(), { question, address }, { now: new Date(Date.now() + 1_000) }))
  await sendDue(() => later(0.1))
  const second = tokenIn(office.one(address))
  const inADay = { now: later(24.1) }
  for (const [token, options] of [[first, {}], [second, inADay], [`${second}x`, {}], [second.replace(/^\d+/, '1'), {}], ['', {}]] as const) expect(refusal(await confirmFollow(nobody, { token }, options))).toBe('link-spent')
  expect(await mailFollowersOf(db().read, question)).toEqual([])
  must(await confirmFollow(nobody, { token: second }))
})

test('what is answered tells nothing of an address: new, waiting or following, it is the same, and whoever follows is not mailed again', async () => {
  const { id: question } = await aQuestion()
  const known = await aFollow(question)
  const answers = [known.address, 'unknown@example.net', 'unknown@example.net', `${(await aPerson()).handle}@example.org`]
  for (const address of answers) expect(must(await followByMail(aGuest(), { question, address }))).toEqual({ question })
  await sendDue()
  expect(office.mailsTo(known.address)).toEqual([])
})

test('a mailbox gets three links an hour and no more, and is not told on; whoever gives ten addresses in an hour is refused', async () => {
  const { id: question } = await aQuestion()
  for (let time = 1; time <= 5; time++) expect(must(await followByMail(aGuest(), { question, address: 'full@example.net' }, { now: new Date(Date.now() + time) }))).toEqual({ question })
  await sendDue(() => later(0.1))
  expect(office.mailsTo('full@example.net').length + (await db().read.select().from(outbox).where(eq(outbox.kind, 'follow-confirm'))).filter(row => row.state === 'waiting').length).toBeLessThanOrEqual(3)
  const guest = aGuest()
  for (let time = 0; time < 10; time++) must(await followByMail(guest, { question, address: `many-${time}@example.net` }))
  expect(refusal(await followByMail(guest, { question, address: 'many-10@example.net' }))).toBe('too-fast')
})

test('only what is public can be followed, only by what is an address', async () => {
  const { id: question } = await aQuestion()
  const answer = await anAnswer({ question })
  const held = (await aQuestion({ by: await aPerson({ trust: 0 }), title: 'Held back', body: 'Something that no other text here says at all.' })).id
  for (const id of [answer.id, held, 999_999]) expect(refusal(await followByMail(aGuest(), { question: id, address: 'a@example.net' }))).toBe('not-found')
  for (const address of ['a', 'a@b', 'a@example.net\r\nBcc: b@example.net', 'a@example.net\nb@example.net', 'A <a@example.net>', 'a@example.net, b@example.net', 'ä@example.net', '']) {
    expect((await followByMail(aGuest(), { question, address })).ok, address).toBe(false)
  }
  expect(await rowsOf(question)).toEqual([])
})

test('what nobody confirmed is forgotten in a day; what was confirmed stays', async () => {
  const { id: question } = await aQuestion()
  const { address } = await aFollow(question)
  must(await followByMail(aGuest(), { question, address: 'gone@example.net' }))
  await forgetWhatHasEnded(later(23))
  expect(await rowsOf(question)).toHaveLength(2)
  await forgetWhatHasEnded(later(25))
  expect((await rowsOf(question)).map(row => row.address)).toEqual([address])
})

test('an answer is mailed whole, as it was typed, into the question’s thread, with an address that ends it and one to bounce to', async () => {
  const { id: question } = await aQuestion({ title: 'Why does it converge?' })
  const follow = await aFollow(question)
  const answer = await anAnswer({ question, body: 'Since $\\rho < 1$, the sum\n\n$$\\sum_k \\rho^k$$\n\nis finite.' })
  await tell(follow.id, answer.id)
  const mail = office.one(follow.address)
  expect(mail.subject).toBe('Re: Why does it converge?')
  expect(mail.text).toContain('> Since $\\rho < 1$, the sum\n>\n> $$\\sum_k \\rho^k$$')
  expect(mail.text).toContain(`/p/${answer.id}`)
  expect(mail.html).toContain('$\\rho &lt; 1$')
  expect(mail.head).toContain(`References: <question-${question}@localhost>`)
  expect(mail.head).toContain(`In-Reply-To: <question-${question}@localhost>`)
  expect(mail.head).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  expect(mail.envelopeFrom).toMatch(/^reply\+bf[0-9a-z]+-[0-9a-f]{24}@forum\.example\.org$/)
  expect(mail.head.some(line => line.startsWith('Reply-To'))).toBe(false)
  const [, token = ''] = /List-Unsubscribe: <\S+token=([\w.-]+)>/.exec(mail.head.join('\n')) ?? []
  must(await unsubscribe(nobody, { token }))
  expect(await rowsOf(question)).toEqual([])
})

test('nothing is mailed of what is not public when it is sent, nor once the follow has ended', async () => {
  const { id: question } = await aQuestion()
  const follow = await aFollow(question)
  const hidden = await anAnswer({ question })
  must(await decide(await aPerson({ role: 'moderator' }), { post: hidden.id, decision: 'hide' }))
  const held = await anAnswer({ question, by: await aPerson({ trust: 0 }), body: 'Another text, unlike all that others wrote in here.' })
  const elsewhere = await anAnswer()
  for (const { id } of [hidden, held, elsewhere, { id: question }]) await tell(follow.id, id)
  const told = await anAnswer({ question })
  must(await followByMail(aGuest(), { question, address: 'unconfirmed@example.net' }))
  const waiting = (await rowsOf(question)).find(row => row.confirmedAt === null)
  await tell(waiting?.id ?? 0, told.id)
  await db().write(async tx => { await tx.delete(mailFollows).where(eq(mailFollows.id, follow.id)) })
  await tell(follow.id, told.id)
  expect(office.arrived.filter(mail => !mail.text.includes('/follow/confirm'))).toEqual([])
  expect((await db().read.select().from(outbox).where(eq(outbox.kind, 'guest-notice'))).filter(row => row.state === 'waiting')).toEqual([])
})

test('whoever followed a question hears of answers where it was merged into another, once', async () => {
  const [{ id: from }, { id: into }] = [await aQuestion(), await aQuestion()]
  const [first, both] = [await aFollow(from), await aFollow(from)]
  await aFollow(into, both.address)
  await db().write(async tx => { await tx.update(posts).set({ state: 'hidden', mergedInto: into }).where(eq(posts.id, from)) })
  expect((await mailFollowersOf(db().read, into)).map(one => one.address).toSorted()).toEqual([first.address, both.address].toSorted())
  await tell(first.id, (await anAnswer({ question: into })).id)
  expect(office.mailsTo(first.address)).toHaveLength(1)
})

test('an address that refuses mail for good is dropped with all it follows; one that refuses this mail is not', async () => {
  const [{ id: question }, { id: other }] = [await aQuestion(), await aQuestion()]
  const follow = await aFollow(question)
  await aFollow(other, follow.address)
  const answer = await anAnswer({ question })
  office.mood = 'unwilling'
  await tell(follow.id, answer.id)
  expect(await rowsOf(question)).toHaveLength(1)
  office.mood = 'refusing'
  await sendDue(() => later(1))
  expect([...await rowsOf(question), ...await rowsOf(other)]).toEqual([])
  office.mood = 'well'
  await sendDue(() => later(48))
  expect(office.mailsTo(follow.address)).toEqual([])
})

test('somebody whose mail came back is mailed again once the address is proved anew', async () => {
  const person = await aPerson()
  const address = `${person.handle}@example.org`
  const bouncedAt = async () => (await db().read.select({ at: people.mailBouncedAt }).from(people).where(eq(people.id, person.id)))[0]?.at
  await db().write(async tx => { await tx.update(people).set({ emailProved: new Date() }).where(eq(people.id, person.id)) })
  expect(await stopMailTo({ person: person.id }, new Date())).toBe(true)
  expect(await stopMailTo({ person: person.id }, new Date())).toBe(false)
  expect(await bouncedAt()).toBeInstanceOf(Date)
  await db().write(tx => personOfProvedAddress(tx, { address, person: person.id, here: person.id }, new Date()))
  expect(await bouncedAt()).toBeNull()
})

test('an account that is closed takes the follows by mail of its proved address along, and nobody else’s', async () => {
  const [proved, unproved] = [await aPerson(), await aPerson()]
  await db().write(async tx => { await tx.update(people).set({ emailProved: new Date() }).where(eq(people.id, proved.id)) })
  const { id: question } = await aQuestion()
  for (const { handle } of [proved, unproved]) await aFollow(question, `${handle}@example.org`)
  for (const person of [proved, unproved]) must(await closeAccount(person, { posts: 'keep' }))
  expect((await mailFollowersOf(db().read, question)).map(one => one.address)).toEqual([`${unproved.handle}@example.org`])
})
