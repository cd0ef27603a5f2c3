import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { notes } from '@/db/schema'
import { gather } from '@/forum/dependencies'
import type { Dependency } from '@/forum/dependencies'
import type { Note } from '@/forum/documents'
import { decide } from '@/forum/moderation'
import { findPaper } from '@/forum/papers'
import { changePerson } from '@/forum/people'
import { operator } from '@/forum/viewer'
import { exportList, importList } from '@/reading-list/apply'
import { makeNote, openAssessment, saveAssessment } from '@/reading-list/assessment'
import { aDatabase } from '../support/database'
import { aComment, aGuest, anAnswer, aPerson, aQuestion, must, refusal } from '../support/world'

aDatabase()

const take = async (text: string) => must(await importList(text, operator, { dryRun: false }))
const changesOf = ({ added, changed, removed }: Awaited<ReturnType<typeof take>>) => added.length + changed.length + removed.length

async function notesOn(slug: string): Promise<Note[]> {
  const paper = await findPaper(slug)
  return paper && 'found' in paper ? paper.found.assessments[0]?.notes ?? [] : []
}

let listed = 0

/** A paper of the list with one note, a question on it and an answer by somebody of a name. */
async function anAnsweredPaper(name: string) {
  listed += 1
  const title = `On sorting, part ${listed}`
  const without = (await exportList()).trim()
  await take(`${without === '' ? '## Methods' : without}\n- **${title}** 👍\n  - It is stable\n`)
  const slug = `on-sorting-part-${listed}`
  const found = await findPaper(slug)
  if (!found || !('found' in found)) throw new Error('the paper is not there')
  const { id: question } = await aQuestion({ paper: found.found })
  return { slug, question, answer: await anAnswer({ question, by: await aPerson({ name }), body: 'It is stable because ties are kept in order.' }) }
}

test('an author makes a note of an answer: it stands last, says whose it is, and leads there', async () => {
  const author = await aPerson({ role: 'author' })
  const { slug, answer } = await anAnsweredPaper('Amara')
  expect(must(await makeNote(author, { post: answer.id, text: 'Ties are kept in order.' }))).toEqual({ post: answer.id, paper: slug })
  const [first, last] = await notesOn(slug)
  expect([first?.text, first?.source, last?.text]).toEqual(['It is stable', null, 'Ties are kept in order.'])
  expect(last?.source).toMatchObject({ post: answer.id, url: `/p/${answer.id}`, writer: { name: 'Amara' } })
})

test('the export names the answer, imports again as no change, and is a link on another site', async () => {
  const author = await aPerson({ role: 'author' })
  const { slug, answer } = await anAnsweredPaper('Bela')
  must(await makeNote(author, { post: answer.id, text: 'Ties stay.\n\n- shown by counting' }))
  const exported = await exportList()
  expect(exported).toContain(`- Ties stay. ([answer](http://localhost:3000/p/${answer.id}))`)
  const again = await take(exported)
  expect([changesOf(again), again.conflicts, await exportList()]).toEqual([0, [], exported])
  // The same list with another site's address in its place.
  const elsewhere = exported.replaceAll('http://localhost:3000', 'https://elsewhere.example')
  await take(elsewhere)
  const [, note] = await notesOn(slug)
  expect([note?.source, note?.text]).toEqual([null, `Ties stay. ([answer](https://elsewhere.example/p/${answer.id}))`])
  expect(changesOf(await take(elsewhere))).toBe(0)
  await take(exported)
  expect((await notesOn(slug))[1]?.source?.post).toBe(answer.id)
})

test('a link to an answer on another paper, or to none, stays a link', async () => {
  const { slug, answer } = await anAnsweredPaper('Chen')
  const other = await anAnsweredPaper('Dana')
  const named = (await exportList()).replace(/(part \d+\*\* 👍\n {2}- It is stable)(?![^]*part \d+\*\* 👍)/, `$1 ([answer](http://localhost:3000/p/${answer.id}))`)
  await take(named)
  expect((await notesOn(other.slug))[0]).toMatchObject({ source: null, text: `It is stable ([answer](http://localhost:3000/p/${answer.id}))` })
  await take(named.replace(`/p/${answer.id}`, '/p/999999'))
  expect((await notesOn(other.slug))[0]?.source).toBeNull()
  expect((await notesOn(slug))[0]?.source).toBeNull()
})

test('a hidden or deleted answer, or one to a hidden question, is named nowhere; the note stays and knows its source again', async () => {
  const author = await aPerson({ role: 'author' })
  const { slug, answer, question } = await anAnsweredPaper('Secret Writer')
  must(await makeNote(author, { post: answer.id, text: 'Ties stay.' }))
  const before = await exportList()
  for (const [post, hide, back] of [[answer.id, 'hide', 'restore'], [question, 'hide', 'restore']] as const) {
    must(await decide(author, { post, decision: hide }))
    const [, note] = await notesOn(slug)
    expect([note?.text, note?.source]).toEqual(['Ties stay.', null])
    const exported = await exportList()
    expect([exported.includes(`/p/${answer.id}`), exported.includes('Ties stay.')]).toEqual([false, true])
    expect((await openAssessment(author, slug))?.site.notes).toBe('- It is stable\n- Ties stay.')
    // Neither the export, nor a file from before, nor an edit of another note takes the source away.
    expect([changesOf(await take(exported)), changesOf(await take(before))]).toEqual([0, 0])
    const seen = (await openAssessment(author, slug))?.seen ?? ''
    must(await saveAssessment(author, slug, { seen, notes: `- It is stable, ${post}\n- Ties stay.` }))
    must(await decide(author, { post, decision: back }))
    expect((await notesOn(slug))[1]?.source?.post).toBe(answer.id)
    must(await saveAssessment(author, slug, { seen: (await openAssessment(author, slug))?.seen ?? '', notes: `- It is stable\n- Ties stay. ([answer](http://localhost:3000/p/${answer.id}))` }))
  }
})

test('a page with such a note is made anew when its answer changes or its writer takes another name', async () => {
  const author = await aPerson({ role: 'author' })
  const { slug, question, answer } = await anAnsweredPaper('Old Name')
  must(await makeNote(author, { post: answer.id, text: 'Ties stay.' }))
  const names = new Set<Dependency>()
  await gather(names, () => notesOn(slug))
  expect([names.has(`thread:${question}`), names.has(`person:${answer.by.id}`)]).toEqual([true, true])
  must(await changePerson(answer.by, { name: 'New Name', about: '' }))
  expect((await notesOn(slug))[1]?.source?.writer).toMatchObject({ name: 'New Name' })
})

test('the same answer becomes a note once, also when two authors want it at the same moment', async () => {
  const { slug, answer } = await anAnsweredPaper('Emil')
  const authors = [await aPerson({ role: 'author' }), await aPerson({ role: 'author' })]
  const made = await Promise.all(authors.map(author => makeNote(author, { post: answer.id, text: 'Ties stay.' })))
  expect(made.filter(one => one.ok).length).toBe(1)
  expect(made.flatMap(one => one.ok ? [] : [one.error.code])).toEqual(['noted-already'])
  expect((await notesOn(slug)).length).toBe(2)
})

test('only authors make notes, of public answers alone, and of something that is said', async () => {
  const { slug, answer, question } = await anAnsweredPaper('Fay')
  const author = await aPerson({ role: 'author' })
  for (const viewer of [await aPerson(), await aPerson({ role: 'moderator' })]) expect(refusal(await makeNote(viewer, { post: answer.id, text: 'Mine' }))).toBe('not-allowed')
  expect(refusal(await makeNote(aGuest(), { post: answer.id, text: 'Mine' }))).toBe('sign-in')
  expect(refusal(await makeNote(author, { post: question, text: 'A question' }))).toBe('not-allowed')
  expect(refusal(await makeNote(author, { post: (await aComment({ parent: answer.id })).id, text: 'A comment' }))).toBe('not-allowed')
  expect(refusal(await makeNote(author, { post: 2_000_000_000, text: 'Nothing' }))).toBe('not-found')
  for (const text of ['', ' \n ']) expect(refusal(await makeNote(author, { post: answer.id, text }))).toBe('blank')
  must(await decide(author, { post: question, decision: 'hide' }))
  expect(refusal(await makeNote(author, { post: answer.id, text: 'Of a hidden thread' }))).toBe('not-public')
  must(await decide(author, { post: answer.id, decision: 'hide' }))
  expect(refusal(await makeNote(author, { post: answer.id, text: 'Hidden' }))).toBe('not-allowed')
  expect((await notesOn(slug)).length).toBe(1)
})

test('a note of an answer is an edit beside the file: the file leaves it alone, and taking its link away ends the source', async () => {
  const author = await aPerson({ role: 'author' })
  const { slug, answer } = await anAnsweredPaper('Gil')
  const file = await exportList()
  must(await makeNote(author, { post: answer.id, text: 'Ties stay.' }))
  expect([changesOf(await take(file)), (await notesOn(slug)).length]).toEqual([0, 2])
  const seen = (await openAssessment(author, slug))?.seen ?? ''
  must(await saveAssessment(author, slug, { seen, notes: '- It is stable\n- Ties stay.' }))
  expect((await notesOn(slug))[1]?.source).toBeNull()
  expect(await db().read.select({ id: notes.id }).from(notes).where(eq(notes.sourcePost, answer.id))).toEqual([])
})
