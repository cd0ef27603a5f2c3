/** Plain text as a line of HTML with its formulas set. Pure: what a formula is set as is asked for beforehand (`Renderer.formulas`). */
import { delimited, withoutEscapes } from './delimited'
import type { Placed } from './delimited'
import { escapeHtml } from './xml'

/** How many formulas of a line are set, and how long each may be; the others stay as they were typed. */
export type Most = { formulas: number; chars: number }

/** The TeX of the formulas of a line that are to be set, each once. */
export function formulasToSet(line: string, most: Most): string[] {
  return [...new Set(toSet(line, most).map(({ tex }) => tex))]
}

/** HTML: the line escaped, its formulas as `set` has them; one that it has not stands as typed. */
export function lineHtml(line: string, set: ReadonlyMap<string, string>, most: Most): string {
  let html = ''
  let done = 0
  for (const { tex, from, to } of toSet(line, most)) {
    const formula = set.get(tex)
    if (formula === undefined) continue
    html += escapeHtml(withoutEscapes(line.slice(done, from))) + formula
    done = to
  }
  return html + escapeHtml(withoutEscapes(line.slice(done)))
}

function toSet(line: string, most: Most): Placed[] {
  return delimited(line).filter(({ tex }) => tex.length <= most.chars).slice(0, most.formulas)
}
