/** Counting in memory: who counts, who is told apart, and that it stays small. */
import { expect, test } from 'vitest'
import type { DayOfVisits } from '@/forum/visits'
import { VisitCounter } from '@/server/visit-counter'
import type { CounterParts } from '@/server/visit-counter'

const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const dayMs = 86_400_000
const morning = Date.UTC(2026, 2, 11, 8)

function aCounter(given: Partial<CounterParts> = {}) {
  const saved: DayOfVisits[] = []
  const state = { now: morning }
  const counter = new VisitCounter({ siteUrl: 'https://forum.example.org', save: days => { saved.push(...days); return Promise.resolve() }, clock: () => state.now, ...given })
  const see = (path: string, headers: Record<string, string> = {}, address = '192.0.2.7') => {
    counter.saw(path, Object.entries({ 'User-Agent': browser, ...headers }).flat(), () => address)
  }
  return { counter, saved, see, state }
}

async function sitesOf({ counter, saved }: Pick<ReturnType<typeof aCounter>, 'counter' | 'saved'>) {
  await counter.flush()
  return saved.map(day => ({ day: day.day, ...day.site }))
}

test('a reader who opens two pages is one visitor of the site and one of each page', async () => {
  const counting = aCounter()
  counting.see('/papers/a')
  counting.see('/papers/b?order=number')
  counting.see('/papers/b')

  expect(await sitesOf(counting)).toEqual([{ day: '2026-03-11', views: 3, visitors: 1 }])
  expect([...counting.saved[0]?.pages ?? []]).toEqual([['/papers/a', { views: 1, visitors: 1 }], ['/papers/b', { views: 2, visitors: 1 }]])
})

test('a page is one, however its address is written', async () => {
  const counting = aCounter()
  for (const path of ['/papers/a-b', '/papers/a-b/', '/papers/%61-b', '/Papers/A-b', '//papers//a-b', '/papers/a-b?utm_source=x', '/papers/a-b/?', '/papers/a%2Db']) counting.see(path)
  for (const path of ['/papers/%E9%87%8F', '/papers/%e9%87%8f', '/']) counting.see(path)
  await counting.counter.flush()

  expect([...counting.saved[0]?.pages ?? []]).toEqual([['/papers/a-b', { views: 8, visitors: 1 }], ['/papers/%e9%87%8f', { views: 2, visitors: 1 }], ['/', { views: 1, visitors: 1 }]])
})

test('spellings of an address take no room of other pages', async () => {
  const counting = aCounter({ limits: { paths: 2, seen: 100, hosts: 2 } })
  for (let n = 0; n < 50; n++) counting.see(`/papers/a?x=${n}`)
  for (const path of ['/papers/%61', '/papers/a/', '/papers/A', '/papers/b', '/papers/c', '/papers/d']) counting.see(path)
  await counting.counter.flush()

  expect([...counting.saved[0]?.pages.keys() ?? []]).toEqual(['/papers/a', '/papers/b', 'other'])
})

test('addresses of one household network are one visitor by IPv6, other browsers and other addresses are more', async () => {
  const counting = aCounter()
  counting.see('/', {}, '2001:db8:1:2::1')
  counting.see('/', {}, '2001:db8:1:2::ffff')
  counting.see('/', { 'User-Agent': `${browser} Other` }, '2001:db8:1:2::1')
  counting.see('/', {}, '2001:db8:1:3::1')

  expect(await sitesOf(counting)).toEqual([{ day: '2026-03-11', views: 4, visitors: 3 }])
})

test.each([
  ['a crawler', { 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }],
  ['a command-line program', { 'User-Agent': 'curl/8.5.0' }],
  ['a program without a name', { 'User-Agent': '' }],
  ['a page fetched ahead', { 'Sec-Purpose': 'prefetch;anonymous-client-ip' }],
  ['a page that a script asks for', { 'Sec-Fetch-Mode': 'cors' }],
])('%s is not counted', async (_, headers) => {
  const counting = aCounter()
  counting.see('/', headers)

  expect(await sitesOf(counting)).toEqual([])
})

test('a telephone whose maker’s name ends in "bot" is a reader', async () => {
  const counting = aCounter()
  counting.see('/', { 'User-Agent': 'Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36', 'Sec-Fetch-Mode': 'navigate' })

  expect(await sitesOf(counting)).toEqual([{ day: '2026-03-11', views: 1, visitors: 1 }])
})

test.each(['DNT', 'Sec-GPC'])('of a browser that sends %s only the view is counted, not even its address is asked for', async name => {
  const { counter, saved } = aCounter()
  counter.saw('/', ['User-Agent', browser, name, '1', 'Referer', 'https://search.example/'], () => { throw new Error('asked for the address') })

  expect(await sitesOf({ counter, saved })).toEqual([{ day: '2026-03-11', views: 1, visitors: 0 }])
  expect(saved[0]?.sources.size).toBe(0)
})

test('of the site that led here the host is kept, and no address in place of a name', async () => {
  const counting = aCounter()
  for (const from of ['https://www.search.example/find?q=a+secret', 'https://forum.example.org/papers', 'http://forum.example.org:80/', 'android-app://com.example', 'http://198.51.100.9/x', 'http://[2001:db8::1]/', 'not an address']) counting.see('/', { Referer: from })
  await counting.counter.flush()

  expect([...counting.saved[0]?.sources ?? []]).toEqual([['search.example', 1], ['other', 2]])
})

test('a new day tells nobody apart by the day before, and each day is written down under its own name', async () => {
  const counting = aCounter()
  counting.see('/')
  counting.state.now += dayMs
  counting.see('/')
  counting.see('/')

  expect(await sitesOf(counting)).toEqual([{ day: '2026-03-11', views: 1, visitors: 1 }, { day: '2026-03-12', views: 2, visitors: 1 }])
})

test('what was written down is not written again, and a visitor of the morning is none of the evening', async () => {
  const counting = aCounter()
  counting.see('/')
  await counting.counter.flush()
  counting.see('/')

  expect(await sitesOf(counting)).toEqual([{ day: '2026-03-11', views: 1, visitors: 1 }, { day: '2026-03-11', views: 1, visitors: 0 }])
})

test('what could not be written down is kept and added to what comes', async () => {
  const written: DayOfVisits[] = []
  const state = { fails: true }
  const counting = aCounter({ save: days => { if (state.fails) return Promise.reject(new Error('the disk is full')); written.push(...days); return Promise.resolve() } })
  counting.see('/')
  await expect(counting.counter.flush()).rejects.toThrow('the disk is full')
  counting.see('/papers', { Referer: 'https://search.example/' })
  state.fails = false
  await counting.counter.flush()

  expect(written.map(day => ({ site: day.site, paths: [...day.pages.keys()], sources: [...day.sources] }))).toEqual([{ site: { views: 2, visitors: 1 }, paths: ['/', '/papers'], sources: [['search.example', 1]] }])
})

test('a flood of pages, hosts and visitors takes no more room than its bounds', async () => {
  const counting = aCounter({ limits: { paths: 3, seen: 10, hosts: 2 } })
  for (let n = 0; n < 100; n++) counting.see(`/papers/${n}`, { Referer: `https://site-${n}.example/` }, `192.0.2.${n}`)
  await counting.counter.flush()
  const [day] = counting.saved

  expect([...day?.pages.keys() ?? []]).toEqual(['/papers/0', '/papers/1', '/papers/2', 'other'])
  expect(day?.pages.get('other')?.views).toBe(97)
  expect([...day?.sources ?? []]).toEqual([['site-0.example', 1], ['site-1.example', 1], ['other', 98]])
  expect(day?.site.views).toBe(100)
  expect(day?.site.visitors).toBeLessThanOrEqual(10)
})

test('ten thousand visitors are told apart within one in a thousand', async () => {
  const counting = aCounter()
  for (let n = 0; n < 10_000; n++) counting.see('/', {}, `10.0.${n >> 8}.${n & 255}`)
  const [site] = await sitesOf(counting)

  expect(site?.visitors).toBeGreaterThan(9_990)
  expect(site?.visitors).toBeLessThanOrEqual(10_000)
})
