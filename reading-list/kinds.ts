import type { Block, Item, List } from './blocks'
import type { Entry } from './entry'
import { entryOf } from './entry'
import type { Inline } from './inline'
import { inlineOf, plain, textOf } from './inline'
import { isLegend, withoutAttributes } from './marks'
import { particularOf } from './particulars'
import { bylineOf } from './people'
import { announcesQuestions, askedIn } from './questions'
import { isPaperTable } from './tables'

/** What a block of the file's own level is. A heading's kind depends on what follows it, so kinds are found before anything is read. */
export type Kind = 'paper' | 'papers' | 'bare topic' | 'contents' | 'legend' | 'footer' | 'nothing' | 'text'

/** The kind of every block, by its place. */
export function kindsOf(blocks: Block[]): Kind[] {
  const headings = headingPapers(blocks)
  const lists = blocks.filter(block => block.kind === 'list')
  const evident = lists.some(list => list.items.some(item => isEvident(item)))
  const kinds = blocks.map((block, at): Kind => {
    if (block.kind === 'heading') return headings.has(at) ? 'paper' : 'text'
    if (block.kind === 'list') return listKind(block, blocks[at - 1], { evident, noteFile: headings.size > 0 })
    if (block.kind === 'table') return isPaperTable(block) ? 'papers' : 'text'
    return block.kind === 'paragraph' ? paragraphKind(block.inline) : 'text'
  })
  blocks.forEach((block, at) => {
    const next = kinds[at + 1]
    if (block.kind === 'paragraph' && next === 'papers' && isBareTopic(block.inline)) kinds[at] = 'bare topic'
  })
  return kinds
}

/** The entry that an item's first line makes, if it makes one. */
export function entryOfItem(item: Item): Entry | null {
  const [first] = item.blocks
  return first?.kind === 'paragraph' || first?.kind === 'heading' ? entryOf(first.inline, item.line) : null
}

/** Classes that an item gives itself at its beginning: `- {:.note} …`. */
export function classesOf(item: Item): string[] {
  const [first] = item.blocks
  const text = first?.kind === 'paragraph' && first.inline[0]?.kind === 'text' ? first.inline[0].text : ''
  return withoutAttributes(/^\s*\{:[^{}]*\}/.exec(text)?.[0] ?? '').classes
}

/** Whether an item is a paper whatever else stands in its list. */
export function isEvident(item: Item): boolean {
  const entry = classesOf(item).includes('note') ? null : entryOfItem(item)
  return entry !== null && entry.evident && !isOther(item)
}

/** A particular, a question or a line about the list itself is no paper, however bold it begins. */
function isOther(item: Item): boolean {
  const [first] = item.blocks
  if (classesOf(item).includes('paper')) return false
  return first?.kind === 'paragraph' && (particularOf(first.inline) !== null || askedIn(first.inline) !== null || announcesQuestions(textOf(first.inline)))
}

/**
 * An item without a link or mark of its own, whose items below are papers by theirs, is a topic.
 */
export function isTopicItem(item: Item): boolean {
  const entry = entryOfItem(item)
  const below = item.blocks.slice(1)
  if (entry === null || entry.classes.includes('paper') || entry.paper.links.length > 0 || entry.paper.mark !== null || below.length === 0) return false
  return below.every(block => block.kind === 'list' && block.items.every(isSurelyPaper))
}

/** Whether the line of a paper, with its notes below, is read as that of a paper without saying so. */
export function readsAsPaper(line: string, below: string[]): boolean {
  const entry = entryOf(inlineOf(line), 0)
  if (entry === null || !isEvident(lineItem(line))) return false
  const own = entry.paper.links.length > 0 || entry.paper.mark !== null || below.length === 0
  return own || !below.every(text => isSurelyPaper(lineItem(text)))
}

function lineItem(line: string): Item {
  return { blocks: [{ kind: 'paragraph', inline: inlineOf(line), line: 0 }], number: 0, line: 0, end: 0 }
}

function isSurelyPaper(item: Item): boolean {
  return looksLikePaper(entryOfItem(item)) && !isOther(item) && !classesOf(item).includes('note')
}

/** Whether a line below another is surely a paper: its title is a link, or it has a mark. */
export function looksLikePaper(entry: Entry | null): boolean {
  return entry !== null && (entry.linked || entry.paper.mark !== null)
}

interface Context { evident: boolean; noteFile: boolean }

function listKind(list: List, before: Block | undefined, context: Context): Kind {
  const items = list.items.filter(item => !classesOf(item).includes('note'))
  if (items.length === 0) return 'text'
  if (items.every(isContents)) return 'contents'
  if (items.some(isEvident) || items.some(isTopicItem)) return 'papers'
  if (context.noteFile || items.some(isOther) || endsInColon(before)) return 'text'
  return items.every(item => isTitle(item, context.evident)) ? 'papers' : 'text'
}

function isContents(item: Item): boolean {
  const [first, ...below] = item.blocks
  const links = first?.kind === 'paragraph' ? first.inline.filter(inline => inline.kind === 'link') : []
  return links.length > 0 && links.every(link => link.url.startsWith('#')) && below.every(block => block.kind === 'list' && block.items.every(isContents))
}

function endsInColon(block: Block | undefined): boolean {
  return block?.kind === 'paragraph' && /:$/.test(textOf(block.inline))
}

/** Where other papers of the file show that they are papers, one that does not must at least be written as a title. */
function isTitle(item: Item, strict: boolean): boolean {
  const [first] = item.blocks
  const text = first?.kind === 'paragraph' ? textOf(first.inline) : ''
  const words = text.split(' ')
  if (words.length > 25 || text === '' || /[.;,:]$/.test(text)) return false
  const long = words.filter(word => /^\p{L}{4,}/u.test(word))
  return !strict || (words.length > 1 && long.filter(word => /^\p{Lu}/u.test(word)).length >= long.length * 0.6)
}

function paragraphKind(inline: Inline[]): Kind {
  const text = withoutAttributes(plain(inline)).text.trim()
  if (text === '') return 'nothing'
  if (isLegend(text)) return 'legend'
  if (/^(?:©|\(c\)\s|copyright\b)/i.test(text)) return 'footer'
  return isPaperParagraph(inline) ? 'paper' : 'text'
}

/** A paper as a paragraph: numbered, cited, or a title followed by nothing but links, a mark and a remark. */
function isPaperParagraph(inline: Inline[]): boolean {
  const entry = askedIn(inline) === null && particularOf(inline) === null ? entryOf(inline, 0) : null
  if (entry === null || !entry.evident) return false
  const paper = entry.paper
  const numbered = inline[0]?.kind === 'wrap' && /^\[?\d{1,4}[\].)]$/.test(plain(inline[0].children).trim())
  if (numbered) return true
  const sentence = (paper.remark ?? '').length > 120 || /[.!?:]$/.test(paper.title) || paper.title.length > 250
  return !sentence && (paper.links.length > 0 || paper.mark !== null) && (entry.linked || entry.bold || endsInLinks(inline) || paper.mark !== null)
}

/** `Title [[pdf](…)] [[code](…)]` */
function endsInLinks(inline: Inline[]): boolean {
  const last = inline.at(-1)
  return last?.kind === 'link' ? /^\[/.test(plain(last.children)) : last?.kind === 'text' && /^\]+\s*$/.test(last.text)
}

function isBareTopic(inline: Inline[]): boolean {
  const text = textOf(inline)
  const flat = inline.every(part => part.kind === 'text' || (part.kind === 'wrap' && inline.length === 1))
  return flat && text.split(' ').length <= 10 && !/[.!?;,]$/.test(text)
}

/** The places of headings that are papers. */
function headingPapers(blocks: Block[]): Set<number> {
  const own = new Set<number>()
  const levels = new Map<number, { papers: number; all: number }>()
  blocks.forEach((block, at) => {
    if (block.kind !== 'heading' || saysTopic(block.inline)) return
    const paper = isPaperHeading(block.inline, blocks[at + 1])
    const level = levels.get(block.level) ?? { papers: 0, all: 0 }
    levels.set(block.level, { papers: level.papers + (paper ? 1 : 0), all: level.all + 1 })
    if (paper) own.add(at)
  })
  blocks.forEach((block, at) => {
    const level = block.kind === 'heading' && !saysTopic(block.inline) ? levels.get(block.level) : undefined
    const next = blocks[at + 1]
    if (level !== undefined && level.papers > 1 && level.papers * 2 >= level.all && !holdsPapers(next)) own.add(at)
  })
  return own
}

/** `## Questions on graphs {:.topic}` */
export function saysTopic(inline: Inline[]): boolean {
  return withoutAttributes(plain(inline)).classes.includes('topic')
}

function isPaperHeading(inline: Inline[], next: Block | undefined): boolean {
  if (next?.kind === 'paragraph' && bylineOf(textOf(next.inline)) !== null) return true
  if (next?.kind === 'list' && next.items.some(hasTitleOrAuthors)) return true
  const entry = entryOf(inline, 0)
  return entry !== null && looksLikePaper(entry) && !announcesQuestions(textOf(inline)) && !holdsPapers(next)
}

function hasTitleOrAuthors(item: Item): boolean {
  const [first] = item.blocks
  const key = first?.kind === 'paragraph' ? particularOf(first.inline)?.key : undefined
  return key === 'title' || key === 'authors'
}

function holdsPapers(block: Block | undefined): boolean {
  return block?.kind === 'list' && block.items.filter(item => looksLikePaper(entryOfItem(item))).length * 2 > block.items.length
}
