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
])('%s%s is the page %s', (path, query, url) => {
  expect(pageKey(path, query)).toMatchObject({ url, mayKeep: true })
})

test('two spellings of one path are one page', () => {
  expect(pageKey('/papers/%70encil', '').url).toBe('/papers/pencil')
  expect(pageKey('/topics/%e5%ad%a6', '').url).toBe(pageKey('/topics/%E5%AD%A6', '').url)
})

test('pages with parameters are marked, as there is no end to them', () => {
  expect(pageKey('/papers', '?open=1').varied).toBe(true)
  expect(pageKey('/papers', '?nothing=1').varied).toBe(false)
})

test('a search and an address that no page has are never kept', () => {
  expect(pageKey('/search', '?q=loss&x=1')).toMatchObject({ url: '/search?q=loss', mayKeep: false })
  expect(pageKey('/no/such/page', '?a=1')).toMatchObject({ url: '/no/such/page', mayKeep: false })
  expect(pageKey('/papers/..', '').mayKeep).toBe(false)
  expect(pageKey('/papers/%2e%2e', '').mayKeep).toBe(false)
})
