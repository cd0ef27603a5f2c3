import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { events, guests, papers, posts, votes } from '@/db/schema'
import { endorseAnswer, postAnswer } from '@/forum/answers'
import { postComment } from '@/forum/comments'
import { deletePost, editPost, undeletePost } from '@/forum/edits'
import { decide } from '@/forum/moderation'
import { askQuestion, setStatus } from '@/forum/questions'
import { readRevisions } from '@/forum/revisions'
import { search } from '@/forum/search'
import { nobody } from '@/forum/viewer'
import { castVote } from '@/forum/votes'
import { aDatabase } from '../support/database'
import { row, thread } from '../support/reading-back'
import { aComment, aGuest, anAnswer, aPaper, aPerson, aQuestion, must, refusal } from '../support/world'

aDatabase()

test('a trusted member’s answer is public at once, counted, found and logged', async () => {
  const question = await aQuestion()
  const answer = await anAnswer({ question: question.id, body: 'The quokkaword settles it: $x^2$.' })

  expect((await thread(question)).answers.map(a => a.id)).toEqual([answer.id])
  expect((await row(question.id)).answers).toBe(1)
  const [paper] = await db().read.select().from(papers).where(eq(papers.id, question.paper.id))
  expect([paper?.questions, paper?.openQuestions, paper?.answers]).toEqual([1, 1, 1])
  expect((await search({ q: 'quokkaword' })).hits.map(hit => hit.id)).toEqual([answer.id])
  const logged = await db().read.select({ kind: events.kind }).from(events).where(eq(events.post, answer.id))
  expect(logged.map(event => event.kind)).toEqual(['answer.posted'])
})

test('posting the same twice, with a key or without, is one post', async () => {
  const member = await aPerson()
  const question = await aQuestion()
  const input = { question: question.id, body: 'Said once.' }
  const both = await Promise.all([postAnswer(member, input), postAnswer(member, input), postAnswer(member, input)])
  expect(new Set(both.map(result => must(result).id)).size).toBe(1)

  const keyed = must(await postAnswer(member, { ...input, body: 'Keyed.' }, { key: 'k1' }))
  expect(must(await postAnswer(member, { ...input, body: 'Keyed.' }, { key: 'k1' })).id).toBe(keyed.id)
  expect(refusal(await postAnswer(member, { ...input, body: 'Another body.' }, { key: 'k1' }))).toBe('key-reused')
})

test('a guest who sends the same twice is given the same receipt', async () => {
  const guest = aGuest()
  const question = await aQuestion()
  const input = { question: question.id, body: 'Only once, as a guest.', guest: 'Fay' }
  const first = must(await postAnswer(guest, input))
  expect(must(await postAnswer(guest, input))).toEqual(first)
})

test('fifty votes at once make a count of fifty', async () => {
  const answer = await anAnswer()
  const voters = await Promise.all(Array.from({ length: 50 }, () => aPerson()))
  await Promise.all(voters.map(voter => castVote(voter, { post: answer.id, voted: true }).then(must)))
  const { score, voters: counted } = await row(answer.id)
  expect([score, counted]).toEqual([50, 50])
})

test('toggling a vote at once from many sides leaves the score equal to the rows', async () => {
  const answer = await anAnswer()
  const voters = await Promise.all(Array.from({ length: 5 }, () => aPerson()))
  await Promise.all(Array.from({ length: 100 }, (_, i) => castVote(voters[i % 5] ?? nobody, { post: answer.id, voted: i % 3 !== 0 })))
  const kept = await db().read.select().from(votes).where(eq(votes.post, answer.id))
  expect((await row(answer.id)).score).toBe(kept.length)
})

test('nobody upvotes an own post, and a guest is asked to sign in', async () => {
  const answer = await anAnswer()
  expect(refusal(await castVote(answer.by, { post: answer.id, voted: true }))).toBe('own-post')
  expect(refusal(await castVote(aGuest(), { post: answer.id, voted: true }))).toBe('sign-in')
})

test('endorsed answers come first, then votes weighed against those who voted since, then time', async () => {
  const question = await aQuestion()
  const author = await aPerson({ role: 'author' })
  const [a, b, c] = [await anAnswer({ question: question.id }), await anAnswer({ question: question.id }), await anAnswer({ question: question.id })]
  const voters = await Promise.all(Array.from({ length: 3 }, () => aPerson()))
  for (const voter of voters) must(await castVote(voter, { post: b.id, voted: true }))
  must(await endorseAnswer(author, { post: c.id, endorsed: true }))
  expect((await thread(question)).answers.map(answer => answer.id)).toEqual([c.id, b.id, a.id])
  expect((await thread(question)).answers[0]?.endorsedBy).toBe(author.name)
})

test('two editors of one post: the second is given both texts and overwrites nothing', async () => {
  const answer = await anAnswer({ body: 'At first.' })
  must(await editPost(answer.by, { post: answer.id, revision: 1, body: 'Edited once.' }))
  const late = await editPost(answer.by, { post: answer.id, revision: 1, body: 'Edited twice.' })
  expect(refusal(late)).toBe('changed-meanwhile')
  expect(late.ok ? null : late.error.detail['body']).toBe('Edited once.')
  const history = await readRevisions(answer.id, nobody)
  expect(history?.revisions.map(revision => revision.body)).toEqual(['At first.'])
})

test('deleting leaves a tombstone where others replied, nothing where none did, and can be undone', async () => {
  const question = await aQuestion()
  const alone = await anAnswer({ question: question.id })
  const replied = await anAnswer({ question: question.id })
  await aComment({ parent: replied.id })
  must(await deletePost(alone.by, { post: alone.id }))
  must(await deletePost(replied.by, { post: replied.id }))
  const left = (await thread(question)).answers
  expect(left.map(answer => [answer.id, answer.state, answer.body, answer.removed?.by])).toEqual([[replied.id, 'deleted', '', 'writer']])

  must(await undeletePost(alone.by, { post: alone.id }))
  expect((await thread(question)).answers.map(answer => answer.id)).toContain(alone.id)
})

test('a closed question takes comments but no answers, a locked thread neither, but from moderators', async () => {
  const question = await aQuestion()
  const moderator = await aPerson({ role: 'moderator' })
  const member = await aPerson()
  must(await setStatus(moderator, { question: question.id, status: 'closed', reason: 'settled in v2' }))
  expect(refusal(await postAnswer(member, { question: question.id, body: 'Late.' }))).toBe('question-closed')
  must(await postComment(member, { parent: question.id, body: 'Still a remark.' }))
  must(await decide(moderator, { post: question.id, decision: 'lock' }))
  expect(refusal(await postComment(member, { parent: question.id, body: 'One more.' }))).toBe('thread-locked')
  must(await postComment(moderator, { parent: question.id, body: 'A moderator may.' }))
})

test('a closed question is no longer counted among the open ones', async () => {
  const question = await aQuestion()
  const moderator = await aPerson({ role: 'moderator' })
  must(await setStatus(moderator, { question: question.id, status: 'closed' }))
  const open = async () => (await db().read.select().from(papers).where(eq(papers.id, question.paper.id)))[0]?.openQuestions
  expect(await open()).toBe(0)
  must(await decide(moderator, { post: question.id, decision: 'hide' }))
  expect(refusal(await setStatus(moderator, { question: question.id, status: 'open' }))).toBe('not-allowed')
  expect(await open()).toBe(0)
  must(await decide(moderator, { post: question.id, decision: 'restore' }))
  must(await setStatus(moderator, { question: question.id, status: 'open' }))
  expect(await open()).toBe(1)
})

test('questions on one paper asked at once get numbers without a gap', async () => {
  const paper = await aPaper()
  const askers = await Promise.all(Array.from({ length: 8 }, () => aPerson()))
  await Promise.all(askers.map((asker, i) => askQuestion(asker, { paper: paper.slug, title: `Question at once ${i}`, body: 'At once.' }).then(must)))
  const numbers = (await db().read.select({ number: posts.number }).from(posts).where(eq(posts.paper, paper.id))).map(one => one.number)
  expect(numbers.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('a question without a title is headed by its first sentence, and the text stands whole', async () => {
  const paper = await aPaper()
  const asked = must(await askQuestion(await aPerson(), { paper: paper.slug, body: 'Is the second vector needed? I think that it is not.' }))
  const found = await thread({ id: asked.id, paper })
  expect([found.question.title, found.question.heading, found.question.body]).toEqual([null, 'Is the second vector needed?', 'Is the second vector needed? I think that it is not.'])
})

test('a refusal leaves nothing behind', async () => {
  const question = await aQuestion()
  const member = await aPerson()
  const before = (await db().read.select({ id: events.id }).from(events)).length
  expect(refusal(await postAnswer(member, { question: question.id, body: ' \u200b\u200b ' }))).toBe('invalid')
  expect(refusal(await postAnswer(member, { question: question.id, body: 'x'.repeat(40_001) }))).toBe('invalid')
  expect(refusal(await postAnswer(member, { question: 999_999, body: 'Nowhere.' }))).toBe('not-found')
  expect((await db().read.select({ id: events.id }).from(events)).length).toBe(before)
})

test('a name of which nothing is seen is no name', async () => {
  const question = await aQuestion()
  for (const guest of [' ', '\u200b', '\u00a0\u2060']) expect(refusal(await postAnswer(aGuest(), { question: question.id, body: 'By nobody.', guest }))).toBe('name-missing')
})

test('a receipt is another one where an id comes again', async () => {
  const question = await aQuestion()
  const receipts = await Promise.all(['one', 'two'].map(async body => must(await postAnswer(aGuest(), { question: question.id, body: `Said ${body}.`, guest: 'Ida' })).receipt))
  expect(receipts[0]).not.toBe(receipts[1])
  const nonces = (await db().read.select({ nonce: guests.nonce }).from(guests)).map(one => one.nonce)
  expect(new Set(nonces).size).toBe(nonces.length)
})
