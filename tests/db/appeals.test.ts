import fc from 'fast-check'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { personByPassword } from '@/auth/password-sign-in'
import { db } from '@/db'
import { appeals, events, people } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { appealByAddress, makeAppeal, readFurtherStatements, readOwnStatement, readStatementAt } from '@/forum/appealing'
import { appealAddress, decisionOfAddress, mayJudgeAppeal, openAppeal, standingTakeDown } from '@/forum/appeals'
import { closeAccount } from '@/forum/closing'
import { deletePost, editPost, undeletePost } from '@/forum/edits'
import { decide } from '@/forum/moderation'
import { readOwnData } from '@/forum/own-data'
import { listPersonAppeals, settlePersonAppeal } from '@/forum/person-appeals'
import { bearerOf, readReceipt } from '@/forum/receipts'
import { suspendPerson } from '@/forum/suspensions'
import { nobody, operator } from '@/forum/viewer'
import type { Person } from '@/forum/viewer'
import { aDatabase } from '../support/database'
import { row } from '../support/reading-back'
import { aGuest, anAnswer, aPerson, aQuestion, must, refusal } from '../support/world'

aDatabase()

const aModerator = () => aPerson({ role: 'moderator' })
const lastPart = (address: string) => address.slice('/appeals/'.length)

async function aHidden(by: Person, decision: 'reject' | 'hide' | 'spam' = 'hide') {
  const answer = await anAnswer()
  const decided = must(await decide(by, { post: answer.id, decision, reason: { rule: 'unclear', text: 'Say which equation.' } }))
  return { ...answer, decision: decided.number }
}

test('a writer reads what was decided, why, by which role and when, and appeals once', async () => {
  const hidden = await aHidden(await aModerator(), 'reject')
  const told = await readOwnStatement(hidden.by, hidden.id)
  expect(told?.statement).toMatchObject({ title: 'Your answer was taken down.', rule: 'It cannot be understood as it stands.', words: 'Say which equation.' })
  expect(told?.statement.by).toMatch(/^Decided by a moderator on /)
  expect(told?.statement.remedies.map(remedy => remedy.kind)).toEqual(['revise', 'appeal'])

  must(await makeAppeal(hidden.by, { post: hidden.id, words: 'It is equation (7), as I say.' }))
  expect((await row(hidden.id)).appealed).toBe(true)
  expect((await openAppeal(db().read, hidden.id))?.words).toBe('It is equation (7), as I say.')
  expect(await readOwnStatement(hidden.by, hidden.id)).toMatchObject({ mayAppeal: false, appeal: { outcome: null } })
})

test('a second appeal against the same decision changes nothing, and says so', async () => {
  const hidden = await aHidden(await aModerator())
  must(await makeAppeal(hidden.by, { post: hidden.id, words: 'First.' }))
  expect(refusal(await makeAppeal(hidden.by, { post: hidden.id, words: 'Second.' }))).toBe('appealed-already')
  expect((await openAppeal(db().read, hidden.id))?.words).toBe('First.')
})

test('of many appeals at once one is kept', async () => {
  const hidden = await aHidden(await aModerator())
  const made = await Promise.all(Array.from({ length: 8 }, (_, n) => makeAppeal(hidden.by, { post: hidden.id, words: `Try ${n}.` })))
  expect(made.filter(one => one.ok)).toHaveLength(1)
  expect(await db().read.select().from(appeals).where(eq(appeals.post, hidden.id))).toHaveLength(1)
})

test('nobody appeals for another, against nothing, or without a word', async () => {
  const hidden = await aHidden(await aModerator())
  expect(refusal(await makeAppeal(await aPerson(), { post: hidden.id, words: 'Mine?' }))).toBe('not-found')
  expect(refusal(await makeAppeal(aGuest(), { post: hidden.id, words: 'Mine?' }))).toBe('not-found')
  expect(await readOwnStatement(await aPerson(), hidden.id)).toBeNull()
  const shown = await anAnswer()
  expect(refusal(await makeAppeal(shown.by, { post: shown.id, words: 'Against what?' }))).toBe('nothing-to-appeal')
  for (const words of ['', ' \u200b ', 'x'.repeat(1_001)]) expect(refusal(await makeAppeal(hidden.by, { post: hidden.id, words }))).toBe('invalid')
  expect((await row(hidden.id)).appealed).toBe(false)
})

test('an appeal is granted by restoring the post and refused by upholding the decision, and its writer learns which', async () => {
  const [first, second] = [await aModerator(), await aModerator()]
  const [restored, upheld] = [await aHidden(first), await aHidden(first)]
  for (const one of [restored, upheld]) must(await makeAppeal(one.by, { post: one.id, words: 'Please.' }))
  must(await decide(second, { post: restored.id, decision: 'restore' }))
  must(await decide(second, { post: upheld.id, decision: 'uphold', reason: { text: 'It still names no equation.' } }))

  expect(await readOwnStatement(restored.by, restored.id)).toMatchObject({ appeal: { outcome: 'granted' } })
  expect(await readOwnStatement(upheld.by, upheld.id)).toMatchObject({ appeal: { outcome: 'refused', answer: { words: 'It still names no equation.', byRole: 'moderator' } }, mayAppeal: false })
  expect([(await row(restored.id)).state, (await row(upheld.id)).state, (await row(upheld.id)).appealed]).toEqual(['public', 'hidden', false])
  expect((await standingTakeDown(db().read, upheld.id))?.id).toBe(upheld.decision)
  expect(refusal(await makeAppeal(upheld.by, { post: upheld.id, words: 'Again.' }))).toBe('appealed-already')
})

test('judging an appeal and taking that back leaves it open as it was', async () => {
  const [first, second] = [await aModerator(), await aModerator()]
  await fc.assert(fc.asyncProperty(fc.constantFrom('restore' as const, 'uphold' as const), async decision => {
    const hidden = await aHidden(first)
    must(await makeAppeal(hidden.by, { post: hidden.id, words: 'Please.' }))
    const now = async () => ({ post: { ...await row(hidden.id), activeAt: null }, appeal: await openAppeal(db().read, hidden.id) })
    const before = await now()
    must(await decide(second, { post: hidden.id, decision }))
    must(await decide(second, { post: hidden.id, decision: 'undo' }))
    expect(await now()).toEqual(before)
  }), { numRuns: 6 })
})

test('whoever took the decision does not judge the appeal, but where nobody else can', async () => {
  const [first, second] = [await aModerator(), await aModerator()]
  const hidden = await aHidden(first)
  must(await makeAppeal(hidden.by, { post: hidden.id, words: 'Please.' }))
  expect(await mayJudgeAppeal(db().read, first, hidden.id)).toBe(false)
  expect(refusal(await decide(first, { post: hidden.id, decision: 'uphold' }))).toBe('appeal-of-own')
  expect([await mayJudgeAppeal(db().read, second, hidden.id), await mayJudgeAppeal(db().read, operator, hidden.id)]).toEqual([true, true])
  const others = await db().read.select().from(people)
  const gone = others.filter(person => person.id !== first.id && person.role !== 'member').map(person => person.id)
  await db().write(async tx => { for (const id of gone) await tx.update(people).set({ former: true }).where(eq(people.id, id)) })
  expect(await mayJudgeAppeal(db().read, first, hidden.id)).toBe(true)
  await db().write(async tx => { for (const id of gone) await tx.update(people).set({ former: false }).where(eq(people.id, id)) })
})

test('a guest appeals from the receipt, and reads the answer there', async () => {
  const moderator = await aModerator()
  const posted = must(await postAnswer(aGuest({ cookieHash: null }), { question: (await aQuestion()).id, body: 'By a guest.', guest: 'Amara' }))
  const secret = posted.receipt?.split('/').at(-1) ?? ''
  must(await decide(moderator, { post: posted.id, decision: 'reject', reason: { text: 'Name a source.' } }))
  expect((await readReceipt(secret))?.told).toMatchObject({ mayAppeal: true, statement: { words: 'Name a source.' } })
  const bearer = await bearerOf(secret, nobody)
  if (!bearer) throw new Error('the receipt opens nothing')
  must(await makeAppeal(bearer.viewer, { post: posted.id, words: 'It is folklore.' }))
  must(await decide(await aModerator(), { post: posted.id, decision: 'uphold' }))
  expect((await readReceipt(secret))?.told?.appeal).toMatchObject({ words: 'It is folklore.', outcome: 'refused' })
})

test('who is taken for a spammer is not invited to appeal, but is read', async () => {
  const hidden = await aHidden(await aModerator(), 'spam')
  expect(await readOwnStatement(hidden.by, hidden.id)).toMatchObject({ mayAppeal: false, statement: { remedies: [] } })
  expect((await makeAppeal(hidden.by, { post: hidden.id, words: 'I am no machine.' })).ok).toBe(true)
})

test('an appealed post that its writer withdraws waits for nobody, and waits again when it is brought back', async () => {
  const hidden = await aHidden(await aModerator())
  must(await makeAppeal(hidden.by, { post: hidden.id, words: 'Please.' }))
  must(await deletePost(hidden.by, { post: hidden.id }))
  expect((await row(hidden.id)).appealed).toBe(false)
  must(await undeletePost(hidden.by, { post: hidden.id }))
  expect(await row(hidden.id)).toMatchObject({ state: 'hidden', appealed: true })
})

test('upholding an appeal does not take the one revision away', async () => {
  const hidden = await aHidden(await aModerator(), 'reject')
  must(await makeAppeal(hidden.by, { post: hidden.id, words: 'Please.' }))
  must(await decide(await aModerator(), { post: hidden.id, decision: 'uphold' }))
  expect(must(await editPost(hidden.by, { post: hidden.id, revision: 1, body: 'With equation (7) now.' })).held).toBe(true)
})

test('somebody suspended is told at the door until when and why, and appeals by the address given there', async () => {
  const [moderator, other, author] = [await aModerator(), await aModerator(), await aPerson({ role: 'author' })]
  const writer = await aPerson()
  const { decision } = must(await suspendPerson(moderator, { handle: writer.handle, reason: 'Insults.' }))
  const address = appealAddress(decision)
  const told = await readStatementAt(lastPart(address))
  expect(told).toMatchObject({ mayAppeal: true, statement: { words: 'Insults.' } })
  expect(told?.statement.title).toMatch(/^You are suspended until \d+ \w+ \d{4}\.$/)
  must(await appealByAddress(nobody, { address: lastPart(address), words: 'I was provoked.' }))
  expect(refusal(await appealByAddress(nobody, { address: lastPart(address), words: 'Twice.' }))).toBe('appealed-already')

  const [appeal] = must(await listPersonAppeals(other)).filter(one => one.handle === writer.handle)
  expect(appeal).toMatchObject({ words: 'I was provoked.', mayJudge: true, suspension: { decision, reason: 'Insults.' } })
  expect(must(await listPersonAppeals(moderator)).find(one => one.handle === writer.handle)?.mayJudge).toBe(false)
  expect(refusal(await settlePersonAppeal(moderator, { appeal: appeal?.id ?? 0, outcome: 'refused' }))).toBe('appeal-of-own')
  expect(refusal(await listPersonAppeals(writer))).toBe('not-allowed')

  must(await settlePersonAppeal(other, { appeal: appeal?.id ?? 0, outcome: 'granted', reason: 'So it was.' }))
  const [person] = await db().read.select().from(people).where(eq(people.id, writer.id))
  expect(person?.suspendedUntil).toBeNull()
  expect(await readStatementAt(lastPart(address))).toMatchObject({ mayAppeal: false, appeal: { outcome: 'granted', answer: { words: 'So it was.' } } })
  expect(refusal(await settlePersonAppeal(author, { appeal: appeal?.id ?? 0, outcome: 'refused' }))).toBe('decided')
})

test('an upheld suspension stands, and of two judges at once one decides', async () => {
  const writer = await aPerson()
  const { decision } = must(await suspendPerson(await aModerator(), { handle: writer.handle, reason: 'Insults.' }))
  must(await appealByAddress(nobody, { address: lastPart(appealAddress(decision)), words: 'No.' }))
  const appeal = must(await listPersonAppeals(operator)).find(one => one.handle === writer.handle)?.id ?? 0
  const judges = await Promise.all(Array.from({ length: 4 }, aModerator))
  const judged = await Promise.all(judges.map(judge => settlePersonAppeal(judge, { appeal, outcome: 'refused' })))
  expect(judged.filter(one => one.ok)).toHaveLength(1)
  const [person] = await db().read.select().from(people).where(eq(people.id, writer.id))
  expect(person?.suspendedUntil).not.toBeNull()
})

test('somebody suspended finds the statements on posts that were taken down before, and appeals there too', async () => {
  const moderator = await aModerator()
  const [hidden, other] = [await aHidden(moderator), await aHidden(moderator)]
  const shown = await anAnswer({ by: hidden.by })
  const { decision } = must(await suspendPerson(moderator, { handle: hidden.by.handle, reason: 'Insults.', posts: 'hide' }))
  expect((await row(shown.id)).state).toBe('hidden')
  const further = await readFurtherStatements(lastPart(appealAddress(decision)))
  expect(further.map(one => one.address)).toEqual([appealAddress(hidden.decision)])
  must(await appealByAddress(nobody, { address: lastPart(further[0]?.address ?? ''), words: 'This one too.' }))
  expect((await row(hidden.id)).appealed).toBe(true)
  expect(await readFurtherStatements(lastPart(appealAddress(other.decision)))).toEqual([])
  expect(await readFurtherStatements(`${decision}-${'A'.repeat(43)}`)).toEqual([])
})

test('a forged address names no decision', async () => {
  const writer = await aPerson()
  const { decision } = must(await suspendPerson(await aModerator(), { handle: writer.handle, reason: 'Insults.' }))
  const right = lastPart(appealAddress(decision))
  const forged = [`${decision}-${'A'.repeat(43)}`, right.replace(String(decision), String(decision + 1)), right.slice(0, -1), `${right}x`, '', '-', '0-', `${decision}`, `9999999999-${right.split('-')[1] ?? ''}`]
  for (const address of forged) {
    expect(decisionOfAddress(address), address).toBeNull()
    expect(await readStatementAt(address)).toBeNull()
    expect(refusal(await appealByAddress(nobody, { address, words: 'Let me.' }))).toBe('not-found')
  }
  fc.assert(fc.property(fc.string(), address => decisionOfAddress(address) === null))
})

test('what is appealed stands in no public event', async () => {
  const hidden = await aHidden(await aModerator())
  must(await makeAppeal(hidden.by, { post: hidden.id, words: 'Please.' }))
  const told = await db().read.select().from(events).where(eq(events.kind, 'appeal.made'))
  expect(told.length).toBeGreaterThan(0)
  expect(told.every(event => !event.public)).toBe(true)
})

test('the door tells whoever has the right password, and nobody else, where to read more', async () => {
  const writer = await aPerson()
  const { hashPassword } = await import('@/auth/passwords')
  const password = await hashPassword('a quiet harbour')
  await db().write(async tx => { await tx.update(people).set({ password }).where(eq(people.id, writer.id)) })
  const { decision } = must(await suspendPerson(await aModerator(), { handle: writer.handle, reason: 'Insults.' }))
  const email = `${writer.handle}@example.org`
  const right = await personByPassword({ email, password: 'a quiet harbour', network: null })
  const wrong = await personByPassword({ email, password: 'another harbour', network: null })
  expect(right.ok ? null : [right.error.code, right.error.detail['statement']]).toEqual(['suspended', appealAddress(decision)])
  expect(right.ok ? '' : right.error.text).toContain('Insults.')
  expect(wrong.ok ? null : [wrong.error.code, wrong.error.detail]).toEqual(['wrong-password', {}])
})

test('an appeal is among what somebody takes along, and goes with a closed account', async () => {
  const [open, judged] = [await aHidden(await aModerator()), await aHidden(await aModerator())]
  for (const one of [open, judged]) must(await makeAppeal(one.by, { post: one.id, words: 'A pangolinword appeal.' }))
  must(await decide(await aModerator(), { post: judged.id, decision: 'uphold' }))
  expect(await readOwnData(open.by.id)).toMatchObject({ appeals: [{ post: open.id, words: 'A pangolinword appeal.', outcome: null }] })
  for (const one of [open, judged]) must(await closeAccount(one.by, { posts: 'keep' }))
  expect((await row(open.id)).appealed).toBe(false)
  expect(JSON.stringify(await db().read.select().from(appeals))).not.toContain('pangolinword')
})
