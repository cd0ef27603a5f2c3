import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { CurrentList, CurrentNote, CurrentPaper, CurrentTopic } from '@/reading-list/current'
import { diffLists } from '@/reading-list/diff'
import { parseReadingList } from '@/reading-list/parse'
import type { Note, Paper, ReadingList, Topic } from '@/reading-list/types'

const sample = readFileSync(new URL('../../content/reading-list.md', import.meta.url), 'utf8')

function listOf(text: string): ReadingList {
  const parsed = parseReadingList(text)
  if (!parsed.ok) throw new Error(parsed.sentence)
  return parsed.list
}

/** The site after a list was imported; others replied to the questions of these numbers. */
function siteWith(text: string, repliedTo: number[] = []): CurrentList {
  let id = 0
  const next = () => (id += 1)
  const note = (one: Note): CurrentNote => ({ id: next(), text: one.text, notes: one.notes.map(note) })
  const paper = (one: Paper): CurrentPaper => ({
    ...one, id: next(), slug: `paper-${id}`, onList: true, repliedByOthers: false, notes: one.notes.map(note),
    questions: one.questions.map(({ title, body, number }) => ({ id: next(), title, body, number: number ?? 0, onList: true, repliedByOthers: repliedTo.includes(number ?? 0) })),
  })
  const topic = (one: Topic): CurrentTopic => ({ id: next(), title: one.title, notes: one.notes.map(note), papers: one.papers.map(paper), topics: one.topics.map(topic) })
  const list = listOf(text)
  return { head: list.head, topics: list.topics.map(topic), offList: [] }
}

const kindsOf = (site: CurrentList, text: string) => diffLists(site, listOf(text)).operations.map(operation => operation.kind)

test('the same list again changes nothing', () => {
  expect(diffLists(siteWith(sample), listOf(sample))).toEqual({ operations: [], added: [], changed: [], removed: [], kept: [], conflicts: [], assessed: [], unchanged: 2 + 23 + 23 + 5 })
})

test('an empty site gets everything, topics before their papers and papers before their notes', () => {
  const empty: CurrentList = { head: { title: null, author: null, legend: null, license: null, source: null, intro: '' }, topics: [], offList: [] }
  const diff = diffLists(empty, listOf(sample))
  expect(diff.added).toHaveLength(2 + 23 + 23 + 5)
  expect(diff.operations.slice(0, 4).map(operation => operation.kind)).toEqual(['changeHead', 'addTopic', 'addPaper', 'addNote'])
  expect(diff.operations).toContainEqual(expect.objectContaining({ kind: 'addQuestion', number: 5 }))
})

test('a reworded question is the same question, by its text, its title or its number', () => {
  const site = siteWith('- **P** 👍\n  - Question 1: Why is the bound so tight here?\n  - Question 2: **Noise.** Is it handled?\n  - Question 3: Does the second phase terminate on every input?')
  const diff = diffLists(site, listOf('- **P** 👍\n  - Question 1: Why is the bound tight?\n  - Question 2: **Noise.** Something else altogether!\n  - Question 3: When does phase two terminate, if ever?'))
  const ids = site.topics[0]?.papers[0]?.questions.map(question => question.id)
  expect(diff.operations.map(operation => (operation.kind === 'changeQuestion' ? operation.id : operation.kind))).toEqual(ids)
  expect(diff.changed).toHaveLength(3)
})

test('questions that change places keep their numbers, and so their addresses', () => {
  const site = siteWith('- **P** 👍\n  - Question 1: Why is the bound tight?\n  - Question 2: Is the noise handled?')
  expect(kindsOf(site, '- **P** 👍\n  - Question 1: Is the noise handled?\n  - Question 2: Why is the bound tight?')).toEqual([])
})

test('a question that others wrote under stays when it leaves the list', () => {
  const site = siteWith('- **P** 👍\n  - Question 1: Why?\n  - Question 2: How?', [1])
  const { operations, removed } = diffLists(site, listOf('- **P** 👍'))
  expect(operations).toMatchObject([{ kind: 'removeQuestion', keep: true }, { kind: 'removeQuestion', keep: false }])
  expect(removed.map(entry => entry.title)).toEqual(['Why?', 'How?'])
})

test('a paper that others wrote under stays when it leaves the list, and may come back', () => {
  const site = siteWith('- **P** 👍\n  - Question 1: Why?\n- **Q** 👍', [1])
  expect(diffLists(site, listOf('- **Q** 👍')).operations).toMatchObject([{ kind: 'removePaper', keep: true }])
  const [paper, ...others] = site.topics[0]?.papers ?? []
  if (paper === undefined) throw new Error('no paper')
  const later: CurrentList = { ...site, topics: site.topics.map(topic => ({ ...topic, papers: others })), offList: [{ ...paper, onList: false }] }
  expect(diffLists(later, listOf('- **Q** 👍')).operations).toEqual([])
  expect(diffLists(later, listOf('- **P** 👍\n  - Question 1: Why?\n- **Q** 👍')).operations[0]).toMatchObject({ kind: 'movePaper', id: paper.id })
})

test('a paper is known by DOI, arXiv id, link or title, in whatever dress', () => {
  const site = siteWith('- [One](https://doi.org/10.1000/abc)\n- [Two](https://arxiv.org/abs/1903.07788)\n- [Three](http://www.example.org/three.pdf)\n- **Signal–to–Noise: $\\alpha$ of “K{\\"a}hler”** 👍')
  const diff = diffLists(site, listOf('- [A](http://dx.doi.org/10.1000/ABC)\n- [B](https://arxiv.org/pdf/1903.07788v2.pdf)\n- [C](https://example.org/three.pdf?utm_source=x)\n- **signal-to-noise α of Kähler** 👍'))
  expect(diff.operations.map(operation => operation.kind)).toEqual(['changePaper', 'changePaper', 'changePaper', 'changePaper'])
  expect(diff.operations[1]).toMatchObject({ fields: ['title', 'arxivVersion', 'links'], paper: { arxivVersion: 2 } })
})

test('one title with two DOIs is two papers', () => {
  const site = siteWith('- [Deep Learning](https://doi.org/10.1000/one)')
  expect(kindsOf(site, '- [Deep Learning](https://doi.org/10.1000/two)')).toEqual(['addPaper', 'orderPapers', 'removePaper'])
})

test('moving a paper to another topic is one move, and a renamed topic keeps its papers', () => {
  const site = siteWith('## Sorting\n\n- **A Paper** 👍\n- **B Paper** 👍\n- **C Paper** 👍\n\n## Flows\n\n- **D Paper** 👎')
  const [sorting, flows] = site.topics
  const moved = diffLists(site, listOf('## Sorting\n\n- **A Paper** 👍\n- **B Paper** 👍\n\n## Flows\n\n- **D Paper** 👎\n- **C Paper** 👍'))
  expect(moved.operations).toEqual([
    { kind: 'movePaper', id: sorting?.papers[2]?.id, topic: { id: flows?.id } },
    { kind: 'orderPapers', topic: { id: flows?.id }, order: [{ id: flows?.papers[0]?.id }, { id: sorting?.papers[2]?.id }] },
  ])
  expect(moved.changed).toEqual([{ kind: 'paper', title: 'C Paper' }])
  const renamed = diffLists(site, listOf('## Sorting and merging\n\n- **A Paper** 👍\n- **B Paper** 👍\n- **C Paper** 👍\n\n## Flows\n\n- **D Paper** 👎'))
  expect(renamed.operations).toEqual([{ kind: 'changeTopic', id: sorting?.id, parent: null, title: 'Sorting and merging' }])
})

test('a new order is told by the fewest things that moved', () => {
  const site = siteWith('- **A Paper** 👍\n- **B Paper** 👍\n- **C Paper** 👍\n- **D Paper** 👍')
  const diff = diffLists(site, listOf('- **D Paper** 👍\n- **A Paper** 👍\n- **B Paper** 👍\n- **C Paper** 👍'))
  expect(diff.operations.map(operation => operation.kind)).toEqual(['orderPapers'])
  expect(diff.changed).toEqual([{ kind: 'paper', title: 'D Paper' }])
  expect(diff.unchanged).toBe(4)
})

test('a reworded note is a change, a new one is added in its place, one that is gone takes its own notes with it', () => {
  const site = siteWith('- **P** 👍\n  - The buffer is taken from the input\n  - Another point\n    - with a detail')
  const notes = site.topics[0]?.papers[0]?.notes
  const diff = diffLists(site, listOf('- **P** 👍\n  - Something new stands here\n  - The buffer comes from the input'))
  expect(diff.operations).toMatchObject([
    { kind: 'addNote', added: 'note 1', parent: null, text: 'Something new stands here' },
    { kind: 'changeNote', id: notes?.[0]?.id, text: 'The buffer comes from the input' },
    { kind: 'removeNote', id: notes?.[1]?.notes[0]?.id },
    { kind: 'removeNote', id: notes?.[1]?.id },
    { kind: 'orderNotes', order: [{ added: 'note 1' }, { id: notes?.[0]?.id }] },
  ])
  expect([diff.added.length, diff.changed.length, diff.removed.length, diff.unchanged]).toEqual([1, 1, 2, 2])
})

test('a topic that left the list goes after what was in it', () => {
  const site = siteWith('## Sorting\n\n- **A Paper** 👍\n\n### Merging\n\n- **B Paper** 👍\n\n## Flows\n\n- **C Paper** 👍')
  expect(kindsOf(site, '## Flows\n\n- **C Paper** 👍')).toEqual(['removePaper', 'removePaper', 'removeTopic', 'removeTopic'])
})

test('2,000 papers are compared in seconds', () => {
  const text = Array.from({ length: 2000 }, (_, at) => `- [Paper number ${at}](https://example.org/${at}.pdf) 👍\n  - A note on ${at}.\n  - Question 1: Why ${at}?`).join('\n')
  const site = siteWith(text)
  const before = performance.now()
  expect(diffLists(site, listOf(text)).operations).toEqual([])
  expect(diffLists(site, listOf(text.replaceAll('Why', 'Wherefore'))).changed).toHaveLength(2000)
  expect(performance.now() - before).toBeLessThan(30_000)
}, 90_000)
