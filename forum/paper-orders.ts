/** How lists of papers are sorted and narrowed. Each order is an index's own; nothing is ever sorted by a mark. */
import { and, asc, desc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { z } from 'zod'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { assessments, papers, topics } from '@/db/schema'
import { idCursor, keyedCursor, momentCursor, nullableCursor, readCursor } from './cursors'
import { beside, isAsked } from './indexed'
import { topicsWithin } from './topic-tree'
import { slugOf } from './urls'

export const paperSorts = ['list', 'title', 'venue', 'year', 'topic', 'open', 'activity'] as const
export type PaperSort = (typeof paperSorts)[number]
export const directions = ['asc', 'desc'] as const
export type Direction = (typeof directions)[number]

/** In which direction a column is sorted first: names from A, numbers and days from the greatest. */
export const naturalDirection: Record<PaperSort, Direction> = { list: 'asc', title: 'asc', venue: 'asc', year: 'desc', topic: 'asc', open: 'desc', activity: 'desc' }

export type PaperFilter = {
  /** A topic's papers and those of the topics under it. */
  topic?: string | null
  rating?: 'up' | 'down' | 'none' | null
  /** With open questions. */
  open?: boolean
  /** What the venue begins with, in whatever case. */
  venue?: string | null
  from?: number | null
  to?: number | null
  /** Words that stand in the title one after the other. */
  title?: string | null
}
type PaperRow = typeof papers.$inferSelect

const cursors = { list: keyedCursor, title: idCursor, venue: idCursor, year: nullableCursor, topic: idCursor, open: keyedCursor, activity: momentCursor } as const satisfies Record<PaperSort, z.ZodType>

/** Whether a cursor is one of an order's own. */
export function fitsPapers(sort: PaperSort, cursor: string): boolean {
  const keys: z.ZodType = cursors[sort]
  return readCursor(cursor, keys) !== null
}

type Key = { value: number | string | null; id: number }
type Order = {
  column: typeof papers.position | typeof papers.titleKey | typeof papers.knownVenue | typeof papers.knownYear | typeof papers.openQuestions | typeof papers.activeAt
  /** What no paper has less of: named, it leads SQLite among all indexes of what is on the list to this order's own. Null where a paper may have
   *  none of it: such papers stand last in both directions. */
  least: SQL | null
  keys: (paper: PaperRow) => (number | string | boolean | null)[]
  place: (on: Reader, cursor: string) => Promise<Key | null> | Key | null
}

const keyed = (cursor: string): Key | null => {
  const keys = readCursor(cursor, keyedCursor)
  return keys && { value: keys[0], id: keys[1] }
}

/** Where a paper stands among names: cursors of these hold its id alone, as a name may be longer than an address. */
async function placeAmongNames(on: Reader, cursor: string, column: typeof papers.titleKey | typeof papers.knownVenue): Promise<Key | null> {
  const keys = readCursor(cursor, idCursor)
  const [row] = keys ? await on.select({ value: column, id: papers.id }).from(papers).where(eq(papers.id, keys[0])) : []
  return row ?? null
}

const orders: Record<Exclude<PaperSort, 'topic'>, Order> = {
  list: { column: papers.position, least: sql`${-1}`, keys: paper => [paper.position, paper.id], place: (_, cursor) => keyed(cursor) },
  title: { column: papers.titleKey, least: sql`''`, keys: paper => [paper.id], place: (on, cursor) => placeAmongNames(on, cursor, papers.titleKey) },
  venue: { column: papers.knownVenue, least: null, keys: paper => [paper.id], place: (on, cursor) => placeAmongNames(on, cursor, papers.knownVenue) },
  year: {
    column: papers.knownYear, least: null, keys: paper => [paper.knownYear, paper.id],
    place: (_, cursor) => {
      const keys = readCursor(cursor, nullableCursor)
      return keys && { value: keys[0], id: keys[1] }
    },
  },
  open: { column: papers.openQuestions, least: sql`${0}`, keys: paper => [paper.openQuestions, paper.id], place: (_, cursor) => keyed(cursor) },
  activity: {
    column: papers.activeAt, least: sql`${sql.param(new Date(0), papers.activeAt)}`, keys: paper => [paper.activeAt.getTime(), paper.id],
    place: (_, cursor) => {
      const keys = readCursor(cursor, momentCursor)
      return keys && { value: keys[0], id: keys[1] }
    },
  },
}

export type Sorting = { by: SQL[]; keys: Order['keys']; stretches: (SQL | undefined)[] }

/** An order with what follows a cursor in it, in stretches that the index has one after the other. A foreign cursor is the beginning. */
export async function sortingOf(on: Reader, sort: PaperSort, dir: Direction | null, after: string | null): Promise<Sorting> {
  if (sort === 'topic') return topicSorting(on, dir ?? naturalDirection.topic, after)
  const { column, least, keys, place } = orders[sort]
  const way = sort === 'list' ? 'asc' : dir ?? naturalDirection[sort]
  const at = after === null ? null : await place(on, after)
  const by = way === 'asc' ? [asc(column), asc(papers.id)] : [desc(column), desc(papers.id)]
  const than = way === 'asc' ? sql`>` : sql`<`
  const beyond = at === null ? least === null ? undefined : sql`${column} >= ${least}` : at.value === null ? sql`${papers.id} ${than} ${at.id}` : sql`(${column}, ${papers.id}) ${than} (${parameterOf(sort, at.value)}, ${at.id})`
  if (least) return { by, keys, stretches: [beyond] }
  const known = and(isNotNull(column), beyond)
  return { by, keys, stretches: at?.value === null ? [and(isNull(column), beyond)] : [known, isNull(column)] }
}

/** By the name of the topic, and under each in the list's order: a stretch for each topic, and one for papers under none, which come last
 *  in both directions. Topics are few, and a page seldom needs more than two. */
async function topicSorting(on: Reader, dir: Direction, after: string | null): Promise<Sorting> {
  const rows = await on.select({ id: topics.id, title: topics.title }).from(topics).orderBy(asc(topics.id))
  const named = rows.map(({ id, title }) => ({ id, name: slugOf(title) })).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id))
  const ordered: (number | null)[] = [...(dir === 'asc' ? named : named.reverse()).map(({ id }) => id), null]
  const keys = readCursor(after, idCursor)
  const [at] = keys ? await on.select({ topic: papers.topic, position: papers.position, id: papers.id }).from(papers).where(eq(papers.id, keys[0])) : []
  const under = (topic: number | null) => topic === null ? isNull(papers.topic) : eq(papers.topic, topic)
  const place = at === undefined ? -1 : ordered.indexOf(at.topic)
  return {
    by: [asc(papers.position), asc(papers.id)], keys: paper => [paper.id],
    stretches: at === undefined || place === -1 ? ordered.map(under)
      : [and(under(at.topic), sql`(${papers.position}, ${papers.id}) > (${at.position}, ${at.id})`), ...ordered.slice(place + 1).map(under)],
  }
}

function parameterOf(sort: PaperSort, value: number | string): SQL {
  return sort === 'activity' ? sql`${sql.param(new Date(value), papers.activeAt)}` : sql`${value}`
}

/** What a list is narrowed to; null where nothing can be found, as under a topic that is not there. */
export async function narrowedTo(on: Reader, filter: PaperFilter, sort: PaperSort | null): Promise<SQL | undefined | null> {
  const within = filter.topic ? await topicsWithin(on, filter.topic) : null
  if (within?.length === 0) return null
  const [topic = 0, ...under] = within ?? []
  const inYear = sort === 'year' ? sql`${papers.knownYear}` : beside(papers.knownYear)
  const words = filter.title ? titleWords(filter.title) : null
  return and(
    within === null ? undefined : under.length === 0 && sort === 'list' ? eq(papers.topic, topic) : among(beside(papers.topic), within),
    filter.open ? sort === 'list' ? isAsked : gt(beside(papers.openQuestions), 0) : undefined,
    filter.rating ? ratedAs(filter.rating) : undefined,
    filter.venue ? sql`lower(${beside(papers.knownVenue)}) like ${`${escaped(filter.venue.replaceAll('\0', '').toLowerCase())}%`} escape '!'` : undefined,
    filter.from ? sql`${inYear} >= ${filter.from}` : undefined,
    filter.to ? sql`${inYear} <= ${filter.to}` : undefined,
    words ? sql`${beside(papers.titleKey)} like ${`%${escaped(words)}%`} escape '!'` : undefined,
  )
}

// Titles are compared by the key that the list's order by title goes by: lower case, without accents and punctuation.
function titleWords(given: string): string | null {
  const words = slugOf(given)
  return /[\p{L}\p{N}]/u.test(given.replace(/\$[^$]*\$/g, ' ')) ? words : null
}

function escaped(text: string): string {
  return text.replace(/[!%_]/g, '!$&')
}

function ratedAs(rating: 'up' | 'down' | 'none'): SQL {
  const of = (only: SQL) => sql`exists (select 1 from ${assessments} where ${assessments.paper} = ${papers.id} and ${only})`
  return rating === 'none' ? sql`not ${of(isNotNull(assessments.rating))}` : of(eq(assessments.rating, rating))
}
