/** Finding papers, questions, answers, comments and people by their words and formulas. */
import { z } from 'zod'
import { figures, t } from '@/words'
import { db } from '@/db'
import { candidatesOf, countRows, inTitles, isNarrow, lookedThrough } from '@/db/search'
import type { About, Candidate, Match } from '@/db/search'
import { cursorOf, readCursor } from './cursors'
import type { FoundKind, QuestionStatus } from './documents'
import { done } from './errors'
import type { Result } from './errors'
import { refusalOf } from './faults'
import { narrowedBy, topicsOf } from './search-filters'
import type { Narrowed } from './search-filters'
import { hitsOf } from './search-hits'
import type { Hit } from './search-hits'
import { featuresOf } from './search-formulas'
import { expected, matchOf, planOf, relaxed } from './search-plan'
import type { Plan, Planned } from './search-plan'
import { asksSomething, countTerms, readQuery } from './search-query'
import type { Filters, Query } from './search-query'
import { ranked } from './search-ranking'
import type { Ranked, WeighedFeature } from './search-ranking'
import { markingOf } from './search-marks'
import { meantBy } from './vocabulary'

export type { Hit } from './search-hits'

/** What is looked for. Each filter may stand in `q` as well (`status:open`, `author:ada`, `topic:…`, `has:answer`, `rating:up`, `is:endorsed`,
 *  `after:2025-03`, `before:…`, `title:word`, `kind:paper`), where it goes before the one given here. `since` and `until`: YYYY, YYYY-MM or YYYY-MM-DD. */
export type SearchRequest = { q: string } & Partial<Filters> & { order?: SearchOrder | null; after?: string | null; limit?: number }
export type SearchOrder = 'best' | 'newest' | 'votes'
/** How many were found of each kind, status and topic, were that the only filter changed; what has none is left out. `more`: of these there may be
 *  more, and some of what is left out, than were counted; what is chosen is counted as `total`. */
export type Facets = {
  kinds: Partial<Record<FoundKind, number>>; statuses: Partial<Record<QuestionStatus, number>>; topics: { slug: string; title: string; count: number }[]
  more: Record<'kinds' | 'statuses' | 'topics', boolean>
}
export type Found = {
  hits: Hit[]; next: string | null
  total: number
  /** How many of them hold all of the query; the others hold a part. */
  whole: number
  /** More were found than were ranked: `total` and the facets are of those ranked. */
  more: boolean
  facets: Facets
  /** Another spelling under which there is more; `instead` where nothing was found as typed, and the hits are of this one. */
  meant: string | null; instead: boolean
  /** Those in force, by the words or beside them. */
  filters: Filters
  /** Sentences on what of the query could not be understood or was left out. */
  remarks: string[]
}

/** So many of the newest rows that match are ranked, beside the newest of those that have the words in their titles or are endorsed, about one in six,
 *  and papers and people by their names, which are older than most of what is written with these words. */
const rankedMax = 200
const chosenMax = 100
const chosenShare = 1 / 6
const namedMax = 60
/** Most have not written yet, and are found by nobody. */
const peopleMax = 300
/** What so many rows hold is nobody's handle; of their names alone an index has fewer rows to look through. */
const noNames = 4_000
/** Of rows with some feature of a formula more are looked at: which of them is like it only the ranking sees. */
const featuredMax = 1_000
const relaxedMax = 100
const enough = 20
const pageSize = 20
const offsetCursor = z.tuple([z.number().int().min(1).max(1_000)])

/** How many words a query has; more than `limits.searchTerms` are too many. */
export function wordsOf(q: string): number {
  return countTerms(q)
}

/** The same for a page, which says in a sentence where a search took too long. */
export async function trySearch(request: SearchRequest): Promise<Result<Found>> {
  try {
    return done(await search(request))
  } catch (error) {
    const fault = refusalOf(error)
    if (fault) return fault
    throw error
  }
}

/** Public hits, best first. Throws what `refusalOf` knows where it takes too long. */
export async function search(request: SearchRequest): Promise<Found> {
  const query = readQuery(request.q)
  const filters = filtersOf(request, query)
  const none: Found = { hits: [], next: null, total: 0, whole: 0, more: false, facets: { kinds: {}, statuses: {}, topics: [], more: { kinds: false, statuses: false, topics: false } }, meant: null, instead: false, filters, remarks: query.remarks }
  if (!asksSomething(query)) return none
  const [narrowed, total] = await Promise.all([narrowedBy(filters), countRows(db().read)])
  if ('missing' in narrowed) return { ...none, remarks: [...query.remarks, narrowed.missing] }
  const typed = await lookingFor(query, total)
  const found = await look(typed, narrowed)
  if (isNarrow(narrowed.narrowing) && expected(typed.plan.wanted, typed.total) > lookedThrough) query.remarks.push(t('Very many texts fit: the newest {0} of them were looked through for what else is asked.', figures(lookedThrough)))
  const better = found.some(one => one.whole) ? null : await otherSpelling(request.q, typed, narrowed)
  const [looking, shown] = better === null ? [typed, found] : [better.looking, better.found]
  const [page, facets] = await Promise.all([pageOf(request, looking, shown), facetsOf(looking, filters, shown)])
  return { ...none, ...page, facets, meant: better?.q ?? null, instead: better !== null }
}

type Looking = { query: Query; plan: Plan; total: number; features: WeighedFeature[]; /** Of these features a row must have one. */ words: string[] }

async function lookingFor(query: Query, total: number): Promise<Looking> {
  const [plan, features] = await Promise.all([planOf(query, total), featuresOf(query.formulas, total)])
  return { query, plan, total, ...features }
}

function filtersOf(request: SearchRequest, query: Query): Filters {
  return {
    kind: request.kind ?? null, topic: request.topic ?? null, author: request.author ?? null, status: request.status ?? null, rating: request.rating ?? null,
    answered: request.answered ?? null, endorsed: request.endorsed ?? null, since: request.since ?? null, until: request.until ?? null, ...query.filters,
  }
}

/** All that is ranked, best first. */
async function look({ plan, total, features, words: maths }: Looking, narrowed: Narrowed): Promise<Ranked[]> {
  const { wanted, none } = plan
  const found = new Map<number, Candidate>()
  const collect = async (match: Match, most: number, about: Omit<About, 'rows'>) => {
    const candidates = await candidatesOf(db().heavy, match, narrowed.narrowing, most, { ...about, rows: total })
    for (const candidate of candidates) found.set(candidate.id, candidate)
    return candidates.length
  }
  const take = (terms: readonly Planned[], most: number, more: { maths?: readonly string[]; newest?: boolean } = {}) =>
    collect(matchOf(terms, none, narrowed.marks, more.maths), most, { matching: expected(terms, total), newest: more.newest })
  const chosen = async () => {
    const match = matchOf(wanted, none, narrowed.marks, maths)
    await Promise.all([
      collect({ ...match, chosen: true }, chosenMax, { matching: expected(wanted, total) * chosenShare, newest: true }),
      // Few are of these kinds, so few match.
      collect({ ...match, all: inTitles(match.all), marks: [...match.marks, ['kpaper']] }, namedMax, { matching: 0 }),
      collect({ ...match, all: expected(wanted, total) > noNames ? inTitles(match.all) : match.all, marks: [...match.marks, ['kperson']] }, peopleMax, { matching: 0 }),
    ])
  }
  const mayBeMore = wanted.length > 0 && !isNarrow(narrowed.narrowing)
  // Where many are expected nothing is waited for.
  const ahead = mayBeMore && expected(wanted, total) > rankedMax / 2 ? chosen() : null
  // Where both fail it is the first that is told of.
  ahead?.catch(() => undefined)
  const first = await take(wanted, maths.length > 0 ? featuredMax : rankedMax, { maths })
  await (ahead ?? (mayBeMore && first >= rankedMax ? chosen() : null))
  if (first < enough) {
    if (maths.length > 0 && wanted.length > 0) await take([], relaxedMax, { maths })
    for (const stage of relaxed(wanted)) {
      await Promise.all(stage.map(terms => take(terms, relaxedMax, { newest: true })))
      if (found.size >= rankedMax) break
    }
  }
  return ranked([...found.values()], { terms: wanted, features, total, now: Date.now() })
}

/** The same search with words spelled as others are, where that finds something that holds all of it. */
async function otherSpelling(typed: string, { query, plan, total }: Looking, narrowed: Narrowed): Promise<{ q: string; looking: Looking; found: Ranked[] } | null> {
  let q = typed
  for (const { term, rows } of plan.wanted) {
    const [word] = term.words
    if (word === undefined || term.exact || term.words.length > 1 || term.where !== 'anywhere' || rows > 0) continue
    const meant = await meantBy(db().heavy, word, rows)
    if (meant !== null) q = q.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(term.typed)}(?![\\p{L}\\p{N}])`, 'u'), meant)
  }
  if (q === typed) return null
  const corrected = readQuery(q)
  if (corrected.terms.length !== query.terms.length) return null
  const looking = await lookingFor(corrected, total)
  const found = await look(looking, narrowed)
  return found.some(one => one.whole) ? { q, looking, found } : null
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

async function facetsOf(looking: Looking, filters: Filters, found: readonly Ranked[]): Promise<Facets> {
  const wider = filters.kind === null && filters.status === null && filters.topic === null ? found : await lookWider(looking, filters)
  const inTopic = filters.topic === null ? null : new Set(found.flatMap(({ row }) => row.topic ?? []))
  const fits = ({ row }: Ranked, without: 'kind' | 'status' | 'topic') => (without === 'kind' || filters.kind === null || row.kind === filters.kind)
    && (without === 'status' || filters.status === null || row.status === filters.status) && (without === 'topic' || inTopic === null || (row.topic !== null && inTopic.has(row.topic)))
  // Of what no filter narrows all has been found; what one narrows is counted in what is found without it.
  const base = (of: 'kind' | 'status' | 'topic') => (filters[of] === null ? found : wider)
  const counted = <T extends string | number>(of: 'kind' | 'status' | 'topic', valueOf: (row: Candidate) => T | null) => {
    const counts = new Map<T, number>()
    for (const one of base(of)) {
      const value = valueOf(one.row)
      if (value !== null && fits(one, of)) counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    return counts
  }
  const [kinds, statuses, topicCounts] = [counted('kind', row => row.kind), counted('status', row => row.status), counted('topic', row => row.topic)]
  if (filters.kind !== null && found.length > 0) kinds.set(filters.kind, found.length)
  if (filters.status !== null && found.length > 0) statuses.set(filters.status, found.length)
  const titles = await topicsOf([...topicCounts.keys()])
  const topics = [...topicCounts].flatMap(([id, count]) => { const topic = titles.get(id); return topic ? [{ ...topic, count }] : [] })
  return {
    kinds: Object.fromEntries(kinds), statuses: Object.fromEntries(statuses),
    topics: topics.sort((one, other) => other.count - one.count || (one.slug < other.slug ? -1 : 1)).slice(0, 12),
    more: { kinds: isCapped(base('kind')), statuses: isCapped(base('status')), topics: isCapped(base('topic')) },
  }
}

/** Whether there is more of it than is ranked. */
function isCapped(found: readonly Ranked[]): boolean {
  return found.filter(one => one.whole).length >= rankedMax
}

async function lookWider(looking: Looking, filters: Filters): Promise<Ranked[]> {
  const wider = await narrowedBy(filters, ['kind', 'status', 'topic'])
  return 'missing' in wider ? [] : look(looking, wider)
}

async function pageOf(request: SearchRequest, { query, plan, features }: Looking, found: Ranked[]): Promise<Pick<Found, 'hits' | 'next' | 'total' | 'whole' | 'more'>> {
  const offset = readCursor(request.after, offsetCursor)?.[0] ?? 0
  const limit = request.limit ?? pageSize
  const ordered = inOrder(found, request.order ?? 'best')
  const hits = await hitsOf(ordered.slice(offset, offset + limit), markingOf([...query.terms, ...plan.wanted.map(({ term }) => term)], features))
  const whole = found.filter(one => one.whole).length
  return { hits, next: ordered.length > offset + limit ? cursorOf([offset + limit]) : null, total: found.length, whole, more: isCapped(found) }
}

function inOrder(found: Ranked[], order: SearchOrder): Ranked[] {
  if (order === 'best') return found
  const key = ({ row }: Ranked) => (order === 'newest' ? row.at : row.score) ?? -1
  // What holds all of the query stays before what holds a part of it.
  return [...found].sort((one, other) => Number(other.whole) - Number(one.whole) || key(other) - key(one) || other.score - one.score)
}
