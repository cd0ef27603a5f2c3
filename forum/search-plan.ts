/** From a query to what the index is asked: which words must stand in a row, how common they are, which may be left out if too little is found. */
import { db } from '@/db'
import type { Atom, Clause, Match } from '@/db/search'
import { variantsOf } from '@/text/search-words'
import { formsOf } from './search-ranking'
import type { Weighed } from './search-ranking'
import type { Query, Term } from './search-query'
import { counts, rowsOfWords, wordsWith } from './vocabulary'

export type Planned = Weighed & { clause: Clause }
/** `wanted`: the rarest first. `optional`: words that every other text has. */
export type Plan = { wanted: Planned[]; none: Clause[] }

/** A beginning that more rows hold than this is asked for by its commonest words: an index gathers all rows of a beginning before it gives one. */
const beginningRowsMax = 4_000
const expansions = 40
const beginningMin = 3

// Words that say nothing of what a text is about.
const common = new Set(('a about all am an and any are as at be because been but by can could did do does doing for from had has have he her his how i if in into is it its just me more most my no nor not of on '
  + 'one only or other our out over own same she should so some such than that the their them then there these they this those to too under up very was we were what when where which while who whom why will with would you your').split(' '))

/** What a query asks of the index. */
export async function planOf(query: Query, total: number): Promise<Plan> {
  const sought = query.terms.filter(term => !term.without)
  const telling = sought.filter(term => term.exact || term.where !== 'anywhere' || term.words.length > 1 || !common.has(term.words[0] ?? ''))
  const terms = withBeginning(telling.length > 0 ? telling : sought, query.terms.at(-1))
  const rows = rowsOfWords(db().read, terms.flatMap(term => [...formsOf(term).keys(), ...term.words]))
  // Where there are no terms nobody else waits for them.
  const [wanted] = await Promise.all([Promise.all(terms.map(term => planned(term, rows, total))), rows])
  return {
    wanted: wanted.sort((one, other) => one.rows - other.rows),
    none: query.terms.filter(term => term.without).map(term => ({ any: atomsOf(term), where: term.where })),
  }
}

/** The last word may be the beginning of one that is still being typed. */
function withBeginning(terms: Term[], last: Term | undefined): Term[] {
  return terms.map(term => {
    const [only = ''] = term.words
    const mayBegin = term === last && !term.exact && term.where !== 'people' && term.words.length === 1 && only.length >= beginningMin && !/\d/.test(only)
    return mayBegin ? { ...term, begins: true } : term
  })
}

async function planned(term: Term, known: Promise<ReadonlyMap<string, number>>, total: number): Promise<Planned> {
  const forms = formsOf(term)
  const [only] = term.words
  const [rows, beginning] = await Promise.all([known, term.begins && only !== undefined ? wordsWith(db().read, only, expansions) : null])
  const rowsWith = (word: string) => counts(word) ? rows.get(word) ?? 0 : uncounted(word, total)
  const ofForms = Math.max(0, ...[...forms.keys()].map(rowsWith))
  const ofWords = term.words.length > 1 ? Math.min(...term.words.map(rowsWith)) : 0
  const atoms = atomsOf(term)
  if (beginning === null || only === undefined) return { term, forms, rows: Math.max(ofForms, ofWords), clause: { any: atoms, where: term.where } }
  const sum = beginning.reduce((all, word) => all + word.rows, 0)
  // Forms of the word itself are found by its stem.
  const itself = new Set([only, ...variantsOf(only)])
  const others = beginning.filter(({ word }) => ![word, ...variantsOf(word)].some(form => itself.has(form)))
  const more = sum > beginningRowsMax ? others.map(({ word }) => ({ words: [word], begins: false })) : [{ words: [only], begins: true }]
  return { term, forms, rows: Math.min(total, Math.max(ofForms, sum)), clause: { any: [...atoms, ...more], where: term.where } }
}

/** Signs alone and small numbers are in many texts, large numbers in few. */
function uncounted(word: string, total: number): number {
  return Math.ceil(total / (word.length <= 2 ? 2 : 100))
}

function atomsOf(term: Term): Atom[] {
  const [only] = term.words
  const words = term.words.length === 1 && only !== undefined && !term.exact ? [only, ...variantsOf(only)] : []
  return [
    { words: term.words, begins: term.without && term.begins }, ...words.slice(1).map(word => ({ words: [word], begins: false })),
    ...(term.joined === null ? [] : [{ words: [term.joined], begins: false }]),
  ]
}

/** About how many rows hold all of these, were words independent of each other. */
export function expected(wanted: readonly Planned[], total: number): number {
  return total * wanted.reduce((share, { rows }) => share * Math.min(1, (rows + 1) / (total + 1)), 1)
}

const rarest = 4

/** What is asked for where too little holds all, one stage after the other: without the commonest words, then any two of the rarest, then each
 *  of them. What stands in quotation marks or in a field stays. */
export function relaxed(wanted: readonly Planned[]): Planned[][][] {
  const fixed = wanted.filter(one => one.term.exact || one.term.where !== 'anywhere')
  const words = wanted.filter(one => !fixed.includes(one))
  if (words.length === 0 || wanted.length < 2) return []
  const few = words.slice(0, rarest)
  const pairs = words.length > 2 ? few.flatMap((one, n) => few.slice(n + 1).map(other => [one, other])) : []
  const shorter = [words.slice(0, -1), words.slice(0, -2)].filter(some => some.length > 2)
  const stages = [shorter, pairs, few.map(one => [one])].filter(stage => stage.length > 0)
  return stages.map(stage => stage.map(some => [...fixed, ...some]))
}

export function matchOf(wanted: readonly Planned[], none: readonly Clause[], marks: Match['marks'], maths: readonly string[] = []): Match {
  return { all: wanted.map(({ clause }) => clause), none, marks, maths }
}
