import { expect, test } from 'vitest'
import { z } from 'zod'
import { decide } from '@/forum/moderation'
import { aCaller, call } from '../support/api'
import { aDatabase } from '../support/database'
import { makeNotices } from '../support/notices'
import { anAnswer, aPerson, aQuestion, must } from '../support/world'

aDatabase()

test('one’s notifications are listed, paged, marked read, and are nobody else’s', async () => {
  await makeNotices()
  const [ann, other] = [await aCaller(), await aCaller()]
  const question = await aQuestion({ by: ann.person })
  const answers = [await anAnswer({ question: question.id }), await anAnswer({ question: question.id }), await anAnswer({ question: question.id })]
  await makeNotices()
  const all = await call('GET', '/notifications', ann)
  expect(all.json).toMatchObject({ next: null, items: answers.toReversed().map(({ id }) => ({ kind: 'answer', post: id, readAt: null })) })
  const page = await call('GET', '/notifications?limit=2', ann)
  expect(page.headers.get('link')).toContain('rel="next"')
  expect((await call('GET', `/notifications?limit=2&after=${String(page.json['next'])}`, ann)).json['items']).toHaveLength(1)
  const [first] = itemsOf(all.json)
  expect((await call('POST', '/notifications/read', { ...other, json: { ids: [first?.id] } })).status).toBe(204)
  expect(itemsOf((await call('GET', '/notifications?show=unread', ann)).json)).toHaveLength(3)
  expect((await call('POST', '/notifications/read', { ...ann, json: { ids: [first?.id] } })).status).toBe(204)
  expect(itemsOf((await call('GET', '/notifications?show=unread', ann)).json)).toHaveLength(2)
  expect((await call('POST', '/notifications/read', { ...ann, json: { upTo: first?.id } })).status).toBe(204)
  expect(itemsOf((await call('GET', '/notifications?show=unread', ann)).json)).toEqual([])
  must(await decide(await aPerson({ role: 'moderator' }), { post: answers[0]?.id ?? 0, decision: 'hide' }))
  expect(itemsOf((await call('GET', '/notifications', ann)).json)).toHaveLength(2)
  for (const json of [{}, { ids: [] }, { ids: ['x'] }, { upTo: 0 }, { ids: [1], more: 1 }]) expect((await call('POST', '/notifications/read', { ...ann, json })).status).toBe(422)
  expect((await call('GET', '/notifications')).status).toBe(401)
})

test('what one is told of can be read and chosen; what is left out stays', async () => {
  const ann = await aCaller()
  expect((await call('GET', '/me/notices', ann)).json).toMatchObject({ followsOwn: true, choices: { replies: 'now', answers: 'daily', decisions: 'now' } })
  expect((await call('PUT', '/me/notices', { ...ann, json: { choices: { replies: 'weekly', votes: 'off' }, followsOwn: false } })).json).toMatchObject({ followsOwn: false, choices: { replies: 'weekly', votes: 'off', answers: 'daily' } })
  for (const choices of [{ decisions: 'off' }, { replies: 'hourly' }, { nothing: 'now' }]) expect((await call('PUT', '/me/notices', { ...ann, json: { choices } })).status).toBe(422)
  expect((await call('GET', '/me/notices', ann)).json).toMatchObject({ followsOwn: false, choices: { replies: 'weekly', votes: 'off' } })
  expect((await call('PUT', '/me/notices', { json: {} })).status).toBe(401)
})

test('the whole site can be followed', async () => {
  const ann = await aCaller()
  expect((await call('PUT', '/follows/site/all', ann)).json).toEqual({ kind: 'site', id: 'all', following: true })
  expect((await call('PUT', '/follows/site/other', ann)).status).toBe(404)
  expect((await call('DELETE', '/follows/site/all', ann)).json).toEqual({ kind: 'site', id: 'all', following: false })
})

function itemsOf(json: Record<string, unknown>): { id: number }[] {
  return z.object({ items: z.array(z.object({ id: z.number() })) }).parse(json).items
}
