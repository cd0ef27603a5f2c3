import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { events, searchRows } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { deletePost, editPost, undeletePost } from '@/forum/edits'
import { flagPost } from '@/forum/flags'
import { decide } from '@/forum/moderation'
import { findPost } from '@/forum/one-post'
import { readQueue } from '@/forum/queue'
import { readReceipt } from '@/forum/receipts'
import { search } from '@/forum/search'
import { placeOf } from '@/forum/threads'
import { nobody } from '@/forum/viewer'
import { aDatabase } from '../support/database'
import { row, thread } from '../support/reading-back'
import { aGuest, anAnswer, aPerson, aQuestion, must, refusal } from '../support/world'

aDatabase()

test('a guest’s answer is held: its writer and moderators see it, nobody else anywhere', async () => {
  const question = await aQuestion()
  const guest = aGuest()
  const posted = must(await postAnswer(guest, { question: question.id, body: 'The secret wombatword.', guest: 'Amara' }))

  expect(posted.state).toBe('held')
  expect((await thread(question)).answers).toEqual([])
  expect((await thread(question, aGuest())).waiting).toEqual([])
  expect((await thread(question, guest)).waiting.map(a => [a.id, a.writer])).toEqual([[posted.id, { guest: 'Amara' }]])
  expect((await search({ q: 'wombatword' })).hits).toEqual([])
  expect(await placeOf(posted.id, nobody)).toBeNull()
  const receipt = await readReceipt(posted.receipt?.split('/').at(-1) ?? '')
  expect([receipt?.post.body, receipt?.post.state, receipt?.ahead]).toEqual(['The secret wombatword.', 'held', 0])
  const publicEvents = await db().read.select().from(events).where(eq(events.post, posted.id))
  expect(publicEvents.every(event => !event.public)).toBe(true)
})

test('an approved post is public for all, and a hidden one for nobody but its writer', async () => {
  const question = await aQuestion()
  const moderator = await aPerson({ role: 'moderator' })
  const posted = must(await postAnswer(aGuest(), { question: question.id, body: 'An approvable text.', guest: 'Bo' }))

  must(await decide(moderator, { post: posted.id, decision: 'approve' }))
  expect((await thread(question)).answers.map(a => a.id)).toEqual([posted.id])

  must(await decide(moderator, { post: posted.id, decision: 'hide', reason: { text: 'test' } }))
  expect((await thread(question)).answers).toEqual([])
  expect((await row(question.id)).answers).toBe(0)
  expect(await db().read.select().from(searchRows).where(eq(searchRows.post, posted.id))).toEqual([])

  must(await decide(moderator, { post: posted.id, decision: 'restore' }))
  expect((await thread(question)).answers.map(a => a.id)).toEqual([posted.id])
  const kinds = (await db().read.select({ kind: events.kind }).from(events).where(eq(events.post, posted.id))).map(event => event.kind)
  expect(kinds).toEqual(['answer.held', 'post.approved', 'answer.posted', 'post.hidden', 'post.restored'])
})

test('a second decision changes nothing and says who decided', async () => {
  const first = await aPerson({ role: 'moderator', name: 'First Decider' })
  const second = await aPerson({ role: 'moderator' })
  const question = await aQuestion()
  const posted = must(await postAnswer(aGuest(), { question: question.id, body: 'Decide on me.', guest: 'Cy' }))
  must(await decide(first, { post: posted.id, decision: 'reject', reason: { text: 'off' } }))
  const late = await decide(second, { post: posted.id, decision: 'approve' })

  expect(refusal(late)).toBe('decided')
  expect(late.ok ? null : late.error.detail).toMatchObject({ decided: { decision: 'reject', by: 'First Decider' } })
  expect((await row(posted.id)).state).toBe('hidden')
})

test('of many moderators deciding at once exactly one wins', async () => {
  const moderators = await Promise.all(Array.from({ length: 6 }, () => aPerson({ role: 'moderator' })))
  const question = await aQuestion()
  const posted = must(await postAnswer(aGuest(), { question: question.id, body: 'Decide on me quickly.', guest: 'Di' }))
  const decided = await Promise.all(moderators.map((moderator, i) => decide(moderator, { post: posted.id, decision: i % 2 ? 'approve' : 'reject' })))
  const wins = decided.filter(result => result.ok)
  // An approval may be followed by a rejection of the public post, but never two of a kind.
  expect(wins.length).toBeGreaterThanOrEqual(1)
  expect(new Set(wins.map(result => result.ok && result.value.decision)).size).toBe(wins.length)
})

test('a rejected post may be revised once, which holds it again', async () => {
  const guest = aGuest()
  const moderator = await aPerson({ role: 'moderator' })
  const question = await aQuestion()
  const posted = must(await postAnswer(guest, { question: question.id, body: 'A first try.', guest: 'Ed' }))
  must(await decide(moderator, { post: posted.id, decision: 'reject', reason: { text: 'Name the equation.' } }))
  const seen = (await thread(question, guest)).waiting[0]
  expect(seen?.decision).toMatchObject({ decision: 'reject', reason: 'Name the equation.', mayRevise: true })

  const edited = must(await editPost(guest, { post: posted.id, revision: 1, body: 'A second try.' }))
  expect(edited.held).toBe(true)
  must(await decide(moderator, { post: posted.id, decision: 'reject' }))
  expect(refusal(await editPost(guest, { post: posted.id, revision: 2, body: 'A third try.' }))).toBe('revised-already')
})

test('several flags on one post are one item of the queue, and approving it settles them', async () => {
  const answer = await anAnswer()
  const moderator = await aPerson({ role: 'moderator' })
  for (const reader of [await aPerson(), await aPerson(), aGuest()]) must(await flagPost(reader, { post: answer.id, reason: 'hostile' }))
  const again = await aPerson()
  must(await flagPost(again, { post: answer.id, reason: 'other' }))
  must(await flagPost(again, { post: answer.id, reason: 'other' }))
  const item = must(await readQueue(moderator, { filter: 'flagged' })).items.find(one => one.post.id === answer.id)
  expect(item?.flags.length).toBe(4)
  must(await decide(moderator, { post: answer.id, decision: 'approve' }))
  expect(must(await readQueue(moderator, { filter: 'flagged' })).items.some(one => one.post.id === answer.id)).toBe(false)
  expect((await row(answer.id)).state).toBe('public')
})

test('whoever deletes what a moderator hid and takes that back has it hidden still', async () => {
  const answer = await anAnswer()
  const moderator = await aPerson({ role: 'moderator' })
  must(await decide(moderator, { post: answer.id, decision: 'hide', reason: { text: 'test' } }))
  must(await deletePost(answer.by, { post: answer.id }))
  must(await undeletePost(answer.by, { post: answer.id }))
  expect((await row(answer.id)).state).toBe('hidden')
})

test('a flag after a decision is one more, and reaches the queue again', async () => {
  const answer = await anAnswer()
  const [moderator, reader] = [await aPerson({ role: 'moderator' }), await aPerson()]
  must(await flagPost(reader, { post: answer.id, reason: 'other' }))
  must(await decide(moderator, { post: answer.id, decision: 'approve' }))
  must(await flagPost(reader, { post: answer.id, reason: 'advertising' }))
  must(await flagPost(reader, { post: answer.id, reason: 'advertising' }))
  expect(must(await readQueue(moderator, { filter: 'flagged' })).items.find(one => one.post.id === answer.id)?.flags.map(flag => flag.reason)).toEqual(['advertising'])
})

test('what changed after a moderator read it is not decided', async () => {
  const guest = aGuest()
  const moderator = await aPerson({ role: 'moderator' })
  const question = await aQuestion()
  const posted = must(await postAnswer(guest, { question: question.id, body: 'Harmless.', guest: 'Hal' }))
  must(await editPost(guest, { post: posted.id, revision: 1, body: 'Not harmless.' }))
  expect(refusal(await decide(moderator, { post: posted.id, decision: 'approve', seen: 'held', revision: 1 }))).toBe('changed-since-read')
  expect((await row(posted.id)).state).toBe('held')
})

test('an edit by a new member that adds links is held again', async () => {
  const newcomer = await aPerson({ trust: 0 })
  const moderator = await aPerson({ role: 'moderator' })
  const question = await aQuestion()
  const posted = must(await postAnswer(newcomer, { question: question.id, body: 'An honest answer.' }))
  must(await decide(moderator, { post: posted.id, decision: 'approve' }))
  const edited = must(await editPost(newcomer, { post: posted.id, revision: 1, body: 'Now with https://a.example and https://b.example' }))
  expect([edited.held, (await row(posted.id)).state, (await row(question.id)).answers]).toEqual([true, 'held', 0])
})

test('the page of a post tells a stranger nothing of a hidden question above it', async () => {
  const question = await aQuestion({ title: 'A heading to be hidden' })
  const answer = await anAnswer({ question: question.id })
  must(await decide(await aPerson({ role: 'moderator' }), { post: question.id, decision: 'hide' }))
  expect(JSON.stringify(await findPost(answer.id, nobody))).not.toContain('A heading to be hidden')
})
