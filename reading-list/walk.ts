import type { Block, Item } from './blocks'
import { blocksMarkdown } from './blocks-markdown'
import type { Entry } from './entry'
import { entryOf } from './entry'
import type { FrontMatter } from './front-matter'
import { openHead, takesHeading } from './head'
import type { Inline } from './inline'
import { markdownOf, textOf } from './inline'
import { classesOf, entryOfItem, isTopicItem, kindsOf, saysTopic } from './kinds'
import { isCopiedFromPage } from './markdown'
import { withoutAttributes } from './marks'
import { boldLine, placeBlocks } from './body'
import { titleKey } from './identity'
import { announcesMixed, announcesQuestions } from './questions'
import { holdsMore } from './sections'
import { repaired } from './repaired'
import type { Walk } from './open-topics'
import { bareLevel, closeTopics, itemLevel, openTopic, topicFor } from './open-topics'
import { papersOfTable } from './tables'
import type { Head, Note, Paper, Problem, Topic } from './types'
import { aPaperNamed } from './types'
import { t } from '@/words'

/** Reads a file's blocks one after another into topics, papers, notes and questions. */
export function walk(written: Block[], front: FrontMatter, source: string): { head: Head; topics: Topic[]; problems: Problem[] } {
  const blocks = repaired(written)
  const kinds = kindsOf(blocks)
  const { head, problems, explicit } = openHead(front)
  const noteFile = !kinds.includes('papers') && kinds.filter(kind => kind === 'paper').length === 1 && kinds.every((kind, at) => kind !== 'paper' || blocks[at]?.kind === 'heading')
  const state: Walk = { blocks, kinds, head, intro: [], topics: [], problems, open: [], paper: null, part: null, last: null, noteFile }
  const title = takesHeading(blocks, kinds, explicit)
  const lastPapers = Math.max(kinds.lastIndexOf('papers'), kinds.lastIndexOf('paper'))
  const gap = isCopiedFromPage(source)
  for (const [at, block] of blocks.entries()) {
    const kind = kinds[at]
    if (at === title && block.kind === 'heading') head.title = textOf(block.inline) || null
    else if (kind === 'footer' && at > lastPapers) {
      for (const rest of blocks.slice(at)) problems.push({ line: rest.line, text: t('Taken for the foot of a page and left out: “{0}”.', blocksMarkdown([rest]).slice(0, 80)) })
      break
    } else if (kind === 'legend' && head.legend === null && !explicit.has('legend') && block.kind === 'paragraph') head.legend = markdownOf(unattributed(block.inline))
    else readBlock(state, block, at, gap)
  }
  head.intro = [head.intro, blocksMarkdown(state.intro)].filter(text => text !== '').join('\n\n')
  return { head, topics: state.topics, problems }
}

function readBlock(state: Walk, block: Block, at: number, gap: boolean): void {
  const kind = state.kinds[at]
  if (kind === 'nothing' || block.kind === 'rule') return
  if (kind === 'contents') state.problems.push({ line: block.line, text: t('A table of contents is left out.') })
  else if (block.kind === 'heading') readHeading(state, block, at)
  else if (kind === 'bare topic' && block.kind === 'paragraph') openTopic(state, textOf(unattributed(block.inline)).replace(/:$/, '').replace(/^\((.*)\)$/, '$1'), { level: bareLevel, line: block.line })
  else if (kind === 'paper' && block.kind === 'paragraph') readParagraphPaper(state, block.inline, block.line)
  else if (kind === 'papers' && block.kind === 'list' && state.part === null) readItems(state, block.items, gap)
  else if (kind === 'papers' && block.kind === 'table') addPapers(state, papersOfTable(block))
  else readText(state, block)
}

function readHeading(state: Walk, block: Extract<Block, { kind: 'heading' }>, at: number): void {
  const text = textOf(unattributed(block.inline))
  const explicit = saysTopic(block.inline)
  if (state.kinds[at] === 'paper') {
    openPaper(state, block, at)
    return
  }
  if (!explicit && opensPart(state, block, text)) return
  state.part = null
  if ((text === '' && !holdsMore(state, at)) || state.kinds[at + 1] === 'contents') return
  if (text !== '' && !explicit && !holdsMore(state, at)) {
    readProse(state, block)
    return
  }
  state.paper = null
  openTopic(state, text === '' ? null : text, { level: block.level, line: block.line })
}

/** A heading under a paper: its questions, or a part of its notes. */
function opensPart(state: Walk, block: Extract<Block, { kind: 'heading' }>, text: string): boolean {
  const asks = announcesQuestions(text) ? 'all' : announcesMixed(text) ? 'if asking' : 'marked'
  const under = state.paper !== null && (block.level > state.paper.level || state.noteFile)
  if (asks === 'all' && state.last !== null && (under || state.paper === null)) {
    const asked = paperNamedIn(state, text) ?? state.last
    asked.questionsIntro ??= markdownOf(unattributed(block.inline))
    state.paper = { paper: asked, level: block.level - 1 }
    state.part = { notes: asked.notes, level: block.level, asks }
    return true
  }
  if (!under || state.paper === null) return false
  const note: Note = { text: boldLine(unattributed(block.inline)), line: block.line, notes: [] }
  const outer = state.part !== null && block.level > state.part.level ? state.part.notes : state.paper.paper.notes
  if (text !== '') outer.push(note)
  state.part = { notes: text === '' ? outer : note.notes, level: block.level, asks }
  return true
}

function paperNamedIn(state: Walk, text: string): Paper | undefined {
  const key = titleKey(text)
  const papers = state.open.flatMap(open => open.topic.papers)
  return papers.findLast(paper => key.includes(titleKey(paper.title)))
}

function openPaper(state: Walk, block: Extract<Block, { kind: 'heading' }>, at: number): void {
  const entry = entryOf(block.inline, block.line)
  closeTopics(state, block.level)
  const paper = entry?.paper ?? aPaperNamed(textOf(block.inline), block.line)
  if (!state.noteFile && !state.kinds.slice(0, at).includes('paper') && state.open.length === 0) state.paper = null
  note(state, entry, block.line)
  topicFor(state, block.line).papers.push(paper)
  state.paper = { paper, level: block.level }
  state.part = null
  state.last = paper
}

function readParagraphPaper(state: Walk, inline: Inline[], line: number): void {
  const entry = entryOf(inline, line)
  if (entry === null) return
  note(state, entry, line)
  addPapers(state, [entry.paper])
  state.paper = { paper: entry.paper, level: bareLevel + 1 }
}

function addPapers(state: Walk, papers: Paper[]): void {
  const [first] = papers
  if (first === undefined) return
  state.paper = null
  state.part = null
  const topic = topicFor(state, first.line)
  for (const paper of papers) topic.papers.push(paper)
  state.last = papers.at(-1) ?? null
}

function readItems(state: Walk, items: Item[], gap: boolean): void {
  const breaks = gap ? lonelyGap(items) : null
  for (const item of items) {
    if (item === breaks) openTopic(state, null, { level: bareLevel, line: item.line, why: t('Two blank lines were taken for the beginning of a topic whose heading is lost.') })
    readItem(state, item)
  }
}

/** Text copied from a page keeps the space of a lost heading: the only place in a list with more than one blank line. */
function lonelyGap(items: Item[]): Item | null {
  const wide = items.filter((item, at) => item.line - lastLine(items[at - 1]) > 2)
  return wide.length === 1 ? (wide[0] ?? null) : null
}

function lastLine(item: Item | undefined): number {
  const lines = item?.blocks.flatMap(block => (block.kind === 'list' ? block.items.map(lastLine) : [block.line])) ?? []
  return lines.length === 0 ? Infinity : lines.reduce((last, line) => Math.max(last, line))
}

function readItem(state: Walk, item: Item): void {
  const entry = entryOfItem(item)
  if (classesOf(item).includes('note')) placeBlocks({ paper: null, notes: topicFor(state, item.line).notes, problems: state.problems, asks: 'marked' }, [listOf(item)])
  else if (entry === null) readText(state, listOf(item))
  else if (isTopicItem(item)) readTopicItem(state, item, entry)
  else readPaperItem(state, item, entry)
}

function readPaperItem(state: Walk, item: Item, entry: Entry): void {
  note(state, entry, item.line)
  addPapers(state, [entry.paper])
  placeBlocks({ paper: entry.paper, notes: entry.paper.notes, problems: state.problems, asks: 'marked' }, item.blocks.slice(1))
}

function listOf(item: Item): Block {
  return { kind: 'list', ordered: null, tight: true, items: [item], line: item.line }
}

function readTopicItem(state: Walk, item: Item, entry: Entry): void {
  openTopic(state, entry.paper.title, { level: itemLevel, line: item.line })
  const [opened] = state.open.slice(-1)
  for (const block of item.blocks.slice(1)) if (block.kind === 'list') readItems(state, block.items, false)
  state.open = state.open.filter(open => open !== opened)
}

/** What the line of a paper leaves to be said. */
function note(state: Walk, entry: Entry | null, line: number): void {
  for (const label of entry?.without ?? []) state.problems.push({ line, text: t('The link “{0}” has no address and is left out.', label) })
}

/** Text that is no paper: about the open paper, before the first topic, or about the open topic. */
function readText(state: Walk, block: Block): void {
  if (state.paper !== null && block.kind !== 'quote') {
    const place = { paper: state.paper.paper, notes: state.part?.notes ?? state.paper.paper.notes, problems: state.problems, asks: state.part?.asks ?? 'marked' }
    placeBlocks(place, [block])
    return
  }
  if (state.open.length === 0 && state.topics.length === 0) {
    state.intro.push(block.kind === 'paragraph' ? { ...block, inline: unattributed(block.inline) } : block)
    if (block.kind === 'html') state.problems.push({ line: block.line, text: t('A comment or markup without text is left out.') })
    return
  }
  const topic = topicFor(state, block.line)
  if (topic.papers.length > 0 && block.kind !== 'html') state.problems.push({ line: block.line, text: t('Not understood; it became a note of {0}.', topic.title === null ? t('its topic') : t('the topic “{0}”', topic.title)) })
  placeBlocks({ paper: null, notes: topic.notes, problems: state.problems, asks: 'marked' }, [block])
}

/** A heading whose part of the file holds no papers. */
function readProse(state: Walk, block: Extract<Block, { kind: 'heading' }>): void {
  if (state.topics.length === 0) {
    state.intro.push(block)
    return
  }
  state.paper = null
  const topic = topicFor(state, block.line)
  const text = boldLine(unattributed(block.inline))
  topic.notes.push({ text, line: block.line, notes: [] })
  state.problems.push({ line: block.line, text: t('The part “{0}” holds no papers; it became notes of {1}.', textOf(block.inline), topic.title === null ? t('the topic before it') : t('the topic “{0}”', topic.title)) })
}

function unattributed(inline: Inline[]): Inline[] {
  return inline.map(part => (part.kind === 'text' ? { ...part, text: withoutAttributes(part.text).text } : part))
}
