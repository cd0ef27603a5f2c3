import { beforeAll, expect, test } from 'vitest'
import { search } from '@/forum/search'
import { aDatabase, engine } from '../support/database'
import { tell, tellOnly } from './figures'
import { Bm25 } from './quality/bm25'
import { readData } from './quality/data'
import { formulaQueries, wordQueries } from './quality/fixtures'
import type { JudgedQuery } from './quality/fixtures'
import { mean, ndcgAt, precisionAt, reciprocalRank } from './quality/measures'
import type { Judged } from './quality/measures'
import { documentsOf, fill } from './quality/site'
import type { Names } from './quality/site'

aDatabase()

const data = readData()
const depth = 10
const shown = 10
const verbose = process.env['BENCH_VERBOSE'] === '1'

type Trial = { q: string; judged: Judged; ours: string[]; baseline: string[] }

let names: Names
let baseline: Bm25
let words: Trial[] = []

beforeAll(async () => {
  if ('missing' in data) return
  const began = performance.now()
  names = await fill(data)
  const documents = await documentsOf(names)
  baseline = new Bm25(documents)
  tellOnly(`search quality: texts (${engine})`, `${documents.length.toLocaleString('en-GB')} papers and posts, made in ${((performance.now() - began) / 1000).toFixed(0)} s`)
  words = await tried(wordQueries())
  if (verbose) worst(words, (ranked, judged) => ndcgAt(depth, ranked, judged))
})

test('what was judged to answer words stands higher than with plain BM25', () => {
  if ('missing' in data) tellOnly(`search quality (${engine})`, data.missing)
  else tellBetter(`nDCG@${depth}`, trial => ndcgAt(depth, trial.ranked, trial.judged))
})

test('the first result that answers words comes earlier than with plain BM25', () => {
  if (!('missing' in data)) tellBetter('MRR', trial => reciprocalRank(trial.ranked, trial.judged))
})

test('formulas find posts with formulas that say the same', async () => {
  if ('missing' in data) return
  const trials = await tried(formulaQueries())
  const atFive = averages(trials, ({ ranked, judged }) => precisionAt(5, ranked, judged))
  const atTen = averages(trials, ({ ranked, judged }) => ndcgAt(depth, ranked, judged))
  const most = mean(trials.map(({ judged }) => precisionAt(5, Object.keys(judged).toSorted((a, b) => (judged[b] ?? 0) - (judged[a] ?? 0)), judged)))
  if (verbose) worst(trials, (ranked, judged) => ndcgAt(depth, ranked, judged))
  tellOnly(`search, P@5 of ${trials.length} formulas (${engine})`, `${atFive.ours.toFixed(3)}, TeX as words ${atFive.baseline.toFixed(3)}, at most ${most.toFixed(3)}`)
  tellOnly(`search, nDCG@${depth} of ${trials.length} formulas (${engine})`, `${atTen.ours.toFixed(3)}, TeX as words ${atTen.baseline.toFixed(3)}`)
})

type Measure = (trial: { ranked: string[]; judged: Judged }) => number

function tellBetter(what: string, measure: Measure): void {
  const { ours, baseline } = averages(words, measure)
  tell({ what: `search, ${what} of ${words.length} queries (${engine})`, found: `${ours.toFixed(3)}, plain BM25 ${baseline.toFixed(3)}`, allowed: 'better than plain BM25', holds: ours > baseline })
}

function averages(trials: Trial[], measure: Measure): { ours: number; baseline: number } {
  return { ours: mean(trials.map(({ ours, judged }) => measure({ ranked: ours, judged }))), baseline: mean(trials.map(({ baseline, judged }) => measure({ ranked: baseline, judged }))) }
}

async function tried(queries: JudgedQuery[]): Promise<Trial[]> {
  const first = new Map(Array.from(names.ofPaper.values(), all => all.map((name): [string, string] => [name, all[0] ?? name])).flat())
  const trials: Trial[] = []
  for (const { q, judged } of queries) {
    const one = Object.entries(judged).map(([id, grade]): [string, number] => [first.get(id) ?? id, grade]).toSorted((a, b) => a[1] - b[1])
    const found = await search({ q, limit: shown })
    const ours = found.hits.flatMap(hit => (hit.id === null ? names.ofPaper.get(hit.url.replace('/papers/', ''))?.[0] ?? hit.url : names.ofPost.get(hit.id) ?? hit.url))
    trials.push({ q, judged: Object.fromEntries(one), ours, baseline: baseline.ranked(q, shown) })
  }
  const known = new Set([...names.ofPost.values(), ...first.values()])
  expect(trials.flatMap(({ q, judged }) => Object.keys(judged).filter(id => !known.has(id)).map(id => `${q}: ${id}`)), 'judged results that are not in the data').toEqual([])
  return trials
}

/** The ten queries with the lowest measure, with what was found and, in brackets, its grade; then what was missed. */
function worst(trials: Trial[], measure: (ranked: string[], judged: Judged) => number): void {
  const named = (ids: string[], judged: Judged) => ids.map(id => `${id} (${judged[id] ?? 0})`).join(', ')
  for (const { q, judged, ours, baseline } of trials.toSorted((a, b) => measure(a.ours, a.judged) - measure(b.ours, b.judged)).slice(0, 10)) {
    const missed = Object.keys(judged).filter(id => !ours.includes(id))
    console.log([`${measure(ours, judged).toFixed(3)} (BM25 ${measure(baseline, judged).toFixed(3)})  ${q}`, `  found: ${named(ours, judged)}`, `  missed: ${named(missed, judged)}`].join('\n'))
  }
}
