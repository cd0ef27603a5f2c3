import { eq, getTableColumns, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db, run } from '@/db'
import { papers, people, posts, topics } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { postComment } from '@/forum/comments'
import { editPost } from '@/forum/edits'
import { setHouseRules } from '@/forum/house-rules'
import { readSitemap, readSitemapPart } from '@/forum/sitemap'
import type { SitemapLine } from '@/forum/sitemap-lines'
import { operator } from '@/forum/viewer'
import { aDatabase } from '../support/database'
import { aGuest, aPaper, aPerson, aQuestion, anAnswer, must } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

async function linesNow(): Promise<Map<string, Date | null>> {
  const sitemap = await readSitemap()
  if (!('lines' in sitemap)) throw new Error('it is in parts')
  return new Map(sitemap.lines.map(line => [line.path, line.changed]))
}

const from = (ms: number) => ({ now: new Date(Date.now() + ms) })

async function aTopic(slug: string, parent: number | null): Promise<number> {
  const [row] = await db().write(async tx => tx.insert(topics).values({ slug, title: slug, titleHtml: slug, parent, position: 1, papers: parent === null ? 0 : 1, createdAt: new Date() }).returning())
  return row?.id ?? 0
}

test('a topic, and the one above it, change with every public change beneath: an answer, a comment, an edit, but not a held post', async () => {
  const upper = await aTopic('upper', null)
  const lower = await aTopic('lower', upper)
  const paper = await aPaper()
  await db().write(async tx => { await tx.update(papers).set({ topic: lower }).where(eq(papers.id, paper.id)) })
  const asker = await aPerson()
  const question = await aQuestion({ paper, by: asker })
  const changed = async () => {
    const lines = await linesNow()
    expect(lines.get('/topics/upper')).toEqual(lines.get('/topics/lower'))
    return lines.get('/topics/lower')?.getTime() ?? 0
  }

  const asked = await changed()
  must(await postAnswer(aGuest(), { question: question.id, body: 'Held.', guest: 'Gil' }, from(5_000)))
  expect(await changed()).toBe(asked)
  must(await postAnswer(asker, { question: question.id, body: 'Because.' }, from(10_000)))
  const answered = await changed()
  must(await postComment(asker, { parent: question.id, body: 'And so?' }, from(20_000)))
  const commented = await changed()
  must(await editPost(asker, { post: question.id, revision: 1, body: 'I still do not see why.' }, from(30_000)))
  const edited = await changed()

  expect([asked > 0, answered > asked, commented > answered, edited > commented]).toEqual([true, true, true, true])
  const lines = await linesNow()
  for (const path of ['/', '/papers', '/questions', `/papers/${paper.slug}`, `/papers/${paper.slug}/questions/1`]) expect(lines.get(path)?.getTime(), path).toBe(edited)
})

test('the guide changes with the rules of the house', async () => {
  expect((await linesNow()).get('/about')).toBeNull()
  const { now } = from(60_000)
  must(await setHouseRules(operator, { guide: 'Be kind.' }, { now }))
  expect((await linesNow()).get('/about')).toEqual(now)
})

test('people are named from their first public post on', async () => {
  const { by } = await anAnswer()
  const silent = await aPerson()
  const gone = (await anAnswer()).by
  await db().write(async tx => { await tx.update(people).set({ former: true }).where(eq(people.id, gone.id)) })

  const lines = await linesNow()
  expect(lines.get(`/people/${by.handle}`)).toBeInstanceOf(Date)
  for (const other of [silent, gone]) expect(lines.has(`/people/${other.handle}`)).toBe(false)
})

test('a part never holds more than it may, and none of its addresses is left out', async () => {
  const paper = await aPaper()
  for (let n = 0; n < 7; n++) await aQuestion({ paper })
  const sizes = { lines: 5, papers: 1_000, people: 3 }
  const sitemap = await readSitemap(sizes)
  if (!('parts' in sitemap)) throw new Error('it is not in parts')

  const parts: SitemapLine[][] = []
  for (const { path } of sitemap.parts) parts.push(await readSitemapPart(/([^/]+)\.xml$/.exec(path)?.[1] ?? '', sizes) ?? [])
  expect(Math.max(...parts.map(part => part.length))).toBeLessThanOrEqual(5)
  expect(parts.flat().map(line => line.path).toSorted()).toEqual([...(await linesNow()).keys()].toSorted())
  // Each is as new as its newest line, where it is a whole block.
  expect(sitemap.parts.find(part => part.path === '/sitemaps/1.xml')?.changed).toEqual(sitemap.parts.find(part => part.path === '/sitemaps/1-2.xml')?.changed)
  for (const { path, changed } of sitemap.parts) expect(changed, path).toBeInstanceOf(Date)
})

test('sixty thousand questions of one paper are all named', async () => {
  const paper = await aPaper()
  const { id } = await aQuestion({ paper })
  const columns = Object.keys(getTableColumns(posts)).filter(name => name !== 'id').map(name => sql.identifier(name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)))
  const copied = columns.map(name => name.value === 'number' ? sql`numbers.n` : sql`one.${name}`)
  for (let n = 2; n <= 60_000; n += 5_000) {
    const numbers = sql`with recursive numbers(n) as (select cast(${n} as integer) union all select n + 1 from numbers where n < ${Math.min(n + 4_999, 60_000)})`
    await db().write(async tx => { await run(tx, sql`insert into posts (${sql.join(columns, sql`, `)}) ${numbers} select ${sql.join(copied, sql`, `)} from numbers, posts one where one.id = ${id}`) })
  }
  await db().write(async tx => { await tx.update(papers).set({ nextQuestion: 60_001, questions: 60_000 }).where(eq(papers.id, paper.id)) })

  const sitemap = await readSitemap()
  if (!('parts' in sitemap)) throw new Error('it is not in parts')
  const named = new Set<string>()
  for (const { path } of sitemap.parts) {
    const lines = await readSitemapPart(/([^/]+)\.xml$/.exec(path)?.[1] ?? '') ?? []
    expect(lines.length, path).toBeLessThanOrEqual(50_000)
    for (const line of lines) if (line.path.startsWith(`/papers/${paper.slug}/questions/`)) named.add(line.path)
  }
  expect(named.size).toBe(60_000)
}, 120_000)
