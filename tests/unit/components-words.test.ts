import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderInWords } from '@/components/answer-order'
import { placesOf, shortAuthors, venueOf } from '@/components/paper-facts'
import { tombstoneOf } from '@/components/post-state'
import { address, counted, dayOf, initialsOf, momentOf, monthOf, numberWord } from '@/components/words'

test('counts are written with their noun, in the singular for one', () => {
  expect([counted(0, 'answer'), counted(1, 'answer'), counted(12_345, 'answer'), counted(2, 'reply')]).toEqual(['0 answers', '1 answer', '12,345 answers', '2 replies'])
})

test('a count that begins a sentence is a word below a hundred', () => {
  expect([0, 1, 11, 20, 23, 99, 100, 2000].map(numberWord)).toEqual(['No', 'One', 'Eleven', 'Twenty', 'Twenty-three', 'Ninety-nine', '100', '2,000'])
})

test('dates are printed in UTC, with the exact moment beside them', () => {
  const date = new Date('2020-03-11T23:05:09.123Z')
  expect([dayOf(date), monthOf(date), momentOf(date)]).toEqual(['11 March 2020', 'March 2020', '11 March 2020, 23:05:09 UTC'])
})

test('initials are first and last letters of any script', () => {
  expect(['Xin Wang', 'Léa', 'Ann B. Cole', '王小明', '', '42'].map(initialsOf)).toEqual(['XW', 'L', 'AC', '王', '·', '·'])
})

test('initials are at most two marks and never empty', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), name => initialsOf(name).length > 0))
})

test('an address carries only the parameters that say something', () => {
  expect(address('/papers', { topic: null, rating: '', open: undefined })).toBe('/papers')
  expect(address('/search', { q: 'a&b', after: 'x' })).toBe('/search?q=a%26b&after=x')
})

test('a venue that names its year does not name it twice', () => {
  expect(venueOf({ venue: 'CVPR 2019', year: 2019 })).toBe('CVPR 2019')
  expect(venueOf({ venue: 'CVPR', year: 2019 })).toBe('CVPR 2019')
  expect(venueOf({ venue: null, year: null })).toBeNull()
})

test('few authors are named by their last names, many by the first', () => {
  expect([[], ['Kun Yi'], ['Kun Yi', 'Jianxin Wu'], ['A B', 'C D', 'E F'], ['A B', 'C D', 'E F', 'G H']].map(shortAuthors)).toEqual([null, 'Yi', 'Yi and Wu', 'B, D and F', 'B et al.'])
})

test('only web addresses become links, and arXiv is not linked twice', () => {
  const places = placesOf({ links: [{ label: 'bad', url: 'javascript:alert(1)' }, { label: 'arXiv', url: 'https://arxiv.org/abs/1903.07788' }], arxiv: '1903.07788', arxivVersion: 2, doi: '10.1/a b' })
  expect(places).toEqual([{ label: 'arXiv', href: 'https://arxiv.org/abs/1903.07788' }, { label: 'doi:10.1/a b', href: 'https://doi.org/10.1/a%20b' }])
})

test('a tombstone says who took the post away, when and why', () => {
  const deletedAt = new Date('2020-04-03T00:00:00Z')
  expect(tombstoneOf({ kind: 'answer', deletedAt, removed: { by: 'writer', reason: null } }, true)).toBe('Withdrawn by its writer, 3 April 2020. The replies stay.')
  expect(tombstoneOf({ kind: 'answer', deletedAt, removed: { by: 'moderator', reason: 'advertising' } }, true)).toBe('Removed by a moderator, 3 April 2020: It is advertising.')
  expect(tombstoneOf({ kind: 'answer', deletedAt, removed: { by: 'moderator', reason: 'suspended' } }, true)).toBe('Removed by a moderator, 3 April 2020.')
  expect(tombstoneOf({ kind: 'answer', deletedAt: null, removed: { by: 'moderator', reason: null } }, false)).toBe('Removed by a moderator.')
})

test('each order is explained in a sentence', () => {
  for (const order of ['ranked', 'newest', 'oldest'] as const) expect(orderInWords(order)).toMatch(/\.$/)
})
