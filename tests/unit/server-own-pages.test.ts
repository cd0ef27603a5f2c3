import { afterEach, expect, test } from 'vitest'
import type { PageRequest } from '@/server/pages'
import { aFront, aPage } from '../support/front'
import type { TestFront } from '../support/front'

let front: TestFront | undefined
afterEach(async () => { await front?.close() })

// A thread that only whoever brings this cookie may see.
function heldQuestion(request: PageRequest) {
  const isOwn = request.headers['x-colloquy-compose'] === '1' && request.headers['cookie'] === 'guest=mine'
  return isOwn ? aPage('<html><body>Waiting for review.</body></html>') : aPage('<html><body>There is no page here</body></html>', 404)
}
const address = '/papers/pencil/questions/9'

test('a page that is not public is shown to its writer, and kept by nobody', async () => {
  front = await aFront(heldQuestion)
  const own = await front.ask(address, { headers: { cookie: 'guest=mine' } })
  expect(own.status).toBe(200)
  expect(own.text).toContain('Waiting for review.')
  expect(own.headers['cache-control']).toBe('private, no-store')
})

test('a stranger is told only that there is no such page, and the pages see no cookie of theirs', async () => {
  front = await aFront(heldQuestion)
  const strange = await front.ask(address, { headers: { cookie: 'theme=dark' } })
  expect(strange.status).toBe(404)
  expect(front.seen).toHaveLength(1)
  expect(front.seen[0]?.headers['cookie']).toBeUndefined()
})

test('a public page is rendered for nobody, whoever asks', async () => {
  front = await aFront(() => aPage('<html><body>A thread</body></html>'))
  await front.ask(address, { headers: { cookie: 'guest=mine' } })
  expect(front.seen.map(request => request.headers['cookie'])).toEqual([undefined])
})

test('pages of one post are made for the one who asks', async () => {
  front = await aFront(() => aPage('<html><body>Edit</body></html>'))
  for (const path of ['/posts/12/edit', '/p/12', '/papers/pencil/ask', '/viewer']) {
    const answer = await front.ask(path, { headers: { cookie: 'guest=mine' } })
    expect([path, answer.headers['cache-control']]).toEqual([path, 'private, no-store'])
  }
  expect(front.seen.every(request => request.headers['cookie'] === 'guest=mine')).toBe(true)
})
