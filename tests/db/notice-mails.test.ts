import { eq, like } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { db } from '@/db'
import { mailFollows, notifications, outbox, people } from '@/db/schema'
import { decide } from '@/forum/moderation'
import { readUnsubscribeToken } from '@/forum/mail-addresses'
import { enqueueSummaries } from '@/forum/notice-mails'
import { readNotices } from '@/forum/notifications'
import { sendDue } from '@/server/mailroom'
import { aDatabase } from '../support/database'
import { aMailServer } from '../support/mail-server'
import { aReader, choose, makeNotices, rowsOf } from '../support/notices'
import { aComment, anAnswer, aPerson, aQuestion, must } from '../support/world'

const office = aMailServer()
aDatabase()
beforeAll(() => makeNotices())

const minute = 60_000
const later = (minutes: number) => () => new Date(Date.now() + minutes * minute)

test('an answer to one’s question comes at once: its whole text, its lasting address, in its thread, with a way to end it', async () => {
  const asker = await aReader()
  const question = await aQuestion({ by: asker, title: 'Why $\\beta$, and why <so>?' })
  const answer = await anAnswer({ question: question.id, body: 'Because $x^2 < 3$ & no more.' })
  await makeNotices()
  expect(await sendDue()).toBe(0)
  expect(await sendDue(later(1))).toBe(1)
  const mail = office.one(asker.address)
  expect(mail.subject).toBe('Re: Why β, and why <so>?')
  for (const said of ['answered your question', '> Because $x^2 < 3$ & no more.', `/p/${answer.id}`, '/settings#notices']) expect(mail.text).toContain(said)
  expect(mail.html).toContain('Because $x^2 &lt; 3$ &amp; no more.')
  expect(mail.html).not.toMatch(/<img|<link|src=|color:/)
  const head = (name: string) => mail.head.find(line => line.toLowerCase().startsWith(`${name}: `))?.slice(name.length + 2) ?? ''
  expect(head('references')).toBe(`<question-${question.id}@localhost>`)
  expect(head('in-reply-to')).toBe(`<question-${question.id}@localhost>`)
  expect(head('list-id')).toContain(`question-${question.id}.localhost`)
  expect(head('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
  const address = /<([^<>]*\/unsubscribe\?token=[^<>]*)>/.exec(head('list-unsubscribe'))?.[1] ?? ''
  expect(readUnsubscribeToken(new URL(address).searchParams.get('token') ?? '')).toEqual({ person: asker.id, kind: 'thread', question: question.id })
  expect(head('auto-submitted')).toBe('auto-generated')
  expect(await sendDue(later(60))).toBe(0)
})

test('what comes close together comes in one mail, and the next about the same question after a pause', async () => {
  const asker = await aReader()
  const question = await aQuestion({ by: asker })
  for (let n = 0; n < 3; n++) await anAnswer({ question: question.id, body: `Reason number ${n}.` })
  await makeNotices()
  expect(await sendDue(later(1))).toBe(1)
  expect(office.one(asker.address).text.match(/Reason number \d/g)).toHaveLength(3)
  await anAnswer({ question: question.id, body: 'A late reason.' })
  await makeNotices()
  expect(await sendDue(later(0.5))).toBe(0)
  expect(await sendDue(later(2))).toBe(1)
  expect(office.mailsTo(asker.address)[1]?.text).toContain('A late reason.')
  expect(office.mailsTo(asker.address)[1]?.text).not.toContain('Reason number')
})

test('nothing is mailed of what was read, hidden or chosen otherwise, nor to an address that is not proved or comes back', async () => {
  const [reading, hiding, choosing, unproved, bouncing] = [await aReader(), await aReader(), await aReader(), await aPerson(), await aReader()]
  await choose(choosing, { replies: 'site' })
  await db().write(async tx => { await tx.update(people).set({ mailBouncedAt: new Date() }).where(eq(people.id, bouncing.id)) })
  const moderator = await aPerson({ role: 'moderator' })
  for (const by of [reading, hiding, choosing, unproved, bouncing]) {
    const question = await aQuestion({ by })
    const answer = await anAnswer({ question: question.id })
    if (by === hiding) must(await decide(moderator, { post: answer.id, decision: 'hide' }))
  }
  await makeNotices()
  must(await readNotices(reading, { ids: (await rowsOf(reading)).map(({ id }) => id) }))
  expect(await sendDue(later(1))).toBe(0)
  for (const person of [choosing, unproved, bouncing]) expect(await rowsOf(person)).toMatchObject([{ mailing: null, mailKey: null }])
})

test('a summary comes once a day, and on Mondays what was to come weekly; what was read meanwhile is not in it', async () => {
  const reader = await aReader()
  await choose(reader, { answers: 'daily', comments: 'weekly', replies: 'site' })
  const question = await aQuestion()
  const mine = await anAnswer({ question: question.id, by: reader })
  const answer = await anAnswer({ question: question.id, body: 'Another view of it.' })
  await aComment({ parent: answer.id, body: 'A remark for the week.' })
  await aComment({ parent: mine.id, body: 'Only on the site.' })
  await makeNotices()
  const thursday = new Date(Date.UTC(2031, 0, 2, 6, 1))
  expect(await enqueueSummaries(new Date(Date.UTC(2031, 0, 2, 5, 59)))).toBe(false)
  expect(await enqueueSummaries(thursday)).toBe(true)
  expect(await enqueueSummaries(new Date(thursday.getTime() + minute))).toBe(false)
  expect(await sendDue(() => thursday)).toBe(1)
  const daily = office.one(reader.address)
  expect(daily.text).toContain('Another view of it.')
  expect(daily.text).not.toContain('for the week')
  expect(daily.text).not.toContain('Only on the site.')
  expect(await enqueueSummaries(new Date(Date.UTC(2031, 0, 3, 6, 1)))).toBe(true)
  expect(await sendDue(() => new Date(Date.UTC(2031, 0, 3, 6, 1)))).toBe(0)
  const monday = new Date(Date.UTC(2031, 0, 6, 6, 1))
  expect(await enqueueSummaries(monday)).toBe(true)
  expect(await sendDue(() => monday)).toBe(1)
  expect(office.mailsTo(reader.address)[1]?.text).toContain('A remark for the week.')
  expect(await db().read.select().from(notifications).where(like(notifications.mailKey, 'summary weekly%'))).toHaveLength(1)
})

test('whoever would be flooded gets the rest in the day’s summary', async () => {
  const asker = await aReader()
  for (let n = 0; n < 14; n++) await anAnswer({ question: (await aQuestion({ by: asker })).id })
  await makeNotices()
  const rows = await rowsOf(asker)
  expect(rows.filter(row => row.mailing === 'now')).toHaveLength(12)
  expect(rows.filter(row => row.mailing === 'daily')).toHaveLength(2)
  expect(await sendDue(later(1))).toBe(12)
})

test('a mail server that is away loses nothing, and nothing goes twice', async () => {
  const asker = await aReader()
  const question = await aQuestion({ by: asker })
  await anAnswer({ question: question.id })
  await makeNotices()
  office.mood = 'away'
  expect(await sendDue(later(1))).toBe(0)
  office.mood = 'well'
  expect(await sendDue(later(3))).toBe(1)
  expect(await sendDue(later(30))).toBe(0)
  office.one(asker.address)
})

test('a guest who follows by an address alone gets each new answer that is public, until the follow ends', async () => {
  const question = await aQuestion()
  const [follow] = await db().write(tx => tx.insert(mailFollows).values({ question: question.id, address: 'gil@example.org', addressFolded: 'gil@example.org', confirmedAt: new Date(), createdAt: new Date() }).returning())
  await anAnswer({ question: question.id, body: 'A public reason, $x$.' })
  await anAnswer({ question: question.id, by: await aPerson({ trust: 0 }), body: 'A held one.' })
  await makeNotices()
  expect(await sendDue(later(1))).toBe(1)
  expect(office.one('gil@example.org').text).toContain('A public reason, $x$.')
  await anAnswer({ question: question.id })
  await makeNotices()
  await db().write(async tx => { await tx.delete(mailFollows).where(eq(mailFollows.id, follow?.id ?? 0)) })
  expect(await sendDue(later(1))).toBe(0)
})

test('what happened long ago, while the site was down, is shown and not mailed', async () => {
  const asker = await aReader()
  const question = await aQuestion({ by: asker })
  await anAnswer({ question: question.id })
  await makeNotices(new Date(Date.now() + 8 * 24 * 60 * minute))
  expect(await rowsOf(asker)).toMatchObject([{ mailing: null }])
  expect(await db().read.select().from(outbox).where(eq(outbox.state, 'dead'))).toEqual([])
})
