import { and, eq, gt, or } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { decideByLink, readLinkPage, undoByLink } from '@/auth/decide-by-link'
import { db } from '@/db'
import { decisions, links, outbox, people, posts, settings } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { appointDelegate, endDelegation } from '@/forum/delegates'
import { enqueueDigests } from '@/forum/digests'
import { editPost } from '@/forum/edits'
import { flagPost } from '@/forum/flags'
import { setHouseRules } from '@/forum/house-rules'
import type { HouseRules } from '@/forum/house-rules'
import { decide } from '@/forum/moderation'
import { forgetWhatHasEnded } from '@/forum/upkeep'
import { operator } from '@/forum/viewer'
import type { Person } from '@/forum/viewer'
import { sendDue } from '@/server/mailroom'
import { aDatabase } from '../support/database'
import { aMailServer } from '../support/mail-server'
import type { Arrived } from '../support/mail-server'
import { aGuest, anAnswer, aPerson, aQuestion, must, refusal } from '../support/world'

const office = aMailServer()
aDatabase()

const day = 24 * 3_600_000
// Each test has a day of its own, years apart from the others, so that none finds its digest sent.
let days = 0
function aMorning(): Date {
  days += 10
  const morning = new Date(Date.now() + days * day)
  morning.setUTCHours(6, 30, 0, 0)
  return morning
}

async function aModerator(given: { role?: 'moderator' | 'author' | 'member'; name?: string; proved?: boolean } = {}): Promise<Person & { address: string }> {
  const person = await aPerson({ role: given.role ?? 'moderator', ...(given.name ? { name: given.name } : {}) })
  if (given.proved !== false) await db().write(async tx => { await tx.update(people).set({ emailProved: new Date() }).where(eq(people.id, person.id)) })
  return { ...person, address: `${person.handle}@example.org` }
}

async function aWaitingPost(body = 'A guest’s thought about $E = mc^2$.'): Promise<number> {
  const { id } = await aQuestion({ title: 'Does it hold?' })
  return must(await postAnswer(aGuest(), { question: id, body, guest: 'Gil' })).id
}

const away: HouseRules['away'] = { on: true, until: null, guests: 'held', words: '' }
const wanted = async (digest: HouseRules['digest'], absent: HouseRules['away'] = { ...away, on: false }) => { must(await setHouseRules(operator, { digest, away: absent })) }

/** Nobody moderates, nothing waits, nothing is to be sent. */
async function aFreshHouse(): Promise<void> {
  for (const { id } of await db().read.select({ id: posts.id }).from(posts).where(or(eq(posts.state, 'held'), gt(posts.flags, 0)))) await decide(operator, { post: id, decision: 'approve' })
  await db().write(async tx => {
    await tx.update(people).set({ emailProved: null, role: 'member', delegateUntil: null })
    await tx.delete(outbox)
  })
}

async function aDigest(morning: Date, reader: { address: string }): Promise<Arrived> {
  await enqueueDigests(morning)
  await sendDue(() => morning)
  return office.one(reader.address)
}

function linkIn(mail: Arrived, what: 'Approve' | 'Reject' | 'Spam' | 'Keep'): string {
  return new RegExp(`^${what}: \\S+/moderation/link\\?token=([\\w-]{43})$`, 'm').exec(mail.text)?.[1] ?? ''
}

const minuteAfter = (morning: Date, minutes = 1) => new Date(morning.getTime() + minutes * 60_000)
const stateOf = async (post: number) => (await db().read.select({ state: posts.state }).from(posts).where(eq(posts.id, post)))[0]?.state

test('whoever moderates gets what waits each morning: the text as typed, its question, its writer, why it is held, and three links', async () => {
  await aFreshHouse()
  await wanted('daily')
  const [moderator, unproved] = [await aModerator(), await aModerator({ proved: false })]
  const post = await aWaitingPost()
  const morning = aMorning()
  const mail = await aDigest(morning, moderator)
  expect(mail.subject).toContain('1 post waits for a moderator')
  for (const said of ['Answer by Gil (guest)', 'Under: Does it hold?', 'Held: guest', '> A guest’s thought about $E = mc^2$.', '/moderation/rules', '/moderation\n', `/p/${post}`]) expect(mail.text).toContain(said)
  expect(new Set([linkIn(mail, 'Approve'), linkIn(mail, 'Reject'), linkIn(mail, 'Spam')].filter(Boolean)).size).toBe(3)
  expect(office.mailsTo(unproved.address)).toEqual([])
  const stored = await db().read.select().from(links).where(eq(links.post, post))
  expect(stored.map(link => link.decision).sort()).toEqual(['approve', 'reject', 'spam'])
  expect(JSON.stringify(stored)).not.toContain(linkIn(mail, 'Approve'))
})

test('it comes once a day, in the morning, however many processes ask and however the clock jumps', async () => {
  await aFreshHouse()
  await wanted('daily')
  const moderator = await aModerator()
  await aWaitingPost()
  const morning = aMorning()
  const night = new Date(morning.getTime() - 5 * 3_600_000)
  expect(await enqueueDigests(night)).toBe(false)
  await Promise.all(Array.from({ length: 8 }, () => enqueueDigests(morning)))
  await enqueueDigests(minuteAfter(morning, 600))
  await sendDue(() => minuteAfter(morning, 600))
  expect(office.mailsTo(moderator.address)).toHaveLength(1)
  // Back by years and here again.
  await enqueueDigests(new Date(morning.getTime() - 900 * day))
  await enqueueDigests(minuteAfter(morning, 601))
  const keys = (await db().read.select({ key: outbox.key }).from(outbox)).map(row => row.key)
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys.filter(key => key.includes(morning.toISOString().slice(0, 10)))).toHaveLength(1)
})

test('none comes where nothing waits, where the house wants none, or, by default, while the author is there', async () => {
  await aFreshHouse()
  await aModerator()
  await wanted('daily')
  await enqueueDigests(aMorning())
  await aWaitingPost()
  await wanted('never', away)
  await enqueueDigests(aMorning())
  await wanted('away')
  await enqueueDigests(aMorning())
  expect(await db().read.select().from(outbox)).toEqual([])
  await wanted('away', away)
  await enqueueDigests(aMorning())
  expect(await db().read.select().from(outbox)).toHaveLength(1)
})

test('what was decided before the mail goes is not in it; where nothing is left, none goes', async () => {
  await aFreshHouse()
  await wanted('daily')
  const moderator = await aModerator()
  const post = await aWaitingPost()
  const morning = aMorning()
  await enqueueDigests(morning)
  must(await decide(operator, { post, decision: 'approve' }))
  await sendDue(() => morning)
  expect(office.mailsTo(moderator.address)).toEqual([])
})

test('a mailbox that is gone gets no more of them', async () => {
  await aFreshHouse()
  await wanted('daily')
  const moderator = await aModerator()
  await aWaitingPost()
  const morning = aMorning()
  await enqueueDigests(morning)
  await db().write(tx => tx.update(people).set({ mailBouncedAt: morning }).where(eq(people.id, moderator.id)))
  await sendDue(() => morning)
  expect(office.mailsTo(moderator.address)).toEqual([])
})

test('a link decides once, as the person it was mailed to, and can be undone for ten minutes', async () => {
  await aFreshHouse()
  await wanted('daily')
  const moderator = await aModerator({ name: 'Mo' })
  const post = await aWaitingPost()
  const morning = aMorning()
  const secret = linkIn(await aDigest(morning, moderator), 'Approve')
  const at = minuteAfter(morning)
  // Opening it, however often, changes nothing.
  for (let time = 0; time < 3; time++) expect(await readLinkPage(secret, at)).toMatchObject({ decision: 'approve', as: { name: 'Mo' }, late: null, did: null, shown: { post: { id: post, state: 'held' } } })
  expect(await stateOf(post)).toBe('held')
  const tries = await Promise.all(Array.from({ length: 20 }, () => decideByLink(secret, {}, at)))
  expect(tries.filter(tried => tried.ok)).toHaveLength(1)
  expect(await stateOf(post)).toBe('public')
  const made = await db().read.select().from(decisions).where(and(eq(decisions.post, post), eq(decisions.kind, 'approve')))
  expect(made).toMatchObject([{ by: moderator.id, byRole: 'moderator' }])
  expect(refusal(await decideByLink(secret, {}, minuteAfter(morning, 2)))).toBe('decide-link-spent')
  expect(await readLinkPage(secret, minuteAfter(morning, 2))).toMatchObject({ did: { undoable: true } })
  must(await undoByLink(secret, minuteAfter(morning, 3)))
  expect(await stateOf(post)).toBe('held')
  expect(refusal(await undoByLink(secret, minuteAfter(morning, 4)))).toBe('nothing-to-undo')
  expect(refusal(await decideByLink(secret, {}, minuteAfter(morning, 4)))).toBe('decide-link-spent')
})

test('a rejection by link has its rule and words', async () => {
  await aFreshHouse()
  await wanted('daily')
  const moderator = await aModerator()
  const post = await aWaitingPost()
  const morning = aMorning()
  const secret = linkIn(await aDigest(morning, moderator), 'Reject')
  must(await decideByLink(secret, { rule: 'unclear', text: 'Which one?' }, minuteAfter(morning)))
  const [made] = await db().read.select().from(decisions).where(and(eq(decisions.post, post), eq(decisions.kind, 'reject')))
  expect(made).toMatchObject({ rule: 'unclear', words: 'Which one?' })
  expect(refusal(await undoByLink(secret, minuteAfter(morning, 12)))).toBe('undo-late')
})

test('a link on what was decided already says by whom and what, and changes nothing', async () => {
  await aFreshHouse()
  await wanted('daily')
  const [moderator, other] = [await aModerator(), await aModerator({ name: 'Olu' })]
  const post = await aWaitingPost()
  const morning = aMorning()
  const mail = await aDigest(morning, moderator)
  must(await decide(other, { post, decision: 'reject' }, { now: minuteAfter(morning) }))
  expect((await readLinkPage(linkIn(mail, 'Approve'), minuteAfter(morning, 2)))?.late?.text).toBe('Olu decided this already: reject. Nothing was changed.')
  const late = await decideByLink(linkIn(mail, 'Approve'), {}, minuteAfter(morning, 2))
  expect([refusal(late), await stateOf(post)]).toEqual(['decided', 'hidden'])
})

test('a link on a text that was changed since decides nothing', async () => {
  await aFreshHouse()
  await wanted('daily')
  const moderator = await aModerator()
  const { id, by } = await anAnswer({ by: await aPerson({ trust: 0 }), body: 'At first.' })
  const morning = aMorning()
  const mail = await aDigest(morning, moderator)
  must(await editPost(by, { post: id, revision: 1, body: 'Buy now.' }))
  expect([refusal(await decideByLink(linkIn(mail, 'Approve'), {}, minuteAfter(morning))), await stateOf(id)]).toEqual(['changed-since-read', 'held'])
})

test('forged, ended, foreign and replaced links, and those of whoever moderates no longer, are spent', async () => {
  await aFreshHouse()
  await wanted('daily')
  const moderator = await aModerator()
  const post = await aWaitingPost()
  const morning = aMorning()
  const first = await aDigest(morning, moderator)
  const spent = async (secret: string, at: Date) => { expect([await readLinkPage(secret, at), refusal(await decideByLink(secret, {}, at))]).toEqual([null, 'decide-link-spent']) }
  await spent('x'.repeat(43), minuteAfter(morning))
  await spent('', minuteAfter(morning))
  await spent(linkIn(first, 'Approve'), new Date(morning.getTime() + 7 * day + 60_000))
  // The next day's mail has new ones.
  office.arrived.length = 0
  const nextDay = new Date(morning.getTime() + day)
  const second = await aDigest(nextDay, moderator)
  await spent(linkIn(first, 'Approve'), minuteAfter(nextDay))
  expect(await readLinkPage(linkIn(second, 'Approve'), minuteAfter(nextDay))).not.toBeNull()
  const change = async (to: Partial<typeof people.$inferInsert>) => { await db().write(async tx => { await tx.update(people).set(to).where(eq(people.id, moderator.id)) }) }
  const barred = [{ role: 'member' }, { suspendedUntil: new Date(nextDay.getTime() + day) }, { email: 'new@example.org' }] as const
  for (const bar of barred) {
    await change(bar)
    await spent(linkIn(second, 'Approve'), minuteAfter(nextDay))
    await change({ role: 'moderator', suspendedUntil: null, email: moderator.address })
  }
  expect(await stateOf(post)).toBe('held')
  must(await decideByLink(linkIn(second, 'Approve'), {}, minuteAfter(nextDay)))
})

test('a flagged post comes first and can be kept; nobody has links on a post of their own', async () => {
  await aFreshHouse()
  await wanted('daily')
  const [moderator, other] = [await aModerator(), await aModerator()]
  await aWaitingPost()
  const { id } = await anAnswer({ by: moderator, body: 'A moderator’s own, reported.' })
  must(await flagPost(await aPerson(), { post: id, reason: 'other' }))
  const morning = aMorning()
  const others = await aDigest(morning, other)
  expect(others.text.indexOf('A moderator’s own')).toBeLessThan(others.text.indexOf('A guest’s thought'))
  expect(office.one(moderator.address).text).not.toContain('A moderator’s own')
  must(await decideByLink(linkIn(others, 'Keep'), {}, minuteAfter(morning)))
  expect(await stateOf(id)).toBe('public')
})

test('a delegate gets the queue and decides by its links, until the delegation ends', async () => {
  await aFreshHouse()
  await wanted('away', away)
  const author = await aModerator({ role: 'author' })
  const delegate = await aModerator({ role: 'member' })
  await aWaitingPost()
  const second = await aWaitingPost('Another thought.')
  const morning = aMorning()
  must(await appointDelegate(operator, { handle: delegate.handle, until: new Date(morning.getTime() + 20 * day) }, { now: morning }))
  const mail = await aDigest(morning, delegate)
  expect(mail.text).toContain('The author is away.')
  must(await decideByLink(linkIn(mail, 'Approve'), {}, minuteAfter(morning)))
  must(await endDelegation(operator, { handle: delegate.handle }, { now: minuteAfter(morning, 2) }))
  expect(refusal(await decideByLink(linkIn(mail, 'Reject'), {}, minuteAfter(morning, 3)))).toBe('decide-link-spent')
  expect(await stateOf(second)).toBe('held')
  expect(office.mailsTo(author.address)).toHaveLength(1)
})

test('a long queue comes as its first twenty, and the number of all', async () => {
  await aFreshHouse()
  await wanted('daily')
  const moderator = await aModerator()
  for (let at = 0; at < 23; at++) await aWaitingPost(`Thought number ${at}. ${'x'.repeat(3_000)}`)
  const mail = await aDigest(aMorning(), moderator)
  expect(mail.subject).toContain('23 posts wait')
  expect(mail.text.match(/^Approve:/gm)).toHaveLength(20)
  expect(mail.text).toContain('The first 20 follow; the queue has all.')
})

test('a year of nobody leaves every post waiting and the tables of mail and links small', async () => {
  await aFreshHouse()
  await wanted('daily')
  const moderator = await aModerator()
  const post = await aWaitingPost()
  let morning = aMorning()
  for (let month = 0; month < 13; month++) {
    morning = new Date(morning.getTime() + 30 * day)
    await enqueueDigests(morning)
    await sendDue(() => morning)
    await forgetWhatHasEnded(morning)
  }
  expect(office.mailsTo(moderator.address)).toHaveLength(13)
  expect(await stateOf(post)).toBe('held')
  expect((await db().read.select().from(outbox)).length).toBeLessThan(3)
  const kept = await db().read.select().from(links).where(eq(links.post, post))
  expect(kept.length).toBeLessThan(7)
  await forgetWhatHasEnded(new Date(morning.getTime() + 365 * day))
  expect([await db().read.select().from(outbox), await db().read.select().from(links)]).toEqual([[], []])
  expect(await stateOf(post)).toBe('held')
  expect(await db().read.select({ value: settings.value }).from(settings).where(eq(settings.key, 'digest-day'))).toHaveLength(1)
})
