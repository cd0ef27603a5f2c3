import { isBlank } from '@/text/characters'
import { delimited, type Placed } from '@/text/delimited'

const ellipsis = '…'

/**
 * The beginning of a plain text on one line, at most `maxChars` UTF-16 units with the "…" that marks a cut. Cut between words;
 * a formula (`$…$`, `\(…\)` and the like) stays whole or goes, unless it alone is longer than that.
 */
export function excerpt(text: string, maxChars: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= maxChars ? line : cut(line, maxChars)
}

/**
 * A heading for a text without a title: its first sentence, cut as `excerpt` does. Abbreviations ("e.g.", "Eq. 3", "et al.")
 * and full stops within formulas or numbers end no sentence; an empty line ends one in any case.
 */
export function firstSentence(text: string, maxChars = 120): string {
  const paragraph = text.split(/\n[ \t]*\n/).find(part => !isBlank(part)) ?? ''
  const line = paragraph.replace(/\s+/g, ' ').trim()
  return excerpt(line.slice(0, endOfSentence(line)), maxChars)
}

function cut(line: string, maxChars: number): string {
  const room = Math.max(0, maxChars - ellipsis.length)
  const formula = formulasIn(line).find(({ from, to }) => from < room && to > room)
  const limit = formula === undefined || formula.from === 0 ? room : formula.from
  const space = line.lastIndexOf(' ', limit)
  // One endless word, or Chinese and its like, which put no spaces: cut within, but not within a pair of units.
  const end = space > limit / 2 ? space : limit
  const kept = line.slice(0, end).replace(/[\uD800-\uDBFF]$/, '')
  return `${withoutTrailing(kept)}${ellipsis}`
}

function withoutTrailing(text: string): string {
  let end = text.length
  while (end > 0 && ' ,;:–—([-'.includes(text[end - 1] ?? '')) end -= 1
  return text.slice(0, end)
}

const searchedChars = 5_000

/** Formulas near the beginning of a line. */
function formulasIn(line: string): Placed[] {
  return delimited(line.slice(0, searchedChars))
}

// Beyond what a heading can hold no end is looked for.
function endOfSentence(line: string): number {
  const formulas = formulasIn(line)
  const searched = line.slice(0, searchedChars)
  for (const { index, 0: mark } of searched.matchAll(/[.?!。？！؟۔]/gu)) {
    if (formulas.some(({ from, to }) => index >= from && index < to)) continue
    const end = index + mark.length + closingMarks(searched, index + mark.length)
    if ('。？！'.includes(mark)) return end
    if (end < line.length && line[end] !== ' ') continue
    if (mark !== '.' || !isAbbreviation(searched, index, end)) return end
  }
  return line.length
}

function closingMarks(text: string, from: number): number {
  let count = 0
  while ('"”’\')]»'.includes(text[from + count] ?? ' ')) count += 1
  return count
}

// By their letters before the last full stop, in lower case.
const abbreviations = new Set(
  ('e.g eg i.e ie al eq eqs fig figs sec sect secs tab tabs alg algs thm prop cor def defs lem ref refs cf vs resp approx app ch ' +
    'no nos vol p pp w.r.t wrt s.t a.k.a ca dr prof mr mrs ms st viz incl est cond ex').split(' '),
)

/** A full stop that ends no sentence: of an abbreviation, an initial or a leading number, or before a small letter. */
function isAbbreviation(text: string, index: number, end: number): boolean {
  if (/^\p{Ll}/u.test(text.slice(end + 1, end + 3))) return true
  const word = /[\p{L}\p{N}.]*$/u.exec(text.slice(Math.max(0, index - 12), index))?.[0] ?? ''
  if (/^\d{1,3}$/.test(word) && word.length === index) return true
  return abbreviations.has(word.toLowerCase()) || /^\p{Lu}$/u.test(word)
}
