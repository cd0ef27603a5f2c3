import type { Block, Item } from './blocks'
import type { Inline } from './inline'
import { plain } from './inline'

/**
 * Mends what Markdown reads otherwise than its writer meant: `#2 Method` without a blank is a heading, and a line “2) …” that goes
 * on the sentence of an item (“1) …;” stands in it) is no list of its own.
 */
export function repaired(blocks: Block[]): Block[] {
  return rejoined(blocks).map(block => (block.kind === 'paragraph' ? (headingOf(block) ?? block) : block))
}

function headingOf(block: Extract<Block, { kind: 'paragraph' }>): Block | null {
  const [only, ...others] = block.inline
  const found = only?.kind === 'text' && others.length === 0 ? /^(#{1,6})([^\s#].{0,100})$/.exec(only.text) : null
  if (found === null || /[.?!]$/.test(found[2] ?? '')) return null
  return { kind: 'heading', level: (found[1] ?? '').length, inline: [{ kind: 'text', text: found[2] ?? '' }], line: block.line }
}

function rejoined(blocks: Block[]): Block[] {
  const joined: Block[] = []
  for (const block of blocks) {
    const whole: Block = block.kind === 'list' ? { ...block, items: block.items.map(item => ({ ...item, blocks: rejoined(item.blocks) })) } : block
    if (!goesOn(joined.at(-1), whole)) joined.push(whole)
  }
  return joined
}

/** Adds a list that goes on the last line of the list before it to that line; false where it does not. */
function goesOn(before: Block | undefined, block: Block): boolean {
  if (before?.kind !== 'list' || before.ordered !== null || block.kind !== 'list' || block.ordered === null || block.ordered.start < 2) return false
  const item = before.items.at(-1)
  const last = item?.blocks.at(-1)
  if (item === undefined || last?.kind !== 'paragraph' || item.blocks.length !== 1 || item.end < block.line || last.line + lines(last.inline) !== block.line) return false
  const { start, delimiter } = block.ordered
  if (!plain(last.inline).includes(`${start - 1}${delimiter} `) || !block.items.every(isLine)) return false
  for (const next of block.items) last.inline.push({ kind: 'break' }, { kind: 'text', text: `${next.number}${delimiter} ` }, ...lineOf(next))
  return true
}

function lines(inline: Inline[]): number {
  return 1 + inline.filter(part => part.kind === 'break').length
}

function isLine(item: Item): boolean {
  return item.blocks.length === 1 && item.blocks[0]?.kind === 'paragraph'
}

function lineOf(item: Item): Inline[] {
  const [first] = item.blocks
  return first?.kind === 'paragraph' ? first.inline : []
}
