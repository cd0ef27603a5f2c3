import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { events, followers, posts, setAside } from '@/db/schema'
import { endorseAnswer } from '@/forum/answers'
import { closeAccount } from '@/forum/closing'
import { postComment } from '@/forum/comments'
import { examine } from '@/forum/doctor'
import { deletePost, editPost, undeletePost } from '@/forum/edits'
import { flagPost } from '@/forum/flags'
import { decide } from '@/forum/moderation'
import { setStatus } from '@/forum/questions'
import { operator } from '@/forum/viewer'
import { castVote } from '@/forum/votes'
import { importList } from '@/reading-list/apply'
import { aDatabase } from '../support/database'
import { aComment, aGuest, anAnswer, aPerson, aQuestion, must } from '../support/world'

aDatabase()

const list = (papers: string) => `---\nauthor: Alma\n---\n\n# Sea\n\n${papers}`
const faultsNow = () => examine({ now: new Date(), serverRuns: true })

test('after all that people do in a forum, every counter, rank and search row is what the rows say', async () => {
  must(await importList(list('- Waves :+1:\n  - Question 1: Are they high?\n- Tides\n  - Question 1: Why twice a day?\n'), operator, { dryRun: false }))
  const [waves] = await db().read.select({ id: posts.id }).from(posts).where(eq(posts.number, 1))
  const author = await aPerson({ role: 'author' })
  const [asker, writer, reader, leaver] = [await aPerson(), await aPerson(), await aPerson(), await aPerson()]
  const thread = await aQuestion({ by: asker, paper: undefined })
  await indexed(thread.paper.id)
  const answers = [await anAnswer({ question: thread.id, by: writer }), await anAnswer({ question: thread.id, by: leaver }), await anAnswer({ question: waves?.id ?? 0, by: writer }), await anAnswer({ question: thread.id, by: reader })]
  const [first, second, third, fourth] = answers.map(answer => answer.id)
  const comment = await aComment({ parent: first ?? 0, by: reader })
  const reply = await aComment({ parent: comment.id, by: leaver })
  const held = must(await postComment(aGuest(), { parent: second ?? 0, body: 'A remark of a guest.', guest: 'Gus' }))
  expect(await faultsNow()).toEqual([])

  for (const voter of [asker, reader, leaver]) must(await castVote(voter, { post: first ?? 0, voted: true }))
  for (const voter of [asker, writer]) must(await castVote(voter, { post: second ?? 0, voted: true }))
  must(await castVote(asker, { post: first ?? 0, voted: false }))
  must(await castVote(reader, { post: thread.id, voted: true }))
  must(await endorseAnswer(author, { post: first ?? 0, endorsed: true }))
  must(await endorseAnswer(author, { post: second ?? 0, endorsed: true }))
  must(await endorseAnswer(author, { post: second ?? 0, endorsed: false }))
  must(await setStatus(author, { question: thread.id, status: 'disputed' }))
  must(await setStatus(author, { question: waves?.id ?? 0, status: 'answered' }))
  must(await flagPost(asker, { post: third ?? 0, reason: 'other' }))
  must(await flagPost(reader, { post: third ?? 0, reason: 'hostile' }))
  must(await editPost(writer, { post: first ?? 0, revision: 1, body: 'Now in other words.' }))
  expect(await faultsNow()).toEqual([])

  must(await decide(author, { post: held.id, decision: 'approve' }))
  must(await decide(author, { post: first ?? 0, decision: 'hide', reason: { text: 'Off the point.' } }))
  must(await decide(author, { post: third ?? 0, decision: 'reject', reason: { text: 'Hostile.' } }))
  must(await deletePost(reader, { post: comment.id }))
  must(await deletePost(reader, { post: fourth ?? 0 }))
  expect(await faultsNow()).toEqual([])

  must(await decide(author, { post: first ?? 0, decision: 'restore' }))
  must(await undeletePost(reader, { post: fourth ?? 0 }))
  must(await deletePost(leaver, { post: reply.id }))
  must(await closeAccount({ ...leaver, provedAt: new Date() }, { posts: 'empty' }))
  must(await importList(list('- Tides\n'), operator, { dryRun: false }))
  expect(await faultsNow()).toEqual([])
})

test('a follower that has stood still for minutes under a running server is named, and so is an event that was set aside', async () => {
  const long = new Date(Date.now() - 3_600_000)
  await db().write(async tx => {
    await tx.insert(followers).values({ name: 'mail', position: 0, updatedAt: long })
    await tx.insert(events).values({ kind: 'list.applied', public: true, at: long })
    await tx.insert(setAside).values({ follower: 'mail', event: 7, error: 'the mail server hung up', tries: 5, createdAt: long })
  })

  expect((await faultsNow()).map(fault => fault.what)).toEqual([expect.stringMatching(/^The follower mail is \d+ events behind\.$/), 'Event 7 was set aside by mail after 5 tries: the mail server hung up'])
  expect((await examine({ now: new Date(), serverRuns: false })).length).toBe(1)
})

/** The builder's papers have no search row, as they come from no list. */
async function indexed(paper: number): Promise<void> {
  const { indexPaper } = await import('@/forum/search-rows')
  await db().write(tx => indexPaper(tx, paper))
}
