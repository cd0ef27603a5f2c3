/** Two servers over one PostgreSQL: what one writes, the other shows. */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { aPostgresDatabase } from '../support/database'
import { aProduct, authorSignIn, tokenOf } from '../support/product'
import type { Product } from '../support/product'

const thread = '/papers/probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels/questions/1'
// Two seconds, and time for a busy machine to make the page.
const withinMs = 4_000
let database: { url: string; drop: () => Promise<void> }
let [one, other]: Product[] = []
let [keeper, colleague] = ['', '']
let question = 0

beforeAll(async () => {
  database = await aPostgresDatabase()
  const shared = { DATABASE_URL: database.url, AUTH_SECRET: 'one secret for all processes of a site' }
  one = await aProduct(shared)
  other = await aProduct(shared)
  await one.start()
  await other.start()
  keeper = await tokenOf(one, 'keeper', 'moderator')
  colleague = await tokenOf(one, 'colleague', 'moderator')
  question = z.object({ items: z.array(z.object({ id: z.number() })) }).parse(await (await fetch(`${one.base}/api/v1/papers/pencil/questions`)).json()).items[0]?.id ?? 0
}, 240_000)

afterAll(async () => {
  await one?.remove()
  await other?.remove()
  await database.drop()
})

async function page(product: Product | undefined, headers: Record<string, string> = {}): Promise<string> {
  return (await fetch(`${product?.base ?? ''}${thread}`, { headers })).text()
}

async function change(product: Product | undefined, path: string, body: unknown, token = keeper): Promise<{ status: number; id: number }> {
  const answer = await fetch(`${product?.base ?? ''}/api/v1${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const { id } = z.object({ id: z.number().optional() }).parse(await answer.json().catch(() => ({})))
  return { status: answer.status, id: id ?? 0 }
}

async function untilSeen(product: Product | undefined, text: string, isThere: boolean): Promise<number> {
  const began = performance.now()
  while ((await page(product)).includes(text) !== isThere) {
    if (performance.now() - began > 10_000) throw new Error(`"${text}" ${isThere ? 'did not appear' : 'is still there'} after 10 s`)
    await pause(20)
  }
  return performance.now() - began
}

test('a post of one process is on its own page at once and on the other’s within two seconds, and its hiding too', async () => {
  await Promise.all([page(one), page(other)])
  for (const [writer, reader] of [[one, other], [other, one]]) {
    const text = `Written at ${writer?.base.slice(-5) ?? ''}`
    const posted = await change(writer, `/questions/${question}/answers`, { body: text })
    expect(posted.status).toBe(201)
    expect(await page(writer)).toContain(text)
    expect(await untilSeen(reader, text, true)).toBeLessThan(withinMs)
    expect((await change(writer, `/posts/${posted.id}/moderation`, { decision: 'hide', reason: { text: 'for the test' } }, colleague)).status).toBeLessThan(300)
    expect(await page(writer)).not.toContain(text)
    expect(await untilSeen(reader, text, false)).toBeLessThan(withinMs)
  }
})

test('whoever wrote on one process sees it on the other at once', async () => {
  const signedIn = await form(one, 'signin', { email: authorSignIn.email, password: authorSignIn.password }, '')
  const session = cookiesOf(signedIn).split('; ').filter(pair => !pair.startsWith('seen=')).join('; ')
  expect(session).toContain('session-token')
  for (let n = 0; n < 5; n++) {
    await page(other)
    const text = `Seen by its writer everywhere, number ${n}`
    const posted = await form(one, 'answer', { question: String(question), body: text }, session)
    const cookies = cookiesOf(posted)
    expect(cookies).toMatch(/seen=\d+/)
    expect(await page(other, { cookie: `${session}; ${cookies}` })).toContain(text)
  }
})

test('a lost connection for waking makes no page older than two seconds', async () => {
  await Promise.all([page(one), page(other)])
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const cut = await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' OR query LIKE 'NOTIFY%'`)
  expect(cut.rowCount).toBeGreaterThan(1)
  await client.end()
  const text = 'Written while nobody could be woken'
  expect((await change(one, `/questions/${question}/answers`, { body: text })).status).toBe(201)
  expect(await untilSeen(other, text, true)).toBeLessThan(withinMs)
})

async function form(product: Product | undefined, name: string, fields: Record<string, string>, cookie: string): Promise<Response> {
  const base = product?.base ?? ''
  return fetch(`${base}/forms/${name}`, { method: 'POST', redirect: 'manual', headers: { origin: base, cookie }, body: new URLSearchParams(fields) })
}

function cookiesOf(answer: Response): string {
  return answer.headers.getSetCookie().map(line => line.split(';')[0] ?? '').join('; ')
}
