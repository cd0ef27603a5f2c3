import fc from 'fast-check'
import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { events, people, posts, votes } from '@/db/schema'
import { decide } from '@/forum/moderation'
import { rerank } from '@/forum/ranking'
import { tellLateScores } from '@/forum/scores'
import { castVote } from '@/forum/votes'
import { postAnswer } from '@/forum/answers'
import { aDatabase } from '../support/database'
import { queriesOf } from '../support/queries'
import { aComment, aPerson, anAnswer, aQuestion, must, refusal } from '../support/world'

aDatabase()

const standings = async (question: number) => (await db().read.select({ id: posts.id, score: posts.score, voters: posts.voters, rank: posts.rank }).from(posts)
  .where(and(eq(posts.question, question), eq(posts.kind, 'answer'), eq(posts.state, 'public')))).sort((a, b) => a.id - b.id)
const upvotesOf = async (person: number) => (await db().read.select({ upvotes: people.upvotes }).from(people).where(eq(people.id, person)))[0]?.upvotes
const timesTold = async (post: number) => (await db().read.select().from(events).where(and(eq(events.kind, 'post.scored'), eq(events.post, post)))).length
const at = (ms: number) => new Date(Date.now() + ms)

type Step = { kind: 'vote' | 'answer' | 'hide' | 'restore'; who: number; what: number; voted: boolean }
const step: fc.Arbitrary<Step> = fc.record({ kind: fc.constantFrom('vote', 'vote', 'vote', 'vote', 'vote', 'answer', 'hide', 'restore'), who: fc.nat(4), what: fc.nat(20), voted: fc.constantFrom(true, true, false) })

test('after whatever votes, answers, hidings and restorings, voters and ranks are what counting all votes anew gives', async () => {
  const voters = await Promise.all(Array.from({ length: 5 }, () => aPerson()))
  const moderator = await aPerson({ role: 'moderator' })
  const writer = await aPerson({ role: 'moderator' })
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async steps => {
    const { id: question } = await aQuestion({ by: moderator })
    const answers: number[] = []
    let clock = Date.now() + 10_000
    for (const { kind, who, what, voted } of steps) {
      const now = new Date(clock += 7)
      const post = answers[what % Math.max(1, answers.length)] ?? 0
      const voter = voters[who]
      if (kind === 'answer' || answers.length === 0) answers.push(must(await postAnswer(writer, { question, body: `Answer ${clock}.` }, { now })).id)
      else if (kind === 'vote' && voter) await castVote(voter, { post, voted }, { now })
      else if (kind === 'hide') await decide(moderator, { post, decision: 'hide', reason: { rule: 'off-topic' } }, { now })
      else await decide(moderator, { post, decision: 'restore' }, { now })
    }
    const kept = await standings(question)

    await db().write(tx => rerank(tx, question))

    const anew = await standings(question)
    expect(kept.map(({ id, score, voters }) => ({ id, score, voters }))).toEqual(anew.map(({ id, score, voters }) => ({ id, score, voters })))
    for (const [n, answer] of anew.entries()) expect(kept[n]?.rank).toBeCloseTo(answer.rank, 9)
    const counted = await db().read.select({ post: votes.post }).from(votes).where(eq(votes.thread, question))
    for (const answer of anew) expect(answer.score).toBe(counted.filter(vote => vote.post === answer.id).length)
  }), { numRuns: 25 })
}, 120_000)

test('many who vote at once on two answers of a thread are all counted', async () => {
  const { id: question } = await aQuestion()
  const first = await anAnswer({ question })
  const second = await anAnswer({ question })
  const voters = await Promise.all(Array.from({ length: 30 }, () => aPerson()))

  await Promise.all(voters.flatMap((voter, n) => [castVote(voter, { post: first.id, voted: true }), ...(n % 3 === 0 ? [castVote(voter, { post: second.id, voted: true })] : [])]))
  const kept = await standings(question)
  await db().write(tx => rerank(tx, question))

  expect(kept.map(answer => [answer.score, answer.voters])).toEqual([[30, 30], [10, 30]])
  expect((await standings(question)).map(answer => answer.voters)).toEqual([30, 30])
  expect(await upvotesOf(first.by.id)).toBe(30)
})

test('a vote takes as many statements after a hundred voters as after one', async () => {
  const { id: post } = await anAnswer()
  const voters = await Promise.all(Array.from({ length: 103 }, () => aPerson()))
  const one = voters.pop()
  const last = voters.pop()
  if (!one || !last) throw new Error('no voters')
  const first = await queriesOf(() => castVote(one, { post, voted: true }))
  for (const voter of voters) must(await castVote(voter, { post, voted: true }))

  const later = await queriesOf(() => castVote(last, { post, voted: true }))

  expect(later.length).toBeLessThanOrEqual(first.length)
})

test('the writer’s upvotes follow the votes on questions, answers and comments', async () => {
  const by = await aPerson()
  const voter = await aPerson()
  const { id: question } = await aQuestion({ by })
  const { id: answer } = await anAnswer({ by })
  const { id: comment } = await aComment({ parent: question, by })

  for (const post of [question, answer, comment]) must(await castVote(voter, { post, voted: true }))
  must(await castVote(voter, { post: answer, voted: true }))
  must(await castVote(voter, { post: comment, voted: false }))

  expect(await upvotesOf(by.id)).toBe(2)
})

test('a score is told at once, then at most once a second, and the last vote of a second is told when it is over', async () => {
  const { id: post } = await anAnswer()
  const [first, second, third] = await Promise.all([aPerson(), aPerson(), aPerson()])

  must(await castVote(first, { post, voted: true }, { now: at(0) }))
  must(await castVote(second, { post, voted: true }, { now: at(300) }))
  must(await castVote(third, { post, voted: true }, { now: at(600) }))
  await tellLateScores(at(700))
  expect(await timesTold(post)).toBe(1)

  await tellLateScores(at(1_700))
  await tellLateScores(at(3_000))
  expect(await timesTold(post)).toBe(2)
})

test('a vote after the second is over tells the former ones too', async () => {
  const { id: post } = await anAnswer()
  const [first, second, third] = await Promise.all([aPerson(), aPerson(), aPerson()])

  must(await castVote(first, { post, voted: true }, { now: at(0) }))
  must(await castVote(second, { post, voted: true }, { now: at(300) }))
  must(await castVote(third, { post, voted: true }, { now: at(1_500) }))

  await tellLateScores(at(9_000))
  expect(await timesTold(post)).toBe(2)
})

test('nothing is asked of the writers where no score is late', async () => {
  await tellLateScores(at(60_000))

  expect(await queriesOf(() => tellLateScores(at(61_000)))).toHaveLength(1)
})

test('a vote on what has been hidden in the meantime counts nowhere', async () => {
  const { id: post, by } = await anAnswer()
  const moderator = await aPerson({ role: 'moderator' })
  must(await decide(moderator, { post, decision: 'hide', reason: { rule: 'off-topic' } }))

  expect(refusal(await castVote(await aPerson(), { post, voted: true }))).toBe('not-found')
  expect(await upvotesOf(by.id)).toBe(0)
  expect(await db().read.select().from(votes).where(eq(votes.post, post))).toEqual([])
})
