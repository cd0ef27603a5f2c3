import { literally } from './guard'
import type { Inline } from './inline'
import { inlineOf, plain, textOf } from './inline'
import { markIn } from './marks'

/** A plain text as Markdown that is read back as the same text: as it stands where that is safe, else with every sign escaped. */
export function printText(text: string): string {
  const inlines = inlineOf(text)
  const safe = inlines.every(isLiteral) && textOf(inlines) === text && !text.includes('{:') && markIn(plain(inlines)) === null
  return safe ? text : literally(text)
}

function isLiteral(inline: Inline): boolean {
  return inline.kind === 'text' || inline.kind === 'code' || inline.kind === 'formula'
}
