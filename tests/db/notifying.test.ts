import { setTimeout as pause } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { db } from '@/db'
import { events, follows, notifications, papers, people, posts, setAside, topics } from '@/db/schema'
import { endorseAnswer } from '@/forum/answers'
import { deletePost, editPost, undeletePost } from '@/forum/edits'
import { record } from '@/forum/events'
import { muted, setFollow } from '@/forum/follows'
import { notifier } from '@/forum/notifying'
import { advance, eventTries, freeSetAside, retryFreed } from '@/forum/log-followers'
import type { Failures, LogFollower } from '@/forum/log-followers'
import { decide } from '@/forum/moderation'
import { groupNotices } from '@/components/notice-groups'
import { readNotices, readNotifications } from '@/forum/notifications'
import { setStatus } from '@/forum/questions'
import { tellLateScores } from '@/forum/scores'
import { castVote } from '@/forum/votes'
import { aDatabase } from '../support/database'
import { logSettled } from '../support/log'
import { choose, makeNotices, rowsOf, toldTo } from '../support/notices'
import { aComment, anAnswer, aPaper, aPerson, aQuestion, must } from '../support/world'

aDatabase()
beforeAll(() => makeNotices())

test('an answer tells the asker and those who follow the question, not its writer', async () => {
  const [asker, follower, answerer, other] = [await aPerson(), await aPerson(), await aPerson(), await aPerson()]
  const question = await aQuestion({ by: asker })
  must(await setFollow(follower, { kind: 'question', id: String(question.id), following: true }))
  await makeNotices()
  const answer = await anAnswer({ question: question.id, by: answerer })
  await makeNotices()
  expect(await toldTo(asker)).toEqual([`own answer ${answer.id}`])
  expect(await toldTo(follower)).toEqual([`answer ${answer.id}`])
  expect(await toldTo(answerer)).toEqual([])
  expect(await toldTo(other)).toEqual([])
})

test('a comment tells those on whose words it is; a reply tells whoever it replies to and whose answer it stands under', async () => {
  const [asker, answerer, commenter, replier] = [await aPerson(), await aPerson(), await aPerson(), await aPerson()]
  const question = await aQuestion({ by: asker })
  const answer = await anAnswer({ question: question.id, by: answerer })
  const comment = await aComment({ parent: answer.id, by: commenter })
  const reply = await aComment({ parent: comment.id, by: replier })
  await makeNotices()
  expect(await toldTo(answerer)).toEqual([`own comment ${comment.id}`, `own comment ${reply.id}`])
  expect(await toldTo(commenter)).toEqual([`own comment ${reply.id}`])
  expect(await toldTo(asker)).toEqual([`own answer ${answer.id}`, `comment ${comment.id}`, `comment ${reply.id}`])
})

test('a new question tells followers of its paper, its topic and those above, its writer and the site, each once', async () => {
  const asker = await aPerson()
  const paper = await aPaper()
  await db().write(async tx => {
    const [above] = await tx.insert(topics).values({ slug: 'above', title: 'Above', titleHtml: 'Above', position: 1, createdAt: new Date() }).returning()
    const [below] = await tx.insert(topics).values({ slug: 'below', title: 'Below', titleHtml: 'Below', parent: above?.id ?? null, position: 1, createdAt: new Date() }).returning()
    await tx.update(papers).set({ topic: below?.id ?? null }).where(eq(papers.id, paper.id))
  })
  const followed = [['paper', paper.slug], ['topic', 'above'], ['topic', 'below'], ['person', asker.handle], ['site', 'all']] as const
  const readers = await Promise.all(followed.map(async ([kind, id]) => {
    const reader = await aPerson()
    must(await setFollow(reader, { kind, id, following: true }))
    return reader
  }))
  const everything = await aPerson()
  for (const [kind, id] of followed) must(await setFollow(everything, { kind, id, following: true }))
  const question = await aQuestion({ paper, by: asker })
  await makeNotices()
  for (const reader of [...readers, everything]) expect(await toldTo(reader)).toEqual([`question ${question.id}`])
  expect(await toldTo(asker)).toEqual([])
})

test('somebody who is named is told of it, once, also by an edit; not in code, not twice', async () => {
  const [writer, named, later] = [await aPerson(), await aPerson(), await aPerson()]
  const question = await aQuestion()
  const answer = await anAnswer({ question: question.id, by: writer, body: `Ask @${named.handle}, not \`@${later.handle}\`.` })
  await makeNotices()
  expect(await toldTo(named)).toEqual([`own mention ${answer.id}`])
  expect(await toldTo(later)).toEqual([])
  must(await editPost(writer, { post: answer.id, revision: 1, body: `Ask @${named.handle} and @${later.handle}.` }))
  await makeNotices()
  expect(await toldTo(named)).toEqual([`own mention ${answer.id}`])
  expect(await toldTo(later)).toEqual([`own mention ${answer.id}`])
})

test('an endorsement, a status and milestones of votes are told; an endorsement that was taken back is not shown', async () => {
  const [author, asker, answerer] = [await aPerson({ role: 'author' }), await aPerson(), await aPerson()]
  const question = await aQuestion({ by: asker })
  const answer = await anAnswer({ question: question.id, by: answerer })
  must(await endorseAnswer(author, { post: answer.id, endorsed: true }))
  must(await setStatus(author, { question: question.id, status: 'answered' }))
  await makeNotices()
  expect(await toldTo(answerer)).toEqual([`own endorsement ${answer.id}`, `status ${question.id}`])
  expect(await toldTo(asker)).toEqual([`own answer ${answer.id}`, `own status ${question.id}`])
  must(await endorseAnswer(author, { post: answer.id, endorsed: false }))
  await makeNotices()
  expect(await toldTo(answerer)).toEqual([`status ${question.id}`])
  for (let n = 0; n < 6; n++) must(await castVote(await aPerson(), { post: answer.id, voted: true }))
  await tellLateScores(new Date(Date.now() + 2_000))
  await makeNotices()
  await tellLateScores(new Date(Date.now() + 5_000))
  await makeNotices()
  const votes = (await readNotifications(answerer.id)).items.filter(({ kind }) => kind === 'votes')
  expect(votes.map(({ milestone }) => milestone)).toEqual([5])
})

test('a decision is told to the writer while it stands, and nothing of what waits is told to anybody', async () => {
  const [moderator, asker, newcomer] = [await aPerson({ role: 'moderator' }), await aPerson(), await aPerson({ trust: 0 })]
  const question = await aQuestion({ by: asker })
  const held = await anAnswer({ question: question.id, by: newcomer })
  await makeNotices()
  expect(await toldTo(asker)).toEqual([])
  must(await decide(moderator, { post: held.id, decision: 'reject', reason: { text: 'Say which equation.' } }))
  await makeNotices()
  expect(await toldTo(newcomer)).toEqual([`own decision ${held.id}`])
  must(await decide(moderator, { post: held.id, decision: 'undo' }))
  await makeNotices()
  expect(await toldTo(newcomer)).toEqual([])
  must(await decide(moderator, { post: held.id, decision: 'approve' }))
  await makeNotices()
  expect(await toldTo(newcomer)).toEqual([`own decision ${held.id}`])
  expect(await toldTo(asker)).toEqual([`own answer ${held.id}`])
})

test('what is hidden, or whose question is hidden, or is deleted, is withdrawn; what comes back comes back', async () => {
  const [moderator, asker, answerer] = [await aPerson({ role: 'moderator' }), await aPerson(), await aPerson()]
  const question = await aQuestion({ by: asker })
  const answer = await anAnswer({ question: question.id, by: answerer })
  await makeNotices()
  const told = [`own answer ${answer.id}`]
  must(await decide(moderator, { post: answer.id, decision: 'hide' }))
  expect(await toldTo(asker)).toEqual([])
  must(await decide(moderator, { post: answer.id, decision: 'undo' }))
  expect(await toldTo(asker)).toEqual(told)
  must(await deletePost(answerer, { post: answer.id }))
  expect(await toldTo(asker)).toEqual([])
  must(await undeletePost(answerer, { post: answer.id }))
  expect(await toldTo(asker)).toEqual(told)
  must(await decide(moderator, { post: question.id, decision: 'hide' }))
  expect(await toldTo(asker)).toEqual([])
})

test('of a muted question nothing is told, not even what names its reader; a choice of none makes no notice', async () => {
  const [asker, deaf] = [await aPerson(), await aPerson()]
  const question = await aQuestion({ by: asker })
  await anAnswer({ question: question.id, by: deaf })
  await db().write(async tx => { await tx.insert(follows).values({ person: deaf.id, kind: muted, target: question.id, createdAt: new Date() }) })
  await choose(asker, { replies: 'off' })
  await makeNotices()
  await anAnswer({ question: question.id })
  await anAnswer({ question: question.id, body: `See @${deaf.handle}.` })
  await makeNotices()
  expect(await toldTo(deaf)).toEqual([])
  expect(await rowsOf(asker)).toEqual([])
})

test('notices are grouped by what they say, listed by kind, and marked read one by one or up to one', async () => {
  const asker = await aPerson()
  const question = await aQuestion({ by: asker })
  for (let n = 0; n < 3; n++) await anAnswer({ question: question.id })
  await makeNotices()
  const { items } = await readNotifications(asker.id)
  expect(groupNotices(items).map(({ notices, unread }) => [notices.length, unread])).toEqual([[3, true]])
  expect((await readNotifications(asker.id, { shows: 'decisions' })).items).toEqual([])
  must(await readNotices(asker, { ids: [items[0]?.id ?? 0] }))
  expect(groupNotices((await readNotifications(asker.id)).items).map(({ notices }) => notices.length)).toEqual([1, 2])
  expect((await readNotifications(asker.id, { shows: 'unread' })).items).toHaveLength(2)
  must(await readNotices(asker, { ids: [items[0]?.id ?? 0], read: false }))
  const other = await aPerson()
  must(await readNotices(other, { ids: items.map(({ id }) => id) }))
  expect((await readNotifications(asker.id, { shows: 'unread' })).items).toHaveLength(3)
  must(await readNotices(asker, { upTo: items[1]?.id ?? 0 }))
  expect((await readNotifications(asker.id, { shows: 'unread' })).items.map(({ id }) => id)).toEqual([items[0]?.id])
  const first = await readNotifications(asker.id, { limit: 2 })
  expect((await readNotifications(asker.id, { limit: 2, after: first.next })).items.map(({ id }) => id)).toEqual([items[2]?.id])
})

test('an event that fails again and again is set aside, the others go on, and it can be tried once more', async () => {
  const seen: number[] = []
  let broken = true
  const follower: LogFollower = {
    name: 'test', wants: event => event.kind === 'person.changed',
    handle: (_tx, event) => {
      if (broken && event.person === 2) return Promise.reject(new Error('a poisoned event'))
      seen.push(event.person ?? 0)
      return Promise.resolve({ work: 1, more: false })
    },
  }
  await advanceToEnd(follower)
  for (const person of [1, 2, 3]) await db().write(async tx => { await record(tx, 'person.changed', { person }, new Date()) })
  let failed: Failures = null
  for (let n = 1; n < eventTries; n++) {
    failed = (await advanced(follower, failed)).failed
    expect(failed?.tries).toBe(n)
  }
  // Each try undoes what it did.
  seen.length = 0
  expect((await advanced(follower, failed)).failed).toBeNull()
  expect(seen).toEqual([3])
  const [row] = await db().read.select().from(setAside).where(eq(setAside.follower, 'test'))
  expect(row).toMatchObject({ error: 'a poisoned event', tries: eventTries })
  await db().write(freeSetAside)
  await retryFreed(follower, new Date())
  expect(await db().read.select().from(setAside)).toHaveLength(1)
  broken = false
  await db().write(freeSetAside)
  await retryFreed(follower, new Date())
  expect(await db().read.select().from(setAside)).toEqual([])
  expect(seen.at(-1)).toBe(2)
})

/** The next step in which something happens: on PostgreSQL a transaction of another test's database can hold the log up for a moment. */
async function advanced(follower: LogFollower, before: Failures) {
  for (;;) {
    const done = await advance(follower, new Date(), before)
    if (done.failed !== null || done.handled > 0) return done
    await pause(10)
  }
}

async function advanceToEnd(follower: LogFollower): Promise<void> {
  const { beginFollowing } = await import('@/forum/log-followers')
  // It begins at what can be read of the log: all that came before.
  await logSettled()
  await beginFollowing(follower, new Date())
}

test('of two processes at once one makes each notice', async () => {
  const asker = await aPerson()
  const question = await aQuestion({ by: asker })
  for (let n = 0; n < 8; n++) await anAnswer({ question: question.id })
  await Promise.all([makeNotices(), makeNotices(), makeNotices()])
  expect(await rowsOf(asker)).toHaveLength(8)
})

test('a whole site’s followers are told in several transactions, each of them once', async () => {
  const readers = await Promise.all(Array.from({ length: 12 }, () => aPerson()))
  const extra = 1_500
  await db().write(async tx => {
    const made = await tx.insert(people).values(Array.from({ length: extra }, (_, n) => ({ handle: `many-${n}`, handleFolded: `many-${n}`, name: `Many ${n}`, nameSkeleton: `many ${n}`, createdAt: new Date() }))).returning({ id: people.id })
    const followers = [...made.map(({ id }) => id), ...readers.map(({ id }) => id)]
    for (let from = 0; from < followers.length; from += 500) await tx.insert(follows).values(followers.slice(from, from + 500).map(person => ({ person, kind: 'site', target: 0, createdAt: new Date(Date.now() - 60_000) })))
  })
  await makeNotices()
  const question = await aQuestion()
  let steps = 0
  for (;;) {
    const { handled, failed } = await advance(notifier, new Date())
    expect(failed).toBeNull()
    const told = await db().read.select({ person: notifications.person }).from(notifications).where(eq(notifications.question, question.id))
    if (handled > 0) steps++
    if (told.length >= extra + readers.length) break
    if (handled === 0) await pause(10)
  }
  expect(steps).toBeGreaterThan(3)
  for (const reader of readers) expect(await toldTo(reader)).toEqual([`question ${question.id}`])
  await db().write(async tx => { await tx.delete(follows).where(eq(follows.kind, 'site')) })
})

test('who has left is told nothing, and what was told goes with the account', async () => {
  const asker = await aPerson()
  const question = await aQuestion({ by: asker })
  await db().write(async tx => { await tx.update(people).set({ former: true }).where(eq(people.id, asker.id)) })
  await anAnswer({ question: question.id })
  await makeNotices()
  expect(await rowsOf(asker)).toEqual([])
  expect((await db().read.select({ id: events.id }).from(events)).length).toBeGreaterThan(0)
  expect((await db().read.select({ id: posts.id }).from(posts)).length).toBeGreaterThan(0)
  expect((await db().read.select({ id: notifications.id }).from(notifications)).length).toBeGreaterThan(0)
})
