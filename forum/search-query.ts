/** What somebody types into the search field, understood: words, "phrases", -without, begin*, formulas and filters. Any text is a valid search. */
import { chunksIn, folded } from '@/text/search-words'
import { t } from '@/words'
import { isPeriod } from './days'
import { foundKinds, questionStatuses } from './documents'
import type { FoundKind, QuestionStatus } from './documents'
import { limits } from './limits'

export type Filters = {
  kind: FoundKind | null; topic: string | null; author: string | null; status: QuestionStatus | null; rating: 'up' | 'down' | 'none' | null
  answered: boolean | null; endorsed: boolean | null; since: string | null; until: string | null
}

/** A word or phrase of the query, in the index's spelling. */
export type Term = {
  /** As it was typed, for suggesting another spelling. */
  typed: string
  words: string[]
  /** The same written as one word ("back-propagate"). */
  joined: string | null
  /** Stands in quotation marks: exactly these words, in this order. */
  exact: boolean
  begins: boolean
  where: 'anywhere' | 'title' | 'people'
  without: boolean
}
export type Query = { terms: Term[]; formulas: string[]; filters: Partial<Filters>; remarks: string[] }

const partPattern = /(-?)(?:([a-z]+):)?("[^"]*"?|\S+)/giu
const formulaPattern = /(-?)(\$\$?[^$]{1,2000}\$\$?|\\\([^]{1,2000}?\\\)|\\\[[^]{1,2000}?\\\])/gu
const closings = /^(?:\$\$?|\\\(|\\\[)|(?:\$\$?|\\\)|\\\])$/gu
/** Longer formulas than words are taken: a formula counts as one word. */
const readMax = 2_000

/** Reads a query. Past the bounds of `limits` the rest is left out, with a remark that says so. */
export function readQuery(q: string): Query {
  const query = readWhole(q)
  cutTerms(query)
  if (query.terms.length > 0 && query.terms.every(term => term.without) && query.formulas.length === 0) query.remarks.push(t('A search needs something to look for beside what it leaves out.'))
  return query
}

/** How many words and phrases a query has, also beyond those that are looked for. */
export function countTerms(q: string): number {
  return readWhole(q).terms.length
}

/** Whether a word, a formula or a filter of the query can be looked for. */
export function asksSomething({ terms, formulas, filters }: Query): boolean {
  return terms.some(term => !term.without) || formulas.length > 0 || Object.keys(filters).length > 0
}

function readWhole(q: string): Query {
  const query: Query = { terms: [], formulas: [], filters: {}, remarks: [] }
  const whole = q.slice(0, readMax).replace(formulaPattern, (_, minus: string, found: string) => {
    if (minus === '-') query.remarks.push(t('A formula cannot be left out; only words can.'))
    else query.formulas.push(found.replace(closings, '').trim())
    return ' '
  })
  if (whole.trim().length > limits.search || q.length > readMax) query.remarks.push(t('Only the first {0} characters were looked for.', limits.search))
  for (const [, minus = '', name, value = ''] of whole.slice(0, limits.search).matchAll(partPattern)) {
    const bare = value.replace(/^"|"$/g, '')
    const empty = name === undefined ? /^([a-z]+):$/i.exec(value)?.[1] : undefined
    const filter = name ?? empty
    if (filter !== undefined && readFilter(query, filter.toLowerCase(), empty === undefined ? bare : '', minus !== '')) continue
    addTerm(query, { minus, value: name === undefined ? value : `${name}:${value}`, where: 'anywhere' })
  }
  query.formulas = query.formulas.filter(formula => formula !== '').slice(0, 3)
  return query
}

function cutTerms(query: Query): void {
  if (query.terms.length <= limits.searchTerms) return
  query.terms = query.terms.slice(0, limits.searchTerms)
  query.remarks.push(t('Only the first {0} words were looked for.', limits.searchTerms))
}

type Part = { minus: string; value: string; where: Term['where'] }

function addTerm(query: Query, { minus, value, where }: Part): void {
  const exact = value.startsWith('"')
  // "AND" joins words, as a space does.
  if (!exact && value === 'AND') return
  const begins = !exact && /\p{L}\*+$/u.test(value) && value.length > 2
  const chunks = where === 'people' ? [{ words: folded(value).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [], joined: null }] : chunksIn(value)
  if (exact) {
    const words = chunks.flatMap(chunk => chunk.words)
    if (words.length > 0) query.terms.push({ typed: value, words, joined: null, exact, begins: false, where, without: minus !== '' })
    return
  }
  for (const [n, chunk] of chunks.entries()) {
    if (chunk.words.length === 0) continue
    query.terms.push({ typed: value, words: [...chunk.words], joined: chunk.joined, exact: false, begins: (begins && n === chunks.length - 1 && chunk.words.length === 1) || isLoneSign(chunk.words), where, without: minus !== '' })
  }
}

/** A single sign of writing without spaces stands in the index at the beginning of a pair. */
function isLoneSign(words: readonly string[]): boolean {
  return words.length === 1 && /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]$/u.test(words[0] ?? '')
}

/** Whether it was a filter, known or not: a word before a colon that is none is looked for as it stands. */
function readFilter(query: Query, name: string, value: string, without: boolean): boolean {
  const reader = Object.hasOwn(filterReaders, name) ? filterReaders[name] : undefined
  if (!reader) return false
  if (value === '') query.remarks.push(t('“{0}:” needs a value behind the colon.', name))
  else if (without && name !== 'title' && name !== 'author') query.remarks.push(t('“-{0}:” cannot be left out; only words can.', name))
  else {
    const before = { ...query.filters }
    const said = `${name}:${value.slice(0, 40)}`
    if (!reader(query, value, without)) query.remarks.push(t('“{0}” is not understood and was left out.', said))
    else if (contradicts(before, query.filters)) query.remarks.push(t('Of filters that exclude each other the last one counts: “{0}”.', said))
  }
  return true
}

function contradicts(before: Partial<Filters>, after: Partial<Filters>): boolean {
  return filterNames.some(name => before[name] !== undefined && before[name] !== after[name])
}

const filterNames = ['kind', 'topic', 'author', 'status', 'rating', 'answered', 'endorsed', 'since', 'until'] as const satisfies readonly (keyof Filters)[]

type Reader = (query: Query, value: string, without: boolean) => boolean

const one = <T extends string>(known: readonly T[], value: string): T | undefined => known.find(word => word === value)

const filterReaders: Record<string, Reader> = {
  title: (query, value, without) => { addTerm(query, { minus: without ? '-' : '', value, where: 'title' }); return true },
  author: (query, value, without) => { addTerm(query, { minus: without ? '-' : '', value: `"${value.replace(/^@/, '')}"`, where: 'people' }); return true },
  topic: (query, value) => { query.filters.topic = value; return true },
  kind: (query, value) => setKind(query, value),
  status: (query, value) => setStatus(query, value),
  is: (query, value) => {
    if (/^endorsed$/i.test(value)) { query.filters.endorsed = true; return true }
    return setStatus(query, value) || setKind(query, value)
  },
  has: (query, value) => {
    if (!/^answers?$/i.test(value)) return false
    query.filters.answered = true
    return true
  },
  no: (query, value) => {
    if (!/^answers?$/i.test(value)) return false
    query.filters.answered = false
    return true
  },
  rating: (query, value) => {
    const rating = one(['up', 'down', 'none'] as const, value.toLowerCase().replace('👍', 'up').replace('👎', 'down').replace('unrated', 'none'))
    if (rating) query.filters.rating = rating
    return rating !== undefined
  },
  after: (query, value) => {
    if (isPeriod(value)) query.filters.since = value
    return isPeriod(value)
  },
  before: (query, value) => {
    if (isPeriod(value)) query.filters.until = value
    return isPeriod(value)
  },
}

function setKind(query: Query, value: string): boolean {
  const kind = one(foundKinds, value.toLowerCase().replace(/^people$/, 'person').replace(/s$/, ''))
  if (kind) query.filters.kind = kind
  return kind !== undefined
}

function setStatus(query: Query, value: string): boolean {
  const status = one(questionStatuses, value.toLowerCase())
  if (status) query.filters.status = status
  return status !== undefined
}
