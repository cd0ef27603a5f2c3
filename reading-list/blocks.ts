import type { Token } from 'markdown-it'
import type { Inline } from './inline'
import { inlinesOf } from './inline'

/** A file's blocks as a tree; `line` is the 1-based line where a block begins, `end` the one after it. */
export type Block =
  | { kind: 'heading'; level: number; inline: Inline[]; line: number }
  | { kind: 'paragraph'; inline: Inline[]; line: number }
  | { kind: 'list'; ordered: Ordered | null; tight: boolean; items: Item[]; line: number }
  | { kind: 'quote'; blocks: Block[]; line: number }
  | { kind: 'code'; language: string; text: string; line: number }
  | { kind: 'table'; header: Inline[][]; rows: Row[]; align: string[]; line: number }
  | { kind: 'rule'; line: number }
  | { kind: 'html'; text: string; line: number }

export interface Ordered { start: number; delimiter: string }
export interface Item { blocks: Block[]; number: number; line: number; end: number }
export interface Row { cells: Inline[][]; line: number }
export type List = Extract<Block, { kind: 'list' }>
export type Table = Extract<Block, { kind: 'table' }>

/** The tree of markdown-it's tokens. `shift` is the number of lines that stood before the text. */
export function blocksOf(tokens: Token[], shift: number): Block[] {
  const reader: Reader = { tokens, at: 0, shift }
  return readBlocks(reader)
}

interface Reader { tokens: Token[]; at: number; shift: number }

function readBlocks(reader: Reader): Block[] {
  const blocks: Block[] = []
  for (let token = reader.tokens[reader.at]; token !== undefined && token.nesting !== -1; token = reader.tokens[reader.at]) {
    reader.at += 1
    const block = readBlock(reader, token)
    if (block !== null) blocks.push(block)
    if (token.nesting === 1) reader.at += 1
  }
  return blocks
}

function readBlock(reader: Reader, token: Token): Block | null {
  const line = lineOf(reader, token)
  switch (token.type) {
    case 'heading_open': return { kind: 'heading', level: Number(token.tag.slice(1)), inline: readInline(reader), line }
    case 'paragraph_open': return { kind: 'paragraph', inline: readInline(reader), line }
    case 'bullet_list_open':
    case 'ordered_list_open': return readList(reader, token, line)
    case 'blockquote_open': return { kind: 'quote', blocks: readBlocks(reader), line }
    case 'table_open': return readTable(reader, line)
    case 'fence':
    case 'code_block': return { kind: 'code', language: token.info.trim().split(/\s/)[0] ?? '', text: token.content.replace(/\n$/, ''), line }
    case 'hr': return { kind: 'rule', line }
    case 'html_block': return { kind: 'html', text: token.content, line }
    default: return null
  }
}

function readInline(reader: Reader): Inline[] {
  const token = reader.tokens[reader.at]
  if (token === undefined || token.type !== 'inline') return []
  reader.at += 1
  return inlinesOf(token.children ?? [])
}

function readList(reader: Reader, token: Token, line: number): Block {
  const start = Number(token.attrGet('start') ?? 1)
  const ordered = token.type === 'ordered_list_open' ? { start, delimiter: token.markup } : null
  const items: Item[] = []
  let tight = true
  for (let next = reader.tokens[reader.at]; next?.type === 'list_item_open'; next = reader.tokens[reader.at]) {
    reader.at += 1
    tight &&= reader.tokens[reader.at]?.hidden !== false || reader.tokens[reader.at]?.type !== 'paragraph_open'
    const item = { number: start + items.length, line: lineOf(reader, next), end: reader.shift + (next.map?.[1] ?? 0) + 1 }
    items.push({ ...item, blocks: readBlocks(reader) })
    reader.at += 1
  }
  return { kind: 'list', ordered, tight, items, line }
}

function readTable(reader: Reader, line: number): Block {
  const rows: Row[] = []
  const align: string[] = []
  for (let token = reader.tokens[reader.at]; token !== undefined && token.type !== 'table_close'; token = reader.tokens[reader.at]) {
    reader.at += 1
    if (token.type === 'tr_open') rows.push({ cells: [], line: lineOf(reader, token) })
    if (token.type === 'th_open') align.push(token.attrGet('style') ?? '')
    if (token.type === 'inline') rows.at(-1)?.cells.push(inlinesOf(token.children ?? []))
  }
  const [header, ...body] = rows
  return { kind: 'table', header: header?.cells ?? [], rows: body, align, line }
}

function lineOf(reader: Reader, token: Token): number {
  return reader.shift + (token.map?.[0] ?? 0) + 1
}
