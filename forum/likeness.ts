/** How like two texts are, by the words that both have: a rare word says more than a common one.
 *
 *  A word's weight is ln(1 + N / n): it stands in n of the site's N search rows. It counts a third more for each of the two texts that has it in
 *  its title. The sum over the shared words, measured by ln(1 + N), says how many words of the rarest kind the two might as well share: k. A long text
 *  shares some with everything, so beyond 400 words it counts the less. The likeness is k / (k + 2): two shared words that stand nowhere else make one half. */
import { db } from '@/db'
import { rowsWithWords } from '@/db/likeness'
import type { Candidate, Within } from '@/db/likeness'
import { countRows } from '@/db/search'
import { tellingWords } from '@/text/telling-words'
import { rowsOfWords } from './vocabulary'

/** A telling word: as the index has it, as it was written (folded), what it weighs. */
export type Term = { word: string; said: string; weight: number; inTitle: boolean }
export type Likeness = { score: number; shared: Term[] }
/** The words of a text that weigh most, heaviest first, and how many search rows hold each; `full` is the weight of the rarest there could be. */
export type Weighed = { terms: Term[]; rows: ReadonlyMap<string, number>; full: number }

const termsMax = 40
const askedMax = 12

/** Weighs the telling words of a text. */
export async function weigh({ title, text }: { title: string; text: string }): Promise<Weighed> {
  const [inTitle, inText] = [tellingWords(title), tellingWords(text)]
  const words = [...new Map([...inText, ...inTitle])]
  const known = await rowsOfWords(db().read, words.map(([word]) => word))
  const all = Math.max(2, await countRows(db().read))
  const terms = words.map(([word, said]) => ({ word, said, weight: Math.log(1 + all / Math.max(1, known.get(word) ?? 1)), inTitle: inTitle.has(word) }))
  terms.sort((a, b) => placed(b) - placed(a) || (a.word < b.word ? -1 : 1))
  return { terms: terms.slice(0, termsMax), rows: known, full: Math.log(1 + all) }
}

const placed = (term: Term) => term.weight * (term.inTitle ? 4 / 3 : 1)

/** Asks the full-text index for rows that hold some of the words: the rarest ones, as many as stand in `budget` rows together. Where even the
 *  rarest stands in more, rows that hold the three rarest. */
export async function candidatesFor({ terms, rows }: Weighed, within: Within, limit: number, budget: number): Promise<Candidate[]> {
  const rarest = terms.map(term => ({ word: term.word, rows: rows.get(term.word) ?? 1 })).sort((a, b) => a.rows - b.rows)
  const asked: string[] = []
  let sum = 0
  for (const { word, rows: count } of rarest.slice(0, askedMax)) {
    sum += count
    if (sum > budget) break
    asked.push(word)
  }
  return asked.length > 0
    ? rowsWithWords(db().heavy, asked, within, limit)
    : rowsWithWords(db().heavy, rarest.slice(0, 3).map(({ word }) => word), within, limit, true)
}

/** Rows with their words apart, for comparing. */
export type Parted<R> = R & { titleWords: ReadonlySet<string>; words: ReadonlySet<string>; length: number }

export function part<R extends Pick<Candidate, 'title' | 'body'>>(row: R): Parted<R> {
  const body = row.body.split(' ')
  return { ...row, titleWords: new Set(row.title.split(' ')), words: new Set(body), length: body.length }
}

/** Weighs anew by the rows that were found: a word stands in at least as many as hold it here. What is known of words may lag behind. */
export function weighAmong(weighed: Weighed, found: readonly Parted<object>[]): Weighed {
  const all = Math.exp(weighed.full) - 1
  const terms = weighed.terms.map(term => {
    const here = found.filter(row => row.titleWords.has(term.word) || row.words.has(term.word)).length
    return { ...term, weight: Math.min(term.weight, Math.log(1 + all / Math.max(1, here))) }
  })
  return { ...weighed, terms: terms.sort((a, b) => placed(b) - placed(a)) }
}

/** How like a row is to a text. */
export function likeness({ terms, full }: Weighed, row: Parted<object>): Likeness {
  const shared = terms.filter(term => row.titleWords.has(term.word) || row.words.has(term.word))
  const sum = shared.reduce((total, term) => total + term.weight * (1 + (term.inTitle ? 1 / 3 : 0) + (row.titleWords.has(term.word) ? 1 / 3 : 0)), 0)
  const k = sum / full / (1 + Math.max(0, row.length - 400) / 1_600)
  return { score: k / (k + 2), shared }
}

const phraseMax = 4

/** The shared words that weigh most, as they are written, with those put together that stand side by side in both texts. Words that both have in
 *  the same form come before those of one stem. `own`: the text in the index's spelling. */
export function saidTogether(shared: readonly Term[], own: string, row: Pick<Candidate, 'title' | 'body'>, written: ReadonlyMap<string, string>, most: number): string[] {
  const texts = [` ${own} `, ` ${row.title} ${row.body} `]
  const stand = (phrase: readonly string[]) => texts.every(text => text.includes(` ${phrase.join(' ')} `))
  const words = shared.map(term => term.said)
  const same = words.filter(word => stand([word]))
  const left = same.length > 0 ? same : words
  const said: string[] = []
  while (left.length > 0 && said.length < most) {
    let phrase = left.splice(0, 1)
    for (let longer = longerThan(phrase, left).find(stand); longer !== undefined && phrase.length < phraseMax; longer = longerThan(phrase, left).find(stand)) {
      for (const word of longer) if (left.includes(word)) left.splice(left.indexOf(word), 1)
      phrase = longer
    }
    said.push(phrase.map(word => written.get(word) ?? word).join(' '))
  }
  return said
}

function longerThan(phrase: string[], words: readonly string[]): string[][] {
  return words.flatMap(word => [[...phrase, word], [word, ...phrase]])
}
