import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printNotes, readNotes, readRemark } from '@/reading-list/notes'
import { parseReadingList, papersOf } from '@/reading-list/parse'
import { printReadingList } from '@/reading-list/print'
import { sourceNamed, withSource } from '@/reading-list/sources'
import type { Note, Paper } from '@/reading-list/types'
import { aPaperNamed } from '@/reading-list/types'

const runs = { numRuns: Number(process.env['RUNS'] ?? 300) }
const word = fc.constantFrom('deep', 'labels', 'The', '*', '**bold**', '_a_', '[14]', '[x](y)', '`code`', '``', '$x_i$', '$5', '\\(', '\\[', '\\', '<b>', '<unk>', '<!--', '&amp;', '&lt', ':+1:', '👍', '-1', '{:#id}', '{:.note}', '{:.questions}', '#', '##', '1)', '2.', '-', '+', '>', '|', '~~~', '```', '---', '===', '!', '![', '(', ')', 'Question 1:', 'Questions on it:', '**Authors**:', '**Remark**: x', 'A. Author, B. Other', 'https://example.org/a_b', '([answer](http://localhost:3000/p/7))', '日本語', 'd.', '…', '\t')
const line = fc.array(word, { minLength: 1, maxLength: 6 }).map(words => words.join(' '))
const start = fc.constantFrom('- ', '- ', '  - ', '    - ', '* ', '1. ', '', '', '> ', '```\n', '## ', '| a |\n|---|\n| ')
const text = fc.array(fc.tuple(start, line, fc.constantFrom('\n', '\n\n')).map(parts => parts.join('')), { minLength: 1, maxLength: 8 }).map(parts => parts.join(''))

const withoutLines = (notes: readonly Note[]): unknown => notes.map(note => ({ text: note.text, notes: withoutLines(note.notes) }))

function notesIn(given: string): Note[] {
  const read = readNotes(given)
  if (!read.ok) throw new Error(read.sentence)
  return read.notes
}

/** What the list says of a paper once it was printed and read again. */
function asListed(paper: Partial<Paper>): Paper {
  const one: Paper = { ...aPaperNamed('On sorting', 0), rating: 'up', mark: '👍', ...paper }
  const read = parseReadingList(printReadingList({ head: { title: null, author: null, legend: null, license: null, source: null, intro: '' }, topics: [{ title: 'T', line: 0, notes: [], papers: [one], topics: [] }], problems: [] }))
  const [again] = read.ok ? papersOf(read.list.topics) : []
  if (!again) throw new Error('the paper is gone')
  return again
}

test('bullets, nested or not, and paragraphs are notes; nothing is none', () => {
  expect(withoutLines(notesIn('- One\n  - under it\n- Two\n\nThree'))).toEqual([{ text: 'One', notes: [{ text: 'under it', notes: [] }] }, { text: 'Two', notes: [] }, { text: 'Three', notes: [] }])
  expect([notesIn(''), notesIn(' \n\n')]).toEqual([[], []])
  expect(withoutLines(notesIn('- Question 1: Is it so?\n- **Authors**: A. Author'))).toEqual([{ text: 'Question 1: Is it so?', notes: [] }, { text: '**Authors**: A. Author', notes: [] }])
  expect(readNotes(`${'> '.repeat(200)}deep`)).toMatchObject({ ok: false })
})

test('notes that were printed are read as the same notes, alone and in the list', () => {
  fc.assert(fc.property(text, given => {
    const notes = notesIn(given)
    expect(withoutLines(notesIn(printNotes(notes)))).toEqual(withoutLines(notes))
    const listed = asListed({ notes })
    expect([withoutLines(listed.notes), listed.questions, listed.authors, listed.remark]).toEqual([withoutLines(notes), [], [], null])
  }), runs)
}, 120_000)

test('attributes between two pieces of code leave a space: touching, they would be read as one', () => {
  for (const given of ['- `code` {:.questions} `code`', '- `code`{:.note}`code`']) {
    const notes = notesIn(given)
    expect(withoutLines(notes)).toEqual([{ text: '`code` `code`', notes: [] }])
    expect(withoutLines(notesIn(printNotes(notes)))).toEqual(withoutLines(notes))
  }
})

test('a remark is one line, and the list gives it back', () => {
  expect([readRemark(''), readRemark('  '), readRemark('One\n  two')]).toEqual([null, null, 'One two'])
  fc.assert(fc.property(text, given => {
    const remark = readRemark(given)
    expect(asListed({ remark }).remark).toBe(remark)
    if (remark !== null) expect(readRemark(remark)).toBe(remark)
  }), runs)
}, 120_000)

const base = 'http://localhost:3000'

test('a note names its answer at its end, and on another site that is a link', () => {
  const named = withSource('The bound is tight.', `${base}/p/12`)
  expect(named).toBe('The bound is tight. ([answer](http://localhost:3000/p/12))')
  expect(sourceNamed(named, base)).toEqual({ text: 'The bound is tight.', post: 12 })
  expect(sourceNamed(named, 'https://elsewhere.example')).toBeNull()
  expect(sourceNamed('([answer](http://localhost:3000/p/12))', base)).toBeNull()
  expect(sourceNamed(withSource('x', 'http://[::1]:3000/p/3'), 'http://[::1]:3000')).toEqual({ text: 'x', post: 3 })
})

test('the answer that any note names is still named after the list was printed and read', () => {
  fc.assert(fc.property(text, fc.integer({ min: 1, max: 999_999_999 }), (given, post) => {
    const name = (notes: readonly Note[]): Note[] => notes.map(note => ({ ...note, text: withSource(note.text, `${base}/p/${post}`), notes: name(note.notes) }))
    const unname = (notes: readonly Note[]): Note[] => notes.map(note => {
      const named = sourceNamed(note.text, base)
      expect(named?.post).toBe(post)
      return { ...note, text: named?.text ?? '', notes: unname(note.notes) }
    })
    const notes = notesIn(given)
    expect(withoutLines(unname(asListed({ notes: name(notes) }).notes))).toEqual(withoutLines(notes))
    expect(withoutLines(unname(notesIn(printNotes(name(notes)))))).toEqual(withoutLines(notes))
  }), runs)
}, 120_000)
