import { expect, test } from 'vitest'
import type { Candidate } from '@/db/search'
import { formsOf, ranked } from '@/forum/search-ranking'
import type { Weighed } from '@/forum/search-ranking'
import { readQuery } from '@/forum/search-query'
import { editsBetween } from '@/forum/vocabulary'
import { indexWords } from '@/text/search-words'

const now = Date.UTC(2026, 0, 1)
let id = 0

function row(given: Partial<Candidate> & { text?: string; heading?: string }): Candidate {
  id++
  return {
    id, kind: 'answer', paper: 1, post: id, person: 1, topic: 1, endorsed: false, people: '', maths: '', postKind: 'answer', score: 0, at: now, status: 'open',
    title: indexWords(given.heading ?? ''), body: indexWords(given.text ?? ''), ...given,
  }
}

function order(rows: Candidate[], q: string, rowsOf: Record<string, number> = {}): number[] {
  const terms: Weighed[] = readQuery(q).terms.map(term => ({ term, forms: formsOf(term), rows: rowsOf[term.words[0] ?? ''] ?? 5 }))
  return ranked(rows, { terms, features: [], total: 1_000, now }).map(one => one.row.id)
}

test('a rarer word weighs more than a common one', () => {
  const [common, rare] = [row({ text: 'the loss is large' }), row({ text: 'the entropy is large' })]
  expect(order([common, rare], 'loss entropy', { loss: 500, entropy: 2 })).toEqual([rare.id, common.id])
})

test('a word in a title weighs more than in a text, in a short text more than in a long one', () => {
  const long = row({ text: `a quoll ${'and more '.repeat(100)}` })
  const short = row({ text: 'a quoll' })
  const titled = row({ heading: 'The quoll', kind: 'question', postKind: 'question', text: 'It is asked.' })
  expect(order([long, short, titled], 'quoll')).toEqual([titled.id, short.id, long.id])
})

test('words side by side weigh more than words apart', () => {
  const apart = row({ text: 'noise here and a rate there' })
  const beside = row({ text: 'noise rate here and there a' })
  expect(order([apart, beside], 'noise rate')).toEqual([beside.id, apart.id])
})

test('all words before some words, however often', () => {
  const some = row({ text: 'noise noise noise noise', score: 50, endorsed: true })
  const all = row({ text: 'noise of a certain rate' })
  expect(order([some, all], 'noise rate')).toEqual([all.id, some.id])
})

test('of the like: endorsed, upvoted, newer', () => {
  const old = row({ text: 'a quoll', at: now - 5 * 365 * 86_400_000 })
  const fresh = row({ text: 'a quoll' })
  const upvoted = row({ text: 'a quoll', score: 3 })
  const endorsed = row({ text: 'a quoll', endorsed: true })
  expect(order([old, fresh, upvoted, endorsed], 'quoll')).toEqual([endorsed.id, upvoted.id, fresh.id, old.id])
})

// Worked by hand: optimal string alignment counts a swap of neighbours as one.
test.each([['pencil', 'pencil', 0], ['pencil', 'pencli', 1], ['pencil', 'pncil', 1], ['pencil', 'stencil', 2], ['ca', 'abc', 3], ['', 'abc', 3]])('%s and %s are %i edits apart', (one, other, edits) => {
  expect(editsBetween(one, other)).toBe(edits)
})
