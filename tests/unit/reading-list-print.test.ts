import fc from 'fast-check'
import { expect, test } from 'vitest'
import { settled } from '@/reading-list/blocks-markdown'
import { identify } from '@/reading-list/links'
import { parseReadingList, papersOf } from '@/reading-list/parse'
import { printReadingList } from '@/reading-list/print'
import type { Head, Link, Note, Paper, Question, ReadingList, Topic } from '@/reading-list/types'
import { aPaperNamed } from '@/reading-list/types'

/** Words that mean something to Markdown, to marks, to the importer, or to nobody. */
const hostile = fc.constantFrom(
  '*', '**bold**', '_a_', '__init__', '[14]', '[x](y)', '[[pdf]]', '(2019)', '(2016), A. Oord et al.', '`code`', '``', '$x_i$', '$5', '\\(a_1\\)', '\\[', '\\', '<b>', '<unk>', '<!--', '&amp;', '&lt',
  ':+1:', ':-1:', '👍', '👎🏽', '+1', '-1', '★★★', '⭐', ':scroll:', '{:#id}', '{:.note}', '{', '}', '#', '##', '1)', '2.', '-', '+', '>', '|', '~~~', '```', '---', '===', '***', '!', '!['
  , 'Question 1:', 'Q2.', 'Questions on', 'Open question:', '**Authors**:', '**Remark**: x', 'Venue: X', 'https://example.org/a_b', '<https://example.org>', 'arXiv:1903.07788', 'doi:10.1000/xyz', '“quoted”', '"T."', '½', 'Ünï', '日本語', 'é', '​x', 'a:', 'b;', 'c,', 'd.', '…', '–', '—', '@x', '^', 'y^d', 'CVPR', '2019', 'NIPS 2016', 'et al.', '©', '\t',
)
const word = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('deep', 'metric', 'Learning', 'Loss', 'of', 'A', 'noise', 'labels', 'The', 'SNR') }, { weight: 2, arbitrary: hostile }, { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 6 }) })
const line = fc.array(word, { minLength: 1, maxLength: 7 }).map(words => words.join(' ').replace(/[\p{Cs}\uFDD0-\uFDEF\uFFFE\uFFFF]/gu, '').replace(/[\s\p{Cc}]+/gu, ' ').trim()).filter(text => text !== '')
const title = line.filter(text => text.length > 1)

/** Inline Markdown as the reader keeps it: what it makes of a line that anybody wrote. */
const noteText = line.map(text => readNote(text)).filter(text => text !== '')

function readNote(text: string): string {
  const read = parseReadingList(`## T\n\n- **Paper one**\n  - {:.note} ${text}\n`)
  return read.ok ? (papersOf(read.list.topics)[0]?.notes[0]?.text ?? '') : ''
}

const noteAt = (depth: number): fc.Arbitrary<Note> => fc.record({ text: noteText, line: fc.constant(0), notes: depth === 0 ? fc.constant<Note[]>([]) : fc.array(noteAt(depth - 1), { maxLength: 2 }) })
const note = noteAt(2)

const body = fc.array(fc.oneof(
  line, line.map(text => `- ${text}\n- ${text}`), line.map(text => `2. ${text}\n\n   more\n3. x`), line.map(text => `\`\`\`python\n${text}\n\n\tx\n\`\`\``), line.map(text => `> ${text}`), line.map(text => `| ${text} | b |\n|---|---|\n| 1 | 2 |`), line.map(text => `### ${text}`),
), { minLength: 1, maxLength: 3 }).map(parts => settled(settled(parts.join('\n\n')))).filter(text => text !== '' && settled(text) === text)

const questions: fc.Arbitrary<Question[]> = fc.array(fc.record({ title: fc.option(title.map(text => text.replace(/[\s.:]+$/, '')).filter(text => text.length > 1)), body }), { maxLength: 3 })
  .map(list => list.map((question, at) => ({ ...question, number: at + 1, line: 0 })))

const url = fc.tuple(fc.constantFrom('https://example.org/', 'http://openaccess.example/', 'notes/', 'https://doi.org/10.1000/'), fc.stringMatching(/^[\w()_*&;~-]{1,12}$/)).map(parts => parts.join('¤'))
const link: fc.Arbitrary<Link> = fc.record({ label: fc.oneof(fc.constantFrom('PDF', 'code', 'Project page', 'arXiv'), line.filter(text => !/^\[|\]$|^(?:https?:|www\.)/i.test(text))), url })

const mark = fc.constantFrom<[string | null, Paper['rating']]>([null, null], [':+1:', 'up'], ['👎', 'down'], ['★★☆', null], [':star::star:', null], ['+1', 'up'])

const paper: fc.Arbitrary<Paper> = fc.record({
  title, links: fc.array(link, { maxLength: 3 }), mark, authors: fc.array(line.filter(text => !/;/.test(text) && !/^[,.:]|[,:]$/.test(text)), { maxLength: 3 }),
  venue: fc.option(line), year: fc.option(fc.integer({ min: 1900, max: 2099 })), remark: fc.option(noteText.filter(text => !text.includes('\n'))),
  aliases: fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}$/), { maxLength: 2 }), notes: fc.array(note, { maxLength: 3 }), questions, arxiv: fc.option(fc.constantFrom('1903.07788', 'hep-th/9901001')), version: fc.option(fc.integer({ min: 1, max: 9 })),
}).map(fields => {
  const { mark: [text, rating], version, ...rest } = fields
  const made: Paper = { ...aPaperNamed(fields.title, 0), ...rest, mark: text, rating, arxivVersion: fields.arxiv === null ? null : version }
  return made
})

const topic = (depth: number): fc.Arbitrary<Topic> => fc.record({
  title: fc.option(title), line: fc.constant(0), notes: fc.array(note, { maxLength: 2 }), papers: fc.array(paper, { minLength: 1, maxLength: 3 }), topics: depth === 0 ? fc.constant<Topic[]>([]) : fc.array(topic(depth - 1), { maxLength: 2 }),
})

const head: fc.Arbitrary<Head> = fc.record({
  title: fc.option(line), author: fc.option(line), legend: fc.option(line), license: fc.option(line), source: fc.option(line),
  intro: fc.constantFrom('', 'What this is.', 'One.\n\nTwo:\n\n- from this\n- to that', ':+1: means good'),
})

const list: fc.Arbitrary<ReadingList> = fc.record({ head, topics: fc.array(topic(1), { minLength: 1, maxLength: 2 }), problems: fc.constant<ReadingList['problems']>([]) }).map(distinct)

/** Two papers of one list have nothing in common but perhaps a title: otherwise they are one. */
function distinct(made: ReadingList): ReadingList {
  let at = 1000
  const own = (one: Paper): Paper => {
    at += 1
    const { links, aliases, arxiv } = one
    const paper: Paper = { ...one, doi: null, arxiv: arxiv === null ? null : `1903.0${at}`, links: links.map((other, place) => ({ ...other, url: other.url.replace('¤', `${at}${place}`) })), aliases: aliases.map(alias => `${alias}${at}`) }
    identify(paper)
    return paper
  }
  const within = (one: Topic): Topic => ({ ...one, papers: one.papers.map(own), topics: one.topics.map(within) })
  return { ...made, topics: made.topics.map(within) }
}

function withoutLines(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLines)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'line' && key !== 'problems').map(([key, inner]) => [key, withoutLines(inner)]))
}

function read(text: string): ReadingList {
  const parsed = parseReadingList(text)
  if (!parsed.ok) throw new Error(parsed.sentence)
  return parsed.list
}

test('a list that was printed is read as the same list', () => {
  fc.assert(fc.property(list, made => {
    expect(withoutLines(read(printReadingList(made)))).toEqual(withoutLines(made))
  }), { numRuns: Number(process.env['RUNS'] ?? 60) })
}, 600_000)

const block = fc.tuple(fc.constantFrom('- ', '  - ', '    - ', '* ', '1. ', '## ', '# ', '### ', '', '', '> ', '- **', '- [', '**', '\n', '  ', '    ', '{:.x}', '---', '- - ', '  1. '), line, fc.constantFrom('', '**', '](https://example.org/x)', ' 👍', ' :-1: x', '\n', '\n\n', ' {:#a}', ' [[pdf](http://example.org/y.pdf)]', ' (2019), A. Author'))
const file = fc.array(block, { minLength: 1, maxLength: 14 }).map(blocks => blocks.map(parts => parts.join('')).join('\n'))

test('what is read from any file is printed and read again as the same list, in the same bytes', () => {
  fc.assert(fc.property(file, text => {
    const parsed = parseReadingList(text)
    if (!parsed.ok) return
    const printed = printReadingList(parsed.list)
    if (printed.trim() === '') return
    const again = read(printed)
    expect(withoutLines(again)).toEqual(withoutLines(parsed.list))
    expect(printReadingList(again)).toBe(printed)
  }), { numRuns: Number(process.env['RUNS'] ?? 200) })
}, 600_000)
