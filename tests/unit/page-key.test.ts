import { expect, test } from 'vitest'
import { pageKey } from '@/server/page-key'

test.each([
  ['/papers/pencil', '?utm_source=x&fbclid=1', '/papers/pencil'],
  ['/papers/pencil', '?order=activity&utm_source=x', '/papers/pencil?order=activity'],
  ['/papers/pencil', '?order=sideways', '/papers/pencil'],
  ['/papers/pencil/questions/1', '?post=12&order=newest', '/papers/pencil/questions/1?order=newest&post=12'],
  ['/papers/pencil/questions/1', '?post=12x', '/papers/pencil/questions/1'],
  ['/papers/pencil/questions/1', '?order=newest&order=oldest', '/papers/pencil/questions/1?order=newest'],
  ['/papers', '?after=&open=1', '/papers?open=1'],
  ['/feed.atom', '?x=1', '/feed.atom'],
  ['/about', '?after=abc', '/about'],
  ['/', '', '/'],
  ['/papers/pencil/cite.bib', '?x=1', '/papers/pencil/cite.bib'],
  ['/papers/pencil/cite', '?order=newest', '/papers/pencil/cite'],
])('%s%s is the page %s', (path, query, url) => {
  expect(pageKey(path, query)).toMatchObject({ url, mayKeep: true })
})

test('a citation that names the day on which it was looked up is not kept', () => {
  expect(pageKey('/p/12/cite.bib', '?x=1')).toMatchObject({ url: '/p/12/cite.bib', mayKeep: false })
  expect(pageKey('/p/12/cite', '?x=1&revision=3')).toMatchObject({ url: '/p/12/cite?revision=3', mayKeep: false })
})

test('two spellings of one path are one page', () => {
  expect(pageKey('/papers/%70encil', '').url).toBe('/papers/pencil')
  expect(pageKey('/topics/%e5%ad%a6', '').url).toBe(pageKey('/topics/%E5%AD%A6', '').url)
})

test('what means nothing to a list that says so makes one page, whatever it was; an empty field none', () => {
  const urls = new Set(['banana', 'UP', 'a'.repeat(5_000), '\u0000'].map(value => pageKey('/papers', `?rating=${encodeURIComponent(value)}&utm_source=x`).url))
  expect([...urls]).toEqual(['/papers?rating=-'])
  expect(pageKey('/papers', '?year=abc&rating=&open=yes&after=%20').url).toBe('/papers?open=-&year=-')
  expect(pageKey('/questions', '?order=sideways&status=&expert=').url).toBe('/questions?order=-')
})

test('pages with parameters are marked, as there is no end to them', () => {
  expect(pageKey('/papers', '?open=1').varied).toBe(true)
  expect(pageKey('/papers', '?nothing=1').varied).toBe(false)
})

test('a search is known by all that narrows it, and by its words however many they are', () => {
  const all = 'q=loss&kind=person&topic=metric-learning&author=ada&status=open&rating=up&answered=true&endorsed=false&since=2025-03&until=2025&order=votes&after=abc'
  expect(pageKey('/search', `?${all}`).url).toBe(`/search?${all}`)
  expect(pageKey('/search', '?kind=animal&status=ajar&rating=sideways&answered=1&since=soon&order=worst&author=a%00b&limit=9').url).toBe('/search')
  expect(pageKey('/search', `?q=${'a'.repeat(10_000)}`).url).toHaveLength(10_010)
})

test('a revision that can be none is not left out, or another text would be cited', () => {
  expect(pageKey('/p/3/cite.bib', '?revision=2').url).toBe('/p/3/cite.bib?revision=2')
  for (const given of ['a'.repeat(300), '%00']) expect(pageKey('/p/3/cite.bib', `?revision=${given}`).url).toBe('/p/3/cite.bib?revision=-')
})

test('a search and an address that no page has are never kept', () => {
  expect(pageKey('/search', '?q=loss&x=1')).toMatchObject({ url: '/search?q=loss', mayKeep: false })
  expect(pageKey('/no/such/page', '?a=1')).toMatchObject({ url: '/no/such/page', mayKeep: false })
  expect(pageKey('/papers/..', '').mayKeep).toBe(false)
  expect(pageKey('/papers/%2e%2e', '').mayKeep).toBe(false)
})
