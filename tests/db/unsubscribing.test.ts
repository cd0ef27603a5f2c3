/** Ending what brings mail: by the page's one button, and by a mail program through the front (RFC 8058). */
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db'
import { follows, mailFollows, notifications, outbox, people } from '@/db/schema'
import { setFollow } from '@/forum/follows'
import { unsubscribeToken } from '@/forum/mail-addresses'
import type { UnsubscribeScope } from '@/forum/mail-addresses'
import { choicesOf } from '@/forum/notice-choices'
import { readNoticeMail } from '@/forum/notice-mails'
import { readEnding, unsubscribe } from '@/forum/unsubscribing'
import { nobody } from '@/forum/viewer'
import { aDatabase } from '../support/database'
import { aFront, aPage } from '../support/front'
import type { TestFront } from '../support/front'
import { aPerson, aQuestion, must, refusal } from '../support/world'

aDatabase()

let site: TestFront
beforeAll(async () => { site = await aFront(() => aPage('<p>The page with one button</p>')) })
afterAll(() => site.close())

const oneClick = { 'content-type': 'application/x-www-form-urlencoded' }
const post = (token: string, { headers = oneClick, body = 'List-Unsubscribe=One-Click' }: { headers?: Record<string, string>; body?: string } = {}) =>
  site.ask(`/unsubscribe?token=${token}`, { method: 'POST', headers: { 'user-agent': 'A mail program', ...headers }, body })

const followsOf = (person: number) => db().read.select({ kind: follows.kind, target: follows.target }).from(follows).where(eq(follows.person, person))
const choicesNow = async (person: number) => choicesOf((await db().read.select({ notices: people.notices }).from(people).where(eq(people.id, person)))[0] ?? { notices: null })

async function aNotice(person: number, given: Partial<typeof notifications.$inferInsert>): Promise<number> {
  const [row] = await db().write(tx => tx.insert(notifications).values({ person, event: Math.floor(Math.random() * 1e9), kind: 'answer', createdAt: new Date(), ...given }).returning())
  return row?.id ?? 0
}
const mailingOf = async (id: number) => (await db().read.select({ mailing: notifications.mailing }).from(notifications).where(eq(notifications.id, id)))[0]?.mailing

async function outboxRow() {
  const [row] = await db().read.select().from(outbox)
  if (!row) throw new Error('the outbox is empty')
  return row
}

async function aFollower() {
  const person = await aPerson()
  const { id: question } = await aQuestion()
  must(await setFollow(person, { kind: 'question', id: String(question), following: true }))
  return { person, question, scope: { person: person.id, kind: 'thread', question } satisfies UnsubscribeScope }
}

test('a mail program ends a thread by one request that bears no cookie and no origin, is told so, and is led nowhere', async () => {
  const { person, question, scope } = await aFollower()
  const waits = await aNotice(person.id, { question, mailing: 'daily' })
  const elsewhere = await aNotice(person.id, { question: question + 1_000, mailing: 'daily' })
  const goes = await aNotice(person.id, { question, mailing: 'now', mailKey: 'notice that waits' })
  await db().write(async tx => { await tx.insert(outbox).values({ kind: 'notice', key: 'notice that waits', payload: { person: String(person.id) }, nextAt: new Date(), createdAt: new Date() }) })

  const answer = await post(unsubscribeToken(scope))

  expect(answer.status).toBe(200)
  expect(answer.headers['location']).toBeUndefined()
  expect(answer.headers['set-cookie']).toBeUndefined()
  expect(answer.headers['cache-control']).toBe('private, no-store')
  expect(answer.text).toContain('Ended.')
  expect(await followsOf(person.id)).toEqual([{ kind: 'mute', target: question }])
  expect([await mailingOf(waits), await mailingOf(goes)]).toEqual([null, null])
  expect(await readNoticeMail(await outboxRow(), new Date())).toBeNull()
  expect(await mailingOf(elsewhere)).toBe('daily')
  expect((await post(unsubscribeToken(scope))).status).toBe(200)
  expect(await followsOf(person.id)).toHaveLength(1)
  must(await setFollow(person, { kind: 'question', id: String(question), following: true }))
  expect(await followsOf(person.id)).toEqual([{ kind: 'question', target: question }])
})

test('it may send the form in parts, or from a foreign page: the address alone counts, cookies never', async () => {
  const { person, question, scope } = await aFollower()
  const inParts = ['--x', 'Content-Disposition: form-data; name="List-Unsubscribe"', '', 'One-Click', '--x--', ''].join('\r\n')
  const headers = { 'content-type': 'multipart/form-data; boundary=x', 'origin': 'https://mail.example.net', 'sec-fetch-site': 'cross-site', 'cookie': '__Host-authjs.session-token=somebody' }

  expect((await post(unsubscribeToken(scope), { headers, body: inParts })).status).toBe(200)
  expect(await followsOf(person.id)).toEqual([{ kind: 'mute', target: question }])
  expect(site.seen).toEqual([])
})

test('opening the address shows the page and ends nothing', async () => {
  const { person, question, scope } = await aFollower()

  const answer = await site.ask(`/unsubscribe?token=${unsubscribeToken(scope)}`)

  expect(answer.text).toContain('The page with one button')
  expect(await followsOf(person.id)).toEqual([{ kind: 'question', target: question }])
  expect(await readEnding(unsubscribeToken(scope))).toMatchObject({ kind: 'thread', ended: false })
})

test('a forged, cut or missing token ends nothing: one sentence, 403, and the log has the reason', async () => {
  const { person, question, scope } = await aFollower()
  const token = unsubscribeToken(scope)
  const wrong = [token.slice(0, -1), token.replace(`-${question}.`, `-${question + 1}.`), token.replace(/^p-\d+/, 'p-1'), '', 'x', `${token}%0d%0a`]
  for (const one of wrong) {
    for (const answer of [await post(one), await site.ask(`/unsubscribe?token=${one}`)]) {
      expect(answer.status, one).toBe(403)
      expect(answer.text).toContain('cut or changed on its way. Nothing was changed')
    }
    expect(refusal(await unsubscribe(nobody, { token: one }))).toBe('unsubscribe-forged')
    expect(await readEnding(one)).toBeNull()
  }
  expect((await site.ask('/unsubscribe')).status).toBe(403)
  expect(await followsOf(person.id)).toEqual([{ kind: 'question', target: question }])
  expect(site.lines.filter(line => line.includes('unsubscribe.refused') && line.includes('cut or changed')).length).toBeGreaterThanOrEqual(2 * wrong.length)
  expect(site.lines.join('\n')).not.toContain(token.slice(0, 30))
})

test('what posts something else, or by another method, ends nothing', async () => {
  const { person, scope } = await aFollower()
  const token = unsubscribeToken(scope)
  for (const body of ['', 'List-Unsubscribe=Two-Clicks', 'List-Unsubscribe', '{"List-Unsubscribe":"One-Click"}']) expect((await post(token, { body })).status, body).toBe(400)
  for (const method of ['PUT', 'DELETE', 'PATCH']) expect((await site.ask(`/unsubscribe?token=${token}`, { method })).status).toBe(405)
  expect(await followsOf(person.id)).toMatchObject([{ kind: 'question' }])
})

test('a digest ends: what came by it is shown on the site alone, the other digest goes on', async () => {
  const person = await aPerson()
  const [daily, weekly] = [await aNotice(person.id, { kind: 'answer', mailing: 'daily' }), await aNotice(person.id, { kind: 'question', mailing: 'weekly' })]
  const before = await choicesNow(person.id)
  const scope = { person: person.id, kind: 'mailing', of: 'daily' } as const

  expect(must(await unsubscribe(nobody, { token: unsubscribeToken(scope) }))).toEqual({ kind: 'mailing', of: 'daily', ended: true })

  const after = await choicesNow(person.id)
  for (const [group, choice] of Object.entries(before)) expect(after, group).toMatchObject({ [group]: choice === 'daily' ? 'site' : choice })
  expect([await mailingOf(daily), await mailingOf(weekly)]).toEqual([null, 'weekly'])
})

test('a kind of notice ends with its groups, a group by itself; what is off stays off', async () => {
  const person = await aPerson()
  await db().write(async tx => { await tx.update(people).set({ notices: { comments: 'off', replies: 'now' } }).where(eq(people.id, person.id)) })

  must(await unsubscribe(nobody, { token: unsubscribeToken({ person: person.id, kind: 'notices', of: 'comment' }) }))
  expect(await choicesNow(person.id)).toMatchObject({ comments: 'off', replies: 'site', answers: 'daily' })
  must(await unsubscribe(nobody, { token: unsubscribeToken({ person: person.id, kind: 'notices', of: 'answers' }) }))
  expect(await choicesNow(person.id)).toMatchObject({ answers: 'site', questions: 'weekly' })
})

test('a follow by mail ends with its row; a token that outlived its person or row does no harm', async () => {
  const { id: question } = await aQuestion()
  const [row] = await db().write(tx => tx.insert(mailFollows).values({ question, address: 'gil@example.org', addressFolded: 'gil@example.org', confirmedAt: new Date(), createdAt: new Date() }).returning())
  const token = unsubscribeToken({ mailFollow: row?.id ?? 0 })
  expect(await readEnding(token)).toMatchObject({ kind: 'mail-follow', ended: false })
  expect((await post(token)).status).toBe(200)
  expect(await db().read.select().from(mailFollows).where(and(eq(mailFollows.question, question)))).toEqual([])
  expect((await post(token)).status).toBe(200)
  for (const scope of [{ person: 999_999, kind: 'thread', question }, { person: 999_999, kind: 'mailing', of: 'daily' }] as const) expect((await post(unsubscribeToken(scope))).status).toBe(200)
  expect(await followsOf(999_999)).toEqual([])
})
