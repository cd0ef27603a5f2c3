/** Searching through the API: what each parameter takes, what stands beside the hits, what is refused. */
import { beforeAll, expect, test } from 'vitest'
import { db } from '@/db'
import { indexPaper, indexPerson } from '@/forum/search-rows'
import { call, faultsOf, itemsOf, listOf, objectOf, warmRenderer } from '../support/api'
import { aDatabase } from '../support/database'
import { aComment, anAnswer, aPaper, aPerson, aQuestion } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()
beforeAll(warmRenderer)

test('a hit says where it stands, who wrote it and how it stands; beside the hits is what was made of the query', async () => {
  const ada = await aPerson({ name: 'Ada Lovelace' })
  const paper = await aPaper({ title: 'On quollword' })
  await db().write(tx => indexPaper(tx, paper.id))
  const question = await aQuestion({ paper, title: 'Is a quollword bounded?', by: ada })
  const answer = await anAnswer({ question: question.id, body: 'Every quollword is.' })
  const comment = await aComment({ parent: answer.id, body: 'Is the quollword?' })
  const read = await call('GET', '/search?q=quollword')
  expect(read.json).toMatchObject({ next: null, meant: null, instead: false, more: false })
  expect(Object.keys(objectOf(read.json['facets']))).toEqual(['kinds', 'statuses', 'topics', 'more'])
  expect(read.json['total']).toBe(4)
  expect(listOf(read.json['items']).map(hit => [hit['kind'], hit['id']]).toSorted()).toEqual([['answer', answer.id], ['comment', comment.id], ['paper', null], ['question', question.id]])
  const found = itemsOf(read).find(hit => hit['kind'] === 'question')
  expect(found).toMatchObject({ title: 'Is a quollword bounded?', paper: 'On quollword', questionNumber: 1, status: 'open', writer: 'Ada Lovelace', score: 0, answers: 1, endorsed: false })
  expect(new Date(String(found?.['at'])).getFullYear()).toBeGreaterThan(2000)
})

test('people are found by their names, as a kind of their own', async () => {
  const person = await aPerson({ name: 'Numbat Quokka' })
  const { id, handle } = person
  await anAnswer({ by: person })
  await db().write(tx => indexPerson(tx, { id, handle, name: 'Numbat Quokka' }))
  const [hit] = itemsOf(await call('GET', '/search?q=quokka&kind=person'))
  expect(hit).toMatchObject({ id: null, kind: 'person', title: 'Numbat Quokka', paper: null, status: null, writer: null, at: null })
  expect(String(hit?.['url'])).toMatch(new RegExp(`/people/${handle}$`))
  expect(itemsOf(await call('GET', '/search?q=quokka&kind=paper'))).toEqual([])
})

test('every filter and order is taken, alone and together', async () => {
  const each = ['kind=person', 'kind=paper', 'topic=none', 'author=nobody', 'status=closed', 'rating=up', 'rating=none', 'answered=true', 'answered=false', 'endorsed=true', 'endorsed=false',
    'since=2025', 'since=2024-02-29', 'until=2025-12', 'order=best', 'order=newest', 'order=votes', 'limit=8']
  for (const query of [...each, 'kind=answer&status=open&rating=up&answered=true&endorsed=true&since=2020&until=2030-06&order=newest&limit=50']) {
    expect((await call('GET', `/search?q=quollword&${query}`)).status, query).toBe(200)
  }
})

test.each([
  ['kind', 'animal'], ['status', 'ajar'], ['rating', 'sideways'], ['answered', 'maybe'], ['answered', '1'], ['endorsed', 'yes'], ['since', 'yesterday'], ['since', '2025-13'], ['since', '2025-02-30'], ['until', '25'], ['until', '2025-3'],
  ['order', 'worst'], ['limit', '51'], ['after', 'garbage'], ['q', 'a'.repeat(201)], ['q', Array.from({ length: 13 }, (_, n) => `word${n}`).join('+')], ['topic', 'x'.repeat(201)], ['colour', 'red'],
])('%s is refused where it is wrong (%#)', async (field, value) => {
  const read = await call('GET', `/search?q=word&${field}=${value}`.replace('q=word&q=', 'q='))
  expect(read.status).toBe(422)
  expect(faultsOf(read)[0]).toMatch(new RegExp(`^${field}: `))
})

test('the description says which operators a query knows', async () => {
  const { json } = await call('GET', '/openapi.json')
  const said = String(objectOf(objectOf(objectOf(json['paths'])['/search'])['get'])['description'])
  for (const operator of ['"several words"', '-word', 'begin*', 'title:', 'author:', 'topic:', 'kind:', 'status:', 'has:answer', 'rating:up', 'is:endorsed', 'after:', 'before:']) expect(said).toContain(operator)
})
