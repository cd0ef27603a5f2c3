/** Numbers of visits in the tables: added up by thing, bounded, summed by month, and nothing of anybody in them. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { asc, eq, is, sql, Table } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { db, rows } from '@/db'
import * as schema from '@/db/schema'
import { papers, topics, visits, visitSources } from '@/db/schema'
import { forgetWhatHasEnded } from '@/forum/upkeep'
import { addVisits } from '@/forum/visits'
import type { DayOfVisits } from '@/forum/visits'
import { VisitCounter } from '@/server/visit-counter'
import { aDatabase } from '../support/database'
import { aPaper, aPerson, aQuestion } from '../support/world'

aDatabase()

beforeEach(async () => {
  await db().write(async tx => {
    await tx.delete(visits)
    await tx.delete(visitSources)
  })
})

const browser = 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0 Unmistakable/7.31'

function aDay(day: string, paths: Record<string, number>, sources: Record<string, number> = {}): DayOfVisits {
  const views = Object.values(paths).reduce((sum, count) => sum + count, 0)
  return { day, site: { views, visitors: 1 }, pages: new Map(Object.entries(paths).map(([page, count]) => [page, { views: count, visitors: 1 }])), sources: new Map(Object.entries(sources)) }
}

async function counted(): Promise<Record<string, number>> {
  const found = await db().read.select().from(visits).orderBy(asc(visits.day), asc(visits.page))
  return Object.fromEntries(found.map(row => [`${row.day} ${row.page}`, row.views]))
}

test('pages are counted by what they show, whatever its address', async () => {
  const paper = await aPaper({ slug: 'rauschen-für-alle' })
  const question = await aQuestion({ paper })
  const person = await aPerson({ handle: 'ada-l' })
  const [topic] = await db().write(async tx => tx.insert(topics).values({ slug: 'noise', title: 'Noise', titleHtml: 'Noise', position: 1, createdAt: new Date() }).returning())
  const slug = encodeURIComponent(paper.slug)
  await addVisits([aDay('2026-03-11', { '/': 1, '/papers': 2, [`/papers/${slug}`]: 3, [`/papers/${slug}/questions/1`]: 4, '/topics/noise': 5, '/people/ada-l': 6, '/search': 7, '/papers/none': 8, '/papers/none/questions/1': 9, '/%E0%A4%A': 10 })])

  expect(await counted()).toEqual({
    '2026-03-11 home': 1, '2026-03-11 papers': 2, [`2026-03-11 paper ${paper.id}`]: 3, [`2026-03-11 question ${question.id}`]: 4, [`2026-03-11 topic ${topic?.id}`]: 5,
    [`2026-03-11 person ${person.id}`]: 6, '2026-03-11 search': 7, '2026-03-11 other': 27, '2026-03-11 site': 55,
  })
})

test('a paper keeps its numbers when its address changes', async () => {
  const paper = await aPaper()
  await addVisits([aDay('2026-03-11', { [`/papers/${paper.slug}`]: 1 })])
  await db().write(async tx => { await tx.update(papers).set({ slug: 'another-name' }).where(eq(papers.id, paper.id)) })
  await addVisits([aDay('2026-03-11', { '/papers/another-name': 1 })])

  expect(await counted()).toEqual({ [`2026-03-11 paper ${paper.id}`]: 2, '2026-03-11 site': 2 })
})

test('several processes at once add up', async () => {
  await Promise.all(Array.from({ length: 8 }, (_, n) => addVisits([aDay('2026-03-11', { '/': 1, '/papers': 1, '/questions': 1 }, { 'search.example': 1, [`site-${n}.example`]: 1 })])))

  expect(await counted()).toEqual({ '2026-03-11 home': 8, '2026-03-11 papers': 8, '2026-03-11 questions': 8, '2026-03-11 site': 24 })
  const sources = await db().read.select().from(visitSources)
  expect(sources.find(row => row.host === 'search.example')?.visits).toBe(8)
  expect(sources).toHaveLength(9)
})

test('a day names at most a hundred other sites, then "other"', async () => {
  const hosts = (from: number) => Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`site-${from + n}.example`, 1]))
  await addVisits([aDay('2026-03-11', { '/': 80 }, hosts(0))])
  await addVisits([aDay('2026-03-11', { '/': 80 }, hosts(40))])
  await addVisits([aDay('2026-03-11', { '/': 1 }, { 'site-0.example': 1, 'late.example': 1 })])
  const found = await db().read.select().from(visitSources)

  expect(found).toHaveLength(101)
  expect(found.find(row => row.host === 'other')?.visits).toBe(21)
  expect(found.find(row => row.host === 'site-0.example')?.visits).toBe(2)
})

test('days of more than 400 days ago are summed by month, once, and the others stay', async () => {
  const now = new Date('2027-06-15T12:00:00Z')
  for (const day of ['2026-01-03', '2026-01-30', '2026-02-01', '2026-05-10', '2026-05-11', '2027-06-15']) await addVisits([aDay(day, { '/': 2 }, { 'search.example': 1 })])
  for (let hour = 0; hour < 6; hour++) await forgetWhatHasEnded(now)

  expect(await counted()).toEqual({
    '2026-01 home': 4, '2026-01 site': 4, '2026-02 home': 2, '2026-02 site': 2, '2026-05 home': 2, '2026-05 site': 2, '2026-05-11 home': 2, '2026-05-11 site': 2, '2027-06-15 home': 2, '2027-06-15 site': 2,
  })
  expect((await db().read.select().from(visitSources).orderBy(asc(visitSources.day))).map(row => `${row.day} ${row.visits}`)).toEqual(['2026-01 2', '2026-02 1', '2026-05 1', '2026-05-11 1', '2027-06-15 1'])
})

test('after counting, no table, file or log line holds an address, a browser or where somebody was', async () => {
  const counter = new VisitCounter({ siteUrl: 'https://forum.example.org', save: addVisits })
  const secrets = ['192.0.2.77', '2001:db8:aa:bb', 'Unmistakable', 'a-very-private-search', '/private/path', '198.51.100.23']
  for (const address of ['192.0.2.77', '2001:db8:aa:bb::1']) {
    for (const from of ['https://www.search.example/private/path?q=a-very-private-search', 'http://198.51.100.23/private/path']) counter.saw('/search?q=a-very-private-search', ['User-Agent', browser, 'Referer', from], () => address)
  }
  await counter.flush()
  expect(await counted()).toMatchObject({ [`${new Date().toISOString().slice(0, 10)} search`]: 4 })

  const kept = (await Promise.all(Object.values(schema).flatMap(value => (is(value, Table) ? [value] : [])).map(async table => JSON.stringify(await rows(db().read, sql`select * from ${table}`, z.unknown()), plainly)))).join('\n')
  const folder = process.env['DATA_DIR'] ?? ''
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => readFileSync(path.join(entry.parentPath, entry.name), 'latin1')).join('\n')
  expect(kept).toContain('search.example')
  for (const secret of secrets) {
    expect(kept).not.toContain(secret)
    expect(files).not.toContain(secret)
  }
})

function plainly(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
