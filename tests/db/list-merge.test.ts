import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { db } from '@/db'
import { assessments, events, notes } from '@/db/schema'
import { findPaper, listPapers } from '@/forum/papers'
import { search } from '@/forum/search'
import { operator } from '@/forum/viewer'
import type { Viewer } from '@/forum/viewer'
import { exportList, importList } from '@/reading-list/apply'
import type { Imported } from '@/reading-list/apply'
import { openAssessment, openUnsettled, saveAssessment, settle } from '@/reading-list/assessment'
import type { Edited } from '@/reading-list/assessment'
import { aDatabase } from '../support/database'
import { anAnswer, aPerson, aQuestion, must, refusal } from '../support/world'

aDatabase()

const list = (sorting: string, flows = '- **On flows** 👎') => `## Methods\n\n${sorting}\n${flows}\n`
const first = list('- **On sorting** 👍\n  - It is stable\n  - It is slow')
const slug = 'on-sorting'

async function take(text: string): Promise<Imported> {
  return must(await importList(text, operator, { dryRun: false }))
}

async function edit(viewer: Viewer, edited: Edited, of = slug) {
  const open = await openAssessment(viewer, of)
  return saveAssessment(viewer, of, { seen: open?.seen ?? '', ...edited })
}

async function says(of = slug) {
  const paper = await findPaper(of)
  const [one] = paper && 'found' in paper ? paper.found.assessments : []
  return [one?.rating, one?.remark, one?.notes.map(note => note.text)]
}

const changesOf = ({ added, changed, removed }: Imported) => added.length + changed.length + removed.length
const eventCount = async () => (await db().read.select({ id: events.id }).from(events)).length

// Each test begins with the first list, as if nothing had ever been edited on the site.
let author: Viewer
beforeEach(async () => {
  author = await aPerson({ role: 'author' })
  await take(first)
  await db().write(async tx => { await tx.update(assessments).set({ remembered: null, fromFile: null }) })
  await take(first)
})

test('an author edits rating, remark and notes on the site; the page, the search and the export have it', async () => {
  must(await edit(author, { rating: 'down', remark: 'Second thoughts', notes: '- It is stable\n  - under ties\n- Quicker than heapsort' }))
  expect(await says()).toEqual(['down', 'Second thoughts', ['It is stable', 'Quicker than heapsort']])
  expect((await openAssessment(author, slug))?.site.notes).toBe('- It is stable\n  - under ties\n- Quicker than heapsort')
  expect(await exportList()).toContain('  - Quicker than heapsort')
  const hits = await search({ q: 'heapsort' })
  expect(JSON.stringify(hits)).toContain(slug)
  const told = await db().read.select().from(events).where(eq(events.kind, 'paper.changed'))
  expect(told.at(-1)?.actor).toBe(author.kind === 'person' ? author.id : 0)
})

test('what is left out stays, a thumb stays written as it was, and saying the same changes nothing', async () => {
  await take(first.replace('**On sorting** 👍', '**On sorting** :+1:'))
  must(await edit(author, { remark: 'Only this' }))
  expect(await says()).toEqual(['up', 'Only this', ['It is stable', 'It is slow']])
  expect(await exportList()).toContain(':+1:')
  const count = await eventCount()
  expect(must(await edit(author, { rating: 'up', remark: 'Only this', notes: '* It is stable\n* It is slow' }))).toEqual({ changed: false })
  expect(await eventCount()).toBe(count)
})

test('only authors edit; a moderator is refused, and no such paper is not found', async () => {
  for (const role of ['member', 'moderator'] as const) expect(refusal(await edit(await aPerson({ role }), { remark: 'Mine' }))).toBe('not-allowed')
  expect(refusal(await edit(author, { remark: 'x' }, 'no-such-paper'))).toBe('not-found')
  expect(await says()).toEqual(['up', null, ['It is stable', 'It is slow']])
})

test('of two authors who edit at once the second is told, and nothing of the first is lost', async () => {
  const other = await aPerson({ role: 'author' })
  const seen = (await openAssessment(author, slug))?.seen ?? ''
  const [one, two] = await Promise.all([saveAssessment(author, slug, { seen, remark: 'First' }), saveAssessment(other, slug, { seen, remark: 'Second' })])
  expect([one.ok, two.ok].toSorted()).toEqual([false, true])
  expect(refusal(one.ok ? two : one)).toBe('changed-meanwhile')
  expect((await says())[1]).toBe(one.ok ? 'First' : 'Second')
})

test('after edits on the site the same file changes nothing', async () => {
  must(await edit(author, { notes: '- It is stable\n- It is quick after all' }))
  const count = await eventCount()
  const again = await take(first)
  expect([changesOf(again), again.conflicts, again.unchanged]).toEqual([0, [], 1 + 2 + 2])
  expect(await eventCount()).toBe(count)
  expect((await says())[2]).toEqual(['It is stable', 'It is quick after all'])
})

test('what changed in the file alone is taken, on papers that nobody edited and after an edit that was taken back', async () => {
  must(await edit(author, { remark: 'Hm' }))
  must(await edit(author, { remark: '' }))
  const taken = await take(list('- **On sorting** 👎\n  - It is stable', '- **On flows** 👎\n  - Neat'))
  expect(taken.conflicts).toEqual([])
  expect([await says(), await says('on-flows')]).toEqual([['down', null, ['It is stable']], ['down', null, ['Neat']]])
})

test('where both changed the site’s words stand, the file’s wait, and the import says so, in a dry run too', async () => {
  must(await edit(author, { remark: 'On the site' }))
  const file = list('- **On sorting** 👎\n  - It is stable\n  - In the file')
  const looked = must(await importList(file, operator, { dryRun: true }))
  expect([looked.conflicts, changesOf(looked), await openUnsettled(author)]).toEqual([[{ paper: 'On sorting', slug }], 0, []])
  const done = await take(file)
  expect([done.conflicts, changesOf(done)]).toEqual([[{ paper: 'On sorting', slug }], 0])
  expect(await says()).toEqual(['up', 'On the site', ['It is stable', 'It is slow']])
  const [waiting] = await openUnsettled(author)
  expect([waiting?.site.remark, waiting?.file]).toEqual(['On the site', { rating: 'down', mark: '👎', remark: null, notes: '- It is stable\n- In the file' }])
  const count = await eventCount()
  expect((await take(file)).conflicts.length).toBe(1)
  expect(await eventCount()).toBe(count)
})

async function aConflict() {
  must(await edit(author, { remark: 'On the site' }))
  const file = list('- **On sorting** 👎\n  - It is stable\n  - In the file')
  await take(file)
  const [waiting] = await openUnsettled(author)
  return { file, seen: waiting?.seen ?? '' }
}

test('keeping the site’s words settles it: the same file asks no more', async () => {
  const { file, seen } = await aConflict()
  must(await settle(author, slug, { seen, take: 'site' }))
  const again = await take(file)
  expect([again.conflicts, changesOf(again), await openUnsettled(author)]).toEqual([[], 0, []])
  expect((await says())[1]).toBe('On the site')
  expect((await take(list('- **On sorting** 👎\n  - It is stable\n  - In the file, anew'))).conflicts.length).toBe(1)
})

test('taking the file’s words settles it, and the next file is taken as before', async () => {
  const { file, seen } = await aConflict()
  must(await settle(author, slug, { seen, take: 'file' }))
  expect(await says()).toEqual(['down', null, ['It is stable', 'In the file']])
  const again = await take(file)
  expect([again.conflicts, changesOf(again)]).toEqual([[], 0])
  await take(first)
  expect(await says()).toEqual(['up', null, ['It is stable', 'It is slow']])
})

test('a merged text settles it, and so does the site’s own export as the file', async () => {
  const { file } = await aConflict()
  must(await edit(author, { rating: 'down', remark: 'On the site', notes: '- It is stable\n- In the file\n- and both' }))
  expect(await openUnsettled(author)).toEqual([])
  expect([(await take(file)).conflicts, (await says())[2]]).toEqual([[], ['It is stable', 'In the file', 'and both']])
  await take(list('- **On sorting** 👎\n  - Something else'))
  expect((await openUnsettled(author)).length).toBe(1)
  const exported = await take(await exportList())
  expect([exported.conflicts, changesOf(exported), await openUnsettled(author)]).toEqual([[], 0, []])
  expect((await take(first)).conflicts).toEqual([])
})

test('of two authors who settle at once the second is told', async () => {
  const { seen } = await aConflict()
  const [one, two] = await Promise.all([settle(author, slug, { seen, take: 'site' }), settle(await aPerson({ role: 'author' }), slug, { seen, take: 'file' })])
  expect([one.ok, two.ok].toSorted()).toEqual([false, true])
  expect(refusal(one.ok ? two : one)).toBe('settled-already')
  expect((await says())[1]).toBe(one.ok ? 'On the site' : null)
  expect(refusal(await settle(author, slug, { seen, take: 'site' }))).toBe('settled-already')
  expect(refusal(await settle(await aPerson({ role: 'moderator' }), slug, { seen, take: 'file' }))).toBe('not-allowed')
})

test('a choice that came while an author was writing is not made by saving', async () => {
  const { seen } = must({ ok: true, value: await openAssessment(author, slug) }) ?? { seen: '' }
  await aConflict()
  expect(refusal(await saveAssessment(author, slug, { seen, remark: 'Blind' }))).toBe('changed-meanwhile')
  expect((await openUnsettled(author)).length).toBe(1)
})

test('a paper that left the file stays, off the list, where its notes were changed on the site; it comes back with them', async () => {
  must(await edit(author, { remark: 'Worth keeping' }))
  const without = await take('## Methods\n\n- **On flows** 👎\n')
  expect(without.kept).toEqual([{ kind: 'paper', title: 'On sorting', edited: true }])
  const paper = await findPaper(slug)
  expect([paper && 'found' in paper ? paper.found.onList : null, (await says())[1]]).toEqual([false, 'Worth keeping'])
  expect(changesOf(await take('## Methods\n\n- **On flows** 👎\n'))).toBe(0)
  await take(first)
  expect([(await says())[1], (await listPapers({ limit: 10 })).items.some(one => one.slug === slug)]).toEqual(['Worth keeping', true])
})

test('the list edited as a text on the site counts as an edit on the site', async () => {
  const text = await exportList()
  must(await importList(text.replace('It is slow', 'It is slow, in the workspace'), author, { dryRun: false, from: 'site' }))
  expect(changesOf(await take(first))).toBe(0)
  expect((await says())[2]).toEqual(['It is stable', 'It is slow, in the workspace'])
  expect((await take(first.replace('It is slow', 'It is slow, in the file'))).conflicts.length).toBe(1)
})

test('an import that was compared before an edit is compared again, so that the edit stays', async () => {
  const file = list('- **On sorting** 👎\n  - In the file')
  const [edited, imported] = await Promise.all([edit(author, { remark: 'Meanwhile' }), importList(file, operator, { dryRun: false })])
  const told = must(imported)
  const both = [JSON.stringify(await says()), JSON.stringify(await openUnsettled(author))].join('\n')
  if (edited.ok) expect([both.includes('Meanwhile'), both.includes('In the file')]).toEqual([true, true])
  else expect([refusal(edited), told.conflicts, await says()]).toEqual(['changed-meanwhile', [], ['down', null, ['In the file']]])
})

test('what cannot be notes is refused at its field, and nothing changes', async () => {
  for (const [edited, field, code] of [[{ notes: 'x'.repeat(100_001) }, 'notes', 'too-long'], [{ remark: 'x'.repeat(2_001) }, 'remark', 'too-long'], [{ notes: 'a\0b' }, 'notes', 'malformed'], [{ remark: '\ud800' }, 'remark', 'malformed']] as const) {
    const refused = await edit(author, edited)
    expect(refused.ok ? null : refused.error.fields.map(fault => [fault.field, fault.code])).toEqual([[field, code]])
  }
  expect(refusal(await edit(author, { notes: `${'> '.repeat(500)}deep` }))).toBe('list-unreadable')
  expect(await says()).toEqual(['up', null, ['It is stable', 'It is slow']])
})

test('a paper outside any list can be assessed, and a note under a note keeps its place', async () => {
  const { paper } = await aQuestion()
  await anAnswer()
  must(await edit(author, { rating: 'up', notes: '- One\n  - Two\n    - Three\n  - Four' }, paper.slug))
  expect((await openAssessment(author, paper.slug))?.site).toEqual({ rating: 'up', mark: '👍', remark: null, notes: '- One\n  - Two\n    - Three\n  - Four' })
  expect((await db().read.select({ id: notes.id }).from(notes).where(eq(notes.text, 'Three'))).length).toBe(1)
})
