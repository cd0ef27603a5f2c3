import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { claimSite, ensureAuthor } from '@/auth/author'
import { personByLink } from '@/auth/link-sign-in'
import { ensureClaimLink, makeLink, makeOperatorLink, readLink } from '@/auth/links'
import { personByPassword } from '@/auth/password-sign-in'
import { personByProvider } from '@/auth/provider-sign-in'
import { readSession, startSession } from '@/auth/sessions'
import { db } from '@/db'
import { links, people } from '@/db/schema'
import { ensureListAuthor } from '@/forum/list-author'
import { addPerson } from '@/forum/people'
import { operator } from '@/forum/viewer'
import { aDatabase } from '../support/database'

aDatabase()

const tokenOf = (address: string) => new URL(address).searchParams.get('token') ?? ''
const claim = { name: 'Wren Alder', handle: 'wren-alder', email: 'wren@example.org', password: 'a quiet harbour' }

test('the list’s author is a person before anybody has claimed the site, and only one', async () => {
  const first = await db().write(tx => ensureListAuthor(tx, 'Wren Alder'))
  const again = await db().write(tx => ensureListAuthor(tx, 'Wren Alder'))
  expect(again).toBe(first)
})

test('the claim link works once, the newest only, and of many at once one becomes the author', async () => {
  const old = tokenOf(await ensureClaimLink() ?? '')
  const token = tokenOf(await ensureClaimLink() ?? '')
  const spent = await claimSite(old, claim)
  expect(!spent.ok && spent.error.code).toBe('link-spent')
  const tries = await Promise.all(Array.from({ length: 8 }, () => claimSite(token, claim)))
  expect(tries.filter(tried => tried.ok)).toHaveLength(1)
  const authors = await db().read.select().from(people).where(eq(people.role, 'author'))
  expect(authors).toMatchObject([{ handle: 'wren-alder', email: 'wren@example.org', keepsList: true }])
  expect(await ensureClaimLink()).toBeNull()
})

test('AUTHOR_EMAIL and AUTHOR_PASSWORD create or update the author, and change nothing when all is so already', async () => {
  const author = { email: 'Wren@example.org', password: 'another harbour' }
  await ensureAuthor({ author, siteAuthor: null })
  await ensureAuthor({ author, siteAuthor: null })
  const found = await personByPassword({ email: 'wren@example.org', password: 'another harbour', network: null })
  expect(found.ok && found.value.role).toBe('author')
  expect(await db().read.select().from(people).where(eq(people.role, 'author'))).toHaveLength(1)
})

test('AUTHOR_PASSWORD obeys the rules for passwords, or the start is refused', async () => {
  for (const password of ['short', 'password', 'robin@example.org', 'x'.repeat(1_025)]) {
    const fault = await ensureAuthor({ author: { email: 'robin@example.org', password }, siteAuthor: null })
    expect(fault, password.slice(0, 20)).toMatch(/^AUTHOR_PASSWORD is wrong: .+\.$/)
  }
  expect(await db().read.select().from(people).where(eq(people.emailFolded, 'robin@example.org'))).toHaveLength(0)
})

test('an operator’s link signs in once; opening its page uses nothing up', async () => {
  const token = tokenOf(await makeOperatorLink('wren-alder') ?? '')
  expect((await readLink(token, ['operator']))?.handle).toBe('wren-alder')
  expect((await readLink(token, ['operator']))?.handle).toBe('wren-alder')
  const tries = await Promise.all(Array.from({ length: 20 }, () => personByLink(token, null)))
  expect(tries.filter(tried => tried.ok)).toHaveLength(1)
  expect(await makeOperatorLink('nobody-here')).toBeNull()
})

test('a link is stored hashed, ends, serves one purpose, and is void once a newer one exists', async () => {
  const make = (minutes: number) => db().write(tx => makeLink(tx, { purpose: 'sign-in', person: null, address: 'ida@example.org', minutes }))
  const former = await make(15)
  const newer = await make(15)
  expect(JSON.stringify(await db().read.select().from(links))).not.toContain(newer)
  expect((await personByLink(former, null)).ok).toBe(false)
  expect((await claimSite(newer, { ...claim, handle: 'ida-one', email: 'ida1@example.org' })).ok).toBe(false)
  expect((await personByLink(newer, null, new Date(Date.now() + 16 * 60_000))).ok).toBe(false)
})

test('a mailed link to an unknown address makes an account whose address is proved', async () => {
  const secret = await db().write(tx => makeLink(tx, { purpose: 'sign-in', person: null, address: 'noor.haddad@example.org', minutes: 15 }))
  const found = await personByLink(secret, null)
  expect(found.ok && [found.value.handle, found.value.email, found.value.emailProved !== null]).toEqual(['noor-haddad', 'noor.haddad@example.org', true])
})

test('proving an address in another browser ends the password and sessions set on it before', async () => {
  const added = await addPerson(operator, { handle: 'squatter', email: null, role: 'member', passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaA' })
  if (!added.ok) throw new Error(added.error.text)
  await db().write(async tx => { await tx.update(people).set({ email: 'victim@example.org', emailFolded: 'victim@example.org' }).where(eq(people.id, added.value.id)) })
  const session = await db().write(tx => startSession(tx, { id: added.value.id, role: 'member' }, '', new Date()))
  const secret = await db().write(tx => makeLink(tx, { purpose: 'sign-in', person: null, address: 'victim@example.org', minutes: 15 }))
  const found = await personByLink(secret, null)
  expect(found.ok && found.value.password).toBeNull()
  expect(await readSession(session, new Date())).toBeNull()
})

test('a person is provider and subject: equal names never meet, and linking starts from a signed-in person', async () => {
  const first = await personByProvider({ provider: 'github', subject: '1', name: 'Mia Sand' }, null)
  const second = await personByProvider({ provider: 'google', subject: '1', name: 'Mia Sand' }, null)
  if (!first.ok || !second.ok) throw new Error('refused')
  expect(second.value.id).not.toBe(first.value.id)
  expect((await personByProvider({ provider: 'github', subject: '1', name: 'Renamed' }, null))).toMatchObject({ ok: true, value: { id: first.value.id, isNew: false } })
  expect((await personByProvider({ provider: 'orcid', subject: '0000-0002-1825-0097', name: null }, first.value.id))).toMatchObject({ ok: true, value: { id: first.value.id } })
  expect((await personByProvider({ provider: 'orcid', subject: '0000-0002-1825-0097', name: null }, second.value.id)).ok).toBe(false)
  const [row] = await db().read.select({ orcid: people.orcid }).from(people).where(eq(people.id, first.value.id))
  expect(row?.orcid).toBe('0000-0002-1825-0097')
})
