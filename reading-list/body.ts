import type { Block, Item, Table } from './blocks'
import { blocksMarkdown, codeMarkdown, htmlMarkdown, paragraphMarkdown, startEscaped, startEscapedButNumbers } from './blocks-markdown'
import type { Inline } from './inline'
import { markdownOf, settledLine, textOf } from './inline'
import { withoutAttributes } from './marks'
import { particularOf, setParticular } from './particulars'
import { bylineOf, venueWithin } from './people'
import { announcesQuestions, askedIn, ledBy } from './questions'
import type { Note, Paper, Problem, Question } from './types'
import { t } from '@/words'

/** Where what stands under a paper goes. */
export interface Place {
  /** Null under a topic: then everything is a note. */
  paper: Paper | null
  notes: Note[]
  problems: Problem[]
  /** Whether an item is a question where it does not say so itself. */
  asks: 'all' | 'marked' | 'if asking'
}

/** Puts the blocks that stand under a paper, a topic or a note where they belong. */
export function placeBlocks(place: Place, blocks: Block[]): void {
  for (const block of blocks) placeBlock(place, block)
}

function placeBlock(place: Place, block: Block): void {
  switch (block.kind) {
    case 'paragraph':
      placeLine(place, { blocks: [block], number: 0, line: block.line, end: block.line })
      break
    case 'heading':
      addNote(place, boldLine(block.inline), block.line)
      break
    case 'list':
      for (const item of block.items) placeLine(place, block.ordered === null ? item : withNumber(item, block.ordered.delimiter, place))
      break
    case 'quote':
      placeBlocks(place, block.blocks)
      break
    case 'code':
      addNote(place, codeMarkdown(block.language, block.text), block.line)
      break
    case 'table':
      placeTable(place, block)
      break
    case 'html':
      placeHtml(place, block.text, block.line)
      break
    case 'rule':
      break
  }
}

/** One item or paragraph: a particular of the paper, a question, the heading of questions, or a note. */
function placeLine(place: Place, item: Item): void {
  const line = lineOf(item)
  const [first, ...below] = line.blocks
  const inline = first?.kind === 'paragraph' ? first.inline : []
  const paper = place.paper
  if (line.classes.includes('note') || paper === null) {
    placeNote(place, line)
    return
  }
  if (paper.notes === place.notes && isParticular(paper, inline, below.length)) return
  if (line.classes.includes('questions') || (announcesQuestions(textOf(inline)) && below.length > 0)) {
    placeQuestions(place, paper, inline, below)
    return
  }
  const asked = askedIn(inline)
  if (asked !== null || place.asks === 'all' || (place.asks === 'if asking' && textOf(inline).includes('?'))) {
    paper.questions.push(questionOf(asked?.number ?? null, asked?.rest ?? inline, below, line.line))
  } else placeNote(place, line)
}

function isParticular(paper: Paper, inline: Inline[], below: number): boolean {
  if (below > 0) return false
  const particular = particularOf(inline)
  if (particular !== null) return setParticular(paper, particular)
  const byline = paper.authors.length === 0 && paper.notes.length === 0 ? bylineOf(textOf(inline)) : null
  if (byline === null) return false
  paper.authors = byline.authors
  paper.venue = byline.venue
  paper.year = byline.year
  return true
}

function placeQuestions(place: Place, paper: Paper, inline: Inline[], below: Block[]): void {
  const intro = markdownOf(inline)
  if (paper.questionsIntro === null) paper.questionsIntro = intro
  else addNote(place, startEscapedButNumbers(intro), paper.line)
  const venue = paper.venue === null ? venueWithin(textOf(inline)) : null
  if (venue !== null) {
    paper.venue = venue.venue
    paper.year = venue.year
  }
  placeBlocks({ ...place, asks: 'all' }, below)
}

/** A question with all that is nested in it. Its first words may be its title. */
export function questionOf(number: number | null, inline: Inline[], below: Block[], line: number): Question {
  const text = textOf(inline)
  const led = ledBy(inline, below.length > 0)
  const first = text === '' ? '' : paragraphMarkdown(led.rest)
  const rest = blocksMarkdown(below)
  return { number, title: led.title, body: [first, rest].filter(part => part !== '').join('\n\n'), line }
}

function placeNote(place: Place, line: Line): void {
  const inner: Place = { ...place, notes: [], asks: place.asks === 'all' ? 'marked' : place.asks }
  const texts: string[] = []
  for (const block of line.blocks) {
    if (block.kind === 'paragraph') texts.push(noteText(block.inline))
    else if (block.kind === 'code') texts.push(codeMarkdown(block.language, block.text))
    else placeBlock(inner, block)
  }
  const text = texts.filter(part => part !== '').join('\n\n')
  if (text === '') for (const note of inner.notes) place.notes.push(note)
  else place.notes.push({ text, line: line.line, notes: inner.notes })
}

function noteText(inline: Inline[]): string {
  return startEscapedButNumbers(settledLine(markdownOf(inline)))
}

function addNote(place: Place, text: string, line: number): void {
  if (text !== '') place.notes.push({ text, line, notes: [] })
}

/** A heading's words as a note. */
export function boldLine(inline: Inline[]): string {
  const [only, ...others] = inline
  const text = markdownOf(inline)
  const plainly = text === '' || (others.length === 0 && only?.kind === 'wrap') || text.includes('*')
  return plainly ? startEscapedButNumbers(text) : `**${text}**`
}

function placeTable(place: Place, table: Table): void {
  const notes = table.rows.map(row => ({ text: cellsText(row.cells), line: row.line, notes: [] })).filter(note => note.text !== '')
  const text = cellsText(table.header)
  if (text === '') for (const note of notes) place.notes.push(note)
  else place.notes.push({ text, line: table.line, notes })
  place.problems.push({ line: table.line, text: t('A table that lists no papers became notes.') })
}

function cellsText(cells: Inline[][]): string {
  return startEscaped(cells.map(markdownOf).filter(cell => cell !== '').join(' · '))
}

function placeHtml(place: Place, html: string, line: number): void {
  const text = htmlMarkdown(html)
  if (text !== '') addNote(place, text, line)
  place.problems.push({ line, text: text === '' ? t('A comment or markup without text is left out.') : t('The words of a piece of HTML became a note.') })
}

interface Line { blocks: Block[]; classes: string[]; line: number }

/** An item with kramdown's attributes and a number of its own read off its first line. */
function lineOf(item: Item): Line {
  const classes: string[] = []
  const blocks = item.blocks.map((block): Block => (block.kind === 'paragraph' ? { ...block, inline: block.inline.map((inline, at) => unattributed(inline, at === 0 ? classes : null)) } : block))
  const [first, ...others] = blocks
  const inner = first?.kind === 'list' && first.ordered !== null && first.items.length === 1 ? first.items[0] : undefined
  const start = inner?.blocks[0]
  if (inner === undefined || first?.kind !== 'list' || start?.kind !== 'paragraph') return { blocks: spaced(blocks), classes, line: item.line }
  const number: Inline = { kind: 'text', text: `${inner.number}${first.ordered?.delimiter ?? '.'} ` }
  return { blocks: [{ ...start, inline: [number, ...start.inline] }, ...inner.blocks.slice(1), ...others], classes, line: item.line }
}

function spaced(blocks: Block[]): Block[] {
  return blocks.filter(block => block.kind !== 'paragraph' || textOf(block.inline) !== '')
}

/** A text without attributes. `classes` takes those that stand at the item's beginning; null for a text further on, where a space stays: two
 *  pieces of code that touch would be read as one. */
function unattributed(inline: Inline, classes: string[] | null): Inline {
  if (inline.kind !== 'text' || !inline.text.includes('{:')) return inline
  const found = withoutAttributes(inline.text)
  if (classes === null) return { kind: 'text', text: found.text === '' ? ' ' : found.text }
  if (!/^\s*\{:/.test(inline.text)) return { kind: 'text', text: found.text }
  classes.push(...found.classes)
  return { kind: 'text', text: found.text.trimStart() }
}

/** In a numbered list the numbers are said again in the notes: other lines may speak of “point 2”. Questions have numbers of their own. */
function withNumber(item: Item, delimiter: string, place: Place): Item {
  const [first, ...others] = item.blocks
  if (first?.kind !== 'paragraph' || place.asks === 'all' || (place.asks === 'if asking' && textOf(first.inline).includes('?')) || askedIn(first.inline) !== null || particularOf(first.inline) !== null) return item
  const number: Inline = { kind: 'text', text: `${item.number}${delimiter} ` }
  return { ...item, blocks: [{ ...first, inline: [number, ...first.inline] }, ...others] }
}
