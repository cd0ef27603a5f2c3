import fc from 'fast-check'
import { expect, test } from 'vitest'
import { postAnswer } from '@/forum/answers'
import { setHouseRules } from '@/forum/house-rules'
import { readLog } from '@/forum/decision-log'
import { decide } from '@/forum/moderation'
import { readPublicLog } from '@/forum/public-decisions'
import { namesSomebody, quotes } from '@/forum/withheld-words'
import { suspendPerson } from '@/forum/suspensions'
import { nobody, operator } from '@/forum/viewer'
import { aCaller, call } from '../support/api'
import { aDatabase } from '../support/database'
import { aGuest, anAnswer, aPerson, aQuestion, must, refusal } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

const aModerator = (name: string) => aPerson({ role: 'moderator', name })

test('everybody reads what was done, why, when and in which role, of each decision', async () => {
  const [moderator, author] = [await aModerator('Ruth Adeyemi'), await aPerson({ role: 'author', name: 'Xin Wang' })]
  const [hidden, locked] = [await anAnswer(), await aQuestion()]
  must(await decide(moderator, { post: hidden.id, decision: 'hide', reason: { rule: 'hostile', text: 'Please be kind.' } }))
  must(await decide(author, { post: locked.id, decision: 'lock' }))
  const [lock, hide] = must(await readPublicLog(nobody)).items
  expect(hide).toMatchObject({ decision: 'hide', rule: 'hostile', reason: 'Please be kind.', reasonWithheld: false, byRole: 'moderator', on: 'answer', url: null, undone: false })
  expect(lock).toMatchObject({ decision: 'lock', byRole: 'author', on: 'question', url: `/p/${locked.id}` })
  expect(hide?.at).toBeInstanceOf(Date)
})

test('the public log has no name, no hidden word, no address and no way to what is hidden', async () => {
  const moderator = await aModerator('Ottoline Quarmby')
  const [member, guest] = [await aPerson({ name: 'Persephone Vane', handle: 'percyvane' }), aGuest()]
  const question = await aQuestion()
  const answer = await anAnswer({ by: member, question: question.id, body: 'The numbat is a striped liar, says wallabyword99.' })
  const held = must(await postAnswer(guest, { question: question.id, body: 'Cheap watches at my shop.', guest: 'Barnaby Flint' }))
  must(await decide(moderator, { post: answer.id, decision: 'hide', reason: { text: 'Persephone, “striped” is no word for anybody.' } }))
  must(await decide(moderator, { post: held.id, decision: 'reject', reason: { text: 'Barnaby Flint sells watches at my shop dot com, see shop@example.org' } }))
  const second = await anAnswer({ by: member, question: question.id, body: 'A quite harmless text.' })
  must(await decide(moderator, { post: second.id, decision: 'hide', reason: { text: 'As Ottoline said: off the question.' } }))
  must(await suspendPerson(moderator, { handle: member.handle, reason: '@percyvane insulted Persephone Vane’s readers.' }))

  const api = await call('GET', '/moderation/log')
  const page = JSON.stringify([must(await readPublicLog(nobody)).items, api.json])
  for (const secret of ['Ottoline', 'Quarmby', 'Persephone', 'Vane', 'percyvane', 'Barnaby', 'Flint', 'striped', 'wallabyword99', 'watches', 'example.org', `/p/${answer.id}"`, `/p/${held.id}"`]) expect(page, secret).not.toContain(secret)
  const told = must(await readPublicLog(nobody)).items.slice(0, 4)
  expect(told.map(one => [one.decision, one.on, one.url, one.reason, one.reasonWithheld])).toEqual([
    ['suspend', 'person', null, null, true], ['hide', 'answer', null, null, true], ['reject', 'answer', null, null, true], ['hide', 'answer', null, null, true],
  ])
})

test('moderators read who decided on what, and one kind at a time', async () => {
  const moderator = await aModerator('Ruth')
  const answer = await anAnswer()
  must(await decide(moderator, { post: answer.id, decision: 'hide', reason: { text: 'Said to Ann.' } }))
  must(await decide(moderator, { post: answer.id, decision: 'restore' }))
  expect(must(await readLog(moderator, null, 50, 'hide')).items[0]).toMatchObject({ by: 'Ruth', post: answer.id, reason: 'Said to Ann.' })
  expect(must(await readLog(moderator, null, 50, 'restore')).items.every(entry => entry.decision === 'restore')).toBe(true)
  expect(refusal(await readLog(nobody))).toBe('sign-in')
  const caller = await aCaller({ role: 'moderator' })
  expect((await call('GET', '/moderation/log?kind=hide', caller)).json['items']).toMatchObject([{ by: 'Ruth', post: answer.id }, ...Array.from({ length: 3 }, () => ({ decision: 'hide' }))])
})

test('what was taken back is shown as taken back', async () => {
  const moderator = await aModerator('Ruth')
  const answer = await anAnswer()
  must(await decide(moderator, { post: answer.id, decision: 'hide' }))
  must(await decide(moderator, { post: answer.id, decision: 'undo' }))
  const [undo, hide] = must(await readPublicLog(nobody)).items
  expect([undo?.decision, hide?.decision, hide?.undone, hide?.url]).toEqual(['undo', 'hide', true, `/p/${answer.id}`])
})

test('where the house keeps its log to moderators, others are told so', async () => {
  must(await setHouseRules(operator, { logPublic: false }))
  expect([refusal(await readPublicLog(nobody)), refusal(await readPublicLog(await aPerson()))]).toEqual(['sign-in', 'not-allowed'])
  expect((await call('GET', '/moderation/log')).status).toBe(401)
  expect((await readPublicLog(await aModerator('Ruth'))).ok).toBe(true)
  must(await setHouseRules(operator, { logPublic: true }))
})

test('the log is read page by page, each decision once', async () => {
  const moderator = await aModerator('Ruth')
  for (let n = 0; n < 5; n++) must(await decide(moderator, { post: (await anAnswer()).id, decision: 'hide' }))
  const seen: number[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof readPublicLog>> = await readPublicLog(nobody, after, 2)
    seen.push(...must(page).items.map(one => one.id))
    after = must(page).next
  } while (after !== null)
  expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => b - a))
})

test('words that name somebody or quote are known, others pass', () => {
  for (const words of ['Anna!', 'to anna lee.', 'see https://x.example', 'write to me@x.example', 'ask @someone', 'at cheap-watches.com']) expect(namesSomebody(words, ['Anna Lee', 'annalee']), words).toBe(true)
  for (const words of ['Please name a source.', 'It is off the question.', 'Eq. (7) says so.', '']) expect(namesSomebody(words, ['Anna Lee', 'annalee']), words).toBe(false)
  const text = 'The learning rate was never a constant in supercalifragilistic work, zq77 says.'
  for (const words of ['You say the Learning  rate was wrong', 'No “constant” please', 'what is zq77', 'supercalifragilistic!']) expect(quotes(words, text), words).toBe(true)
  for (const words of ['Say which rate was meant.', 'Too long.', '']) expect(quotes(words, text), words).toBe(false)
})

test('three words in a row of a hidden text are never shown', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 3, maxLength: 12 })
  fc.assert(fc.property(words, fc.nat(9), fc.string(), fc.string(), (text, at, before, after) => {
    const from = Math.min(at, text.length - 3)
    return quotes(`${before} ${text.slice(from, from + 3).join(', ')} ${after}`, text.join(' '))
  }))
})
