/** Mail of the started product: what waits goes, links decide by their button alone, and a silent mail server keeps nothing from ending. */
import { SMTPServer } from 'smtp-server'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aProduct } from '../support/product'
import type { Product } from '../support/product'

const arrived: { to: string; subject: string; text: string }[] = []
let silent = false
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onConnect(_session, done) { if (!silent) done() },
  onData(stream, session, done) {
    void simpleParser(stream).then(mail => {
      arrived.push({ to: session.envelope.rcptTo[0]?.address ?? '', subject: mail.subject ?? '', text: mail.text ?? '' })
      done()
    })
  },
})
server.on('error', () => undefined)
let product: Product

beforeAll(async () => {
  await new Promise<void>(resume => { server.listen(0, '127.0.0.1', resume) })
  const address = server.server.address()
  const mail = { SMTP_URL: `smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`, MAIL_FROM: 'forum@example.org' }
  product = await aProduct(mail)
  await product.start()
  // From here on this process reads and writes the product's own database beside it, as a command would.
  Object.assign(process.env, mail, { DATA_DIR: product.dataDir, SITE_URL: product.base })
  delete process.env['DATABASE_URL']
})
afterAll(async () => {
  await (await import('@/db')).closeDb()
  await product.remove()
  server.close()
})

async function aHeldPost(): Promise<{ id: number; body: string }> {
  const listed: unknown = await (await fetch(`${product.base}/api/v1/papers?limit=1`)).json()
  const slug = /"slug":"([^"]+)"/.exec(JSON.stringify(listed))?.[1] ?? ''
  const body = `Does it hold for n = ${Math.floor(performance.now())}?`
  const asked = await fetch(`${product.base}/api/v1/papers/${slug}/questions`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'origin': product.base }, body: JSON.stringify({ guest: 'Gil', body }),
  })
  expect(asked.status).toBe(202)
  return { id: Number(/"id":(\d+)/.exec(await asked.text())?.[1]), body }
}

async function theAuthor(): Promise<{ id: number; email: string; name: string }> {
  const { listPeople } = await import('@/forum/people')
  const author = (await listPeople()).find(person => person.email !== null)
  return { id: author?.id ?? 0, email: author?.email ?? '', name: author?.name ?? '' }
}

async function secretsFor(post: number) {
  const { makeDecideLinks } = await import('@/forum/decide-links')
  const author = await theAuthor()
  const made = await makeDecideLinks({ person: author.id, address: author.email, posts: [{ id: post, revision: 1 }], since: new Date() }, new Date())
  const secrets = made.get(post)
  if (!secrets) throw new Error('no links were made')
  return secrets
}

const press = (token: string, headers: Record<string, string>, more: Record<string, string> = {}) => fetch(`${product.base}/forms/decide-link`, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams({ token, ...more }) })
const open = async (path: string) => {
  const answer = await fetch(new URL(path, product.base))
  return { status: answer.status, headers: answer.headers, html: await answer.text() }
}

test('a mailed link shows the post, for whom is acted, and one button; only that button, pressed on the site, decides', async () => {
  const post = await aHeldPost()
  const { approve } = await secretsFor(post.id)
  const page = await open(`/moderation/link?token=${approve}`)
  expect(page.status).toBe(200)
  expect(page.html).toContain(post.body)
  expect(page.html).toContain((await theAuthor()).name)
  expect(page.html.match(/action="\/forms\/decide-link"/g)).toHaveLength(1)
  expect(page.html).toMatch(/<button class="btn primary">Approve<\/button>/)
  expect(page.html).toMatch(/<meta name="robots" content="noindex, ?nofollow"/)
  expect(page.headers.get('cache-control')).toContain('no-store')
  expect(page.headers.getSetCookie()).toEqual([])
  const foreign: Record<string, string>[] = [{}, { 'origin': 'https://elsewhere.example' }, { 'sec-fetch-site': 'cross-site' }]
  for (const headers of foreign) expect((await press(approve, headers)).status).toBe(403)
  expect((await fetch(`${product.base}/forms/decide-link?token=${approve}`)).status).not.toBe(303)
  expect((await open(`/p/${post.id}`)).status).toBe(404)
  const decided = await press(approve, { origin: product.base })
  expect(decided.status).toBe(303)
  expect(decided.headers.getSetCookie().filter(cookie => cookie.includes('session'))).toEqual([])
  const after = await open(decided.headers.get('location') ?? '')
  expect(after.html).toContain('Approved.')
  expect(after.html).toContain('name="undo"')
  expect((await open(`/p/${post.id}`)).status).toBe(200)
  const again = await press(approve, { origin: product.base })
  expect(again.status).toBe(410)
  const undone = await press(approve, { origin: product.base }, { undo: '1' })
  expect([undone.status, (await open(undone.headers.get('location') ?? '')).html.includes('<h1>Undone</h1>')]).toEqual([303, true])
  expect((await open(`/p/${post.id}`)).status).toBe(404)
})

test('a forged link opens a page that says so, and nothing else', async () => {
  const page = await open(`/moderation/link?token=${'x'.repeat(43)}`)
  expect(page.html).toContain('This link is spent')
  expect(page.html).not.toContain('action="/forms/decide-link"')
  expect((await press('x'.repeat(43), { origin: product.base })).status).toBe(410)
})

test('what waits in the outbox goes by itself, also where another process put it there', async () => {
  await aHeldPost()
  const { db } = await import('@/db')
  const { enqueue } = await import('@/forum/outbox')
  const { setHouseRules } = await import('@/forum/house-rules')
  const { operator } = await import('@/forum/viewer')
  const author = await theAuthor()
  await setHouseRules(operator, { digest: 'daily' })
  const now = new Date()
  const day = now.toISOString().slice(0, 10)
  await db().write(tx => enqueue(tx, { kind: 'digest', key: `digest ${day} ${author.id} test`, payload: { day, person: String(author.id) }, at: now }, now))
  await expect.poll(() => arrived.filter(mail => mail.to === author.email).length, { timeout: 20_000 }).toBe(1)
  expect(arrived[0]?.text).toContain('/moderation/link?token=')
  expect(product.said()).not.toMatch(/token=|author@example\.org.*mail/)
})

test('with a silent mail server the process ends in time', async () => {
  silent = true
  const { db } = await import('@/db')
  const { enqueue } = await import('@/forum/outbox')
  const author = await theAuthor()
  const now = new Date()
  const day = now.toISOString().slice(0, 10)
  await db().write(tx => enqueue(tx, { kind: 'digest', key: `digest ${day} silent`, payload: { day, person: String(author.id) }, at: now }, now))
  const { outbox } = await import('@/db/schema')
  await expect.poll(async () => (await db().read.select().from(outbox)).find(row => row.key.endsWith('silent'))?.tries, { timeout: 20_000 }).toBe(1)
  const begun = performance.now()
  expect(await product.end('SIGTERM')).toBe(0)
  expect(performance.now() - begun).toBeLessThan(10_000)
  expect((await db().read.select().from(outbox)).find(row => row.key.endsWith('silent'))?.state).toBe('waiting')
})
