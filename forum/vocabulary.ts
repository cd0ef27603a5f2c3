/** The words of the site: how much each says, what begins with some letters, what somebody may have meant. A follower of the log keeps them,
 *  behind those who write; they only ever help a search along, and what they propose is looked for before it is shown. */
import { and, asc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import { db } from '@/db'
import type { Reader, Tx } from '@/db'
import { among } from '@/db/among'
import { searchRows, searchWords } from '@/db/schema'
import { candidatesOf } from '@/db/search'
import type { Match } from '@/db/search'
import { addWords, wordsAlike, wordsBeginning } from '@/db/vocabulary'
import type { KnownWord } from '@/db/vocabulary'
import { apart } from '@/text/search-words'
import { inTransaction } from './action'
import { done } from './errors'
import type { Event } from './events'
import { standAtEnd } from './log-followers'
import type { LogFollower } from './log-followers'

/** Before what a row is found by beside its own words: stems and the like, which nobody is offered. */
const unspoken = '~'
const wordMax = 40

/** Counts the words of rows. */
export class WordTally {
  readonly counts = new Map<string, number>()

  add(row: { title: string; body: string; maths?: string | undefined }): void {
    const seen = new Set<string>()
    for (const text of [row.title, row.body]) {
      const at = text.indexOf(apart)
      const [own, more] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + apart.length)]
      for (const word of own.split(' ')) if (counts(word)) seen.add(word)
      for (const word of more.split(' ')) if (counts(word)) seen.add(`${unspoken}${word}`)
    }
    for (const feature of (row.maths ?? '').split(' ')) if (counts(feature)) seen.add(`${unspoken}${feature}`)
    for (const word of seen) this.counts.set(word, (this.counts.get(word) ?? 0) + 1)
  }

  async write(tx: Tx): Promise<void> {
    await addWords(tx, this.counts)
    this.counts.clear()
  }
}

/** Whether a word is counted at all: signs alone and numbers are not. */
export function counts(word: string): boolean {
  return word.length > 1 && word.length <= wordMax && !/^\d+$/.test(word)
}

/** In about how many rows each of these words or their stems stands; a word that is not known is left out. */
export async function rowsOfWords(on: Reader, words: readonly string[]): Promise<Map<string, number>> {
  const asked = words.flatMap(word => [word, `${unspoken}${word}`])
  const found = await on.select({ word: searchWords.word, rows: searchWords.rows }).from(searchWords).where(among(searchWords.word, asked))
  const sums = new Map<string, number>()
  for (const { word, rows } of found) {
    const bare = word.startsWith(unspoken) ? word.slice(unspoken.length) : word
    sums.set(bare, (sums.get(bare) ?? 0) + rows)
  }
  return sums
}

/** The commonest words that begin with these letters. */
export async function wordsWith(on: Reader, beginning: string, limit: number): Promise<KnownWord[]> {
  return wordsBeginning(on, beginning, limit)
}

/** What somebody may have meant by a word that few or no rows hold: the nearest word by edits, then the commoner one. Null where none is near.
 *  Edits: insertions, deletions, substitutions and swaps of neighbours, each 1 (Damerau 1964); one in words of up to six letters, two in longer ones. */
export async function meantBy(on: Reader, word: string, knownRows: number): Promise<string | null> {
  if (word.length < 4 || /\d/.test(word)) return null
  const most = word.length <= 6 ? 1 : 2
  const near = (await wordsAlike(on, word))
    .filter(one => !one.word.startsWith(unspoken) && one.word !== word && one.rows > knownRows && Math.abs(one.word.length - word.length) <= most)
    .map(one => ({ ...one, edits: editsBetween(word, one.word) }))
    .filter(one => one.edits <= most)
    .sort((one, other) => one.edits - other.edits || other.rows - one.rows || (one.word < other.word ? -1 : 1))
  return near[0]?.word ?? null
}

/** Optimal string alignment distance of two words. */
export function editsBetween(one: string, other: string): number {
  const [a, b] = [Array.from(one), Array.from(other)]
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (before[j - 2] ?? 0) + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}

const learnerName = 'words'

/** All words are counted: what the log says up to now teaches none. */
export async function allLearned(tx: Tx, now: Date): Promise<void> {
  await standAtEnd(tx, learnerName, now)
}

const asPost = new Set(['question.asked', 'answer.posted', 'comment.posted', 'post.edited'])
const asPaper = new Set(['paper.added', 'paper.changed'])

/** Learns the words of what has become public. A text that changes adds its new words; what nothing holds any longer is forgotten by `tidyWords`. */
export const wordLearner: LogFollower = {
  name: learnerName,
  fromTheFirst: true,
  wants: event => asPost.has(event.kind) || asPaper.has(event.kind) || event.kind === 'person.joined',
  async handle(tx, event) {
    const [row] = await tx.select({ title: searchRows.title, body: searchRows.body, maths: searchRows.maths }).from(searchRows).where(rowOf(event))
    if (!row) return { work: 1, more: false }
    const tally = new WordTally()
    tally.add(row)
    if (event.kind === 'post.edited' || event.kind === 'paper.changed') await addNew(tx, tally)
    else await tally.write(tx)
    return { work: 10, more: false }
  },
}

function rowOf(event: Event) {
  if (asPaper.has(event.kind)) return and(eq(searchRows.paper, event.paper ?? 0), eq(searchRows.kind, 'paper'))
  if (event.kind === 'person.joined') return and(eq(searchRows.person, event.person ?? 0), eq(searchRows.kind, 'person'))
  return eq(searchRows.post, event.post ?? 0)
}

async function addNew(tx: Tx, tally: WordTally): Promise<void> {
  const there = await tx.select({ word: searchWords.word }).from(searchWords).where(among(searchWords.word, [...tally.counts.keys()]))
  for (const { word } of there) tally.counts.delete(word)
  await tally.write(tx)
}

const tidyAtOnce = 100
const rare = 2
let tidied = 0

/** Looks at some of the rare words, in turn: those that no row holds any longer are forgotten. */
export async function tidyWords(): Promise<void> {
  const on = db().read
  const some = await on.select({ id: searchWords.id, word: searchWords.word }).from(searchWords).where(and(gt(searchWords.id, tidied), lte(searchWords.rows, rare))).orderBy(asc(searchWords.id)).limit(tidyAtOnce)
  tidied = some.length < tidyAtOnce ? 0 : some.at(-1)?.id ?? 0
  const gone: number[] = []
  for (const { id, word } of some) {
    if (!await isHeld(word)) gone.push(id)
  }
  if (gone.length > 0) await inTransaction(async tx => { await tx.delete(searchWords).where(inArray(searchWords.id, gone)); return done(null) })
}

/** Whether a row holds a word, or, where it is none that anybody wrote, a formula with that feature. */
async function isHeld(word: string): Promise<boolean> {
  const bare = word.replace(unspoken, '')
  const asWord: Match = { all: [{ any: [{ words: [bare], begins: false }], where: 'anywhere' }], none: [], marks: [], maths: [] }
  const asFeature: Match = { all: [], none: [], marks: [], maths: [bare] }
  for (const match of word === bare ? [asWord] : [asWord, asFeature]) {
    const [held] = await candidatesOf(db().heavy, match, {}, 1, { matching: 1, rows: 0 })
    if (held) return true
  }
  return false
}

/** Forgets all words, before they are counted anew. */
export async function forgetWords(tx: Tx): Promise<void> {
  await tx.delete(searchWords).where(sql`true`)
}
