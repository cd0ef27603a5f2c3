import { expect, test } from 'vitest'
import { deliver } from '@/auth/mail'
import type { Mail } from '@/auth/mail'
import { aMailServer } from '../support/mail-server'

const office = aMailServer()
const plain: Mail = { to: 'ada@example.org', subject: 'A question', text: 'Text.\n' }

test('a mail of a thread names it, says where to answer, how to end it, and comes back to its own address', async () => {
  const token = 'x'.repeat(120)
  expect(await deliver({
    ...plain, messageId: '<second@forum.example.org>', inReplyTo: '<question-12@forum.example.org>', references: ['<question-12@forum.example.org>', '<first@forum.example.org>'],
    replyTo: 'reply+1-2-abcdef@forum.example.org', envelopeFrom: 'reply+b1-abcdef@forum.example.org', listId: 'question-12.forum.example.org',
    unsubscribe: `https://forum.example.org/unsubscribe?token=${token}`, automatic: true,
  })).toEqual({ ok: true })
  const mail = office.one('ada@example.org')
  expect(mail.envelopeFrom).toBe('reply+b1-abcdef@forum.example.org')
  for (const line of [
    'Message-ID: <second@forum.example.org>', 'In-Reply-To: <question-12@forum.example.org>', 'References: <question-12@forum.example.org> <first@forum.example.org>',
    'Reply-To: reply+1-2-abcdef@forum.example.org', 'List-ID: <question-12.forum.example.org>', `List-Unsubscribe: <https://forum.example.org/unsubscribe?token=${token}>`,
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click', 'Auto-Submitted: auto-generated', 'From: Forum <forum@example.org>', 'To: ada@example.org',
  ]) expect(mail.head).toContain(line)
})

test('a mail without them has none of them', async () => {
  expect(await deliver(plain)).toEqual({ ok: true })
  const mail = office.one('ada@example.org')
  expect(mail.envelopeFrom).toBe('forum@example.org')
  expect(mail.head.filter(line => /^(?:list-|reply-to|in-reply-to|references|auto-submitted)/i.test(line))).toEqual([])
})

test('no line break and no bracket ever reaches a header: such a mail is not sent', async () => {
  const evil = ['x@example.org\r\nBcc: evil@example.org', 'x@example.org\nBcc: evil@example.org', 'x@example.org\rBcc: evil@example.org', 'x@example.org>,<evil@example.org', 'x@example.org\u2028', 'x@example.org\u0000']
  for (const value of evil) {
    const tries: Mail[] = [
      { ...plain, to: value }, { ...plain, replyTo: value }, { ...plain, envelopeFrom: value }, { ...plain, listId: value }, { ...plain, unsubscribe: value },
      { ...plain, messageId: `<${value}>` }, { ...plain, inReplyTo: `<${value}>` }, { ...plain, references: [`<${value}>`] },
    ]
    for (const mail of tries) expect(await deliver(mail)).toMatchObject({ ok: false, away: false })
    if (!value.includes('>')) expect(await deliver({ ...plain, subject: value })).toMatchObject({ ok: false })
  }
  expect(office.arrived).toEqual([])
})

test('a mailbox that is not there is told from a mail that is not wanted', async () => {
  office.mood = 'refusing'
  expect(await deliver(plain)).toMatchObject({ ok: false, away: false, hard: true })
  office.mood = 'unwilling'
  const unwanted = await deliver(plain)
  expect(unwanted).toMatchObject({ ok: false, away: false })
  expect(unwanted).not.toHaveProperty('hard')
})
