/** Numbers of visits, by day and page and by day and host. Who came is known to nobody: `server/visit-counter.ts` counts. */
import { and, asc, eq, lt, sql } from 'drizzle-orm'
import { db } from '@/db'
import type { Reader, Tx } from '@/db'
import { among } from '@/db/among'
import { papers, people, posts, topics, visits, visitSources } from '@/db/schema'
import { inTransaction } from './action'
import { done } from './errors'
import { decodedSlug } from './urls'

export type Counted = { views: number; visitors: number }
/** What was counted of one day: of the whole site, by path, and by the host that led here. */
export type DayOfVisits = { day: string; site: Counted; pages: Map<string, Counted>; sources: Map<string, number> }

/** The page under which the whole site is counted: its visitors are fewer than those of all pages together. */
export const wholeSite = 'site'
/** Pages that have no row of their own. */
export const otherPages = 'other'
export const hostsPerDay = 100
/** Days are kept each by itself so long, then summed by month. */
const daysKept = 400
const bite = 31
const dayMs = 24 * 3_600_000
const rowsAtOnce = 500

/** Adds numbers of the same day together. */
export function addTogether(days: readonly DayOfVisits[]): DayOfVisits[] {
  const whole = new Map<string, DayOfVisits>()
  for (const given of days) {
    const sum = whole.get(given.day)
    if (sum === undefined) {
      whole.set(given.day, { day: given.day, site: { ...given.site }, pages: new Map(given.pages), sources: new Map(given.sources) })
      continue
    }
    sum.site = together(sum.site, given.site)
    for (const [page, counted] of given.pages) sum.pages.set(page, together(sum.pages.get(page), counted))
    for (const [host, count] of given.sources) sum.sources.set(host, (sum.sources.get(host) ?? 0) + count)
  }
  return [...whole.values()]
}

/** Adds what a process counted to what is there, in one transaction. */
export async function addVisits(days: DayOfVisits[]): Promise<void> {
  const named: DayOfVisits[] = []
  for (const day of days) named.push({ ...day, pages: await byThing(db().read, day.pages) })
  const kept = await inTransaction(async tx => {
    for (const { day, site, pages, sources } of named) {
      await addRows(tx, [{ day, page: wholeSite, ...site }, ...[...pages].map(([page, counted]) => ({ day, page, ...counted }))])
      await addSources(tx, day, sources)
    }
    return done(null)
  })
  if (!kept.ok) throw new Error(kept.error.text)
}

/** Sums days of more than 400 days ago by month, under `YYYY-MM`, a month's worth at a time. A day is taken out and added in one
 *  transaction, so none counts twice. */
export async function sumOldVisits(tx: Tx, now: Date): Promise<void> {
  const last = dayOf(now.getTime() - daysKept * dayMs)
  const [oldest] = await tx.select({ day: visits.day }).from(visits).where(and(eq(visits.page, wholeSite), lt(visits.day, last), sql`length(${visits.day}) = 10`)).orderBy(asc(visits.day)).limit(1)
  if (oldest === undefined) return
  const some = dayOf(Date.parse(oldest.day) + bite * dayMs)
  const before = some < last ? some : last
  const isOldDay = (day: typeof visits.day | typeof visitSources.day) => and(lt(day, before), sql`length(${day}) = 10`)
  const old = await tx.delete(visits).where(isOldDay(visits.day)).returning()
  const byMonth = new Map<string, { day: string; page: string } & Counted>()
  for (const { day, page, ...counted } of old) {
    const month = day.slice(0, 7)
    byMonth.set(`${month} ${page}`, { day: month, page, ...together(byMonth.get(`${month} ${page}`), counted) })
  }
  await addRows(tx, [...byMonth.values()])
  const sources = new Map<string, Map<string, number>>()
  for (const { day, host, visits: count } of await tx.delete(visitSources).where(isOldDay(visitSources.day)).returning()) {
    const month = sources.get(day.slice(0, 7)) ?? new Map<string, number>()
    sources.set(day.slice(0, 7), month.set(host, (month.get(host) ?? 0) + count))
  }
  for (const [month, hosts] of sources) await addHosts(tx, month, hosts)
}

// In one order, so that two processes never wait for each other.
async function addRows(tx: Tx, rows: (typeof visits.$inferInsert)[]): Promise<void> {
  const ordered = rows.toSorted((a, b) => (a.day + a.page < b.day + b.page ? -1 : 1))
  for (let from = 0; from < ordered.length; from += rowsAtOnce) {
    await tx.insert(visits).values(ordered.slice(from, from + rowsAtOnce)).onConflictDoUpdate({
      target: [visits.day, visits.page],
      set: { views: sql`${visits.views} + excluded.views`, visitors: sql`${visits.visitors} + excluded.visitors` },
    })
  }
}

// The day's row of the site is held already, so no other process counts hosts of it meanwhile.
async function addSources(tx: Tx, day: string, sources: Map<string, number>): Promise<void> {
  if (sources.size === 0) return
  const there = new Set((await tx.select({ host: visitSources.host }).from(visitSources).where(eq(visitSources.day, day))).map(row => row.host))
  const bounded = new Map<string, number>()
  for (const [host, count] of sources) {
    const name = there.has(host) || there.size < hostsPerDay ? host : otherPages
    there.add(name)
    bounded.set(name, (bounded.get(name) ?? 0) + count)
  }
  await addHosts(tx, day, bounded)
}

async function addHosts(tx: Tx, day: string, hosts: Map<string, number>): Promise<void> {
  const rows = [...hosts].map(([host, count]) => ({ day, host, visits: count })).toSorted((a, b) => (a.host < b.host ? -1 : 1))
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await tx.insert(visitSources).values(rows.slice(from, from + rowsAtOnce)).onConflictDoUpdate({ target: [visitSources.day, visitSources.host], set: { visits: sql`${visitSources.visits} + excluded.visits` } })
  }
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

function together(one: Counted | undefined, other: Counted): Counted {
  return { views: (one?.views ?? 0) + other.views, visitors: (one?.visitors ?? 0) + other.visitors }
}

const kinds: Record<string, string> = { '/': 'home', '/papers': 'papers', '/questions': 'questions', '/search': 'search', '/about': 'about' }

/** The numbers by thing instead of by path: by its id, which outlives a new slug. */
async function byThing(on: Reader, pages: Map<string, Counted>): Promise<Map<string, Counted>> {
  const parts = [...pages].map(([path, counted]) => ({ path, counted, segments: path.split('/').slice(1).map(decodedSlug) }))
  const named = (room: string) => [...new Set(parts.flatMap(({ segments: [first, second] }) => (first === room && second ? [second] : [])))]
  const paperIds = new Map((await on.select({ id: papers.id, slug: papers.slug }).from(papers).where(among(papers.slug, named('papers')))).map(row => [row.slug, row.id]))
  const topicIds = new Map((await on.select({ id: topics.id, slug: topics.slug }).from(topics).where(among(topics.slug, named('topics')))).map(row => [row.slug, row.id]))
  const personIds = new Map((await on.select({ id: people.id, handle: people.handleFolded }).from(people).where(among(people.handleFolded, named('people')))).map(row => [row.handle, row.id]))
  const numbers = [...new Set(parts.flatMap(({ segments }) => (segments[2] === 'questions' && /^[1-9]\d{0,8}$/.test(segments[3] ?? '') ? [Number(segments[3])] : [])))]
  const asked = numbers.length === 0 ? [] : await on.select({ id: posts.id, paper: posts.paper, number: posts.number }).from(posts).where(and(among(posts.paper, [...paperIds.values()]), among(posts.number, numbers)))
  const questionIds = new Map(asked.map(row => [`${row.paper} ${row.number}`, row.id]))
  const things = new Map<string, Counted>()
  for (const { path, counted, segments } of parts) {
    const page = kinds[path] ?? thingOf(segments) ?? otherPages
    things.set(page, together(things.get(page), counted))
  }
  return things

  function thingOf([room, name = '', below, number]: string[]): string | null {
    if (room === 'topics') return known('topic', topicIds.get(name))
    if (room === 'people') return known('person', personIds.get(name))
    if (room !== 'papers') return null
    const paper = paperIds.get(name)
    return below === undefined ? known('paper', paper) : known('question', questionIds.get(`${paper} ${Number(number)}`))
  }
}

function known(kind: string, id: number | undefined): string | null {
  return id === undefined ? null : `${kind} ${id}`
}
