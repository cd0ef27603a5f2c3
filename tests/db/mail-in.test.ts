/** Mails that arrive: replies become posts by the rules of all posts, bounces end mail, all else is refused with its reason. */
import { and, eq, inArray } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { mailMaxBytes, takeMail } from '@/cli/incoming'
import type { Taken } from '@/cli/incoming'
import { db } from '@/db'
import { mailFollows, people, posts } from '@/db/schema'
import { heldInShort } from '@/components/held-words'
import { deletePost } from '@/forum/edits'
import { bounceAddress, replyAddress } from '@/forum/mail-addresses'
import { decide } from '@/forum/moderation'
import { suspendPerson } from '@/forum/suspensions'
import type { Person } from '@/forum/viewer'
import { aDatabase } from '../support/database'
import { appleHistory, chinese, gmailHistory, htmlOnly, japanese, mixedMail, outlookHistory, rawMail, report } from '../support/raw-mails'
import { anAnswer, aPerson, aQuestion, must } from '../support/world'

Object.assign(process.env, { MAIL_INBOUND: 'reply@forum.example.org', SITE_URL: 'https://forum.example.org', SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'Forum <forum@example.org>' })
aDatabase()

type Writer = Person & { from: string }
async function aWriter(given: Parameters<typeof aPerson>[0] = {}): Promise<Writer> {
  const person = await aPerson(given)
  await db().write(async tx => { await tx.update(people).set({ emailProved: new Date() }).where(eq(people.id, person.id)) })
  return { ...person, from: `${person.name} <${person.handle}@example.org>` }
}

const addressOf = (person: Person, post: number) => replyAddress({ person: person.id, post }) ?? ''
const postOf = async (id: number) => (await db().read.select().from(posts).where(eq(posts.id, id)))[0]
const postsOf = (person: Person) => db().read.select({ id: posts.id }).from(posts).where(and(eq(posts.person, person.id), inArray(posts.kind, ['answer', 'comment'])))

function posted(taken: Taken): Extract<Taken, { outcome: 'posted' }> {
  if (taken.outcome !== 'posted') throw new Error(`${taken.outcome}: ${'why' in taken ? taken.why : ''}`)
  return taken
}

const saidOf = (taken: Taken) => `${taken.outcome}: ${'why' in taken ? taken.why : ''}`

async function bodyOf(taken: Taken): Promise<string> {
  return (await postOf(posted(taken).post))?.body ?? ''
}

async function aThread(given: Parameters<typeof aPerson>[0] = {}) {
  const writer = await aWriter(given)
  const { id: question } = await aQuestion()
  return { writer, question, to: addressOf(writer, question) }
}

test('a reply to a question is an answer, to an answer a comment, to a comment a comment on it; public at once, in its writer’s name', async () => {
  const { writer, question, to } = await aThread()
  const answer = posted(await takeMail(rawMail({ to, from: writer.from, body: `It needs $\\rho < 1$.${gmailHistory(to)}` })))
  expect(answer).toMatchObject({ outcome: 'posted', kind: 'answer', state: 'public', doubts: [] })
  expect(answer.url).toMatch(/^https:\/\/forum\.example\.org\/papers\/.+#post-\d+$/)
  expect(await postOf(answer.post)).toMatchObject({ kind: 'answer', question, person: writer.id, body: 'It needs $\\rho < 1$.' })
  const other = await anAnswer({ question })
  const comment = posted(await takeMail(rawMail({ to: addressOf(writer, other.id), from: writer.from, body: `Does (3) hold?${outlookHistory}` })))
  expect(await postOf(comment.post)).toMatchObject({ kind: 'comment', parent: other.id, body: 'Does (3) hold?' })
  const below = posted(await takeMail(rawMail({ to: addressOf(writer, comment.post), from: writer.from, body: `It does.${appleHistory}` })))
  expect(await postOf(below.post)).toMatchObject({ kind: 'comment', parent: comment.post, body: 'It does.' })
})

test('the same mail given twice is one post, and so is what a restarted mail server gives again', async () => {
  const { writer, to } = await aThread()
  const raw = rawMail({ to, from: writer.from, body: 'Once.' })
  const [first, second] = [posted(await takeMail(raw)), posted(await takeMail(raw))]
  expect(second.post).toBe(first.post)
  const bare = rawMail({ to, from: writer.from, messageId: '', body: 'Without an id.' })
  expect(posted(await takeMail(bare)).post).toBe(posted(await takeMail(bare)).post)
  expect(await postsOf(writer)).toHaveLength(2)
})

test('plain text is taken before HTML, HTML alone becomes text, attachments are left out', async () => {
  const { writer, question, to } = await aThread()
  expect(await bodyOf(await takeMail(mixedMail({ to, from: writer.from, text: 'Plain, with $x^2$.', html: '<b>Rich</b>' })))).toBe('Plain, with $x^2$.')
  const answer = await anAnswer({ question })
  const html = '<div dir="ltr"><p>It is <b>zero</b> &amp; $a &lt; b$ — so:</p><ul><li>one</li><li>two</li></ul><script>alert(1)</script></div><div class="gmail_quote"><div>On Thu, Nov 26, 2026 at 3:14 PM Forum &lt;<a href="mailto:forum@example.org">forum@example.org</a>&gt; wrote:<br></div><blockquote>Ada answered.</blockquote></div>'
  const body = await bodyOf(await takeMail(htmlOnly({ to: addressOf(writer, answer.id), from: writer.from, html })))
  expect(body).toContain('$a < b$ — so:')
  expect(body).toMatch(/\* one\n\s*\* two/)
  expect(body).not.toMatch(/script|alert|Ada answered|gmail_quote|<div|forum@example/)
})

test('whatever the charset, words arrive as they were written; a wrong one is decoded as well as can be', async () => {
  const { writer, question } = await aThread()
  const mails: [string, Buffer][] = [
    [chinese.text, rawMail({ to: '', from: writer.from, type: ['Content-Type: text/plain; charset=GB18030'], body: chinese.gb18030 })],
    [chinese.text, rawMail({ to: '', from: writer.from, type: ['Content-Type: text/plain; charset="gb2312"', 'Content-Transfer-Encoding: base64'], body: chinese.gb18030.toString('base64') })],
    [japanese.text, rawMail({ to: '', from: writer.from, type: ['Content-Type: text/plain; charset=iso-2022-jp', 'Content-Transfer-Encoding: 7bit'], body: japanese.iso2022jp })],
    ['Ünïcode – “quoted”', rawMail({ to: '', from: writer.from, type: ['Content-Type: text/plain; charset=windows-1252'], body: Buffer.from('dc6eef636f6465209620937175 6f74656494'.replace(' ', ''), 'hex') })],
    ['Grüße 梯度', rawMail({ to: '', from: writer.from, type: ['Content-Type: text/plain; charset=x-nobody-knows'], body: 'Grüße 梯度' })],
    [chinese.text, rawMail({ to: '', from: writer.from, type: ['Content-Type: text/plain; charset=utf-8'], body: chinese.gb18030 })],
    ['Grüße', rawMail({ to: '', from: writer.from, type: [], body: 'Grüße' })],
  ]
  for (const [text, raw] of mails) {
    const { id } = await anAnswer({ question })
    expect(await bodyOf(await takeMail(Buffer.from(raw.toString('latin1').replace('To: ', `To: ${addressOf(writer, id)}`), 'latin1')))).toBe(text)
  }
})

test('the address may stand in any of four fields, in any letters, beside others', async () => {
  const { writer, question } = await aThread()
  for (const place of [
    (to: string) => ({ to: `"A, B" <other@example.net>, =?utf-8?q?F=C3=B6rum?= <${to.toUpperCase()}>` }),
    (to: string) => ({ to: 'undisclosed-recipients:;', headers: [`Cc: x@example.net,\r\n\t${to}`] }),
    (to: string) => ({ to: 'list@example.net', headers: [`Delivered-To: ${to}`] }),
    (to: string) => ({ to: 'x@example.net', headers: [`X-Original-To: <${to}>`] }),
  ]) {
    const { id } = await anAnswer({ question })
    expect(posted(await takeMail(rawMail({ ...place(addressOf(writer, id)), from: writer.from, body: 'Here.' }))).kind).toBe('comment')
  }
})

test('what comes from another address, or fails its proofs, waits for a moderator, who reads why; a moderator’s own name helps nobody', async () => {
  for (const role of ['member', 'moderator'] as const) {
    const { writer, to, question } = await aThread({ role, trust: 50 })
    const stranger = posted(await takeMail(rawMail({ to, from: 'Mallory <mallory@example.net>', body: 'Buy this.' })))
    expect(stranger).toMatchObject({ state: 'held', doubts: ['it came from another address than the proved one'] })
    const held = await postOf(stranger.post)
    expect(held).toMatchObject({ state: 'held', role: 'member' })
    expect(held?.heldWhy?.split(',')).toContain('mail-doubtful')
    expect(heldInShort(['mail-doubtful'])).toBe('by mail, sender in doubt')
    const other = (await anAnswer({ question })).id
    const failing = posted(await takeMail(rawMail({ to: addressOf(writer, other), from: writer.from, headers: ['Authentication-Results: mx.example.org;\r\n dkim=fail (bad signature) header.d=example.org; spf=pass; dmarc=fail'], body: 'Trust me.' })))
    expect(failing).toMatchObject({ state: 'held', doubts: ['its sender could not be proved (dkim, dmarc)'] })
    const passing = posted(await takeMail(rawMail({ to: addressOf(writer, other), from: writer.from, headers: ['Authentication-Results: mx.example.org; dkim=pass; spf=pass; dmarc=pass'], body: 'Passed.' })))
    expect(passing.state).toBe('public')
    const two = posted(await takeMail(rawMail({ to: addressOf(writer, other), from: `${writer.from}, x@example.net`, body: 'From two.' })))
    expect(two.state).toBe('held')
  }
  const unproved = await aPerson()
  const { id: question } = await aQuestion()
  expect(posted(await takeMail(rawMail({ to: addressOf(unproved, question), from: `${unproved.handle}@example.org`, body: 'Not proved.' }))).state).toBe('held')
})

test('the rules of all posts hold: first posts wait, a closed question takes no answer, a locked thread nothing, whoever is suspended is refused', async () => {
  const fresh = await aThread({ trust: 0 })
  expect(posted(await takeMail(rawMail({ to: fresh.to, from: fresh.writer.from, body: 'My first words on this site.' })))).toMatchObject({ state: 'held', doubts: [] })
  const moderator = await aPerson({ role: 'moderator' })
  const { writer, question, to } = await aThread()
  const answer = await anAnswer({ question })
  await db().write(async tx => { await tx.update(posts).set({ status: 'closed' }).where(eq(posts.id, question)) })
  expect(saidOf(await takeMail(rawMail({ to, from: writer.from, body: 'Too late.' })))).toMatch(/^refused: .*question-closed/)
  await db().write(async tx => { await tx.update(posts).set({ locked: true }).where(eq(posts.id, question)) })
  expect(saidOf(await takeMail(rawMail({ to: addressOf(writer, answer.id), from: writer.from, body: 'Locked.' })))).toMatch(/^refused: .*thread-locked/)
  must(await suspendPerson(moderator, { handle: writer.handle, reason: 'Shouting.' }))
  expect(await takeMail(rawMail({ to, from: writer.from, body: 'Still here.' }))).toMatchObject({ outcome: 'refused', why: 'whose address it bears is suspended' })
  expect(await postsOf(writer)).toEqual([])
})

test('in slow mode the mail may come again, and nothing is lost', async () => {
  const { writer, question, to } = await aThread()
  await db().write(async tx => { await tx.update(posts).set({ slowMinutes: 10 }).where(eq(posts.id, question)) })
  posted(await takeMail(rawMail({ to, from: writer.from, body: 'The first.' })))
  const second = rawMail({ to, from: writer.from, body: 'The second.' })
  expect(saidOf(await takeMail(second))).toMatch(/^later: .*slow-mode/)
  expect(await bodyOf(await takeMail(second, new Date(Date.now() + 11 * 60_000)))).toBe('The second.')
})

test('a reply to what was deleted or hidden is refused, and so is one to nothing', async () => {
  const { writer, question } = await aThread()
  const [deleted, hidden] = [await anAnswer({ question }), await anAnswer({ question })]
  must(await deletePost(deleted.by, { post: deleted.id }))
  must(await decide(await aPerson({ role: 'moderator' }), { post: hidden.id, decision: 'hide' }))
  for (const id of [deleted.id, hidden.id, 999_999]) expect((await takeMail(rawMail({ to: addressOf(writer, id), from: writer.from, body: 'Hello?' }))).outcome).toBe('refused')
  expect((await takeMail(rawMail({ to: replyAddress({ person: 999_999, post: question }) ?? '', from: writer.from, body: 'Nobody.' }))).outcome).toBe('refused')
  expect(await postsOf(writer)).toEqual([])
})

test('machines, lists and our own mails are not answered', async () => {
  const { writer, to } = await aThread()
  const machines: Record<string, Partial<Parameters<typeof rawMail>[0]>> = {
    'Auto-Submitted': { headers: ['Auto-Submitted: auto-replied; owner-email="x"'] }, 'an absence': { headers: ['X-Autoreply: yes', 'Precedence: auto_reply'] }, 'Precedence': { headers: ['Precedence: Bulk'] },
    'Exchange': { headers: ['X-Auto-Response-Suppress: DR, OOF, AutoReply'] }, 'a list': { headers: ['List-Id: <all.example.net>'] }, 'a mail server': { headers: ['Return-Path: <>'] },
    'our sender': { from: 'Forum <FORUM@example.org>' }, 'our inbound address': { from: to }, 'our own mail': { messageId: `<${'a1-_'.repeat(8)}@forum.example.org>` },
  }
  for (const [name, given] of Object.entries(machines)) {
    const taken = await takeMail(rawMail({ to, from: writer.from, body: 'I am away.', ...given }))
    expect(saidOf(taken), name).toMatch(/^refused: .*(?:machine|many|list|own|server|automatic)/)
  }
  expect((await takeMail(rawMail({ to, from: writer.from, headers: ['Auto-Submitted: no', 'Precedence: first-class'], body: 'I am a person.' }))).outcome).toBe('posted')
  expect(await postsOf(writer)).toHaveLength(1)
})

test('a forged, foreign, broken or missing address posts nothing', async () => {
  const { writer, question, to } = await aThread()
  const other = await aQuestion()
  const forged = [to.replace(/.@/, last => `${last.startsWith('0') ? '1' : '0'}@`), addressOf(writer, other.id).replace(/\+[^-]+-[^-]+/, `+${writer.id.toString(36)}-${question.toString(36)}`), to.replace('@forum', '@evil'), 'reply@forum.example.org', `${to.slice(0, 12)}\r\n ${to.slice(12)}`, to.replace('-', '\r\n-'), `<${to.replace('@', '@\r\n ')}>`, '']
  for (const address of forged) expect(await takeMail(rawMail({ to: address, from: writer.from, body: 'Let me in.' })), address).toEqual({ outcome: 'refused', why: 'it bears no address that this site gave out' })
  expect(await takeMail(rawMail({ to: 'x@example.net', from: writer.from, headers: [`X-Note: ${to}`, `Subject: ${to}`], body: to }))).toMatchObject({ outcome: 'refused' })
  expect(await postsOf(writer)).toEqual([])
})

test('what holds nothing, or cannot be a mail, is refused and breaks nothing', async () => {
  const { writer, to } = await aThread()
  for (const body of ['', '\n \n', gmailHistory(to), '-- \nAda', '\u0000\u0007']) expect(await takeMail(rawMail({ to, from: writer.from, body }))).toEqual({ outcome: 'refused', why: 'nothing is left of it without history and signature' })
  expect(saidOf(await takeMail(rawMail({ to, from: writer.from, body: 'x '.repeat(30_000) })))).toMatch(/^refused: .*too long/)
  const nested = Array.from({ length: 5_000 }, (_, at) => `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`).join('')
  const broken = [
    Buffer.alloc(0), Buffer.from('no mail at all'), Buffer.alloc(100_000, 0xff), rawMail({ to, from: writer.from, type: ['Content-Type: multipart/mixed; boundary=b0'], body: nested }),
    rawMail({ to, from: writer.from, type: ['Content-Type: multipart/alternative'], body: '--x\n\n--y' }), rawMail({ to, from: writer.from, headers: [`X-Long: ${'y'.repeat(3_000_000)}`], body: 'Hello.' }),
    rawMail({ to, from: writer.from, type: ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'], body: '!!!!' }),
  ]
  for (const raw of broken) expect(['refused', 'posted']).toContain((await takeMail(raw)).outcome)
  const cut = mixedMail({ to, from: writer.from, text: 'Cut short, but readable.', html: '<p>x</p>' })
  expect(await bodyOf(await takeMail(cut.subarray(0, cut.indexOf('--inner', cut.indexOf('text/html')))))).toBe('Cut short, but readable.')
  expect(mailMaxBytes).toBe(10 * 1024 * 1024)
})

test('a mail that came back for good ends mail to its person, or drops the follow; a delay ends nothing', async () => {
  const writer = await aWriter()
  const bouncedAt = async () => (await db().read.select({ at: people.mailBouncedAt }).from(people).where(eq(people.id, writer.id)))[0]?.at
  const to = bounceAddress({ person: writer.id }) ?? ''
  for (const [action, status] of [['delayed', '4.4.1'], ['failed', '4.2.2'], ['failed', '5.2.2'], ['failed', '5.7.26'], ['delivered', '2.0.0'], ['relayed', '5.0.0']] as const) expect((await takeMail(report({ to, action, status }))).outcome).toBe('nothing')
  expect(await takeMail(rawMail({ to, body: 'I am a person.' }))).toMatchObject({ outcome: 'refused' })
  expect(await bouncedAt()).toBeNull()
  expect(await takeMail(report({ to, action: 'failed', status: '5.1.1' }))).toEqual({ outcome: 'mail-off', receiver: { person: writer.id } })
  expect(await bouncedAt()).toBeInstanceOf(Date)
  expect((await takeMail(report({ to, action: 'failed', status: '5.1.1' }))).outcome).toBe('nothing')

  const { id: question } = await aQuestion()
  const [row] = await db().write(tx => tx.insert(mailFollows).values({ question, address: 'gil@example.net', addressFolded: 'gil@example.net', confirmedAt: new Date(), createdAt: new Date() }).returning())
  expect((await takeMail(report({ to: bounceAddress({ mailFollow: row?.id ?? 0 }) ?? '', action: 'Failed', status: '5.7.1 (refused)' }))).outcome).toBe('nothing')
  expect((await takeMail(report({ to: bounceAddress({ mailFollow: row?.id ?? 0 }) ?? '', action: 'Failed', status: '5.1.1 (no such mailbox)' }))).outcome).toBe('mail-off')
  expect(await db().read.select().from(mailFollows)).toEqual([])
})
