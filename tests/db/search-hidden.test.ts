import { and, eq, inArray } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { posts, searchRows } from '@/db/schema'
import { search } from '@/forum/search'
import { aDatabase } from '../support/database'
import '../support/property-seed'
import { RandomWriter } from '../support/random-writer'
import { aPaper } from '../support/world'

aDatabase()

test('whatever people and moderators do, search finds what is public, in its present words, and nothing else', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async seed => {
    const papers = [await aPaper(), await aPaper()]
    const writer = new RandomWriter(seed)
    await writer.start()
    const done = []
    for (let n = 0; n < 120; n++) done.push(await writer.step(papers.map(paper => paper.slug)))
    await judged(papers.map(paper => paper.id), done)
  }), { numRuns: 4 })
}, 300_000)

async function judged(papers: number[], done: string[]): Promise<void> {
  const rows = await db().read.select().from(posts).where(inArray(posts.paper, papers))
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) {
    const text = /Text \d+/.exec(row.body)?.[0]
    if (text === undefined) continue
    const thread = rows.find(one => one.id === (row.question ?? row.id))
    const seen = row.state === 'public' && thread?.state === 'public'
    const { hits } = await search({ q: `"${text}"`, limit: 50 })
    expect(hits.some(hit => hit.id === row.id), `post ${row.id} (${row.state}) by "${text}" after\n${done.join('\n')}`).toBe(seen)
    for (const hit of hits) expect(rows.find(one => one.id === hit.id)?.state ?? 'public').toBe('public')
    if (row.state === 'public') continue
    const kept = await db().read.select().from(searchRows).where(and(eq(searchRows.post, row.id)))
    expect(kept, `a row of post ${row.id}`).toEqual([])
  }
}
