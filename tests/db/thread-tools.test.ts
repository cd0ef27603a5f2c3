/** Moving, merging, splitting, turning one kind into another, slow mode, closing with a reason, summaries: what each does, what it keeps, and what is refused. */
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { decisions, events, follows, posts } from '@/db/schema'
import { amendPost } from '@/forum/amending'
import { postAnswer } from '@/forum/answers'
import { postComment } from '@/forum/comments'
import type { Writer } from '@/forum/documents'
import { setFollow } from '@/forum/follows'
import { decide } from '@/forum/moderation'
import { publicEventsAfter } from '@/forum/public-log'
import { setStatus } from '@/forum/questions'
import { readRevisions } from '@/forum/revisions'
import { search } from '@/forum/search'
import { splitThread } from '@/forum/splitting'
import { removeSummary, writeSummary } from '@/forum/summaries'
import { placeOf, readThread } from '@/forum/threads'
import { nobody } from '@/forum/viewer'
import { castVote } from '@/forum/votes'
import { aCaller, call } from '../support/api'
import { aDatabase } from '../support/database'
import { logSettled } from '../support/log'
import { row, thread } from '../support/reading-back'
import { aComment, aGuest, anAnswer, aPaper, aPerson, aQuestion, must, refusal } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

test('a moved answer keeps its address, votes, comments and former texts, and both threads count right', async () => {
  const [from, to, moderator, voter] = [await aQuestion(), await aQuestion(), await aPerson({ role: 'moderator' }), await aPerson()]
  const answer = await anAnswer({ question: from.id, body: 'A wanderwort.' })
  await aComment({ parent: answer.id })
  must(await castVote(voter, { post: answer.id, voted: true }))
  must(await decide(moderator, { post: answer.id, decision: 'move', target: to.id }))

  const there = await thread(to)
  expect(there.answers.map(one => [one.id, one.score, one.comments.length, handleOf(one.writer)])).toEqual([[answer.id, 1, 1, answer.by.handle]])
  expect([(await row(from.id)).answers, (await row(to.id)).answers]).toEqual([0, 1])
  expect(await placeOf(answer.id, nobody)).toContain(`/papers/${to.paper.slug}/questions/`)
  expect((await search({ q: 'wanderwort' })).hits.map(hit => hit.id)).toEqual([answer.id])
  expect((await row(answer.id)).rank).toBeGreaterThan(0)
})

test('a question moved to another paper leads there from its old address, with all that stands under it', async () => {
  const [question, paper, moderator] = [await aQuestion(), await aPaper(), await aPerson({ role: 'moderator' })]
  const answer = await anAnswer({ question: question.id })
  const { number } = await row(question.id)
  must(await decide(moderator, { post: question.id, decision: 'move', target: paper.slug }))
  expect(await readThread({ slug: question.paper.slug, number: number ?? 0 })).toEqual({ movedTo: `/papers/${paper.slug}/questions/1` })
  expect((await row(answer.id)).paper).toBe(paper.id)
  must(await decide(moderator, { post: question.id, decision: 'undo' }))
  const back = await readThread({ slug: question.paper.slug, number: number ?? 0 })
  expect(back && 'found' in back ? back.found.answers.map(one => one.id) : back).toEqual([answer.id])
  expect(await readThread({ slug: paper.slug, number: 1 })).toEqual({ movedTo: `/papers/${question.paper.slug}/questions/${number}` })
})

test('a merged question gives its answers, votes and follows, and its own text and address stay', async () => {
  const [one, into, moderator] = [await aQuestion({ title: 'The repeated one?', body: 'Its own text.' }), await aQuestion(), await aPerson({ role: 'moderator' })]
  const [both, only] = [await aPerson(), await aPerson()]
  for (const post of [one.id, into.id]) must(await castVote(both, { post, voted: true }))
  must(await castVote(only, { post: one.id, voted: true }))
  must(await setFollow(only, { kind: 'question', id: String(one.id), following: true }))
  const answer = await anAnswer({ question: one.id })
  const comment = await aComment({ parent: one.id })
  const { number } = await row(one.id)
  must(await decide(moderator, { post: one.id, decision: 'merge', target: into.id }))

  const there = await thread(into)
  expect([there.question.score, there.answers.map(a => a.id), there.comments.map(c => c.id)]).toEqual([2, [answer.id], [comment.id]])
  expect(there.merged.map(merged => [merged.id, merged.heading, merged.plain])).toEqual([[one.id, 'The repeated one?', 'Its own text.']])
  expect(await placeOf(one.id, nobody)).toMatch(new RegExp(`/papers/${into.paper.slug}/questions/\\d+#post-${one.id}`))
  expect(JSON.stringify(await readThread({ slug: one.paper.slug, number: number ?? 0 }))).toContain(`movedTo":"/papers/${into.paper.slug}`)
  expect((await readRevisions(one.id, nobody))?.post.body).toBe('Its own text.')
  expect((await db().read.select().from(follows).where(eq(follows.target, into.id))).map(follow => follow.person)).toContain(only.id)
  const told = await call('GET', `/questions/${one.id}`)
  expect([told.status, told.headers.get('location')]).toEqual([308, `/api/v1/questions/${into.id}`])

  expect(refusal(await decide(moderator, { post: into.id, decision: 'merge', target: one.id }))).toBe('wrong-target')
  expect(refusal(await decide(moderator, { post: one.id, decision: 'move', target: into.paper.slug }))).toBe('merged')
  must(await decide(moderator, { post: one.id, decision: 'hide' }))
  expect([(await thread(into)).merged, await placeOf(one.id, nobody)]).toEqual([[], null])
  expect(JSON.stringify(await readThread({ slug: one.paper.slug, number: number ?? 0 }))).toContain(`movedTo":"/papers/${into.paper.slug}`)
  must(await decide(moderator, { post: one.id, decision: 'undo' }))
  must(await decide(moderator, { post: into.id, decision: 'hide' }))
  expect(await placeOf(one.id, nobody)).toBeNull()
  expect((await call('GET', `/posts/${one.id}`)).status).toBe(404)
  must(await decide(moderator, { post: into.id, decision: 'undo' }))
  must(await decide(moderator, { post: one.id, decision: 'undo' }))
  expect([(await thread(one)).answers.map(a => a.id), (await thread(into)).question.score, (await thread(into)).merged]).toEqual([[answer.id], 1, []])
})

test('answers split off make a new question; once others wrote there it stays', async () => {
  const [question, moderator] = [await aQuestion(), await aPerson({ role: 'moderator' })]
  const [first, second] = [await anAnswer({ question: question.id }), await anAnswer({ question: question.id })]
  const made = must(await splitThread(moderator, { post: question.id, posts: [first.id], title: 'A question of its own?', body: 'It was another matter.' }))
  expect((await thread({ id: made.made, paper: question.paper })).answers.map(a => a.id)).toEqual([first.id])
  expect((await thread(question)).answers.map(a => a.id)).toEqual([second.id])
  await anAnswer({ question: made.made })
  expect(refusal(await decide(moderator, { post: question.id, decision: 'undo' }))).toBe('changed-since-decided')
  expect(refusal(await splitThread(moderator, { post: question.id, posts: [first.id], title: 'Again?', body: 'It is not there.' }))).toBe('wrong-target')
})

test('an answer becomes a comment with its replies, and a comment an answer', async () => {
  const [question, moderator] = [await aQuestion(), await aPerson({ role: 'moderator' })]
  const answer = await anAnswer({ question: question.id })
  const comment = await aComment({ parent: answer.id })
  must(await decide(moderator, { post: answer.id, decision: 'to-comment' }))
  const folded = await thread(question)
  expect([folded.answers, folded.comments.map(c => [c.id, c.depth])]).toEqual([[], [[answer.id, 0], [comment.id, 1]]])
  must(await decide(moderator, { post: comment.id, decision: 'to-answer' }))
  expect((await thread(question)).answers.map(a => a.id)).toEqual([comment.id])
})

test('in slow mode a person waits between two posts, and moderators do not', async () => {
  const [question, moderator, member] = [await aQuestion(), await aPerson({ role: 'moderator' }), await aPerson()]
  must(await decide(moderator, { post: question.id, decision: 'slow', minutes: 30 }))
  must(await postAnswer(member, { question: question.id, body: 'The first.' }))
  const second = await postComment(member, { parent: question.id, body: 'Too soon.' })
  expect(second.ok ? null : [second.error.code, second.error.text]).toEqual(['slow-mode', 'This thread is in slow mode: one post every 30 minutes. Your text is kept; try again in 30 minutes.'])
  must(await postAnswer(moderator, { question: question.id, body: 'One.' }))
  must(await postAnswer(moderator, { question: question.id, body: 'Two.' }))
  must(await postComment(member, { parent: question.id, body: 'Later.' }, { now: new Date(Date.now() + 31 * 60_000) }))
  const guest = aGuest()
  must(await postAnswer(guest, { question: question.id, body: 'A guest.', guest: 'Gil' }))
  expect(refusal(await postAnswer(guest, { question: question.id, body: 'A guest again.', guest: 'Gil' }))).toBe('slow-mode')
})

test('a question closed as a duplicate names the other, which points back; reopening takes both away', async () => {
  const [repeated, other, moderator] = [await aQuestion(), await aQuestion(), await aPerson({ role: 'moderator' })]
  expect(refusal(await setStatus(moderator, { question: repeated.id, status: 'closed', closing: { why: 'duplicate' } }))).toBe('target-missing')
  expect(refusal(await setStatus(moderator, { question: repeated.id, status: 'closed', closing: { why: 'duplicate', target: repeated.id } }))).toBe('wrong-target')
  must(await setStatus(moderator, { question: repeated.id, status: 'closed', closing: { why: 'duplicate', target: other.id } }))
  expect([(await thread(repeated)).duplicateOf?.id, (await thread(other)).duplicates.map(ref => ref.id)]).toEqual([other.id, [repeated.id]])
  must(await decide(moderator, { post: repeated.id, decision: 'undo' }))
  expect([(await thread(repeated)).question.status, (await thread(other)).duplicates]).toEqual(['open', []])
})

test('of two who write a summary at once the second is shown both, and former ones stay', async () => {
  const [question, moderator, author] = [await aQuestion(), await aPerson({ role: 'moderator' }), await aPerson({ role: 'author' })]
  must(await writeSummary(moderator, { question: question.id, seen: 0, body: 'So far: yes.' }))
  const late = await writeSummary(author, { question: question.id, seen: 0, body: 'So far: no.' })
  expect(late.ok ? null : [late.error.code, late.error.detail['body']]).toEqual(['changed-meanwhile', 'So far: yes.'])
  must(await writeSummary(author, { question: question.id, seen: 1, body: 'So far: no.' }))
  expect((await thread(question)).summary).toMatchObject({ number: 2, body: 'So far: no.', by: author.name })
  must(await removeSummary(moderator, { question: question.id }))
  expect((await thread(question)).summary).toBeNull()
  expect(refusal(await writeSummary(await aPerson(), { question: question.id, seen: 0, body: 'Me too.' }))).toBe('not-allowed')
})

test('a moderator’s edit is seen as one, keeps the former text, and is not signed in the public log', async () => {
  const moderator = await aPerson({ role: 'moderator' })
  const answer = await anAnswer({ body: 'The former text.' })
  must(await amendPost(moderator, { post: answer.id, revision: 1, body: 'The mended text.', reason: 'A typing error' }))
  const [shown] = (await thread({ id: answer.question, paper: { slug: await slugOf(answer.question) } })).answers
  expect([shown?.body, shown?.editedByModerator, shown && handleOf(shown.writer)]).toEqual(['The mended text.', true, answer.by.handle])
  expect((await readRevisions(answer.id, nobody))?.revisions.map(one => one.body)).toEqual(['The former text.'])
  const [edited] = await db().read.select().from(events).where(eq(events.kind, 'post.edited'))
  await logSettled()
  const told = (await publicEventsAfter((edited?.id ?? 1) - 1, 1))[0]
  expect([told?.kind, told?.actor]).toEqual(['post.edited', null])
  expect(refusal(await amendPost(moderator, { post: answer.id, revision: 1, body: 'Unseen.' }))).toBe('changed-meanwhile')
})

const handleOf = (writer: Writer) => 'handle' in writer ? writer.handle : ''

async function slugOf(question: number): Promise<string> {
  const found = await placeOf(question, nobody)
  return found?.split('/')[2] ?? ''
}

test('bad targets and illegal ways are refused in one sentence, and change nothing', async () => {
  const moderator = await aPerson({ role: 'moderator' })
  const question = await aQuestion()
  const answer = await anAnswer({ question: question.id })
  const outer = await aComment({ parent: answer.id })
  const inner = await aComment({ parent: outer.id })
  const held = must(await postAnswer(aGuest(), { question: question.id, body: 'Held.', guest: 'Gil' }))
  const tries: [Parameters<typeof decide>[1], string][] = [
    [{ post: 999_999, decision: 'hide' }, 'not-found'], [{ post: answer.id, decision: 'move' }, 'target-missing'], [{ post: answer.id, decision: 'move', target: 999_999 }, 'wrong-target'],
    [{ post: answer.id, decision: 'move', target: outer.id }, 'wrong-target'], [{ post: answer.id, decision: 'move', target: question.id }, 'there-already'], [{ post: outer.id, decision: 'move', target: inner.id }, 'wrong-target'],
    [{ post: outer.id, decision: 'move', target: held.id }, 'wrong-target'], [{ post: question.id, decision: 'move', target: 'no-such-paper' }, 'wrong-target'], [{ post: question.id, decision: 'move', target: question.paper.slug }, 'there-already'],
    [{ post: question.id, decision: 'merge', target: question.id }, 'wrong-target'], [{ post: question.id, decision: 'merge', target: answer.id }, 'wrong-target'], [{ post: question.id, decision: 'merge', target: '0; drop table posts' }, 'wrong-target'],
    [{ post: answer.id, decision: 'merge', target: question.id }, 'wrong-kind'], [{ post: question.id, decision: 'to-comment' }, 'wrong-kind'], [{ post: answer.id, decision: 'to-answer' }, 'wrong-kind'], [{ post: answer.id, decision: 'to-comment', target: outer.id }, 'wrong-target'],
    [{ post: answer.id, decision: 'approve' }, 'decided'], [{ post: answer.id, decision: 'restore' }, 'decided'], [{ post: answer.id, decision: 'uphold' }, 'decided'], [{ post: answer.id, decision: 'undo' }, 'nothing-to-undo'], [{ post: held.id, decision: 'trust' }, 'not-allowed'],
  ]
  const before = await db().read.select().from(posts)
  const decided = (await db().read.select().from(decisions)).length
  for (const [input, code] of tries) {
    const refused = await decide(moderator, input)
    expect(refusal(refused), JSON.stringify(input)).toBe(code)
    expect(refused.ok ? '' : refused.error.text, JSON.stringify(input)).toMatch(/^[^\n]{10,200}\.$/)
  }
  expect(await db().read.select().from(posts)).toEqual(before)
  expect((await db().read.select().from(decisions)).length).toBe(decided)
})

test('nobody decides on a post of their own, and after ten minutes nothing is undone', async () => {
  const [moderator, other] = [await aPerson({ role: 'moderator' }), await aPerson({ role: 'moderator' })]
  const own = await anAnswer({ by: moderator })
  expect(refusal(await decide(moderator, { post: own.id, decision: 'hide' }))).toBe('not-allowed')
  const answer = await anAnswer()
  const { number } = must(await decide(moderator, { post: answer.id, decision: 'hide' }))
  expect(refusal(await decide(other, { post: answer.id, decision: 'undo', number }, { now: new Date(Date.now() + 11 * 60_000) }))).toBe('undo-late')
  // What another decided is undone by its number only.
  expect(refusal(await decide(other, { post: answer.id, decision: 'undo' }))).toBe('decided')
  must(await decide(other, { post: answer.id, decision: 'undo', number }))
  expect((await row(answer.id)).state).toBe('public')
})

test('every tool is in the API, and answers what is now', async () => {
  const moderator = await aCaller({ role: 'moderator' })
  const [question, to] = [await aQuestion(), await aQuestion()]
  const [one, two] = [await anAnswer({ question: question.id }), await anAnswer({ question: question.id })]
  const decided = (id: number, json: object) => call('POST', `/posts/${id}/moderation`, { ...moderator, json })
  expect([(await decided(one.id, { decision: 'move', target: to.id })).json['question'], (await decided(one.id, { decision: 'undo' })).json['question']]).toEqual([to.id, question.id])
  expect((await decided(two.id, { decision: 'to-comment' })).json['kind']).toBe('comment')
  expect((await decided(question.id, { decision: 'split', posts: [one.id], title: 'Split?', body: 'Its own.' })).status).toBe(200)
  expect((await decided(question.id, { decision: 'split', posts: [] })).status).toBe(422)
  expect((await call('PUT', `/questions/${question.id}/summary`, { ...moderator, json: { body: 'In short.', seen: 0 } })).status).toBe(200)
  expect((await call('PUT', `/questions/${question.id}/summary`, { ...moderator, json: { body: 'In short.', seen: 0 } })).status).toBe(412)
  expect((await call('GET', `/questions/${question.id}`)).json['summary']).toMatchObject({ number: 1, body: 'In short.' })
  expect((await call('PUT', `/questions/${question.id}/status`, { ...moderator, json: { status: 'closed', closing: { why: 'in-paper', place: 'Section 3' } } })).status).toBe(200)
  expect((await call('GET', `/questions/${question.id}`)).json['closing']).toEqual({ why: 'in-paper', place: 'Section 3', duplicateOf: null })
  expect((await call('PATCH', `/posts/${one.id}/amendment`, { ...moderator, json: { body: 'Amended.' } })).status).toBe(428)
  expect((await call('PATCH', `/posts/${one.id}/amendment`, { ...moderator, json: { body: 'Amended.' }, headers: { 'if-match': '"1"' } })).json['body']).toBe('Amended.')
  expect((await decided(question.id, { decision: 'merge', target: to.id })).status).toBe(200)
  const held = must(await postAnswer(aGuest(), { question: to.id, body: 'Wait.', guest: 'Gil' }))
  const bulk = await call('POST', '/moderation/decisions', { ...moderator, json: { posts: [held.id, one.id, 999_999], decision: 'approve' } })
  expect(bulk.json).toMatchObject({ done: [held.id], refused: [{ post: one.id, code: 'decided' }, { post: 999_999, code: 'not-found' }] })
  const queue = await call('GET', '/moderation/queue?filter=held&order=riskiest&limit=200', moderator)
  expect([queue.status, Array.isArray(queue.json['items'])]).toEqual([200, true])
})
