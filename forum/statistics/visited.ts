/** Visits read back: by day, by page, by where they came from. */
import { and, asc, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import { among } from '@/db/among'
import { papers, posts, visits, visitSources } from '@/db/schema'
import { paperPath, questionPath } from '../urls'
import { wholeSite } from '../visits'
import { beginningOf, dayMs, dayName } from './period'
import type { Period } from './period'

export type VisitsOfDay = { day: string; views: number; visitors: number }
/** A page of the site; `change`: how many more views than in as many days before, as a share; null where nothing is known of those. */
export type VisitedPage = { page: string; title: string | null; titleHtml: string | null; url: string | null; views: number; visitors: number; change: number | null }
export type VisitSource = { host: string; visits: number }
export type Visited = {
  /** By day, or by month (YYYY-MM) where the period has no beginning. */
  days: VisitsOfDay[]
  papers: VisitedPage[]
  questions: VisitedPage[]
  others: VisitedPage[]
  sources: VisitSource[]
}

const topMost = 10

export async function readVisited(period: Period): Promise<Visited> {
  const on = db().heavy
  const from = dayName(beginningOf(period))
  const found = await on.select({ day: visits.day, views: visits.views, visitors: visits.visitors }).from(visits).where(and(eq(visits.page, wholeSite), gte(visits.day, from))).orderBy(asc(visits.day))
  const named = sql`${visits.page} <> ${wholeSite}`
  return {
    days: period.days === null ? monthly(found) : filled(found, period),
    papers: await topOf(period, sql`${visits.page} like 'paper %'`),
    questions: await topOf(period, sql`${visits.page} like 'question %'`),
    others: await topOf(period, and(named, sql`${visits.page} not like 'paper %' and ${visits.page} not like 'question %' and ${visits.page} not like 'person %' and ${visits.page} not like 'topic %'`)),
    sources: (await on.select({ host: visitSources.host, visits: sum(visitSources.visits) }).from(visitSources).where(gte(visitSources.day, from))
      .groupBy(visitSources.host).orderBy(desc(sum(visitSources.visits)), asc(visitSources.host)).limit(20)),
  }
}

const sum = (column: PgColumn) => sql<number>`sum(${column})`.mapWith(Number)

async function topOf(period: Period, pages: SQL | undefined): Promise<VisitedPage[]> {
  const on = db().heavy
  const from = beginningOf(period)
  const top = await on.select({ page: visits.page, views: sum(visits.views), visitors: sum(visits.visitors) }).from(visits).where(and(gte(visits.day, dayName(from)), pages))
    .groupBy(visits.page).orderBy(desc(sum(visits.views)), asc(visits.page)).limit(topMost)
  const before = await viewsBefore(period, from, top.map(row => row.page))
  const names = await namesOf(top.map(row => row.page))
  return top.map(row => {
    const former = before?.get(row.page) ?? 0
    return { ...row, ...names.get(row.page) ?? { title: null, titleHtml: null, url: null }, change: former === 0 ? null : (row.views - former) / former }
  })
}

// Where counting began later there is nothing to compare with.
async function viewsBefore({ days }: Period, from: Date, pages: string[]): Promise<Map<string, number> | null> {
  if (days === null) return null
  const on = db().heavy
  const start = dayName(new Date(from.getTime() - days * dayMs))
  const [first] = await on.select({ day: visits.day }).from(visits).where(eq(visits.page, wholeSite)).orderBy(asc(visits.day)).limit(1)
  if (first === undefined || first.day > start) return null
  const found = await on.select({ page: visits.page, views: sum(visits.views) }).from(visits).where(and(among(visits.page, pages), gte(visits.day, start), lt(visits.day, dayName(from)))).groupBy(visits.page)
  return new Map(found.map(row => [row.page, row.views]))
}

// What is not public any more has no name here either.
async function namesOf(pages: string[]): Promise<Map<string, Pick<VisitedPage, 'title' | 'titleHtml' | 'url'>>> {
  const on = db().read
  const ids = (kind: string) => pages.flatMap(page => (page.startsWith(`${kind} `) ? [Number(page.slice(kind.length + 1))] : []))
  const ofPapers = await on.select({ id: papers.id, title: papers.title, titleHtml: papers.titleHtml, slug: papers.slug }).from(papers).where(among(papers.id, ids('paper')))
  const ofQuestions = await on.select({ id: posts.id, title: posts.heading, titleHtml: posts.titleHtml, number: posts.number, slug: papers.slug }).from(posts).innerJoin(papers, eq(papers.id, posts.paper))
    .where(and(among(posts.id, ids('question')), eq(posts.kind, 'question'), eq(posts.state, 'public')))
  return new Map([
    ...ofPapers.map(({ id, title, titleHtml, slug }) => [`paper ${id}`, { title, titleHtml, url: paperPath(slug) }] as const),
    ...ofQuestions.map(({ id, title, titleHtml, slug, number }) => [`question ${id}`, { title, titleHtml, url: questionPath(slug, number ?? 0) }] as const),
  ])
}

// Days without a visit have no row.
function filled(found: VisitsOfDay[], { now }: Period): VisitsOfDay[] {
  const [first] = found
  if (first === undefined) return []
  const known = new Map(found.map(row => [row.day, row]))
  const days: VisitsOfDay[] = found.filter(row => row.day.length === 7)
  for (let ms = Date.parse(found.find(row => row.day.length === 10)?.day ?? dayName(now)); ms <= now.getTime(); ms += dayMs) {
    const day = dayName(new Date(ms))
    days.push(known.get(day) ?? { day, views: 0, visitors: 0 })
  }
  return days
}

function monthly(found: VisitsOfDay[]): VisitsOfDay[] {
  const months = new Map<string, VisitsOfDay>()
  for (const { day, views, visitors } of found) {
    const month = months.get(day.slice(0, 7)) ?? { day: day.slice(0, 7), views: 0, visitors: 0 }
    months.set(month.day, { day: month.day, views: month.views + views, visitors: month.visitors + visitors })
  }
  return [...months.values()]
}
