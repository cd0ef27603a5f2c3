import { eq } from 'drizzle-orm'
import { readFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { db } from '@/db'
import { events, papers, posts } from '@/db/schema'
import { findPaper, listPapers } from '@/forum/papers'
import { listQuestionsOf } from '@/forum/lists'
import { readRevisions } from '@/forum/revisions'
import { readSite } from '@/forum/site'
import { readThread } from '@/forum/threads'
import { nobody, operator } from '@/forum/viewer'
import { exportList, importList, readListFile } from '@/reading-list/apply'
import { castVote } from '@/forum/votes'
import { aDatabase } from '../support/database'
import { anAnswer, aPerson, must } from '../support/world'

aDatabase()

const sample = readFileSync('content/reading-list.md', 'utf8')
const pencil = 'probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels'

async function apply(source: string) {
  return must(await importList(source, operator, { dryRun: false }))
}

// Each test begins with the sample as it is; what others wrote in an earlier test stays, as it would.
beforeEach(async () => { await apply(sample) })

test('the first site’s list: 23 papers, 2 topics, 11 up, 11 down, 1 unrated, 5 questions on PENCIL', async () => {
  const { items } = await listPapers({ limit: 100 })
  expect(items.length).toBe(23)
  const rated = (rating: string | null) => items.filter(paper => (paper.ratings[0]?.rating ?? null) === rating).length
  expect([rated('up'), rated('down'), rated(null)]).toEqual([11, 11, 1])
  expect([...new Map(items.map(paper => [paper.topic?.slug, items.filter(other => other.topic?.slug === paper.topic?.slug).length])).values()]).toEqual([21, 2])
  const questions = await listQuestionsOf(pencil)
  expect(questions.map(question => question.number)).toEqual([1, 2, 3, 4, 5])
  expect((await readSite()).legend).toContain('closely related')
})

test('the fourth question keeps its three stages as a nested list, the second links to the first', async () => {
  const fourth = await readThread({ slug: pencil, number: 4 })
  const html = fourth && 'found' in fourth ? fourth.found.question.html : ''
  expect(html.match(/<li/g)?.length).toBe(3)
  const second = await readThread({ slug: pencil, number: 2 })
  expect(second && 'found' in second ? second.found.question.html : '').toContain(`href="/papers/${pencil}/questions/1"`)
})

test('an alias of a paper leads to it', async () => {
  expect(await findPaper('pencil')).toEqual({ movedTo: `/papers/${pencil}` })
})

test('importing the same list again changes nothing: no event, the same ids', async () => {
  const before = await db().read.select({ id: papers.id }).from(papers)
  const count = (await db().read.select({ id: events.id }).from(events)).length
  const again = await apply(sample)
  expect([again.added, again.changed, again.removed]).toEqual([[], [], []])
  expect(await db().read.select({ id: papers.id }).from(papers)).toEqual(before)
  expect((await db().read.select({ id: events.id }).from(events)).length).toBe(count)
})

test('a dry run says what would change and writes nothing', async () => {
  const changed = sample.replace('Learning to Learn from Noisy Labeled Data', 'Learning to Learn from Noisy Labelled Data Anew')
  const count = (await db().read.select({ id: events.id }).from(events)).length
  const dry = must(await importList(changed, operator, { dryRun: true }))
  expect(dry.applied).toBe(false)
  expect(dry.added.length + dry.changed.length + dry.removed.length).toBeGreaterThan(0)
  expect((await db().read.select({ id: events.id }).from(events)).length).toBe(count)
})

test('a reworded question keeps its thread: its answers and votes stay, the former wording is a revision', async () => {
  const [question] = await listQuestionsOf(pencil)
  const answer = await anAnswer({ question: question?.id ?? 0, body: 'It keeps the label on the simplex.' })
  must(await castVote(await aPerson(), { post: answer.id, voted: true }))
  const [row] = await db().read.select().from(posts).where(eq(posts.id, question?.id ?? 0))
  const reworded = sample.replace(row?.body.split('. ').at(-1) ?? '-', 'What, then, is gained by it at all?')
  expect(reworded).not.toBe(sample)
  const done = await apply(reworded)
  expect(done.changed.filter(entry => entry.kind === 'question').length).toBe(1)
  expect([done.added, done.removed]).toEqual([[], []])
  const thread = await readThread({ slug: pencil, number: 1 })
  expect(thread && 'found' in thread ? thread.found.answers.map(one => [one.id, one.score]) : null).toEqual([[answer.id, 1]])
  expect((await readRevisions(question?.id ?? 0, nobody))?.revisions.length).toBeGreaterThan(0)
})

test('a question that left the list stays where others answered it, and goes where nobody did', async () => {
  const questions = await listQuestionsOf(pencil)
  const [first, , third] = questions
  await anAnswer({ question: first?.id ?? 0 })
  const without = (await exportList()).split('\n')
  const startOf = (n: number) => without.findIndex(line => line.includes(`Question ${n}`) && line.trim().startsWith('-'))
  const kept = without.filter((_, i) => !(i >= startOf(1) && i < startOf(2)) && !(i >= startOf(3) && i < startOf(4))).join('\n')
  const told = await apply(kept)
  expect(told.kept.map(entry => entry.kind)).toEqual(['question'])
  expect(told.removed.length).toBeGreaterThan(told.kept.length)
  const left = await listQuestionsOf(pencil)
  expect(left.find(question => question.id === first?.id)?.listed).toBe(false)
  expect(left.some(question => question.id === third?.id)).toBe(false)
})

test('a removed paper under which others wrote stays at its address, off the list; another is gone', async () => {
  const [question] = await listQuestionsOf(pencil)
  await anAnswer({ question: question?.id ?? 0 })
  const lines = sample.split('\n')
  const cutAt = lines.findIndex(line => line.includes('Learning to Learn from Noisy Labeled Data'))
  await apply(lines.slice(0, cutAt).join('\n'))
  const kept = await findPaper(pencil)
  expect(kept && 'found' in kept ? kept.found.onList : null).toBe(false)
  expect(await findPaper('learning-to-learn-from-noisy-labeled-data')).toBeNull()
  await apply(sample)
  const back = await findPaper(pencil)
  expect(back && 'found' in back ? back.found.onList : null).toBe(true)
})

test('reordering keeps addresses', async () => {
  const before = (await listPapers({ limit: 100 })).items.map(paper => [paper.id, paper.slug])
  const list = sample.split('\n')
  const i = list.findIndex(line => line.startsWith('- [Ranked List Loss'))
  const moved = [...list.slice(0, i), ...list.slice(i + 1)]
  moved.splice(moved.findIndex(line => line.startsWith('- [Divide and Conquer')), 0, list[i] ?? '')
  await apply(moved.join('\n'))
  const after = (await listPapers({ limit: 100 })).items
  expect(after[0]?.slug).toBe('ranked-list-loss-for-deep-metric-learning')
  expect(new Map(after.map(paper => [paper.id, paper.slug]))).toEqual(new Map(before.map(([id, slug]) => [Number(id), String(slug)])))
})

test('the exported Markdown imports as no change, and exports as the same bytes', async () => {
  const first = await exportList()
  const again = await apply(first)
  expect([again.added, again.changed, again.removed]).toEqual([[], [], []])
  expect(await exportList()).toBe(first)
})

test('what cannot be read is refused with a sentence, and nothing changes', async () => {
  const count = (await db().read.select({ id: events.id }).from(events)).length
  for (const bad of [new Uint8Array([0, 1, 2, 255, 254]), new Uint8Array([0xc3, 0x28]), '>'.repeat(10_000) + ' deep', 'x'.repeat(3 * 1024 * 1024)]) {
    const refused = await importList(bad, operator, { dryRun: false })
    expect(refused.ok ? null : [refused.error.code, refused.error.text.length > 10]).toEqual(['list-unreadable', true])
  }
  expect(readListFile('no/such/file.md')).toMatchObject({ ok: false })
  expect(readListFile('.')).toMatchObject({ ok: false })
  expect((await db().read.select({ id: events.id }).from(events)).length).toBe(count)
})
