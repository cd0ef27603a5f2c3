/** What the search page makes of what was found: counts, links that narrow, spellings, remarks, ways on. */
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Hits } from '@/components/hits'
import { SearchChips } from '@/components/search-chips'
import { SearchFacets } from '@/components/search-facets'
import { SearchFound } from '@/components/search-found'
import { searchPath } from '@/components/search-links'
import { asksNothing, nothingAsked } from '@/forum/empty-queries'
import type { Found, Hit } from '@/forum/search'

const hit: Hit = {
  id: 7, kind: 'answer', title: 'Why <noise>?', titleHtml: 'Why &lt;noise>?', snippet: 'The <mark>noise</mark> rate', url: '/p/7', paper: 'On Noise', paperPlain: 'On Noise', questionNumber: 3, status: 'disputed', score: 2, answers: 0, endorsed: true,
  writer: 'Ada', at: new Date('2026-03-11T12:00:00Z'),
}
const filters: Found['filters'] = { kind: null, topic: null, author: null, status: null, rating: null, answered: null, endorsed: null, since: null, until: null }
const nothing: Found = { hits: [], next: null, total: 0, whole: 0, more: false, facets: { kinds: {}, statuses: {}, topics: [], more: { kinds: false, statuses: false, topics: false } }, meant: null, instead: false, filters, remarks: [] }
const asked = { q: 'noise' }
const shown = (found: Partial<Found>, q = 'noise') => renderToStaticMarkup(<SearchFound asked={{ q }} found={{ ...nothing, ...found }} later={false} />)
const plain = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim()

test('a hit says what it is, by whom, where, and how it stands', () => {
  const page = renderToStaticMarkup(<Hits hits={[hit]} />)
  expect(plain(page)).toBe('Answer by Ada to question 3 on On Noise Why &lt;noise>? The noise rate Disputed Endorsed 2 upvotes 11 March 2026')
  expect(page).toContain('<mark>noise</mark>')
  expect(plain(renderToStaticMarkup(<Hits hits={[{ ...hit, kind: 'person', title: 'Ada <Lovelace>', titleHtml: '', snippet: '', paper: null, paperPlain: null, status: null, writer: null, at: null }]} />))).toBe('Person Ada &lt;Lovelace&gt;')
})

test('how many there are: counted, or more than was counted', () => {
  expect(shown({ hits: [hit], total: 1, whole: 1 })).toContain('1 result<')
  expect(shown({ hits: [hit], total: 1_000, more: true })).toContain('More than 1,000 results')
})

test('where not all of them hold the whole query that is said', () => {
  expect(plain(shown({ hits: [hit], total: 9, whole: 2 }))).toContain('9 results · 2 hold all of it; the others hold a part.')
  expect(plain(shown({ hits: [hit], total: 9, whole: 1 }))).toContain('9 results · 1 holds all of it; the others hold a part.')
  expect(plain(shown({ hits: [hit], total: 9, whole: 0 }))).toContain('9 results · None holds all of it; these hold a part.')
  for (const found of [{ total: 9, whole: 9 }, { total: 1_000, whole: 400, more: true }]) expect(plain(shown({ hits: [hit], ...found }))).not.toContain('all of it')
})

test('first letters are offered for words alone', () => {
  expect(shown({}, 'endorsement of nothing')).toContain('q=endo*')
  for (const q of ['is:endorsed', '$\\alpha$', '"endorsed twice"', '-endorsed', 'endorse*', 'title:endorsed']) expect(shown({}, q), q).not.toContain('A star finds')
})

test('a query with nothing to look for is told so', () => {
  for (const q of ['*', '%', '(((', 'AND', '-noise', '""', 'kind:nothing']) expect(asksNothing({ q }), q).toBe(true)
  for (const q of ['noise', '$x$', 'status:open', '-a b', '零']) expect(asksNothing({ q }), q).toBe(false)
  const page = plain(renderToStaticMarkup(<SearchFound asked={{ q: '*' }} found={nothing} later={false} unasked={nothingAsked('*')} />))
  expect(page).toContain('“*” has nothing in it to look for')
  expect(page).not.toContain('Nothing for')
})

test('another spelling is offered; where nothing was found as typed that is said, with a way to what was typed', () => {
  expect(plain(shown({ hits: [hit], total: 1, meant: 'nose' }))).toContain('Did you mean nose ?')
  const instead = shown({ hits: [hit], total: 1, meant: 'noise', instead: true }, 'nioze')
  expect(plain(instead)).toContain('Nothing for “ nioze ”; these are for noise .')
  expect(instead).toContain('href="/search?q=%22nioze%22"')
  expect(shown({ hits: [hit], total: 1, meant: 'noise', instead: true }, '"nioze"')).not.toContain('exactly')
})

test('remarks are said, and whoever finds nothing is told what to try', () => {
  expect(shown({ remarks: ['The date after “after:” was not understood.'] })).toContain('not understood')
  const page = shown({}, 'nothinglikethis')
  for (const way of ['href="/search?q=noth*"', 'href="/papers"', 'href="/questions"', 'href="/search"']) expect(page).toContain(way)
})

test('facets are links with counts; what is chosen is marked, and what holds nothing is no link', () => {
  const facets = { more: { kinds: false, statuses: false, topics: false }, kinds: { paper: 2, answer: 6 }, statuses: { open: 5 }, topics: [{ slug: 'noisy', title: 'Noisy labels', count: 8 }] }
  const page = renderToStaticMarkup(<SearchFacets asked={{ ...asked, status: 'open' }} found={{ facets, filters: { ...filters, status: 'open' }, total: 5, more: false }} topics={[]} />)
  expect(page).toContain('<a href="/search?q=noise&amp;kind=answer&amp;status=open"><bdi>Answers</bdi><span class="n num">6</span></a>')
  expect(page).toContain('<span class="none"><bdi>Comments</bdi><span class="n num">0</span></span>')
  expect(page).toContain('aria-current="true"><bdi>Open</bdi>')
  expect(page).toContain('href="/search?q=noise&amp;topic=noisy&amp;status=open"')
})

test('where more was found than counted, what was not seen is no dead end', () => {
  const facets = { more: { kinds: true, statuses: true, topics: true }, kinds: { answer: 200 }, statuses: { open: 200 }, topics: [] }
  const page = renderToStaticMarkup(<SearchFacets asked={asked} found={{ facets, filters, total: 200, more: true }} topics={[]} />)
  expect(page).toContain('<bdi>Answers</bdi><span class="n num">200+</span>')
  expect(page).toContain('<a href="/search?q=noise&amp;kind=paper"><bdi>Papers</bdi></a>')
  expect(page).not.toContain('class="none"')
  // What is chosen is known to the last.
  const chosen = renderToStaticMarkup(<SearchFacets asked={{ ...asked, kind: 'answer' }} found={{ facets, filters: { ...filters, kind: 'answer' }, total: 200, more: false }} topics={[]} />)
  expect(chosen).toContain('<bdi>Answers</bdi><span class="n num">200</span>')
})

test('a filter that stands in the words is taken out of them by a choice', () => {
  expect(searchPath({ q: 'kind:paper noise status:open' }, { kind: 'answer' })).toBe('/search?q=noise+status%3Aopen&kind=answer')
  expect(searchPath({ q: 'noise topic:"a b" after:2025' }, { topic: null, since: null })).toBe('/search?q=noise')
  expect(searchPath({ q: 'is:paper noise is:open no:answers is:endorsed' }, { kind: null, status: null, answered: null })).toBe('/search?q=noise+is%3Aendorsed')
  expect(searchPath({ q: 'rather: unkind:paper', kind: 'paper', order: 'best' }, {})).toBe('/search?q=rather%3A+unkind%3Apaper&kind=paper')
})

test('each filter in use can be removed alone, and all at once', () => {
  const page = renderToStaticMarkup(<SearchChips asked={{ ...asked, kind: 'answer', topic: 'noisy', answered: false, since: '2025-03' }} topics={[{ slug: 'noisy', title: 'Noisy labels' }]} />)
  expect(page).toContain('aria-label="Remove filter: Noisy labels"')
  expect(page).toContain('href="/search?q=noise&amp;topic=noisy&amp;answered=false&amp;since=2025-03"')
  expect(page).toContain('<a class="chip" href="/search?q=noise">Remove all</a>')
  expect(renderToStaticMarkup(<SearchChips asked={asked} topics={[]} />)).toBe('')
})
