import type { Block, Item, List, Table } from './blocks'
import { blocksOf } from './blocks'
import type { Inline } from './inline'
import { inlineOf, longestRun, markdownOf } from './inline'
import { tokensOf } from './markdown'

/** Blocks as Markdown in one form of writing: a paragraph is a line, bullets are `-`, code is fenced. */
export function blocksMarkdown(blocks: Block[]): string {
  return joined(piecesOf(blocks))
}

/**
 * The same text in that form. Twice is as once, but for a text nested too deep to be read, which stays as it is.
 */
export function settled(source: string): string {
  const read = tokensOf(source)
  return read.ok ? blocksMarkdown(blocksOf(read.tokens, 0)) : source.trim()
}

/** Whether nothing is written for a block; without writing it, or nested lists would be written over and over. */
function isEmpty(block: Block): boolean {
  switch (block.kind) {
    case 'paragraph': return markdownOf(block.inline) === ''
    case 'list': return block.items.every(item => item.blocks.every(isEmpty))
    case 'quote': return block.blocks.every(isEmpty)
    case 'html': return htmlMarkdown(block.text) === ''
    default: return false
  }
}

interface Piece { block: Block; text: string }

function piecesOf(blocks: Block[]): Piece[] {
  const staged = blocks.map(block => (block.kind === 'list' ? (stagesOf(block) ?? block) : block))
  return staged.map(block => ({ block, text: blockMarkdown(block) })).filter(piece => piece.text !== '')
}

/** Two lists in a row would run together, so a comment keeps them apart. */
function joined(pieces: Piece[]): string {
  return pieces.map((piece, at) => {
    const before = pieces[at - 1]
    if (before === undefined) return piece.text
    return runTogether(before.block, piece.block) ? `\n\n<!-- -->\n\n${piece.text}` : `\n\n${piece.text}`
  }).join('')
}

function runTogether(before: Block, block: Block): boolean {
  if (before.kind === 'quote') return block.kind === 'quote'
  if (before.kind !== 'list' || block.kind !== 'list') return false
  return before.ordered?.delimiter === block.ordered?.delimiter
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'heading': return `${'#'.repeat(block.level)} ${headingText(block.inline)}`.trim()
    case 'paragraph': return paragraphMarkdown(block.inline)
    case 'list': return listMarkdown(block)
    case 'quote': return isEmpty(block) ? '' : blocksMarkdown(block.blocks).split('\n').map(line => `> ${line}`.trimEnd()).join('\n')
    case 'code': return codeMarkdown(block.language, block.text)
    case 'table': return tableMarkdown(block)
    case 'rule': return '***'
    case 'html': return htmlMarkdown(block.text)
  }
}

function headingText(inline: Inline[]): string {
  return markdownOf(inline).replace(/(^|\s)(#+)$/, '$1\\$2')
}

/** A paragraph's text in one line that begins no other block. */
export function paragraphMarkdown(inline: Inline[]): string {
  return startEscaped(markdownOf(inline))
}

/** Escapes what would make a list, a heading or another block of a line of text. */
export function startEscaped(text: string): string {
  const number = /^(\d{1,9})([.)])(?=\s|$)/.exec(text)
  return number === null ? startEscapedButNumbers(text) : `${number[1] ?? ''}\\${text.slice(number[1]?.length ?? 0)}`
}

/** The same for a text that may begin with a number of its own, as notes do. */
export function startEscapedButNumbers(text: string): string {
  const fence = /^(?:`{3,}|~{3,})/.exec(text)?.[0]
  if (fence !== undefined) return fence.replace(/./g, '\\$&') + text.slice(fence.length)
  // A backslash before a bracket would begin a formula.
  if (/^\[[^\]]+\]:/.test(text)) return `&#x5B;${text.slice(1)}`
  return startsBlock(text) ? `\\${text}` : text
}

function startsBlock(text: string): boolean {
  if (/^(?:[-+*](?:\s|$)|#{1,6}(?:\s|$)|>|<[a-z!/?])/i.test(text)) return !/^<(?:https?:|mailto:|[\w.+-]+@)/i.test(text)
  return /^(?:\*[ \t]*){3,}$|^(?:_[ \t]*){3,}$|^(?:-[ \t]*){3,}$|^=+$/.test(text)
}

/** A fence longer than any in the text. */
export function codeMarkdown(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(2, longestRun(text)) + 1)
  return `${fence}${language.replaceAll('`', '')}\n${text === '' ? '' : `${text}\n`}${fence}`
}

/** Empty items are left out: three of them, one in the other, would be read as a rule. */
function listMarkdown(list: List): string {
  const items = list.items.filter(item => !item.blocks.every(isEmpty))
  const tight = list.tight && items.every(mayBeTight)
  return items.map((item, at) => itemMarkdown({ ...item, number: (items[0]?.number ?? 1) + at }, { ...list, tight })).join(tight ? '\n' : '\n\n')
}

/** A blank line is needed before whatever cannot interrupt a paragraph, and one blank line makes the whole list loose. */
function mayBeTight(item: Item): boolean {
  const [first, second, ...rest] = item.blocks.filter(block => !isEmpty(block))
  if (second === undefined) return true
  if (rest.length > 0 || first?.kind !== 'paragraph' || second.kind !== 'list') return false
  const list = stagesOf(second) ?? second
  return (list.ordered === null || list.ordered.start === 1) && (list.items[0]?.blocks.length ?? 0) > 0
}

function itemMarkdown(item: Item, list: List): string {
  const marker = list.ordered === null ? '- ' : `${item.number}${list.ordered.delimiter} `
  const pieces = piecesOf(item.blocks)
  const text = list.tight ? tightly(pieces) : joined(pieces)
  return indented(text, marker)
}

function tightly(pieces: Piece[]): string {
  const [first, second, ...rest] = pieces
  if (first?.block.kind === 'paragraph' && second?.block.kind === 'list' && rest.length === 0) return `${first.text}\n${second.text}`
  return joined(pieces)
}

/** A text behind a bullet: its first line after the marker, the others under it. */
export function indented(text: string, marker: string): string {
  const pad = ' '.repeat(marker.length)
  return text.split('\n').map((line, at) => (at === 0 ? `${marker}${line}`.trimEnd() : line === '' ? '' : `${pad}${line}`)).join('\n')
}

/** `* 1) one`, `* 2) two`: bullets that each hold one numbered item are one numbered list. */
function stagesOf(list: List): List | null {
  if (list.ordered !== null || list.items.length < 2) return null
  const inner = list.items.map(item => (item.blocks.length === 1 ? item.blocks[0] : undefined))
  const items: Item[] = []
  for (const block of inner) {
    const only = block?.kind === 'list' && block.ordered !== null && block.items.length === 1 ? block.items[0] : undefined
    if (only === undefined || only.number !== (items.at(-1)?.number ?? only.number - 1) + 1) return null
    items.push(only)
  }
  const start = items[0]?.number
  return start === undefined ? null : { ...list, ordered: { start, delimiter: '.' }, items }
}

function tableMarkdown(table: Table): string {
  const marks = table.align.map(style => (style.includes('center') ? ':-:' : style.includes('right') ? '--:' : '---'))
  const rows = [table.header, ...table.rows.map(row => row.cells)].map(cells => rowMarkdown(cells.map(markdownOf)))
  return [rows[0] ?? '', rowMarkdown(marks), ...rows.slice(1)].join('\n')
}

function rowMarkdown(cells: string[]): string {
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** The words of a piece of HTML as a line of Markdown; empty where there are none. */
export function htmlMarkdown(text: string): string {
  const words = markdownOf(inlineOf(withoutTags(text)))
  return words === '' ? '' : startEscaped(words)
}

function withoutTags(text: string): string {
  return text.replace(/<!--[^]*?(?:-->|$)/g, ' ').replace(/<\/?[a-z][^<>]*>/gi, ' ').replace(/\s+/g, ' ').trim()
}
