import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { db } from '@/db'
import { events, posts, searchWords } from '@/db/schema'
import { candidatesFor, weigh } from '@/forum/likeness'
import { decide } from '@/forum/moderation'
import { similarQuestions } from '@/forum/similar-questions'
import { call, site } from '../support/api'
import { aDatabase } from '../support/database'
import { aGuest, aPaper, aPerson, aQuestion, must } from '../support/world'
import { askQuestion } from '@/forum/questions'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

let paper = { id: 0, slug: '' }
let here = 0
let there = 0
beforeAll(async () => {
  paper = await aPaper({ title: 'Rotations: a study' })
  there = (await aQuestion({ title: 'Why do quaternions interpolate rotations smoothly?', body: 'Euler angles do not.' })).id
  here = (await aQuestion({ paper, title: 'Are quaternions needed for rotations?', body: 'Matrices might do.' })).id
  await aQuestion({ paper, title: 'Is the proof of Lemma 4 complete?', body: 'The induction begins at two.' })
})

const found = async (title: string, text = '') => must(await similarQuestions({ title, text, paper: paper.slug }))

test('questions of the paper come first, then those of the site, with status, answers and address', async () => {
  const similar = await found('Quaternions or matrices for rotations')
  expect(similar.map(one => [one.id, one.here])).toEqual([[here, true], [there, false]])
  expect(similar[0]).toMatchObject({ status: 'open', answers: 0, url: `/papers/${paper.slug}/questions/1` })
  expect(similar[0]?.words.toSorted()).toEqual(['Quaternions', 'matrices', 'rotations'])
})

test('other forms of a word, other case and accents are the same word', async () => {
  expect((await found('QUATERNION, rotating'))[0]?.id).toBe(here)
  expect((await found('', 'I wonder about quatérnions and a rotation.')).map(one => one.id)).toContain(there)
})

test('what has nothing to do with any, little words, numbers and formulas find nothing', async () => {
  for (const title of ['', '  ', 'Why is it so?', 'the of and', '12 2024', '$quaternions + rotations$', 'Viticulture in Jura', '" OR * NEAR( ) : ^ -', "') | ('", '\u0000', '🦫🦫']) expect(await found(title), title).toEqual([])
})

test('what means something to an index is a word like any other', async () => {
  expect((await found('"quaternions" AND NOT rotations* OR {title}: NEAR(quaternions, 3) \' & ! :* <-> \\'))[0]?.id).toBe(here)
})

test('only public questions are suggested, to whomever', async () => {
  const titled = { title: 'Octonions and sedenions compared', body: 'Octonions, sedenions.' }
  must(await askQuestion(aGuest(), { paper: paper.slug, ...titled, guest: 'Gil' }))
  must(await askQuestion(await aPerson({ trust: 0 }), { paper: paper.slug, ...titled }))
  const shown = await aQuestion({ paper, ...titled })
  expect((await found(titled.title)).map(one => one.id)).toEqual([shown.id])

  must(await decide(await aPerson({ role: 'moderator' }), { post: shown.id, decision: 'hide', reason: { text: 'No.' } }))
  expect(await found(titled.title)).toEqual([])
  // Nor where the index were behind.
  await db().write(async tx => { await tx.update(posts).set({ state: 'hidden' }).where(eq(posts.id, there)) })
  expect((await found('Quaternions for rotations')).map(one => one.id)).toEqual([here])
  await db().write(async tx => { await tx.update(posts).set({ state: 'public' }).where(eq(posts.id, there)) })
})

test('words that stand everywhere are asked for only together', async () => {
  await db().write(async tx => { await tx.insert(searchWords).values(['quaternion', 'rotat'].map(word => ({ word, rows: 1_000_000 }))).onConflictDoNothing() })
  try {
    expect(await found('quaternions')).toEqual([])
    const both = await candidatesFor(await weigh({ title: 'quaternions rotations', text: '' }), { kind: 'question' }, 10, 2_000)
    expect(both.map(row => row.post).sort()).toEqual([here, there].sort())
  } finally {
    await db().write(async tx => { await tx.delete(searchWords) })
  }
})

test('at most five, however long the text', async () => {
  for (let n = 0; n < 9; n++) await aQuestion({ title: `Hysteresis of magnets, sample ${n}`, body: 'Magnets.' })
  expect(await found('Hysteresis of magnets', 'magnets hysteresis '.repeat(2_000))).toHaveLength(5)
})

test('a guest asks from a page of the site; nothing is written by it', async () => {
  const before = await db().read.$count(events)
  const answer = await call('POST', `/papers/${paper.slug}/similar`, { origin: site, json: { title: 'Quaternions or matrices for rotations', text: '' } })
  expect(answer.status).toBe(200)
  expect(answer.json).toMatchObject({ items: [{ id: here, here: true, paper: { slug: paper.slug }, url: `${site}/papers/${paper.slug}/questions/1` }, { id: there, here: false }] })
  expect((await call('POST', `/papers/${paper.slug}/similar`, { origin: site, json: {} })).json).toEqual({ items: [] })
  expect(await db().read.$count(events)).toBe(before)
})

test('what is too long, unknown or of another kind is refused', async () => {
  const ask = async (json: unknown, slug = paper.slug) => (await call('POST', `/papers/${slug}/similar`, { origin: site, json })).status
  for (const json of [{ title: 'x'.repeat(2_001) }, { text: 'x'.repeat(40_001) }, { title: 1 }, { title: 'x', more: 1 }, [], null]) expect(await ask(json), JSON.stringify(json).slice(0, 30)).toBe(422)
  expect(await ask({ title: 'x' }, 'none')).toBe(404)
})

test('what is near a question or paper can be read by the API, with the reasons, and of nothing else', async () => {
  const related = await call('GET', `/questions/${here}/related`)
  expect([related.status, related.json]).toEqual([200, { items: [] }])
  expect((await call('GET', `/papers/${paper.slug}/near`)).json).toEqual({ items: [] })
  expect((await call('GET', '/papers/none/near')).status).toBe(404)
  expect((await call('GET', '/questions/999999/related')).status).toBe(404)
})

test('a paper is named without TeX', async () => {
  await aQuestion({ paper: await aPaper({ title: 'Bounds of $\\ell_1$: a survey' }), title: 'Why do kookaburras laugh?' })
  expect((await found('Do kookaburras laugh')).map(one => one.paper.short)).toEqual(['Bounds of ℓ₁'])
})
