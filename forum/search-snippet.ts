/** The stretch of a text in which a search was successful. */
import { delimited } from '@/text/delimited'
import type { Placed } from '@/text/delimited'
import { placesIn } from './search-marks'
import type { Marking, Place } from './search-marks'

const scannedChars = 20_000
const snippetChars = 240
const leadChars = 60
/** So much longer it may be than usual, that a formula is not cut. */
const beyondChars = 120

/** About 240 characters of the text around most of the different words sought, on one line; the text's beginning where there is none. No formula is cut
 *  that a snippet has room for. */
export function snippetOf(text: string, marking: Marking): string {
  const read = text.slice(0, scannedChars)
  const formulas = delimited(read)
  const best = bestWindow(placesIn(read, formulas, marking))
  const from = best === null ? 0 : startOf(read, formulas, best)
  const to = endOf(read, formulas, { from, least: best === null ? 0 : Math.min(best.to, from + snippetChars + beyondChars) })
  return `${from > 0 ? '…' : ''}${read.slice(from, to)}${to < text.length ? '…' : ''}`.replace(/\s+/g, ' ')
}

function startOf(text: string, formulas: readonly Placed[], best: Place): number {
  const at = Math.max(0, best.from - leadChars)
  const cut = cutAt(formulas, at)
  const from = cut === undefined ? Math.min(wordStart(text, at), best.from) : best.from - cut.from <= leadChars + beyondChars ? cut.from : cut.to
  // The next space may be one of a formula's.
  return Math.min(cutAt(formulas, from)?.from ?? from, best.from)
}

/** At least until `least`, which ends no formula half. */
function endOf(text: string, formulas: readonly Placed[], { from, least }: { from: number; least: number }): number {
  const at = wordEnd(text, Math.min(text.length, Math.max(from + snippetChars, least)))
  const cut = cutAt(formulas, at)
  if (cut === undefined) return at
  if (cut.to - from <= snippetChars + beyondChars) return cut.to
  return cut.from > from && cut.from >= least ? cut.from : at
}

function cutAt(formulas: readonly Placed[], at: number): Placed | undefined {
  return formulas.find(({ from, to }) => from < at && at < to)
}

/** The place from which most different words stand within a snippet's length. */
function bestWindow(places: readonly Place[]): Place | null {
  let best: Place | null = null
  let most = 0
  for (const [n, place] of places.entries()) {
    const within = new Set<string>()
    let count = 0
    for (let m = n; m < places.length && (places[m]?.to ?? 0) - place.from <= snippetChars - leadChars; m++) {
      within.add(places[m]?.form ?? '')
      count++
    }
    const worth = within.size + Math.min(count, 9) / 10
    if (worth > most) [best, most] = [place, worth]
  }
  return best
}

function wordStart(text: string, at: number): number {
  if (at === 0) return 0
  const space = text.slice(at, at + 40).search(/\s/)
  return space < 0 ? onSign(text, at) : at + space + 1
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length
  const space = text.slice(Math.max(0, at - 40), at).search(/\s\S*$/)
  return space < 0 ? onSign(text, at) : Math.max(0, at - 40) + space
}

/** Not within a pair of surrogates. */
function onSign(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text[at] ?? '') ? at + 1 : at
}
