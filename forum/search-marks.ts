/** Where the words and formulas that were sought stand in a text, and `mark` round them in its HTML. */
import { delimited } from '@/text/delimited'
import type { Placed } from '@/text/delimited'
import { formulaWords } from '@/text/formula-features'
import { piecesOf } from '@/text/html-pieces'
import { chunksIn, folded, variantsOf } from '@/text/search-words'
import type { Chunk } from '@/text/search-words'
import { symbolOfCommand } from '@/text/tex-symbols'
import type { Term } from './search-query'

/** What marks a stretch: a word's forms and beginnings, and words that stand side by side in this order. */
export type Marking = {
  forms: ReadonlySet<string>; begins: readonly string[]; phrases: readonly (readonly string[])[]
  /** Features of the formulas sought, and how much each says. */
  features: ReadonlyMap<string, number>
}
/** `form` is the same for the same word, however it is written. */
export type Place = { from: number; to: number; form: string }

export function markingOf(terms: readonly Term[], features: readonly { word: string; weight: number }[] = []): Marking {
  const forms = new Set<string>()
  const begins: string[] = []
  const phrases: string[][] = []
  for (const term of terms) {
    if (term.without) continue
    const [only, ...others] = term.words
    if (term.joined !== null) forms.add(term.joined)
    if (only === undefined) continue
    if (others.length > 0) {
      phrases.push(term.words)
      continue
    }
    forms.add(only)
    if (!term.exact) for (const variant of variantsOf(only)) forms.add(variant)
    if (term.begins) begins.push(only)
  }
  return { forms, begins, phrases, features: new Map(features.map(({ word, weight }) => [word, weight])) }
}

/** The HTML with what was sought in `mark`; as it is where there is none of it. `html` is safe already and stays so. */
export function marked(html: string, marking: Marking): string {
  const pieces = piecesOf(html)
  const text = pieces.map(piece => piece.text).join('')
  const set: Placed[] = []
  let at = 0
  for (const { text: said, tex } of pieces) {
    if (tex !== null) set.push({ tex, from: at, to: at + said.length })
    at += said.length
  }
  const typed = delimited(text).filter(one => set.every(other => one.to <= other.from || one.from >= other.to))
  const places = placesIn(text, [...set, ...typed].sort((one, other) => one.from - other.from), marking)
  return places.length === 0 ? html : withMarks(pieces, places)
}

/** A mark never holds half an element: it ends before each tag and begins again behind it. */
function withMarks(pieces: ReturnType<typeof piecesOf>, places: readonly Place[]): string {
  let html = ''
  let isOpen = false
  const put = (part: string, isMarked: boolean) => {
    if (isMarked !== isOpen) html += isMarked ? '<mark>' : '</mark>'
    isOpen = isMarked
    html += part
  }
  let [at, n] = [0, 0]
  for (const piece of pieces) {
    const end = at + piece.text.length
    if (end === at) put(piece.html, false)
    while (at < end) {
      while ((places[n]?.to ?? Infinity) <= at) n += 1
      const { from, to } = places[n] ?? { from: Infinity, to: Infinity }
      const isMarked = from <= at
      const next = piece.isWhole ? end : Math.min(end, isMarked ? to : from)
      put(piece.isWhole ? piece.html : piece.html.slice(piece.html.length - (end - at), piece.html.length - (end - next)), isMarked)
      at = next
    }
  }
  put('', false)
  return html
}

/** What is marked of a text, in order, apart from each other; `formulas` in order too. What stands within a formula marks the whole of it. */
export function placesIn(text: string, formulas: readonly Placed[], marking: Marking): Place[] {
  const words = wordsIn(text)
  const found = [...words.flatMap(word => formOf(word, marking)), ...marking.phrases.flatMap(phrase => phrasesIn(words, phrase))].sort((one, other) => one.from - other.from)
  let n = 0
  const places = found.flatMap(place => {
    while ((formulas[n]?.to ?? Infinity) <= place.from) n += 1
    const around = formulas[n]
    if (around === undefined || around.from >= place.to) return [place]
    if (place.from >= around.from && place.to <= around.to && !isSaidBy(text, place)) return []
    let last = n
    while ((formulas[last + 1]?.from ?? Infinity) < place.to) last += 1
    return [{ ...place, from: Math.min(place.from, around.from), to: Math.max(place.to, formulas[last]?.to ?? 0) }]
  })
  const likest = likestFormula(formulas, marking.features)
  return apart(likest === null ? places : [...places, likest])
}

function apart(places: readonly Place[]): Place[] {
  const kept: Place[] = []
  for (const place of [...places].sort((one, other) => one.from - other.from || other.to - one.to)) {
    const last = kept.at(-1)
    if (last && place.from < last.to) last.to = Math.max(last.to, place.to)
    else kept.push({ ...place })
  }
  return kept
}

/** A formula says a phrase ("y^d"), a word in it, or a letter by its name; `\left`, `\in` and `\mathcal` are no words of it, single letters say too little. */
function isSaidBy(text: string, { from, to, form }: Place): boolean {
  if (form.includes(' ')) return true
  const word = text.slice(from, to)
  if (text[from - 1] === '\\') return symbolOfCommand(word).kind !== 'sign'
  return (word.length > 1 || /\P{ASCII}/u.test(word)) && !/\\(?:begin|end)\{$/.test(text.slice(Math.max(0, from - 8), from))
}

/** A formula that shares less of what was sought is not like it. */
const leastShare = 0.05

/** The formula that shares most with those sought. */
function likestFormula(formulas: readonly Placed[], features: ReadonlyMap<string, number>): Place | null {
  if (features.size === 0) return null
  const worths = new Map<string, number>()
  let best: Place | null = null
  let most = leastShare * [...features.values()].reduce((sum, weight) => sum + weight, 0)
  for (const { tex, from, to } of formulas) {
    const shared = worths.get(tex) ?? formulaWords(`$${tex}$`).split(' ').reduce((sum, word) => sum + (features.get(word) ?? 0), 0)
    worths.set(tex, shared)
    if (shared > most) [best, most] = [{ from, to, form: 'formula' }, shared]
  }
  return best
}

type Word = { word: string; from: number; to: number; /** Of writing without spaces: a sign with the next one. */ isPair: boolean }

const wordPattern = /[\p{L}\p{N}\p{M}]+/gu
const genitive = /[\p{L}\p{N}]['’]$/u

/** The words of a text as the index has them, each with its place. */
function wordsIn(text: string): Word[] {
  const words: Word[] = []
  const chunks = new Map<string, Chunk>()
  for (const { 0: found, index: from } of text.matchAll(wordPattern)) {
    if (found.toLowerCase() === 's' && genitive.test(text.slice(Math.max(0, from - 2), from))) continue
    const chunk = chunks.get(found) ?? chunksIn(found)[0]
    if (chunk === undefined) continue
    chunks.set(found, chunk)
    const to = from + found.length
    if (chunk.lasts.length > 0) words.push(...pairsIn(found, from))
    else words.push(...chunk.words.map(word => ({ word, from, to, isPair: false })))
  }
  return words
}

function pairsIn(run: string, at: number): Word[] {
  const signs = Array.from(run)
  let from = at
  return signs.map((sign, n) => {
    const next = signs[n + 1] ?? ''
    const word = { word: folded(`${sign}${next}`), from, to: from + sign.length + next.length, isPair: true }
    from += sign.length
    return word
  })
}

function formOf({ word, from, to, isPair }: Word, { forms, begins }: Marking): Place[] {
  if (isPair) {
    const sign = Array.from(word)[0] ?? ''
    if (forms.has(word)) return [{ from, to, form: word }]
    return forms.has(sign) || begins.includes(sign) ? [{ from, to: from + sign.length, form: sign }] : []
  }
  const form = [word, ...variantsOf(word)].find(one => forms.has(one)) ?? begins.find(beginning => word.startsWith(beginning))
  return form === undefined ? [] : [{ from, to, form }]
}

function phrasesIn(words: readonly Word[], phrase: readonly string[]): Place[] {
  return words.flatMap(({ word, from }, at) => {
    if (word !== phrase[0] || !phrase.every((one, n) => words[at + n]?.word === one)) return []
    return [{ from, to: words[at + phrase.length - 1]?.to ?? from, form: phrase.join(' ') }]
  })
}
