/** Half-written texts on the server: one a place, never written over unseen, gone once posted. */
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db'
import { drafts } from '@/db/schema'
import { dropDraftForm } from '@/app/forms/drafts'
import { postAnswer } from '@/forum/answers'
import { postComment } from '@/forum/comments'
import { dropDraft, findDraft, keepDraft, listDrafts, readDrafts } from '@/forum/drafts'
import { editPost } from '@/forum/edits'
import { limits } from '@/forum/limits'
import { decide } from '@/forum/moderation'
import { askQuestion } from '@/forum/questions'
import { readLeft } from '@/forum/returning'
import { forgetWhatHasEnded } from '@/forum/upkeep'
import { nobody } from '@/forum/viewer'
import type { Person } from '@/forum/viewer'
import { aCaller, call, itemsOf, objectOf } from '../support/api'
import { aDatabase } from '../support/database'
import { aComment, aGuest, anAnswer, aPaper, aPerson, aQuestion, must, refusal } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

const day = 24 * 3_600_000
const keep = (person: Person, place: string, body: string, revision = 0, more: Record<string, string> = {}) => keepDraft(person, { place, fields: { body, ...more }, revision })
const placesOf = async (person: Person) => (await listDrafts(person.id)).map(draft => draft.place).sort()

test('a text is kept for its place and comes back with its revision', async () => {
  const person = await aPerson()
  const { id } = await aQuestion()
  const now = new Date('2030-01-31T10:00:00.000Z')
  must(await keepDraft(person, { place: `answer ${id}`, fields: { body: 'Half a tho' }, revision: 0 }, { now }))
  must(await keep(person, `answer ${id}`, 'Half a thought', 1))
  const draft = await findDraft(person.id, `answer ${id}`)
  expect(draft).toMatchObject({ fields: { body: 'Half a thought' }, revision: 2 })
  expect(await findDraft((await aPerson()).id, `answer ${id}`)).toBeNull()
})

test('what another device wrote meanwhile is not written over, and comes back', async () => {
  const person = await aPerson()
  const { id } = await aQuestion()
  const place = `answer ${id}`
  must(await keep(person, place, 'From the desk'))
  must(await keep(person, place, 'From the train', 1))
  const late = await keep(person, place, 'From the desk, more', 1)
  expect(late).toMatchObject({ ok: false, error: { code: 'draft-changed', status: 412, detail: { current: { fields: { body: 'From the train' }, revision: 2 } } } })
  expect(refusal(await keep(person, place, 'From a third', 0))).toBe('draft-changed')
  must(await keep(person, place, 'From the desk, more', 2))
  expect(await findDraft(person.id, place)).toMatchObject({ fields: { body: 'From the desk, more' }, revision: 3 })
})

test('the same text from two devices is no conflict, and a text dropped elsewhere is kept anew', async () => {
  const person = await aPerson()
  const place = `answer ${(await aQuestion()).id}`
  must(await keep(person, place, 'The same'))
  expect(must(await keep(person, place, 'The same'))).toMatchObject({ revision: 1 })
  must(await dropDraft(person, { place }))
  must(await dropDraft(person, { place }))
  expect(must(await keep(person, place, 'Written on', 1))).toMatchObject({ revision: 2 })
})

test('of two devices at the same moment one is told of the other', async () => {
  const person = await aPerson()
  const place = `answer ${(await aQuestion()).id}`
  const results = await Promise.all(['one', 'two', 'three'].map(body => keep(person, place, body)))
  expect(results.filter(result => result.ok)).toHaveLength(1)
  for (const result of results) if (!result.ok) expect(result.error.detail['current']).toMatchObject({ revision: 1 })
})

describe('posting forgets the draft of its place, and no other', () => {
  test('an answer, a comment, a question and an edit', async () => {
    const [person, paper] = [await aPerson(), await aPaper()]
    const { id: question } = await aQuestion({ paper })
    const { id: own } = await anAnswer({ question, by: person })
    const places = [`answer ${question}`, `comment ${own}`, `edit ${own}`, `ask ${paper.slug}`]
    for (const place of places) must(await keep(person, place, `Draft of ${place}`))
    const other = await aPerson()
    must(await keep(other, `answer ${question}`, 'Mine, still'))

    must(await postAnswer(person, { question, body: 'Posted.' }))
    expect(await placesOf(person)).toEqual(places.slice(1).sort())
    must(await postComment(person, { parent: own, body: 'Posted.' }))
    must(await editPost(person, { post: own, revision: 1, body: 'Edited.' }))
    must(await askQuestion(person, { paper: paper.slug, body: 'Asked.' }))
    expect(await placesOf(person)).toEqual([])
    expect(await placesOf(other)).toEqual([`answer ${question}`])
  })

  test('a refused one keeps it', async () => {
    const person = await aPerson()
    const { id } = await aQuestion()
    must(await keep(person, `answer ${id}`, 'A thought'))
    expect(refusal(await postAnswer(person, { question: id, body: ' ' }))).toBe('invalid')
    expect(await placesOf(person)).toEqual([`answer ${id}`])
  })
})

test('at most fifty are kept, and the one left longest goes', async () => {
  const person = await aPerson()
  const { id } = await anAnswer()
  const first = new Date('2030-01-01T00:00:00.000Z').getTime()
  await db().write(async tx => {
    for (let n = 1; n <= limits.drafts; n += 1) await tx.insert(drafts).values({ person: person.id, place: `comment ${n + 900_000}`, fields: { body: `${n}` }, updatedAt: new Date(first + n) })
  })
  must(await keepDraft(person, { place: `comment ${id}`, fields: { body: 'One more' }, revision: 0 }, { now: new Date(first + day) }))
  const places = await placesOf(person)
  expect([places.length, places.includes('comment 900001'), places.includes('comment 900002'), places.includes(`comment ${id}`)]).toEqual([50, false, true, true])
})

test('sixty days after the last letter it is forgotten', async () => {
  const person = await aPerson()
  const { id } = await aQuestion()
  const now = new Date()
  must(await keepDraft(person, { place: `answer ${id}`, fields: { body: 'Some day' }, revision: 0 }, { now }))
  await forgetWhatHasEnded(new Date(now.getTime() + 59 * day))
  expect(await placesOf(person)).toHaveLength(1)
  await forgetWhatHasEnded(new Date(now.getTime() + 61 * day))
  expect(await placesOf(person)).toEqual([])
})

test('refused: a guest, what may not be seen, no place, too long a text, too many fields', async () => {
  const person = await aPerson()
  const { id: question } = await aQuestion()
  const hidden = await anAnswer({ question })
  must(await decide(await aPerson({ role: 'moderator' }), { post: hidden.id, decision: 'hide', reason: { text: 'Away.' } }))
  for (const viewer of [nobody, aGuest()]) expect(refusal(await keepDraft(viewer, { place: `answer ${question}`, fields: { body: 'x' }, revision: 0 }))).toBe('sign-in')
  for (const place of [`comment ${hidden.id}`, 'answer 99999999', 'ask no-such-paper']) expect(refusal(await keep(person, place, 'x'))).toBe('not-found')
  for (const place of ['', 'answer', 'answer 0', 'answer 1 2', 'answer 1x', 'vote 1', 'ask', 'ask a b', `ask ${'x'.repeat(201)}`]) expect(refusal(await keep(person, place, 'x')), place).toBe('invalid')
  expect(refusal(await keep(person, `answer ${question}`, 'x'.repeat(limits.body + 1)))).toBe('invalid')
  expect(refusal(await keep(person, `answer ${question}`, 'x', 0, { title: 'x'.repeat(2_001) }))).toBe('invalid')
  expect(refusal(await keep(person, `answer ${question}`, 'x', 0, { '__proto__x y': 'z' }))).toBe('invalid')
  expect(refusal(await keep(person, `answer ${question}`, 'x', 0, Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`field_${'x'.repeat(n)}`, ''])))).slice(0, 7)).toBe('invalid')
  must(await keep(person, `answer ${question}`, 'half a pair \ud800 and \0 nothing'))
  expect((await findDraft(person.id, `answer ${question}`))?.fields['body']).toBe('half a pair \ufffd and  nothing')
})

test('a page brings the drafts of its own place: a thread those under its question', async () => {
  const [person, paper] = [await aPerson(), await aPaper()]
  const question = await aQuestion({ paper })
  const elsewhere = await aQuestion({ paper })
  const answer = await anAnswer({ question: question.id, by: person })
  const comment = await aComment({ parent: answer.id })
  const here = [`answer ${question.id}`, `comment ${comment.id}`, `comment ${question.id}`, `edit ${answer.id}`].sort()
  for (const place of [...here, `answer ${elsewhere.id}`, `ask ${paper.slug}`]) must(await keep(person, place, `At ${place}`))
  const left = await readLeft(person, { slug: paper.slug, number: 1 })
  expect([left.drafts.map(draft => draft.place).sort(), left.lastRead]).toEqual([here, null])
  expect(left.drafts[0]).toMatchObject({ fields: { body: `At ${left.drafts[0]?.place}` }, revision: 1 })
  expect(left.drafts[0]?.updatedAt).toBeInstanceOf(Date)
  expect((await readLeft(person, { place: `ask ${paper.slug}` })).drafts).toMatchObject([{ fields: { body: `At ask ${paper.slug}` } }])
  expect(await readLeft(await aPerson(), { slug: paper.slug, number: 1 })).toEqual({ drafts: [], lastRead: null })
  expect(await readLeft(aGuest(), { slug: paper.slug, number: 1 })).toEqual({ drafts: [], lastRead: null })
})

test('the API keeps, lists and drops, and 412 carries the other text', async () => {
  const { token } = await aCaller()
  const { id } = await aQuestion()
  const path = `/drafts/${encodeURIComponent(`answer ${id}`)}`
  const put = (body: string, revision: number) => call('PUT', path, { token, json: { fields: { body }, revision } })
  expect((await put('One', 0)).json).toMatchObject({ place: `answer ${id}`, fields: { body: 'One' }, revision: 1 })
  expect((await put('Two', 1)).status).toBe(200)
  const late = await put('Three', 1)
  expect([late.status, objectOf(late.json['current'])['fields']]).toEqual([412, { body: 'Two' }])
  expect(itemsOf(await call('GET', '/drafts', { token }))).toMatchObject([{ place: `answer ${id}`, revision: 2 }])
  expect((await call('GET', '/drafts', { token: (await aCaller()).token })).json['items']).toEqual([])
  expect((await call('DELETE', path, { token })).status).toBe(204)
  expect(itemsOf(await call('GET', '/drafts', { token }))).toEqual([])
  expect((await call('GET', '/drafts')).status).toBe(401)
  expect((await db().read.select().from(drafts).where(eq(drafts.place, `answer ${id}`)))).toEqual([])
})

test('the list of one’s own names each place, with the way to it', async () => {
  const person = await aPerson()
  const paper = await aPaper({ title: 'On lists' })
  const question = await aQuestion({ paper, title: 'Which lists?' })
  const own = await anAnswer({ question: question.id, by: person })
  const gone = await anAnswer({ question: question.id })
  const path = `/papers/${paper.slug}/questions/1`
  const places = [`answer ${question.id}`, `comment ${gone.id}`, `edit ${own.id}`, `ask ${paper.slug}`]
  for (const [at, place] of places.entries()) must(await keepDraft(person, { place, fields: { body: place }, revision: 0 }, { now: new Date(Date.now() - at * 1_000) }))
  const shown = async () => (await readDrafts(person)).map(({ kind, headingHtml, url }) => [kind, headingHtml, url])
  const whole = [['answer', 'Which lists?', `${path}#reply`], ['comment', 'Which lists?', `/posts/${gone.id}/comment`], ['edit', 'Which lists?', `/posts/${own.id}/edit`], ['ask', 'On lists', `/papers/${paper.slug}/ask`]]
  expect(await shown()).toEqual(whole)
  const moderator = await aPerson({ role: 'moderator' })
  must(await decide(moderator, { post: gone.id, decision: 'hide', reason: { text: 'Away.' } }))
  expect(await shown()).toEqual(whole.map(one => one[0] === 'comment' ? ['comment', null, null] : one))
  must(await decide(moderator, { post: question.id, decision: 'hide', reason: { text: 'Away.' } }))
  expect((await shown()).map(one => one[1])).toEqual([null, null, 'Which lists?', 'On lists'])
  expect([await readDrafts(await aPerson()), await readDrafts(aGuest())]).toEqual([[], []])
})

test('a draft is dropped by a form, without a script', async () => {
  const person = await aPerson()
  const { id } = await aQuestion()
  must(await keep(person, `answer ${id}`, 'No more'))
  const request = new Request('http://localhost:3000/forms/drop-draft', { method: 'POST' })
  expect(await dropDraftForm({ viewer: person, fields: { place: `answer ${id}` }, request })).toMatchObject({ to: '/notifications' })
  expect(await placesOf(person)).toEqual([])
  expect(await dropDraftForm({ viewer: nobody, fields: { place: `answer ${id}` }, request })).toMatchObject({ show: '/notifications', status: 401 })
})
