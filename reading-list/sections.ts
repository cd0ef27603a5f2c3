import type { Block } from './blocks'
import { classesOf } from './kinds'
import type { Kind } from './kinds'

/** Whether the part under a heading holds papers, or notes that say they belong to a topic, or nothing at all. */
export function holdsMore({ blocks, kinds }: { blocks: Block[]; kinds: Kind[] }, at: number): boolean {
  const heading = blocks[at]
  if (heading?.kind !== 'heading') return false
  let empty = true
  for (let next = at + 1; next < blocks.length; next += 1) {
    const block = blocks[next]
    const kind = kinds[next]
    if (block === undefined || (block.kind === 'heading' && block.level <= heading.level)) break
    if (kind === 'papers' || kind === 'paper') return true
    if (block.kind === 'list' && block.items.some(item => classesOf(item).includes('note'))) return true
    if (kind === 'footer') break
    if (block.kind !== 'rule' && block.kind !== 'heading' && kind !== 'nothing') empty = false
  }
  const named = heading.inline.length > 0
  return empty && named
}
