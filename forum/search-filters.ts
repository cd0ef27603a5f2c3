/** What narrows a search: by words of the index where it has them, else by the rows. */
import { and, eq, inArray, or } from 'drizzle-orm'
import { t } from '@/words'
import { db } from '@/db'
import type { Match, Narrowing } from '@/db/search'
import { people, topics } from '@/db/schema'
import type { Filters } from './search-query'
import { slugOf } from './urls'

export type Narrowed = { marks: Match['marks']; narrowing: Narrowing }
/** Why nothing can fit, in a sentence. */
export type Missing = { missing: string }
/** Without these a facet shows what they would be. */
export type Facet = 'kind' | 'status' | 'topic'

/** What the filters ask of the index and of its rows; or what they name that is not there. */
export async function narrowedBy(filters: Filters, without: readonly Facet[] = []): Promise<Narrowed | Missing> {
  const marks: string[][] = []
  if (filters.kind !== null && !without.includes('kind')) marks.push([`k${filters.kind}`])
  if (filters.topic !== null && !without.includes('topic')) {
    const within = await topicsNamed(filters.topic)
    if (within.length === 0) return { missing: t('There is no topic “{0}”.', filters.topic) }
    marks.push(within.map(id => `t${id}`))
  }
  if (filters.author !== null) {
    const [writer] = await db().read.select({ id: people.id }).from(people).where(and(eq(people.handleFolded, filters.author.replace(/^@/, '').toLowerCase()), eq(people.former, false)))
    if (!writer) return { missing: t('Nobody here is called “{0}”.', filters.author) }
    marks.push([`w${writer.id}`])
  }
  if (filters.endorsed === true) marks.push(['endorsed'])
  const since = filters.since === null ? undefined : beginningOf(filters.since)
  const until = filters.until === null ? undefined : beginningOf(filters.until)
  if (since !== undefined || until !== undefined) marks.push(monthsBetween(since, until))
  return {
    marks,
    narrowing: {
      since, until, rating: filters.rating ?? undefined, answered: filters.answered ?? undefined, status: without.includes('status') ? undefined : filters.status ?? undefined,
    },
  }
}

/** A topic by its slug or title, else those in which a word begins so; with all topics under them. */
async function topicsNamed(name: string): Promise<number[]> {
  const all = await db().read.select({ id: topics.id, slug: topics.slug, title: topics.title, parent: topics.parent }).from(topics)
  const wanted = slugOf(name)
  const slugs = (topic: (typeof all)[number]) => [topic.slug, slugOf(topic.title)]
  const exact = all.filter(topic => topic.slug === name || slugs(topic).includes(wanted))
  const begun = () => all.filter(topic => slugs(topic).some(slug => `-${slug}`.includes(`-${wanted}`)))
  const chosen = new Set((exact.length > 0 ? exact : begun()).map(topic => topic.id))
  for (let grew = true; grew;) {
    grew = false
    for (const topic of all) {
      if (topic.parent === null || !chosen.has(topic.parent) || chosen.has(topic.id)) continue
      chosen.add(topic.id)
      grew = true
    }
  }
  return [...chosen]
}

/** Titles of topics. */
export async function topicsOf(ids: readonly number[]): Promise<Map<number, { slug: string; title: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await db().read.select({ id: topics.id, slug: topics.slug, title: topics.title }).from(topics).where(or(inArray(topics.id, [...ids])))
  return new Map(rows.map(({ id, ...topic }) => [id, topic]))
}

/** The first moment of a year, month or day, in UTC. A day that is not (the 30th of February) is the next that is. */
function beginningOf(date: string): Date {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, day))
}

const firstYear = 2000

/** Marks of the months from `since` to before `until`: whole years by one mark each. */
function monthsBetween(since: Date | undefined, until: Date | undefined): string[] {
  const now = new Date()
  const from = since && since.getUTCFullYear() > firstYear ? since : new Date(Date.UTC(firstYear, 0, 1))
  const to = until && until < now ? until : now
  const marks: string[] = []
  for (let year = from.getUTCFullYear(), month = from.getUTCMonth(); Date.UTC(year, month, 1) <= to.getTime();) {
    if (month === 0 && year < to.getUTCFullYear()) {
      marks.push(`y${year}`)
      year++
      continue
    }
    marks.push(`m${year * 100 + month + 1}`)
    month++
    if (month === 12) [year, month] = [year + 1, 0]
  }
  return marks.length === 0 ? ['m0'] : marks
}
