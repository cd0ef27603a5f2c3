/** The order of what a search found. One order for both engines: it is worked out here, from the words of each row.
 *
 *  Words weigh by BM25F (Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", Foundations and Trends in Information
 *  Retrieval 3(4), 2009, section 3.6): how often a word stands in title, names and text, each with a weight and set against its length, then
 *  how few rows have it. Formulas weigh by the features they share, the rarer and larger the more. Words that stand side by side in the query
 *  and in the row, and rows that hold all of the query, weigh more. Upvotes, an author's endorsement and freshness decide among the like. */
import type { Candidate } from '@/db/search'
import { apart, folded, variantsOf } from '@/text/search-words'
import type { Term } from './search-query'

/** A term as the ranking sees it. `rows`: about how many rows hold it. */
export type Weighed = { term: Term; /** Whole words that count, and how much. */ forms: ReadonlyMap<string, number>; rows: number }
export type WeighedFeature = { word: string; weight: number }
export type Ranked = { row: Candidate; score: number; /** All terms stand in it. */ whole: boolean }

const k1 = 1.2
const fields = { title: { weight: 2.4, b: 0.4, length: 9 }, inherited: { weight: 0.8, b: 0.4, length: 9 }, people: { weight: 1.4, b: 0.3, length: 5 }, body: { weight: 1, b: 0.6, length: 70 } } as const
const kinds = { paper: 1.25, question: 1.15, answer: 1, comment: 0.8, person: 1 } as const
const beginsWeight = 0.5
const year = 365.25 * 86_400_000

/** What is asked for by ranking: `now` in ms since 1970, `total` rows in all. */
export type Ranking = { terms: readonly Weighed[]; features: readonly WeighedFeature[]; total: number; now: number }

/** Candidates, best first; of equals the newer one. */
export function ranked(candidates: readonly Candidate[], ranking: Ranking): Ranked[] {
  const sought = soughtBy(ranking.terms)
  return candidates.map(row => scored(row, ranking, sought)).filter(one => ranking.features.length === 0 || one.score > 0).sort((one, other) => other.score - one.score || other.row.id - one.row.id)
}

/** The forms of a term, each with how much it counts: as typed, written as one word, its stem. */
export function formsOf(term: Term): Map<string, number> {
  const forms = new Map<string, number>()
  const only = term.words.length === 1 ? term.words[0] : undefined
  if (only !== undefined) {
    for (const variant of term.exact ? [] : variantsOf(only)) forms.set(variant, 0.9)
    forms.set(only, 1)
  }
  if (term.joined !== null) forms.set(term.joined, 1)
  return forms
}

function scored(row: Candidate, { terms, features, total, now }: Ranking, sought: Sought): Ranked {
  const ownTitle = row.postKind === null || row.postKind === 'question' ? fields.title : fields.inherited
  const frequencies = new Array<number>(terms.length).fill(0)
  for (const [text, field] of [[row.title, ownTitle], [folded(row.people).replace(/[^\p{L}\p{N}\p{M}]+/gu, ' '), fields.people], [row.body, fields.body]] as const) {
    if (text === '') continue
    const counts = countsIn(` ${text} `, terms.length, sought)
    if (counts === null) continue
    const length = lengthOf(text)
    for (const [n, count] of counts.entries()) if (count > 0) frequencies[n] = (frequencies[n] ?? 0) + saturating(length, field, count)
  }
  let sum = 0
  let held = 0
  for (const [n, frequency] of frequencies.entries()) {
    if (frequency === 0) continue
    held++
    sum += rarity(terms[n]?.rows ?? 0, total) * frequency / (k1 + frequency)
  }
  const [titleText, bodyText] = [` ${row.title} `, ` ${row.body} `]
  const side = sought.pairs.reduce((more, pair) => more + (titleText.includes(pair) ? 0.35 : 0) + (bodyText.includes(pair) ? 0.2 : 0), 0)
  const share = terms.length === 0 ? 1 : held / terms.length
  const likeness = likenessOf(row.maths, features)
  const text = (sum * (1 + Math.min(side, 0.6))) * share ** 1.5 + 12 * likeness
  return { row, score: text * kinds[row.kind] * prior(row, now), whole: share === 1 && (features.length === 0 || likeness > 0) }
}

/** What is looked for in a text, each for a term and with how much it counts. Whole words and phrases stand between spaces, beginnings behind one. */
type Sought = { wholes: readonly Occurring[]; beginnings: readonly Occurring[]; pairs: readonly string[] }
type Occurring = { term: number; text: string; weight: number }

function soughtBy(terms: readonly Weighed[]): Sought {
  const forms = terms.flatMap(({ forms: words }, term) => [...words].map(([word, weight]) => ({ term, text: ` ${word} `, weight })))
  const phrases = terms.flatMap(({ term }, n) => term.words.length > 1 ? [{ term: n, text: ` ${term.words.join(' ')} `, weight: 1 }] : [])
  return {
    wholes: [...forms, ...phrases], pairs: pairsOf(terms),
    beginnings: terms.flatMap(({ term }, n) => term.begins && term.words[0] !== undefined ? [{ term: n, text: ` ${term.words[0]}`, weight: beginsWeight }] : []),
  }
}

/** How often each term stands in a text, which begins and ends with a space; null where none does. */
function countsIn(padded: string, terms: number, { wholes, beginnings }: Sought): number[] | null {
  let counts: number[] | null = null
  const add = (term: number, count: number) => {
    counts ??= new Array<number>(terms).fill(0)
    counts[term] = (counts[term] ?? 0) + count
  }
  for (const { term, text, weight } of wholes) {
    // The space behind one is the space before the next.
    for (let at = padded.indexOf(text); at >= 0; at = padded.indexOf(text, at + text.length - 1)) add(term, weight)
  }
  for (const { term, text, weight } of beginnings) {
    for (let at = padded.indexOf(text); at >= 0; at = padded.indexOf(text, at + text.length)) if (padded[at + text.length] !== ' ') add(term, weight)
  }
  return counts
}

/** How many words of its own a text has. */
function lengthOf(text: string): number {
  const own = text.startsWith(`${apart} `) ? 0 : text.indexOf(` ${apart} `)
  const end = own < 0 ? text.length : own
  let length = end === 0 ? 0 : 1
  for (let at = text.indexOf(' '); at >= 0 && at < end; at = text.indexOf(' ', at + 1)) length++
  return length
}

function saturating(length: number, field: { weight: number; b: number; length: number }, count: number): number {
  return count === 0 ? 0 : field.weight * count / (1 - field.b + field.b * length / field.length)
}

function rarity(rows: number, total: number): number {
  const n = Math.min(rows, total)
  return Math.log(1 + (total - n + 0.5) / (n + 0.5))
}

/** Words that stand side by side in the query. */
function pairsOf(terms: readonly Weighed[]): string[] {
  return terms.slice(1).flatMap(({ term }, at) => {
    const before = terms[at]?.term.words.at(-1)
    const after = term.words[0]
    return before === undefined || after === undefined ? [] : [` ${before} ${after}${term.begins ? '' : ' '}`]
  })
}

/** Below this share of its features nothing of a formula's meaning is left. */
const likeEnough = 0.02

/** How much of a formula's features a row has, 0…1. */
function likenessOf(maths: string, features: readonly WeighedFeature[]): number {
  if (features.length === 0 || maths === '') return 0
  const own = new Set(maths.split(' '))
  let [shared, all] = [0, 0]
  for (const { word, weight } of features) {
    all += weight
    if (own.has(word)) shared += weight
  }
  // A post full of formulas has a little of everything.
  const share = all === 0 ? 0 : shared / all
  return share < likeEnough ? 0 : share * (1 / (1 + Math.log10(1 + own.size / 60)))
}

function prior(row: Candidate, now: number): number {
  const votes = 0.07 * Math.log1p(Math.max(0, row.score ?? 0))
  const fresh = row.at === null ? 0 : 0.05 * Math.exp(-Math.max(0, now - row.at) / year)
  return 1 + Math.min(votes, 0.35) + (row.endorsed ? 0.15 : 0) + fresh
}
