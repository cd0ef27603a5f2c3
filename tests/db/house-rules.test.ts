import { describe, expect, test } from 'vitest'
import { fieldsOf, houseRules, rulesIn } from '@/app/forms/house'
import type { FormAnswer } from '@/app/forms/handler'
import { postAnswer } from '@/forum/answers'
import { isAway, readGuide, readHouseRules, setHouseRules, usualRules, withRules } from '@/forum/house-rules'
import { decide } from '@/forum/moderation'
import { tryHouseRules, tryOn } from '@/forum/screening/trial'
import { operator } from '@/forum/viewer'
import type { Viewer } from '@/forum/viewer'
import { aDatabase } from '../support/database'
import { aGuest, anAnswer, aPerson, aQuestion, must, refusal } from '../support/world'

aDatabase()

const request = new Request('http://localhost:3000/forms/house-rules', { method: 'POST' })
const send = (viewer: Viewer, fields: Record<string, string>): Promise<FormAnswer> => houseRules({ viewer, fields, request })

describe('the form of the rules', () => {
  test('says back what it was filled with, whatever the rules are', () => {
    const house = { ...usualRules, filter: false, filterFrom: 0.75, words: ['one', 'two words'], domains: ['x.example'], work: true, away: { on: true, until: '2030-01-31', guests: 'paused' as const, words: 'Back soon' }, digest: 'daily' as const, guide: 'Be kind.' }

    expect(rulesIn(fieldsOf(house))).toEqual(house)
    expect(rulesIn(fieldsOf(usualRules))).toEqual(usualRules)
  })

  test('saves all of them, and leads back', async () => {
    const author = await aPerson({ role: 'author' })
    const saved = await send(author, { ...fieldsOf(usualRules), first_held: '3', words: 'Perpetual motion\r\nperpetual motion, ether', domains: 'https://WWW.Evil.example/x\n*.bad.example' })

    expect(saved).toMatchObject({ to: '/moderation/rules?saved=1' })
    expect(await readHouseRules()).toMatchObject({ firstHeld: 3, words: ['perpetual motion', 'ether'], domains: ['evil.example', 'bad.example'] })
    must(await setHouseRules(operator, usualRules))
  })

  test('is shown again as it was filled where something is wrong, each fault at its field', async () => {
    const author = await aPerson({ role: 'author' })
    const fields = { ...fieldsOf(usualRules), first_held: '-1', filter_from: 'many', domains: 'shop.example\nnot a domain', away_until: 'soon' }
    const again = await send(author, fields)
    if ('to' in again) throw new Error('it was saved')

    expect([again.show, again.status, again.kept.fields]).toEqual(['/moderation/rules', 422, fields])
    expect(again.kept.refusal?.fields.map(({ field }) => field).sort()).toEqual(['away_until', 'domains', 'filter_from', 'first_held'])
    expect(await readHouseRules()).toEqual(usualRules)
  })

  test('is for authors: a moderator is refused, a guest asked to sign in', async () => {
    const refused = async (viewer: Viewer) => { const given = await send(viewer, fieldsOf(usualRules)); return 'to' in given ? given.to : [given.show, given.status] }

    expect(await refused(await aPerson({ role: 'moderator' }))).toEqual(['/moderation/rules', 403])
    expect(await refused(aGuest())).toEqual(['/signin', 401])
  })

  test('tries rules without saving them', async () => {
    const author = await aPerson({ role: 'author' })
    const fields = { ...fieldsOf(usualRules), first_held: '9', do: 'try' }
    const shown = await send(author, fields)

    expect(shown).toMatchObject({ show: '/moderation/rules', status: 200, kept: { fields, refusal: null } })
    expect(await readHouseRules()).toEqual(usualRules)
    expect(await send(author, { ...fields, first_held: 'nine' })).toMatchObject({ status: 422, kept: { refusal: { fields: [{ field: 'first_held' }] } } })
  })
})

describe('a dry run', () => {
  test('compares what waited last month with what would have', async () => {
    const { id: question } = await aQuestion()
    await anAnswer({ question, body: 'A trusted member’s answer about the ether.' })
    must(await postAnswer(await aPerson({ trust: 1 }), { question, body: 'A newcomer’s answer.' }))
    const guest = must(await postAnswer(aGuest(), { question, body: 'A guest’s answer.', guest: 'Ida' }))
    must(await decide(await aPerson({ role: 'moderator' }), { post: guest.id, decision: 'approve' }))
    const author = await aPerson({ role: 'author' })

    const now = must(await tryHouseRules(author, usualRules))
    expect([now.held, now.newlyHeld, now.letThrough]).toEqual([now.would, 0, 0])
    const other = must(await tryHouseRules(author, { ...usualRules, firstHeld: 1, words: ['ether'] }))
    expect([other.newlyHeld, other.letThrough]).toEqual([1, 1])
    expect(other.rules.filter(rule => ['guest', 'first-posts', 'words'].includes(rule.code)).map(({ code, held, would }) => [code, held, would])).toEqual([['guest', 1, 1], ['first-posts', 1, 0], ['words', 0, 1]])
    expect(must(await tryHouseRules(author, usualRules, new Date(Date.now() + 31 * 24 * 3_600_000))).posts).toBe(0)
  })

  test('is for authors', async () => {
    expect(refusal(await tryHouseRules(await aPerson({ role: 'moderator' }), usualRules))).toBe('not-allowed')
    expect(refusal(await tryHouseRules(aGuest(), usualRules))).toBe('sign-in')
  })

  test('passes over posts of which nothing was kept', () => {
    expect(tryOn([{ title: null, body: 'old', screening: null }], usualRules)).toMatchObject({ posts: 0, held: 0, would: 0 })
  })
})

test('an author is away to the end of the last day', () => {
  const away = { ...usualRules, away: { ...usualRules.away, on: true, until: '2030-01-31' } }

  expect([isAway(away, new Date('2030-01-31T23:59:59Z')), isAway(away, new Date('2030-02-01T00:00:00Z'))]).toEqual([true, false])
  expect(isAway({ ...away, away: { ...away.away, on: false } }, new Date('2030-01-01'))).toBe(false)
})

test('rules that are only tried are judged as those that are set', () => {
  expect(must(withRules(usualRules, { firstHeld: 7 }))).toEqual({ ...usualRules, firstHeld: 7 })
  expect(refusal(withRules(usualRules, { firstHeld: 70 }))).toBe('invalid')
  expect(refusal(withRules(usualRules, { unheard: true }))).toBe('invalid')
})

test('the author’s guide comes rendered, and is gone when it is emptied', async () => {
  must(await setHouseRules(operator, { guide: 'Be *kind*.' }))
  expect(await readGuide()).toEqual({ markdown: 'Be *kind*.', html: '<p dir="auto">Be <em>kind</em>.</p>\n' })
  must(await setHouseRules(operator, { guide: ' ' }))
  expect(await readGuide()).toBeNull()
})
