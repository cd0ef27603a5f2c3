import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseReadingList, papersOf } from '@/reading-list/parse'
import { printReadingList } from '@/reading-list/print'
import { summaryOf } from '@/reading-list/summary'
import type { Paper, ReadingList } from '@/reading-list/types'

function listFrom(path: string): ReadingList {
  const parsed = parseReadingList(readFileSync(new URL(`../fixtures/lists/${path}`, import.meta.url)))
  if (!parsed.ok) throw new Error(parsed.sentence)
  return parsed.list
}

function listOf(text: string): ReadingList {
  const parsed = parseReadingList(text)
  if (!parsed.ok) throw new Error(parsed.sentence)
  return parsed.list
}

function paperOf(text: string): Paper {
  const [paper] = papersOf(listOf(text).topics)
  if (paper === undefined) throw new Error('no paper')
  return paper
}

const titlesOf = (list: ReadingList) => papersOf(list.topics).map(paper => paper.title)
const named = (list: ReadingList, title: string) => papersOf(list.topics).find(paper => paper.title === title)

test('the first list of the site has what its source has', () => {
  const parsed = parseReadingList(readFileSync(new URL('../../content/reading-list.md', import.meta.url)))
  if (!parsed.ok) throw new Error(parsed.sentence)
  expect(summaryOf(parsed.list)).toEqual({ topics: 2, papers: 23, up: 11, down: 11, unrated: 1, notes: 23, questions: 5 })
  expect(parsed.list.problems).toEqual([])
  expect(parsed.list.topics.map(topic => topic.papers.length)).toEqual([21, 2])
  expect(papersOf(parsed.list.topics).filter(paper => paper.venue !== null)).toHaveLength(1)
  const pencil = papersOf(parsed.list.topics).at(-1)
  expect(pencil).toMatchObject({ aliases: ['pencil'], authors: ['Kun Yi', 'Jianxin Wu'], venue: 'CVPR', year: 2019, rating: null })
  expect(pencil?.questions.map(question => question.number)).toEqual([1, 2, 3, 4, 5])
  expect(pencil?.questions.every(question => question.title !== null)).toBe(true)
  expect(pencil?.questions[3]?.body).toMatch(/^The model is trained in 3 stages:\n\n1\. .*\n2\. .*\n3\. /)
  expect(pencil?.questions[1]?.body).toContain('If the answer of Question 1 is yes')
})

test('text copied from a page keeps its bullets, marks, remarks, questions and literal signs', () => {
  const list = listFrom('plain-copy.txt')
  expect(summaryOf(list)).toEqual({ topics: 2, papers: 4, up: 2, down: 2, unrated: 0, notes: 2, questions: 4 })
  expect(list.head.legend).toBe(':+1: means I would read it again.')
  expect(list.topics.map(topic => topic.title)).toEqual(['Sorting', null])
  expect(list.topics[0]?.papers[0]?.notes[1]?.text).toBe('Two steps: 1) the blocks are ordered; 2) the rest is merged [7] into x^k.')
  expect(list.topics[0]?.papers.map(paper => paper.remark)).toEqual([null, 'pivots', 'needs tuning, seldom worth it.'])
  const stable = list.topics[1]?.papers[0]
  expect(stable).toMatchObject({ venue: 'SODA', year: 2020, questionsIntro: 'Questions on “Stable Sorts for Small Keys, SODA 2020”. Any hint helps.' })
  expect(stable?.questions.map(question => question.body)).toEqual([
    'Why is the bound tight for k^d keys?', 'If the answer of Question1 is yes, is the second pass needed?', 'It runs in two phases:\n\n1. counting;\n2. placing.', 'Has anybody measured each phase?',
  ])
  expect(list.problems.map(problem => problem.line)).toEqual([15, 25, 27])
})

test('front matter, kramdown attributes, lazy lines and bold leads are understood', () => {
  const list = listFrom('jekyll.md')
  expect(list.head).toMatchObject({ title: 'Graphs, spring term', legend: '👍 means that it helped my own work.' })
  expect(summaryOf(list)).toEqual({ topics: 2, papers: 3, up: 1, down: 1, unrated: 1, notes: 2, questions: 3 })
  expect(named(list, 'Roads and Reach')).toMatchObject({ aliases: ['reach'], rating: 'up', mark: '👍', links: [{ label: 'PDF', url: 'https://example.org/reach.pdf' }] })
  expect(named(list, 'Roads and Reach')?.notes.map(note => note.text)).toEqual(['A node’s reach is kept with **a bound that is** easy to update.', 'Steps: 1) prune; 2) search again.'])
  expect(named(list, 'Contracted Hierarchies in Practice')).toMatchObject({ rating: 'down', remark: 'slow to build' })
  const pushing = named(list, 'Pushing Faster')
  expect(pushing).toMatchObject({ arxiv: '1903.07788', arxivVersion: 2, venue: 'ESA', year: 2018, remark: '(FastPush)' })
  expect(pushing?.links.map(link => link.label)).toEqual(['arXiv', 'code'])
  expect(pushing?.questions.map(({ number, title, body }) => [number, title, body])).toEqual([
    [1, 'Is the gap heuristic needed?', 'I cannot see where it is used.'], [2, null, 'what happens on dense graphs?'], [7, null, 'Does it parallelise?'],
  ])
  expect(list.problems.map(problem => problem.text).join('\n')).toMatch(/layout.*\n.*slides.*no address/s)
})

test('bullets, numbers, tags, citations, tables and bare lines all make papers and topics', () => {
  const list = listFrom('shapes.md')
  expect(list.head).toMatchObject({ title: 'Shapes of lists', intro: 'A paragraph that belongs to no topic.' })
  expect(titlesOf(list)).toEqual([
    'Numbered Paper with a Plain Title', 'Bold Title, with a Comma', 'Tagged Paper', 'A Cited Paper on Trees', 'A Loss Under a Bare Line', 'Hosted Paper',
    'A Paper in a Row', 'Another Row', 'A Paper Below an Item', 'Another Below', 'Pushing Faster, Again',
  ])
  expect(list.topics.map(topic => [topic.title, topic.topics.map(inner => inner.title)])).toEqual([
    ['Bullets', ['Losses', 'Nested topic']], ['Tables', []], ['Topics as items', ['Metric spaces']], ['Twice', []],
  ])
  expect(named(list, 'Numbered Paper with a Plain Title')).toMatchObject({ mark: '★★★☆☆', rating: null, remark: 'worth an hour' })
  expect(named(list, 'Bold Title, with a Comma')).toMatchObject({ authors: ['A. One', 'B. Two'], year: 2016 })
  expect(named(list, 'Tagged Paper')).toMatchObject({ venue: 'STOC', year: 2019, remark: 'GRAPHS (thanks, [somebody](https://example.org/somebody))', links: [{ label: 'Notes', url: 'notes/tagged.md' }] })
  expect(named(list, 'A Cited Paper on Trees')).toMatchObject({ authors: ['Maria Lopez', 'Jan Novak'], venue: 'Journal of Trees 12.3, 44-71', year: 2011, mark: ':star::star:', rating: null })
  expect(named(list, 'A Loss Under a Bare Line')).toMatchObject({ authors: ['Ada Lind', 'Bo Ek'], venue: 'NIPS', year: 2015, doi: '10.1000/abc.1' })
  expect(named(list, 'Hosted Paper')).toMatchObject({ authors: ['Ek'], notes: [{ text: 'The note is a paragraph of its own.' }, { text: '```\nindented = code\n```' }] })
  expect(named(list, 'A Paper in a Row')).toMatchObject({ authors: ['A. Row', 'B. Cell'], year: 2020, venue: 'ICML', rating: 'up', notes: [{ text: 'Novelty: high' }] })
})

test('nothing is dropped in silence: what fits nowhere is a note, and every guess is named with its line', () => {
  const list = listFrom('shapes.md')
  expect(list.topics[0]?.topics[0]?.notes.map(note => note.text)).toEqual(['This sentence stands behind a list and fits nowhere.'])
  expect(list.topics[3]?.notes.map(note => note.text)).toEqual(['**Thanks**', 'Thank you for reading.'])
  expect(named(list, 'Pushing Faster, Again')).toMatchObject({ arxiv: '1903.11111', notes: [{ text: 'said the second time' }] })
  expect(list.problems.map(problem => [problem.line, problem.text.slice(0, 24)])).toEqual([
    [7, 'A table of contents is l'], [14, 'A link leads nowhere out'], [23, 'Not understood; it becam'], [49, '“Pushing Faster” is the '], [52, 'A comment or markup with'], [54, 'The part “Thanks” holds '], [56, 'Not understood; it becam'],
  ])
})

test('papers may be headings, and what follows them is theirs', () => {
  const list = listFrom('headings.md')
  expect(list.head.title).toBe('Reading group')
  expect(list.topics.map(topic => topic.title)).toEqual(['Optimisation'])
  const steps = named(list, 'Steps That Shrink')
  expect(steps).toMatchObject({ rating: 'up', questionsIntro: 'Questions', notes: [{ text: 'It proves what it says.' }, { text: 'First point', notes: [{ text: 'a detail below it' }] }] })
  expect(steps?.questions.map(({ title, body }) => [title, body])).toEqual([[null, 'Is the rate optimal?'], ['What about noise?', 'The proof assumes none.']])
  expect(named(list, 'Momentum Without Tears')).toMatchObject({ rating: 'down', notes: [{ text: 'A second paper’s note.' }] })
})

test('a file of notes on one paper is a list of that paper', () => {
  const note = papersOf(listFrom('one-note.md').topics)
  expect(note).toHaveLength(1)
  expect(note[0]).toMatchObject({ title: 'Trees That Remember', arxiv: '1512.03385', notes: [{ text: 'TLDR; Persistent trees by path copying.' }, { text: '**Key Points**', notes: [{}, {}] }, { text: '**Notes/Questions**', notes: [{ text: 'Short and clear.' }] }] })
  expect(note[0]?.questions.map(question => question.body)).toEqual(['Does it work for graphs? I wonder.'])

  const review = papersOf(listFrom('review.md').topics)
  expect(review).toHaveLength(1)
  expect(review[0]).toMatchObject({ title: 'Lists in Lists', authors: ['Ada Lind', 'Bo Ek'], venue: 'ICLR', year: 2014 })
  expect(review[0]?.notes[0]).toMatchObject({ text: '**Summary**', notes: [{ text: 'Two lines of a summary that belong together:' }, { text: 'one thing' }] })

  const metadata = papersOf(listFrom('metadata.md').topics)
  expect(metadata).toHaveLength(1)
  expect(metadata[0]).toMatchObject({ title: 'Counting Bits', authors: ['Ada Lind', 'Bo Ek'], year: 2015, arxiv: '1412.6980' })
  expect(metadata[0]?.notes.at(-1)).toMatchObject({ text: '**Summary**', notes: [{ text: 'What', notes: [{ notes: [{ text: 'It is fast.' }] }] }] })
})

test.each([
  ['- A Paper :+1:', 'up', ':+1:', null],
  ['- A Paper\n👎🏽', 'down', '👎🏽', null],
  ['- [A Paper](https://example.org/a) +1', 'up', '+1', null],
  ['- A Paper -1: too long', 'down', '-1', 'too long'],
  ['- 👍 **A Paper**', 'up', '👍', null],
  ['- **A Paper 👍** for the proof', 'up', '👍', 'for the proof'],
  ['- A Paper ⭐⭐', null, '⭐⭐', null],
])('the mark of %j is kept as written', (text, rating, mark, remark) => {
  expect(paperOf(text)).toMatchObject({ title: 'A Paper', rating, mark, remark })
})

test('an escaped mark or attribute belongs to the title', () => {
  expect(paperOf('- **A \\:+1\\: Paper \\{:#x}**')).toMatchObject({ title: 'A :+1: Paper {:#x}', rating: null, aliases: [] })
  expect(paperOf('- [Weights of +1 or -1](https://example.org/w)')).toMatchObject({ title: 'Weights of +1 or -1', rating: null })
})

test('formulas keep their backslashes and underscores', () => {
  expect(paperOf('- **Bounds for $\\ell_1$ and $x_{i}$ norms**').title).toBe('Bounds for $\\ell_1$ and $x_{i}$ norms')
  expect(paperOf('- **P**\n  - A bound \\(a_1 \\ge b_1\\), at $5 a time').notes[0]?.text).toBe('A bound \\(a_1 \\ge b_1\\), at $5 a time')
})

test('a link by reference becomes a link of its own', () => {
  expect(paperOf('- **P** 👍\n  - see [the proof][1]\n\n[1]: https://example.org/proof').notes[0]?.text).toBe('see [the proof](https://example.org/proof)')
})

test('a question number that stands twice is given to the first', () => {
  const list = listOf('- **P** 👍\n  - Question 2: one?\n  - Question 2: two?\n  - Q: three?')
  expect(papersOf(list.topics)[0]?.questions.map(({ number, body }) => [number, body])).toEqual([[2, 'one?'], [3, 'two?'], [4, 'three?']])
  expect(list.problems).toEqual([{ line: 3, text: 'A number stands twice among the questions on “P”; this question got the next one.' }])
})

test('the same title with nothing else in common is two papers', () => {
  expect(titlesOf(listOf('- [Deep Learning](https://example.org/one.pdf)\n- [Deep Learning](https://example.org/two.pdf)'))).toHaveLength(2)
})

test.each([
  ['binary', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0xff]), /binary/],
  ['invalid UTF-8', Uint8Array.from([0x2d, 0x20, 0xc3, 0x28]), /not UTF-8/],
  ['empty', '\uFEFF \n', /empty/],
  ['50 MB', new Uint8Array(50 * 1024 * 1024), /larger than 2 MiB/],
  ['10,000 levels of lists', '- '.repeat(10_000) + 'x', /nested more than/],
  ['10,000 levels of quotations', '>'.repeat(10_000) + 'x', /nested more than/],
  ['one endless paragraph', '['.repeat(1_000_000), /paragraph of more than/],
])('a %s file is refused in one sentence, at once', (_, source, sentence) => {
  const before = performance.now()
  const parsed = parseReadingList(source)
  expect(parsed.ok ? '' : parsed.sentence).toMatch(sentence)
  expect(performance.now() - before).toBeLessThan(3000)
})

test('2,000 papers are read and printed in seconds', () => {
  const papers = Array.from({ length: 2000 }, (_, at) => `- [Paper number ${at} on things](https://example.org/${at}.pdf) :+1: good\n    - A note on it with $x_${at}$.\n    - Question 1: Why ${at}?`)
  const before = performance.now()
  const list = listOf(`## All\n\n${papers.join('\n')}`)
  const printed = printReadingList(list)
  expect(performance.now() - before).toBeLessThan(20_000)
  expect(summaryOf(listOf(printed))).toMatchObject({ papers: 2000, notes: 2000, questions: 2000 })
}, 60_000)

test('a stroke within a cell drops nothing of a table of papers', () => {
  const parsed = parseReadingList('# T\n\n| Title | Link | Notes |\n| --- | --- | --- |\n| Zeta | https://z.org | second $x|y$ here |\n| Eta | https://e.org | plain |\n')
  const papers = parsed.ok ? parsed.list.topics.flatMap(topic => topic.papers) : []
  expect(papers.map(paper => [paper.title, paper.notes.map(note => note.text)])).toEqual([['Zeta', ['second $x|y$ here']], ['Eta', ['plain']]])
})
