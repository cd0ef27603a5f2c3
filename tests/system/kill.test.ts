/** Killed while writing, again and again: nothing acknowledged is lost, nothing is there twice, the start needs no repair. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { aPostgresDatabase } from '../support/database'
import { aProduct, operate, tokenOf } from '../support/product'
import type { Product } from '../support/product'

const products: Product[] = []
afterAll(async () => { for (const product of products) await product.remove() })

const posted = z.object({ id: z.number() })
const thread = z.object({ answers: z.array(z.object({ id: z.number(), body: z.string() })), next: z.string().nullable() })
const questions = z.object({ items: z.array(z.object({ id: z.number() })) })

async function killing(product: Product, times: number): Promise<void> {
  products.push(product)
  await product.start()
  const token = await tokenOf(product, 'writer', 'moderator')
  const asked = questions.parse(await (await fetch(`${product.base}/api/v1/papers/pencil/questions`)).json()).items
  const question = asked[0]?.id ?? 0
  const acknowledged = new Map<string, number>()
  const unsure: string[] = []
  for (let round = 0; round < times; round++) {
    const stop = new AbortController()
    const writers = Array.from({ length: 4 }, (_, w) => write(product, question, token, `r${round}w${w}`, stop.signal, acknowledged, unsure))
    await pause(150 + Math.floor(Math.random() * 350))
    await product.end('SIGKILL')
    stop.abort()
    await Promise.all(writers)
    await product.start()
  }
  // What was under way when it was killed is sent again with its key: it must come to exactly one post.
  for (const body of unsure) {
    const answer = await send(product, question, token, body)
    expect([200, 201, 202]).toContain(answer.status)
    acknowledged.set(body, posted.parse(await answer.json()).id)
  }
  const found = await allAnswers(product, question)
  for (const [body, id] of acknowledged) expect(found.filter(one => one.body === body).map(one => one.id), body).toEqual([id])
  expect(found.length).toBe(acknowledged.size)
  expect(acknowledged.size).toBeGreaterThan(times)
  expect(await operate(product, ['doctor'], z.object({ ok: z.boolean(), faults: z.array(z.unknown()) }))).toEqual({ ok: true, faults: [] })
}

async function write(product: Product, question: number, token: string, name: string, stop: AbortSignal, acknowledged: Map<string, number>, unsure: string[]): Promise<void> {
  for (let n = 0; !stop.aborted && n < 500; n++) {
    const body = `Answer ${name}n${n}.`
    try {
      const answer = await send(product, question, token, body)
      if (answer.status === 201) acknowledged.set(body, posted.parse(await answer.json()).id)
      else unsure.push(body)
    } catch {
      // The process died under this request: whether it was written is asked below.
      unsure.push(body)
      return
    }
  }
}

function send(product: Product, question: number, token: string, body: string): Promise<Response> {
  return fetch(`${product.base}/api/v1/questions/${question}/answers`, {
    method: 'POST', body: JSON.stringify({ body }), signal: AbortSignal.timeout(10_000),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': body.replaceAll(" ", "-") },
  })
}

async function allAnswers(product: Product, question: number): Promise<{ id: number; body: string }[]> {
  const all: { id: number; body: string }[] = []
  let after = ''
  for (;;) {
    const page = thread.parse(await (await fetch(`${product.base}/api/v1/questions/${question}?limit=100${after}`)).json())
    all.push(...page.answers)
    if (page.next === null) return all
    after = `&after=${encodeURIComponent(page.next)}`
  }
}

test('SQLite: 20 kills while writing lose nothing and double nothing', async () => {
  await killing(await aProduct(), 20)
}, 400_000)

test('PostgreSQL: 3 kills of the server while writing lose nothing and double nothing', async () => {
  await killing(await aProduct({ DATABASE_URL: (await aPostgresDatabase()).url }), 3)
}, 200_000)
