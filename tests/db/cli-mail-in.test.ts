/** The command as a mail server pipes to it: bytes in, an exit code out. */
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { commandLine } from '../support/command-line'
import { chinese, gmailHistory, rawMail } from '../support/raw-mails'

const secret = 'a secret of forty characters for the tests'
Object.assign(process.env, { MAIL_INBOUND: 'reply@forum.example.org', AUTH_SECRET: secret })
const aSite = commandLine()

const added = z.object({ id: z.number() })

test('a mail server pipes a reply in and learns by the exit code what came of it', { timeout: 120_000 }, async () => {
  const { replyAddress } = await import('@/forum/mail-addresses')
  const site = await aSite()
  Object.assign(site.env, { AUTH_SECRET: secret })
  writeFileSync(site.file('list.md'), '## Methods\n\n- **On sorting** 👍\n  - Question 1: Is it stable?\n')
  await site.json('import', 'list.md')
  const person = added.parse(await site.json('user', 'add', 'ada', '--email', 'ada@example.org', '--role', 'moderator')).id
  const to = replyAddress({ person, post: 1 }) ?? ''
  const raw = rawMail({ to, body: Buffer.concat([chinese.gb18030, Buffer.from(gmailHistory(to))]), type: ['Content-Type: text/plain; charset=gb18030'] })

  const off = await site.forum(['mail-in'], raw)
  expect([off.code, off.err]).toEqual([1, 'Refused: MAIL_INBOUND is not set, so no mail is taken.\n'])
  Object.assign(site.env, { MAIL_INBOUND: 'reply@forum.example.org' })

  const taken = await site.forum(['mail-in', '--json'], raw)
  expect([taken.code, taken.err]).toEqual([0, ''])
  const said: unknown = JSON.parse(taken.out)
  expect(said).toMatchObject({ outcome: 'posted', kind: 'answer', state: 'public', doubts: [] })
  expect(JSON.parse((await site.forum(['mail-in', '--json'], raw)).out)).toEqual(said)
  expect((await site.forum(['mail-in'], rawMail({ to, body: 'Once more.' }))).out).toMatch(/^Posted as a public answer: http:\/\/localhost:3000\/papers\/on-sorting\/questions\/1#post-\d+\n$/)

  const forged = await site.forum(['mail-in', '--json'], rawMail({ to: to.replace('@forum', '@evil'), body: 'Let me in.' }))
  expect([forged.code, JSON.parse(forged.out), forged.err]).toEqual([1, { outcome: 'refused', why: 'it bears no address that this site gave out' }, 'Refused: it bears no address that this site gave out.\n'])
  const large = await site.forum(['mail-in'], Buffer.concat([rawMail({ to, body: 'x' }), Buffer.alloc(10 * 1024 * 1024, 0x0a)]))
  expect([large.code, large.err]).toEqual([1, 'Refused: it is larger than 10 MB.\n'])
  const largest = await site.forum(['mail-in'], rawMail({ to, body: `Large, but fits.${'\n'.repeat(9_000_000 / 2)}` }))
  expect([largest.code, largest.err]).toEqual([0, ''])
  expect((await site.forum(['mail-in', 'x'], raw)).code).toBe(2)
})

test('where the site cannot be reached the mail server keeps the mail', { timeout: 60_000 }, async () => {
  const site = await aSite('sqlite')
  Object.assign(site.env, { MAIL_INBOUND: 'reply@forum.example.org', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
  const kept = await site.forum(['mail-in'], rawMail({ to: 'reply@forum.example.org', body: 'Hello.' }))
  expect(kept.code).toBe(75)
  Object.assign(site.env, { PORT: 'wrong' })
  expect((await site.forum(['mail-in'], rawMail({ to: 'x@example.net', body: 'Hello.' }))).code).toBe(75)
})
