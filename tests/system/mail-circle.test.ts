/** Mail of the started product, all the way round: a guest follows by an address, an answer comes in by mail and goes out by mail, one click ends it. */
import { spawn } from 'node:child_process'
import { eq } from 'drizzle-orm'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authorSignIn, aProduct } from '../support/product'
import type { Product } from '../support/product'
import { gmailHistory, rawMail } from '../support/raw-mails'

type Arrived = { to: string; from: string; text: string; head: string }
const arrived: Arrived[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    void simpleParser(stream).then(mail => {
      const head = mail.headerLines.map(({ line }) => line.replace(/\r?\n[ \t]+/g, ' ')).join('\n')
      arrived.push({ to: session.envelope.rcptTo[0]?.address ?? '', from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '', text: mail.text ?? '', head })
      done()
    })
  },
})
server.on('error', () => undefined)
let product: Product

beforeAll(async () => {
  await new Promise<void>(resume => { server.listen(0, '127.0.0.1', resume) })
  const address = server.server.address()
  const mail = { SMTP_URL: `smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`, MAIL_FROM: 'Forum <forum@example.org>', MAIL_INBOUND: 'reply@forum.example.org' }
  product = await aProduct(mail)
  await product.start()
  Object.assign(process.env, mail, { DATA_DIR: product.dataDir, SITE_URL: product.base })
  delete process.env['DATABASE_URL']
})
afterAll(async () => {
  await (await import('@/db')).closeDb()
  await product.remove()
  server.close()
})

const open = async (path: string) => {
  const answer = await fetch(new URL(path, product.base))
  return { status: answer.status, html: await answer.text() }
}
const send = async (form: string, fields: Record<string, string>) => {
  const answer = await fetch(`${product.base}/forms/${form}`, { method: 'POST', redirect: 'manual', headers: { origin: product.base }, body: new URLSearchParams(fields) })
  return { status: answer.status, to: answer.headers.get('location') ?? '', html: await answer.text() }
}
const mailTo = async (address: string, about: string) => {
  await expect.poll(() => arrived.some(mail => mail.to === address && mail.text.includes(about)), { timeout: 60_000, interval: 250 }).toBe(true)
  return arrived.find(mail => mail.to === address && mail.text.includes(about)) ?? { to: '', from: '', text: '', head: '' }
}

function mailIn(raw: Buffer): Promise<{ code: number; out: string }> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, ['scripts/forum.mjs', 'mail-in', '--json'], { env: product.env, stdio: ['pipe', 'pipe', 'inherit'] })
    let out = ''
    child.stdout.on('data', part => { out += String(part) })
    child.once('exit', code => { resolve({ code: code ?? -1, out }) })
    child.stdin.end(raw)
  })
}

test('an address follows, an answer that came by mail goes out to it by mail, and one request of its mail program ends that', { timeout: 180_000 }, async () => {
  const { listPeople } = await import('@/forum/people')
  const { replyAddress } = await import('@/forum/mail-addresses')
  const { db } = await import('@/db')
  const { mailFollows, posts } = await import('@/db/schema')
  const question = (await db().read.select({ id: posts.id }).from(posts).where(eq(posts.kind, 'question')).limit(1))[0]?.id ?? 0
  const page = `/follow/questions/${question}`

  expect((await open(page)).html).toContain('Follow by e-mail')
  expect((await open('/follow/questions/999999')).status).toBe(404)
  const wrong = await send('follow-by-mail', { question: String(question), address: 'nobody' })
  expect([wrong.status, wrong.html.includes('Give an address such as name@example.org.'), wrong.html.includes('value="nobody"')]).toEqual([422, true, true])
  const asked = await send('follow-by-mail', { question: String(question), address: 'gil@example.net' })
  expect([asked.status, asked.to]).toEqual([303, `${page}?sent=1`])
  expect((await open(asked.to)).html).toContain('Look into your mail')

  const confirm = /\/follow\/confirm\?token=[\w.-]+/.exec((await mailTo('gil@example.net', '/follow/confirm')).text)?.[0] ?? ''
  const door = await open(confirm)
  expect(door.html.match(/action="\/forms\/follow-confirm"/g)).toHaveLength(1)
  expect((await open(confirm)).html).toContain('gil@example.net')
  const confirmed = await send('follow-confirm', { token: confirm.split('token=')[1] ?? '' })
  expect([confirmed.status, (await open(confirmed.to)).html.includes('You follow this question')]).toEqual([303, true])
  expect((await open('/follow/confirm?token=1-2.forged')).html).toContain('This link is spent')
  expect((await send('follow-confirm', { token: 'forged' })).status).toBe(410)

  const author = (await listPeople()).find(person => person.email === authorSignIn.email)
  const to = replyAddress({ person: author?.id ?? 0, post: question }) ?? ''
  const raw = rawMail({ to, from: `The author <${authorSignIn.email}>`, body: `Because $\\rho < 1$, says a mail.${gmailHistory(to)}` })
  const taken = await mailIn(raw)
  expect([taken.code, JSON.parse(taken.out)]).toMatchObject([0, { outcome: 'posted', kind: 'answer', state: 'public' }])
  expect(JSON.parse((await mailIn(raw)).out)).toEqual(JSON.parse(taken.out))

  const notice = await mailTo('gil@example.net', '> Because $\\rho < 1$, says a mail.')
  expect(notice.text).not.toContain('Reply to reply+')
  expect(notice.from).toMatch(/^reply\+bf[0-9a-z]+-[0-9a-f]{24}@forum\.example\.org$/)
  expect(notice.head).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  const end = /List-Unsubscribe: <([^>]+)>/.exec(notice.head)?.[1] ?? ''
  expect((await open(end)).html).toContain('End these mails?')
  const forged = await open(`${end}x`)
  expect([forged.status, forged.html.includes('cut or changed on its way')]).toEqual([403, true])
  const ended = await fetch(end, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' })
  expect([ended.status, ended.headers.getSetCookie()]).toEqual([200, []])
  const after = await open(end)
  expect([after.status, after.html.includes('<h1>Ended</h1>'), after.html.includes('action="/forms/unsubscribe"')]).toEqual([200, true, false])
  expect(await db().read.select().from(mailFollows)).toEqual([])
  expect(product.said()).not.toMatch(/token=|gil@example|unsubscribe\?/)
})
