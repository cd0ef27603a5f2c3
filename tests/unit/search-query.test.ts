import fc from 'fast-check'
import { expect, test } from 'vitest'
import { liteMatch, postgresMatches } from '@/db/search'
import { matchOf } from '@/forum/search-plan'
import { readQuery } from '@/forum/search-query'
import '../support/property-seed'

const wordsOf = (q: string) => readQuery(q).terms.map(term => `${term.without ? '-' : ''}${term.where === 'anywhere' ? '' : `${term.where}:`}${term.words.join('_')}${term.begins ? '*' : ''}${term.exact ? '!' : ''}`)

test.each([
  ['noisy labels', ['noisy', 'labels']],
  ['"noise rate" -bound', ['noise_rate!', '-bound']],
  ['learn* to', ['learn*', 'to']],
  ['title:pencil author:"Yi Kun"', ['title:pencil', 'people:yi_kun!']],
  ['"never closed', ['never_closed!']],
  ['y^d back-propagate', ['y_d', 'back_propagate']],
  ['noise AND rate', ['noise', 'rate']],
  ['http://example.org', ['http', 'example_org']],
  ['* - "" :', []],
])('%s', (q, words) => { expect(wordsOf(q)).toEqual(words) })

test('filters are read, and what is none of them is told', () => {
  expect(readQuery('x status:Open has:answer rating:up is:endorsed after:2025-03 before:2026 kind:papers topic:labels')).toMatchObject({
    filters: { status: 'open', answered: true, rating: 'up', endorsed: true, since: '2025-03', until: '2026', kind: 'paper', topic: 'labels' }, remarks: [],
  })
  for (const q of ['status:maybe', 'after:yesterday', 'before:2025-13', 'rating:good', 'is:', '-status:open', 'has:cat']) expect(readQuery(q).remarks, q).toHaveLength(1)
  expect(readQuery('colour:red').remarks).toEqual([])
  expect(readQuery('before:2025-02-30').filters).toEqual({})
  expect(readQuery('status:open is:closed')).toMatchObject({ filters: { status: 'closed' }, remarks: ['Of filters that exclude each other the last one counts: “is:closed”.'] })
  expect(readQuery('has:answer no:answer').remarks).toHaveLength(1)
  expect(readQuery('status:open is:open topic:a').remarks).toEqual([])
})

test('formulas stand apart from words', () => {
  expect(readQuery('why $\\mathcal{L}_c = KL$ here')).toMatchObject({ formulas: ['\\mathcal{L}_c = KL'], terms: [{ words: ['why'] }, { words: ['here'] }] })
  expect(readQuery('$$a+b$$ \\(c\\)').formulas).toEqual(['a+b', 'c'])
  expect(readQuery('costs $5').formulas).toEqual([])
})

test('too many words or characters are cut, with a sentence', () => {
  expect(readQuery(Array.from({ length: 30 }, (_, n) => `w${n}`).join(' '))).toMatchObject({ terms: { length: 12 }, remarks: { length: 1 } })
  expect(readQuery('a '.repeat(5_000)).remarks).toHaveLength(2)
})

test('whatever is typed never becomes syntax of either engine', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^["'()*:&|!<>{}^a-z -]{0,60}$/)), q => {
    const terms = readQuery(q).terms.filter(term => !term.without)
    const match = matchOf(terms.map(term => ({ term, forms: new Map(), rows: 1, clause: { any: [{ words: term.words, begins: term.begins }], where: term.where } })), [], [])
    // Outside of quotation marks only what this program writes is left.
    expect(liteMatch(match).replace(/"[\p{L}\p{N}\p{M} ]*"/gu, '').replace(/\{title people body\}|title|people|marks|AND|OR|NOT|[():* ]/g, '')).toBe('')
    expect(postgresMatches(match).join('').replace(/'[#^@]?[\p{L}\p{N}\p{M}]*'/gu, '').replace(/<->|:\*?[AB]?|[()&|! ]/g, '')).toBe('')
  }))
})
