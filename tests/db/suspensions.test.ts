import fc from 'fast-check'
import { and, eq, inArray } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { decisions, events, people, posts, searchRows } from '@/db/schema'
import { flagPost } from '@/forum/flags'
import { decide } from '@/forum/moderation'
import { listSuspended, readPersonDesk } from '@/forum/person-desk'
import { deletePersonNote, notePerson, readPersonNotes } from '@/forum/person-notes'
import { closeAccount } from '@/forum/closing'
import { readOwnData } from '@/forum/own-data'
import { wrongCounters } from '@/forum/recount'
import { suspendPerson, unsuspendPerson } from '@/forum/suspensions'
import { nobody, operator } from '@/forum/viewer'
import type { Person } from '@/forum/viewer'
import { aDatabase } from '../support/database'
import { row } from '../support/reading-back'
import { aComment, aGuest, anAnswer, aPerson, aQuestion, must, refusal } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

const aModerator = () => aPerson({ role: 'moderator' })
const day = 24 * 3_600_000

/** A member with a question, two answers and a comment, all public. */
async function aWriter() {
  const writer = await aPerson()
  const question = await aQuestion({ by: writer })
  const [one, two] = [await anAnswer({ by: writer }), await anAnswer({ by: writer, question: question.id })]
  const comment = await aComment({ by: writer, parent: two.id })
  return { writer, written: [question.id, one.id, two.id, comment.id], question: question.id }
}

async function statesOf(ids: number[]) {
  const found = await db().read.select({ id: posts.id, state: posts.state }).from(posts).where(inArray(posts.id, ids))
  return found.toSorted((a, b) => a.id - b.id).map(post => post.state)
}

async function personRow({ id }: Person) {
  const [found] = await db().read.select().from(people).where(eq(people.id, id))
  return found
}

test('a suspension without a day ends after thirty, and none lasts longer than a hundred years', async () => {
  const [moderator, writer] = [await aModerator(), await aPerson()]
  const now = new Date()
  const { until } = must(await suspendPerson(moderator, { handle: writer.handle, reason: 'Insults.' }, { now }))
  expect(until.getTime() - now.getTime()).toBe(30 * day)
  for (const wrong of [new Date(now.getTime() - 1), new Date(now.getTime() + 36_600 * day), new Date('9999-12-31')]) {
    const refused = await suspendPerson(moderator, { handle: writer.handle, until: wrong, reason: 'Insults.' }, { now })
    expect(refused.ok ? [] : refused.error.fields.map(fault => fault.field)).toEqual(['until'])
  }
  expect((await personRow(writer))?.suspendedUntil).toEqual(until)
  expect(must(await listSuspended(moderator)).map(one => one.handle)).toContain(writer.handle)
  expect(must(await listSuspended(moderator, new Date(now.getTime() + 31 * day))).map(one => one.handle)).not.toContain(writer.handle)
})

test('kept, the posts stay public; hidden, they leave every public place, each by a decision that is part of the suspension', async () => {
  const moderator = await aModerator()
  const [keeps, hides] = [await aWriter(), await aWriter()]
  must(await suspendPerson(moderator, { handle: keeps.writer.handle, reason: 'Insults.' }))
  expect(await statesOf(keeps.written)).toEqual(['public', 'public', 'public', 'public'])

  const suspended = must(await suspendPerson(moderator, { handle: hides.writer.handle, reason: 'Insults.', posts: 'hide' }))
  expect([suspended.hidden, suspended.left, await statesOf(hides.written)]).toEqual([4, 0, ['hidden', 'hidden', 'hidden', 'hidden']])
  expect(await db().read.select().from(searchRows).where(inArray(searchRows.post, hides.written))).toEqual([])
  const parts = await db().read.select().from(decisions).where(eq(decisions.partOf, suspended.decision))
  expect(parts.map(part => [part.kind, part.rule])).toEqual(Array.from({ length: 4 }, () => ['hide', 'suspended']))
  const told = await db().read.select().from(events).where(and(eq(events.kind, 'post.hidden'), inArray(events.post, hides.written)))
  expect(told.map(event => event.public)).toEqual([true, true, true, true])
})

test('ending it gives back exactly what it hides still', async () => {
  const moderator = await aModerator()
  const { writer, written } = await aWriter()
  const [first = 0, second = 0, third = 0] = written
  must(await decide(moderator, { post: first, decision: 'hide', reason: { text: 'Before.' } }))
  must(await suspendPerson(moderator, { handle: writer.handle, reason: 'Insults.', posts: 'hide' }))
  // One is restored meanwhile, and one is judged anew.
  must(await decide(moderator, { post: second, decision: 'restore' }))
  must(await decide(moderator, { post: third, decision: 'restore' }))
  must(await decide(moderator, { post: third, decision: 'hide', reason: { text: 'On its own.' } }))
  const ended = must(await unsuspendPerson(moderator, { handle: writer.handle, posts: 'restore' }))
  expect([ended.restored, ended.left, await statesOf(written)]).toEqual([1, 0, ['hidden', 'public', 'hidden', 'public']])
  expect((await personRow(writer))?.suspendedUntil).toBeNull()
})

test('suspending with the posts and ending that with them changes nothing in the end', async () => {
  const moderator = await aModerator()
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('question' as const, 'answer' as const, 'comment' as const), { minLength: 1, maxLength: 6 }), fc.boolean(), async (kinds, flagged) => {
    const writer = await aPerson()
    const thread = await aQuestion()
    const under = await anAnswer({ question: thread.id })
    const written: number[] = []
    for (const kind of kinds) written.push(kind === 'question' ? (await aQuestion({ by: writer, paper: thread.paper })).id : kind === 'answer' ? (await anAnswer({ by: writer, question: thread.id })).id : (await aComment({ by: writer, parent: under.id })).id)
    if (flagged) must(await flagPost(await aPerson(), { post: written[0] ?? 0, reason: 'hostile' }))
    const all = async () => ({ ...await personRow(writer), posts: (await db().read.select().from(posts).where(inArray(posts.id, [...written, thread.id, under.id]))).toSorted((a, b) => a.id - b.id).map(post => ({ ...post, activeAt: null, flags: 0 })) })
    const before = await all()
    must(await suspendPerson(moderator, { handle: writer.handle, reason: 'Insults.', posts: 'hide' }))
    expect(new Set(await statesOf(written))).toEqual(new Set(['hidden']))
    must(await unsuspendPerson(moderator, { handle: writer.handle, posts: 'restore' }))
    expect(await all()).toEqual(before)
  }), { numRuns: 6 })
  expect(await wrongCounters(db().read)).toEqual([])
})

test('ended without the posts, they can still be given back afterwards, also when it ended by itself', async () => {
  const moderator = await aModerator()
  const { writer, written } = await aWriter()
  must(await suspendPerson(moderator, { handle: writer.handle, reason: 'Insults.', posts: 'hide' }))
  const later = new Date(Date.now() + 31 * day)
  expect(must(await readPersonDesk(moderator, writer.handle, later))).toMatchObject({ suspension: null, hiddenBySuspension: 4 })
  expect(refusal(await unsuspendPerson(moderator, { handle: writer.handle }, { now: later }))).toBe('nothing-to-undo')
  expect(must(await unsuspendPerson(moderator, { handle: writer.handle, posts: 'restore' }, { now: later })).restored).toBe(4)
  expect(new Set(await statesOf(written))).toEqual(new Set(['public']))
  expect(refusal(await unsuspendPerson(moderator, { handle: writer.handle, posts: 'restore' }, { now: later }))).toBe('nothing-to-undo')
})

test('posts that were kept can be hidden later; both suspensions end as one', async () => {
  const moderator = await aModerator()
  const { writer, written } = await aWriter()
  must(await suspendPerson(moderator, { handle: writer.handle, reason: 'Insults.', posts: 'hide' }))
  must(await decide(moderator, { post: written[1] ?? 0, decision: 'restore' }))
  expect(must(await suspendPerson(moderator, { handle: writer.handle, reason: 'Insults.', posts: 'hide' })).hidden).toBe(1)
  expect(must(await unsuspendPerson(moderator, { handle: writer.handle, posts: 'restore' })).restored).toBe(4)
  expect(new Set(await statesOf(written))).toEqual(new Set(['public']))
})

test('flags on what a suspension hides are settled by it', async () => {
  const { writer, written } = await aWriter()
  must(await flagPost(await aPerson(), { post: written[1] ?? 0, reason: 'hostile' }))
  must(await suspendPerson(await aModerator(), { handle: writer.handle, reason: 'Insults.', posts: 'hide' }))
  expect((await row(written[1] ?? 0)).flags).toBe(0)
})

test('a suspension can be undone for ten minutes from the person’s own page, which says what stands', async () => {
  const moderator = await aModerator()
  const { writer } = await aWriter()
  must(await suspendPerson(moderator, { handle: writer.handle, reason: 'A slip.', posts: 'hide' }))
  const desk = must(await readPersonDesk(moderator, writer.handle))
  expect(desk).toMatchObject({ suspension: { why: 'A slip.' }, hiddenBySuspension: 4, record: { public: 0, notPublished: 4 }, decisions: [{ decision: 'suspend', undone: false }] })
  expect(desk.suspension?.undoUntil).not.toBeNull()
  expect(must(await readPersonDesk(moderator, writer.handle, new Date(Date.now() + 11 * 60_000))).suspension?.undoUntil).toBeNull()
  must(await unsuspendPerson(moderator, { handle: writer.handle, posts: 'restore' }))
  expect(must(await readPersonDesk(moderator, writer.handle))).toMatchObject({ suspension: null, record: { public: 4, notPublished: 0 }, decisions: [{ decision: 'unsuspend' }, { decision: 'suspend', undone: true }] })
})

test('only moderators see a person’s record, and only the right ones suspend', async () => {
  const [moderator, writer] = [await aModerator(), await aPerson()]
  expect([refusal(await readPersonDesk(nobody, writer.handle)), refusal(await readPersonDesk(writer, writer.handle)), refusal(await listSuspended(writer))]).toEqual(['sign-in', 'not-allowed', 'not-allowed'])
  expect(must(await readPersonDesk(moderator, writer.handle)).unsuspendable).toBeNull()
  expect(must(await readPersonDesk(moderator, moderator.handle)).unsuspendable).toBe('This is you.')
  expect(must(await readPersonDesk(moderator, (await aPerson({ role: 'author' })).handle)).unsuspendable).toBe('An author cannot be suspended here.')
  expect(refusal(await readPersonDesk(moderator, 'no-such-person'))).toBe('not-found')
})

test('a note on a person is moderators’ alone: not the person’s, nor in what they download', async () => {
  const [moderator, other, writer] = [await aModerator(), await aModerator(), await aPerson()]
  const note = must(await notePerson(moderator, { handle: writer.handle, words: 'Writes as Noor too, the bandicootword.' }))
  expect((await readPersonNotes(other, [writer.id])).get(writer.id)).toMatchObject([{ words: 'Writes as Noor too, the bandicootword.', by: moderator.name, own: false }])
  expect((await readPersonNotes(writer, [writer.id])).size).toBe(0)
  expect((await readPersonNotes(aGuest(), [writer.id])).size).toBe(0)
  expect(JSON.stringify(await readOwnData(writer.id))).not.toContain('bandicootword')
  expect(refusal(await notePerson(writer, { handle: moderator.handle, words: 'Me too.' }))).toBe('not-allowed')
  expect(refusal(await notePerson(moderator, { handle: writer.handle, words: '  ' }))).toBe('invalid')
  expect((await db().read.select().from(events).where(eq(events.kind, 'person.noted'))).every(event => !event.public)).toBe(true)

  expect(refusal(await deletePersonNote(other, { note: note.id }))).toBe('not-found')
  must(await deletePersonNote(moderator, { note: note.id }))
  expect((await readPersonNotes(moderator, [writer.id])).size).toBe(0)
})

test('with a closed account its notes are gone', async () => {
  const writer = await aPerson()
  must(await notePerson(operator, { handle: writer.handle, words: 'A note.' }))
  must(await closeAccount(writer, { posts: 'keep' }))
  expect((await readPersonNotes(operator, [writer.id])).size).toBe(0)
})
