import { expect, test } from 'vitest'
import { Bm25 } from '../bench/quality/bm25'
import { readData } from '../bench/quality/data'
import { formulaQueries, wordQueries } from '../bench/quality/fixtures'
import { dcg, mean, ndcgAt, precisionAt, reciprocalRank } from '../bench/quality/measures'

test('discounted gain is that of the example by Järvelin and Kekäläinen', () => {
  const gains = [3, 2, 3, 0, 0, 1, 2, 2, 3, 0]
  const found = gains.map((_, at) => dcg(gains.slice(0, at + 1)))
  const published = [3, 5, 6.89, 6.89, 6.89, 7.28, 7.99, 8.66, 9.61, 9.61]
  for (const [at, value] of published.entries()) expect(Math.abs((found[at] ?? 0) - value)).toBeLessThan(0.006)
})

test('relative to the ideal it is that of their example, too', () => {
  // Ten documents of the example by rank, and the judged ones: three of grade 3, three of 2, four of 1.
  const ranked = ['a', 'd', 'b', 'x', 'y', 'g', 'e', 'f', 'c', 'z']
  const judged = { a: 3, b: 3, c: 3, d: 2, e: 2, f: 2, g: 1, h: 1, i: 1, j: 1 }
  expect(dcg(Object.values(judged))).toBeCloseTo(11.83, 2)
  expect(ndcgAt(10, ranked, judged)).toBeCloseTo(0.81, 2)
  expect(ndcgAt(2, ranked, judged)).toBeCloseTo(0.83, 2)
  expect(ndcgAt(10, Object.keys(judged), judged)).toBe(1)
  expect([ndcgAt(10, [], judged), ndcgAt(10, ranked, {})]).toEqual([0, 0])
})

test('the reciprocal rank is that of the first result that answers', () => {
  const judged = { touches: 1, relevant: 2, answers: 3 }
  expect(reciprocalRank(['answers', 'relevant'], judged)).toBe(1)
  expect(reciprocalRank(['touches', 'other', 'relevant'], judged)).toBeCloseTo(1 / 3)
  expect(reciprocalRank(['touches', 'other'], judged)).toBe(0)
  expect(mean([1, 1 / 3, 0])).toBeCloseTo(4 / 9)
  expect(mean([])).toBe(0)
})

test('precision counts what answers among the first, as if a shorter list were filled up', () => {
  const judged = { a: 3, b: 2, c: 1 }
  expect(precisionAt(5, ['a', 'x', 'b', 'c', 'y', 'a'], judged)).toBeCloseTo(0.4)
  expect(precisionAt(5, ['a'], judged)).toBeCloseTo(0.2)
})

test('the baseline is BM25: a rare word weighs more, a long text less, and any word suffices', () => {
  const bm25 = new Bm25([
    { id: 'long', text: `rare ${'filler '.repeat(50)}` }, { id: 'short', text: 'Rare word' }, { id: 'common', text: 'word word' }, { id: 'other', text: 'word of another' }, { id: 'none', text: 'nothing' },
  ])
  expect(bm25.ranked('rare', 10)).toEqual(['short', 'long'])
  expect(bm25.ranked('RARE word', 10)[0]).toBe('short')
  expect(bm25.ranked('rare word', 10)).toHaveLength(4)
  expect(bm25.ranked('rare word', 2)).toHaveLength(2)
  expect(bm25.ranked('missing', 10)).toEqual([])
})

test('the baseline weighs as the formula says', () => {
  // Of two texts of two words each one holds the word once: idf = ln(1 + 1.5 / 1.5), and with a mean length all else is one.
  const bm25 = new Bm25([{ id: 'twice', text: 'so so' }, { id: 'once', text: 'so it' }])
  expect(bm25.ranked('so', 10)).toEqual(['twice', 'once'])
  expect(bm25.ranked('it', 10)).toEqual(['once'])
})

test('enough queries were judged, each once, each with a result that answers or nearly so', () => {
  for (const [queries, least] of [[wordQueries(), 60], [formulaQueries(), 40]] as const) {
    expect(queries.length).toBeGreaterThanOrEqual(least)
    expect(new Set(queries.map(({ q }) => q)).size).toBe(queries.length)
    for (const { q, judged } of queries) expect(Math.max(...Object.values(judged)), q).toBeGreaterThanOrEqual(2)
  }
})

test('where the data is not, the row says which file is missing', () => {
  const found = readData('tests/fixtures/nowhere')
  expect(found).toEqual({ missing: 'tests/fixtures/nowhere/discussions/posts.jsonl is not there: nothing was measured' })
})
