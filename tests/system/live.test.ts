/** The event stream of the built product: what is public is heard within a second, what is held never. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { aProduct, tokenOf } from '../support/product'
import type { Product } from '../support/product'

let product: Product
let moderator = ''
let question = 0
beforeAll(async () => {
  product = await aProduct()
  await product.start()
  moderator = await tokenOf(product, 'keeper', 'moderator')
  question = list.parse(await (await fetch(`${product.base}/api/v1/papers/pencil/questions`)).json()).items[0]?.id ?? 0
}, 240_000)
afterAll(async () => { await product.remove() })

const list = z.object({ items: z.array(z.object({ id: z.number() })) })
const post = z.object({ id: z.number() })

async function answer(body: string, by: Record<string, string>, more: object = {}): Promise<number> {
  const answered = await fetch(`${product.base}/api/v1/questions/${question}/answers`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...by }, body: JSON.stringify({ body, ...more }),
  })
  expect([201, 202]).toContain(answered.status)
  return post.parse(await answered.json()).id
}

async function listen(path: string): Promise<{ heard: () => string; ended: Promise<void> }> {
  const response = await fetch(product.base + path)
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  let text = ''
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const part of response.body ?? []) text += decoder.decode(part, { stream: true })
  }
  return { heard: () => text, ended: read() }
}

test('an answer is heard of within a second, a held one never, and its approval is', async () => {
  const all = await listen('/live')
  const own = await listen(`/live?question=${question}`)

  const held = await answer('Held for now.', { origin: product.base }, { guest: 'Visitor' })
  const shown = await answer('Said at once.', { authorization: `Bearer ${moderator}` })

  await expect.poll(() => own.heard(), { timeout: 1_000, interval: 20 }).toContain(`"post":${shown}`)
  await expect.poll(() => all.heard(), { timeout: 1_000, interval: 20 }).toContain(`"post":${shown}`)
  await pause(500)
  expect(all.heard() + own.heard()).not.toContain(`"post":${held},`)
  await fetch(`${product.base}/api/v1/posts/${held}/moderation`, {
    method: 'POST', headers: { authorization: `Bearer ${moderator}`, 'content-type': 'application/json' }, body: JSON.stringify({ decision: 'approve' }),
  })
  await expect.poll(() => own.heard(), { timeout: 1_000, interval: 20 }).toContain(`{"kind":"answer.posted","post":${held},`)
  expect(all.heard() + own.heard()).not.toMatch(/held|approved|Visitor|Said at once/)
})

test('at the end of the process a stream is told to come back', async () => {
  const stream = await listen('/live')

  expect(await product.end('SIGTERM')).toBe(0)

  await stream.ended
  expect(stream.heard()).toMatch(/retry: \d+\n\n$/)
})
