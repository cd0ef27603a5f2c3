import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { prove } from '@/auth/account'
import { joinForum } from '@/auth/joining'
import { personByPassword } from '@/auth/password-sign-in'
import { readSession, startSession } from '@/auth/sessions'
import { viewerOf, viewerOfApi } from '@/auth/viewer'
import { db } from '@/db'
import { decisions, events, people, sessions, tokens } from '@/db/schema'
import { changePerson, findPersonByHandle, addPerson } from '@/forum/people'
import { endOfSuspension, suspendPerson, unsuspendPerson } from '@/forum/suspensions'
import { createToken, revokeToken } from '@/forum/tokens'
import { closeAccount } from '@/forum/closing'
import { nobody, operator } from '@/forum/viewer'
import type { Person } from '@/forum/viewer'
import { aDatabase } from '../support/database'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

let counter = 0
async function aPerson(given: { role?: 'member' | 'moderator' | 'author'; name?: string } = {}): Promise<{ viewer: Person; email: string; handle: string; sid: number; secret: string }> {
  counter += 1
  const handle = `reader-${counter}x`
  const email = `${handle}@example.org`
  const joined = await joinForum(nobody, { name: given.name ?? `Reader ${counter}`, handle, email, password: 'a quiet harbour' })
  if (!joined.ok) throw new Error(joined.error.text)
  if (given.role) await addPerson(operator, { handle, email: null, role: given.role, passwordHash: null })
  const now = new Date()
  const session = await db().write(tx => startSession(tx, { id: joined.value.id, role: given.role ?? 'member' }, 'Firefox on Linux', now))
  const viewer = await readSession(session, now)
  if (!viewer) throw new Error('no session')
  return { viewer, email, handle, ...session }
}

test('somebody signs up and signs in with the same e-mail and password, however capitalised the e-mail', async () => {
  const { email, handle } = await aPerson()
  const found = await personByPassword({ email: email.toUpperCase(), password: 'a quiet harbour', network: null })
  expect(found.ok && found.value.handle).toBe(handle)
})

test('a wrong password and an unknown address are refused with one sentence', async () => {
  const { email } = await aPerson()
  const wrong = await personByPassword({ email, password: 'not this one', network: null })
  const unknown = await personByPassword({ email: 'nobody@example.org', password: 'not this one', network: null })
  expect(wrong).toEqual(unknown)
  expect(wrong.ok).toBe(false)
})

test('a password is stored as argon2id and nothing else', async () => {
  const { viewer } = await aPerson()
  const [row] = await db().read.select().from(people).where(eq(people.id, viewer.id))
  expect(row?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('a taken handle and a taken address are refused alike', async () => {
  const { email, handle } = await aPerson()
  const sameHandle = await joinForum(nobody, { name: 'Other', handle, email: 'other1@example.org', password: 'a quiet harbour' })
  const sameAddress = await joinForum(nobody, { name: 'Other', handle: 'other-two', email, password: 'a quiet harbour' })
  expect(sameHandle.ok || sameAddress.ok).toBe(false)
  expect(sameHandle).toEqual(sameAddress)
})

test('a common password, one’s own handle and short ones are refused with the field', async () => {
  for (const password of ['password1', 'short', 'reader-own', 'Qwertyuiop1', '12121212']) {
    const refused = await joinForum(nobody, { name: 'Other', handle: 'reader-own', email: 'own@example.org', password })
    expect(!refused.ok && refused.error.fields[0]?.field).toBe('password')
  }
})

test('names of the author and of moderators, and their look-alikes, are refused to others', async () => {
  await aPerson({ role: 'moderator', name: 'Ada Quist' })
  for (const name of ['Ada Quist', 'ada  quist', 'Аda Quist', 'Moderator', 'The Author']) {
    const refused = await joinForum(nobody, { name, handle: 'plain-reader', email: 'plain@example.org', password: 'a quiet harbour' })
    expect(!refused.ok && refused.error.code).toBe('name-taken')
  }
})

test('handles that speak for the site are refused', async () => {
  for (const handle of ['admin', 'm0derator', 'former-12', 'settings']) {
    const refused = await joinForum(nobody, { name: 'Somebody', handle, email: 'somebody@example.org', password: 'a quiet harbour' })
    expect(!refused.ok && refused.error.code).toBe('handle-taken')
  }
})

test('twenty people who want one handle at once: one gets it', async () => {
  const tries = await Promise.all(Array.from({ length: 20 }, (_, at) => joinForum(nobody, { name: 'Racer', handle: 'racer', email: `racer${at}@example.org`, password: 'a quiet harbour' })))
  expect(tries.filter(tried => tried.ok)).toHaveLength(1)
})

test('a former handle leads to its person and nobody else can take it', async () => {
  const { viewer, handle } = await aPerson()
  expect((await changePerson(viewer, { handle: 'new-name-here' })).ok).toBe(true)
  expect((await findPersonByHandle(handle))?.id).toBe(viewer.id)
  const other = await aPerson()
  const refused = await changePerson(other.viewer, { handle })
  expect(!refused.ok && refused.error.code).toBe('handle-taken')
  expect((await changePerson(viewer, { handle })).ok).toBe(true)
})

test('changing a password asks for a recent sign-in and ends every session', async () => {
  const { viewer, sid, secret } = await aPerson()
  const hash = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaA'
  const late = await changePerson({ ...viewer, provedAt: new Date(Date.now() - 16 * 60_000) }, { passwordHash: hash })
  expect(!late.ok && late.error.code).toBe('prove-again')
  expect((await changePerson(viewer, { passwordHash: hash })).ok).toBe(true)
  expect(await readSession({ sid, secret }, new Date())).toBeNull()
})

test('a wrong current password is told as such, at its field', async () => {
  const { viewer, sid } = await aPerson()
  const proved = await prove(viewer, sid, 'not this one')
  expect(!proved.ok && [proved.error.status, proved.error.text, proved.error.fields]).toEqual([401, 'This is not your current password.', [{ field: 'current_password', code: 'wrong-password', text: 'This is not your current password.' }]])
})

test('a session ends by lying idle and by its whole age, a moderator’s sooner', async () => {
  const day = 24 * 3_600_000
  const member = await aPerson()
  expect(await readSession(member, new Date(Date.now() + 29 * day))).not.toBeNull()
  expect(await readSession(member, new Date(Date.now() + 62 * day))).toBeNull()
  const moderator = await aPerson({ role: 'moderator' })
  expect(await readSession(moderator, new Date(Date.now() + 15 * day))).toBeNull()
})

test('a session’s secret is stored hashed, and another secret opens nothing', async () => {
  const { sid, secret } = await aPerson()
  const [row] = await db().read.select().from(sessions).where(eq(sessions.id, sid))
  expect(row?.secretHash).not.toContain(secret)
  expect(await readSession({ sid, secret: 'A'.repeat(43) }, new Date())).toBeNull()
})

test('suspending ends sessions and tokens at once, is written down, and can be taken back', async () => {
  const moderator = await aPerson({ role: 'moderator' })
  const writer = await aPerson()
  const made = await createToken(writer.viewer, { label: 'script', scope: 'write' })
  if (!made.ok) throw new Error(made.error.text)
  const bearer = { cookies: null, authorization: `Bearer ${made.value.token}`, address: null }
  expect((await viewerOfApi(bearer)).viewer.kind).toBe('person')
  const until = new Date(Date.now() + 7 * 24 * 3_600_000)
  const suspended = await suspendPerson(moderator.viewer, { handle: writer.handle, until, reason: 'Spam in three threads.' })
  expect(suspended.ok).toBe(true)
  expect(await readSession(writer, new Date())).toBeNull()
  expect((await viewerOfApi(bearer)).tokenFault).toBe(true)
  const refused = await personByPassword({ email: writer.email, password: 'a quiet harbour', network: null })
  expect(!refused.ok && refused.error.text).toContain('Spam in three threads.')
  const [decision] = await db().read.select().from(decisions).where(eq(decisions.person, writer.viewer.id))
  expect(decision).toMatchObject({ kind: 'suspend', by: moderator.viewer.id, byRole: 'moderator' })
  expect((await unsuspendPerson(moderator.viewer, { handle: writer.handle })).ok).toBe(true)
  expect((await personByPassword({ email: writer.email, password: 'a quiet harbour', network: null })).ok).toBe(true)
})

test('a suspension until a day lasts to the end of it, however it was asked for', async () => {
  const writer = await aPerson()
  const nextYear = new Date().getUTCFullYear() + 1
  expect(endOfSuspension('2099-05-03')).toEqual(new Date('2099-05-03T23:59:59.999Z'))
  expect(endOfSuspension('2099-05-03T12:00:00+02:00')).toEqual(new Date('2099-05-03T10:00:00Z'))
  for (const unclear of ['next week', '2099', '2099-02-31', '2099-05-03T', '']) expect(endOfSuspension(unclear), unclear).toBeNull()
  const suspended = await suspendPerson(operator, { handle: writer.handle, until: `${nextYear}-05-03`, reason: 'Spam.' })
  expect(suspended.ok && suspended.value.until).toEqual(new Date(`${nextYear}-05-03T23:59:59.999Z`))
  const unclear = await suspendPerson(operator, { handle: writer.handle, until: 'next week', reason: 'Spam.' })
  expect(!unclear.ok && unclear.error.fields.map(({ field, text }) => [field, text])).toEqual([['until', 'Give a day such as 2030-01-31.']])
})

test('a member suspends nobody, a moderator no moderator, and nobody an author', async () => {
  const [member, moderator, other, author] = [await aPerson(), await aPerson({ role: 'moderator' }), await aPerson({ role: 'moderator' }), await aPerson({ role: 'author' })]
  for (const [by, whom] of [[member, other], [moderator, other], [moderator, author], [author, author]] as const) {
    const refused = await suspendPerson(by.viewer, { handle: whom.handle, reason: 'Because.' })
    expect(!refused.ok && refused.error.code).toBe('not-allowed')
  }
})

test('a token is shown once, hashed at rest, cut to its person’s role, and gone when revoked', async () => {
  const { viewer } = await aPerson()
  const tooMuch = await createToken(viewer, { label: '', scope: 'moderate' })
  expect(tooMuch.ok).toBe(false)
  const made = await createToken(viewer, { label: 'reader', scope: 'read' })
  if (!made.ok) throw new Error(made.error.text)
  const [row] = await db().read.select().from(tokens).where(eq(tokens.id, made.value.id))
  expect(JSON.stringify(row)).not.toContain(made.value.token)
  const asked = await viewerOfApi({ cookies: null, authorization: `Bearer ${made.value.token}`, address: '192.0.2.7' })
  expect(asked.viewer).toMatchObject({ kind: 'person', scope: 'read', id: viewer.id })
  expect((await revokeToken(viewer, { id: made.value.id })).ok).toBe(true)
  expect((await viewerOfApi({ cookies: null, authorization: `Bearer ${made.value.token}`, address: null })).tokenFault).toBe(true)
})

test('a token makes no tokens and an unknown token never falls back to the cookie', async () => {
  const { viewer } = await aPerson()
  const refused = await createToken({ ...viewer, provedAt: null }, { label: '', scope: 'read' })
  expect(!refused.ok && refused.error.code).toBe('prove-again')
  expect(await viewerOfApi({ cookies: 'guest=x.y', authorization: 'Bearer colloquy_unknown-unknown-unknown', address: null })).toMatchObject({ viewer: { kind: 'guest' }, tokenFault: true })
})

test('a token counts for the API alone: pages and forms see a guest, without the cookies that came with it', async () => {
  const { viewer } = await aPerson()
  const made = await createToken(viewer, { label: 'reader', scope: 'read' })
  if (!made.ok) throw new Error(made.error.text)
  const asked = await viewerOf({ cookies: 'guest=x.y', authorization: `Bearer ${made.value.token}`, address: '192.0.2.7' })
  expect(asked).toMatchObject({ viewer: { kind: 'guest', cookieHash: null }, tokenFault: false, session: null })
})

test('after an account is closed its strings are nowhere in the tables about people', async () => {
  const { viewer, email, handle } = await aPerson({ name: 'Zebedee Unmistakable' })
  expect((await closeAccount(viewer, { posts: 'keep' })).ok).toBe(true)
  const rest = JSON.stringify([await db().read.select().from(people), await db().read.select().from(sessions), await db().read.select().from(tokens), await db().read.select().from(events)])
  for (const secret of ['Zebedee', 'Unmistakable', email, `"${handle}"`]) expect(rest).not.toContain(secret)
  expect(await findPersonByHandle(handle)).toBeNull()
})
