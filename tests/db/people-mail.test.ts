import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askForLink, joinForum } from '@/auth/joining'
import { personByLink } from '@/auth/link-sign-in'
import { personByPassword } from '@/auth/password-sign-in'
import { findPersonByAddress, findPersonByHandle } from '@/forum/people'
import { nobody } from '@/forum/viewer'
import { aDatabase } from '../support/database'

type Arrived = { to: string[]; text: string }
const arrived: Arrived[] = []
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    void simpleParser(stream).then(mail => {
      arrived.push({ to: session.envelope.rcptTo.map(receiver => receiver.address), text: mail.text ?? '' })
      done()
    })
  },
})

beforeAll(async () => {
  await new Promise<void>(resume => { mailServer.listen(0, '127.0.0.1', resume) })
  const address = mailServer.server.address()
  process.env['SMTP_URL'] = `smtp://127.0.0.1:${portOf(address)}`
  process.env['MAIL_FROM'] = 'forum@example.org'
})
afterAll(async () => { await new Promise<void>(resume => { mailServer.close(resume) }) })
aDatabase()

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function mailTo(address: string, count = 1): Promise<Arrived> {
  await expect.poll(() => arrived.filter(mail => mail.to.includes(address)).length, { timeout: 10_000 }).toBe(count)
  const mail = arrived.filter(found => found.to.includes(address)).at(-1)
  if (!mail) throw new Error('no mail')
  return mail
}
const secretIn = (mail: Arrived) => /token=([\w-]{43})/.exec(mail.text)?.[1] ?? ''

test('a mailed link signs in once, by its page and no provider of mail', async () => {
  const asked = await askForLink({ email: 'Ola.Nord@Example.org' }, '/questions')
  expect(asked.ok).toBe(true)
  const mail = await mailTo('ola.nord@example.org')
  expect(mail.text).toContain('/signin/link?token=')
  expect(mail.text).toContain('next=%2Fquestions')
  expect((await personByLink(secretIn(mail), null)).ok).toBe(true)
  expect((await personByLink(secretIn(mail), null)).ok).toBe(false)
})

test('signing up with somebody’s address answers as with a free one; only its mailbox is told', async () => {
  const free = await joinForum(nobody, { name: 'Ida', handle: 'ida-free', email: 'ida@example.org', password: 'a quiet harbour' })
  const taken = await joinForum(nobody, { name: 'Ida', handle: 'ida-taken', email: 'ola.nord@example.org', password: 'a quiet harbour' })
  expect(free.ok && free.value.mailed).toBe(true)
  expect(taken.ok && taken.value.mailed).toBe(true)
  expect((await mailTo('ola.nord@example.org', 2)).text).toContain('has an account already')
  expect((await findPersonByHandle('ida-taken'))?.email).toBeNull()
  expect((await personByPassword({ email: 'ola.nord@example.org', password: 'a quiet harbour', network: null })).ok).toBe(false)
})

test('confirming one’s address in the browser that signed up keeps the password', async () => {
  const person = await findPersonByAddress('ida@example.org')
  const confirmed = await personByLink(secretIn(await mailTo('ida@example.org')), person?.id ?? null)
  expect(confirmed.ok && confirmed.value.emailProved !== null && confirmed.value.password !== null).toBe(true)
})

test('no address is taken that could be read as another one', async () => {
  for (const email of ['a@b@example.org', '"a@evil.example"@example.org', 'a,b@example.org', 'a@example.org(evil)', 'a@example.org\r\nBcc: b@evil.example', '<a@example.org>', 'a;b@example.org', 'ä@example.org', 'a@exämple.org', '=?x?q?a?=@example.org,b@c.de']) {
    const asked = await askForLink({ email }, '/')
    expect(!asked.ok && asked.error.fields[0]?.field).toBe('email')
  }
})

test('three links an hour go to one mailbox', async () => {
  const ask = async () => { const asked = await askForLink({ email: 'often@example.org' }, '/'); return asked.ok ? 'sent' : asked.error.code }
  expect([await ask(), await ask(), await ask(), await ask()]).toEqual(['sent', 'sent', 'sent', 'too-fast'])
})
