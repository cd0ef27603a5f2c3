import { count, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { people, posts } from '@/db/schema'
import { examine } from '@/forum/doctor'
import { listQuestionsOf } from '@/forum/lists'
import { listFullPapers } from '@/forum/papers'
import { readQueue } from '@/forum/queue'
import { readThread } from '@/forum/threads'
import { operator } from '@/forum/viewer'
import { cast } from '@/server/demo/cast'
import { playDemo } from '@/server/demo/play'
import { aDatabase } from '../support/database'
import { must } from '../support/world'

aDatabase()

const now = new Date('2031-05-20T10:00:00Z')

async function counted() {
  const [row] = await db().read.select({ n: count() }).from(posts)
  return row?.n ?? 0
}

test('a demonstration is played once, and the site it leaves has no fault', async () => {
  expect(await playDemo(now)).toEqual({ ok: true, say: [] })
  const first = await counted()
  expect(await playDemo(now)).toEqual({ ok: true, say: [] })

  expect(await counted()).toBe(first)
  expect(await examine({ now, serverRuns: false })).toEqual([])
}, 120_000)

test('it shows what a forum has: answers with mathematics, an endorsement, every status, a tombstone, an edit, what waits', async () => {
  const statuses = (await listQuestionsOf('probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels')).map(question => question.status)
  expect(statuses).toEqual(['answered', 'disputed', 'open', 'open', 'closed'])
  const thread = await readThread({ slug: 'probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels', number: 1 })
  const [best] = thread && 'found' in thread ? thread.found.answers : []
  expect(best).toMatchObject({ endorsed: true, score: 6 })
  expect(best?.html).toMatch(/<math/)
  expect(best?.editedAt).not.toBeNull()
  const third = await readThread({ slug: 'probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels', number: 3 })
  expect(third && 'found' in third ? third.found.comments.map(comment => comment.state) : []).toEqual(['deleted', 'public'])
  const queue = must(await readQueue(operator))
  expect(queue.items.map(item => item.flags.length > 0 ? 'flagged' : item.post.state).toSorted()).toEqual(['flagged', 'held', 'held'])
})

test('nobody in it bears the name of somebody real', async () => {
  const authors = new Set((await listFullPapers({ limit: 400 })).items.flatMap(paper => paper.authors))
  const names = (await db().read.select({ name: people.name }).from(people)).map(row => row.name)

  expect(names.toSorted()).toEqual(['The Colloquy sample', ...cast.map(person => person.name)].toSorted())
  expect(names.filter(name => authors.has(name))).toEqual([])
})

test('nothing in it happened before the list came in, or lies in the future', async () => {
  const dates = await db().read.select({ createdAt: posts.createdAt, publicAt: posts.publicAt, state: posts.state }).from(posts)
  const began = now.getTime() - 30 * 24 * 3_600_000
  for (const { createdAt, publicAt } of dates) {
    expect(createdAt.getTime()).toBeGreaterThanOrEqual(began)
    expect(Math.max(createdAt.getTime(), publicAt?.getTime() ?? 0)).toBeLessThanOrEqual(now.getTime())
  }
})

test('a site of one’s own is never played on', async () => {
  await db().write(async tx => { await tx.update(people).set({ handleFolded: 'somebody-else', handle: 'somebody-else' }).where(eq(people.handle, cast[0]?.handle ?? '')) })

  expect(await playDemo(now)).toMatchObject({ ok: false })
})
