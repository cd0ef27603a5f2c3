/** The words that search rows hold: which begin alike, which look alike. Trigrams on both engines: FTS5's own on SQLite, pg_trgm on PostgreSQL. */
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { engine } from './dialect'
import { rows, run } from './index'
import type { Reader, Tx } from './types'

const known = z.object({ word: z.string(), rows: z.coerce.number() })
/** A word and in about how many rows it stands. */
export type KnownWord = z.output<typeof known>

const alikeMax = 200
/** From this likeness on two words have enough trigrams in common to be looked at (pg_trgm's `%` as it comes). */
const likeness = 0.3

/** The commonest words with a beginning. */
export async function wordsBeginning(on: Reader, beginning: string, limit: number): Promise<KnownWord[]> {
  const last = String.fromCodePoint(0x10ffff)
  const collated = engine === 'sqlite' ? sql`word` : sql`word collate "C"`
  return rows(on, sql`select word, rows from search_words where ${collated} >= ${beginning} and ${collated} < ${beginning + last} order by rows desc, word limit ${limit}`, known)
}

/** Words that share letters with one, in no order: at most 200, of which the caller chooses. */
export async function wordsAlike(on: Reader, word: string): Promise<KnownWord[]> {
  if (engine === 'postgres') {
    return rows(on, sql`select word, rows from search_words where word % ${word} and similarity(word, ${word}) >= ${likeness} order by similarity(word, ${word}) desc, rows desc limit ${alikeMax}`, known)
  }
  const signs = Array.from(word)
  const trigrams = signs.slice(2).map((sign, at) => `"${signs[at] ?? ''}${signs[at + 1] ?? ''}${sign}"`)
  if (trigrams.length === 0) return []
  return rows(on, sql`select w.word, w.rows from search_words_index join search_words w on w.id = search_words_index.rowid where search_words_index match ${trigrams.join(' OR ')} order by rank limit ${alikeMax}`, known)
}

/** Adds to how many rows words stand in. */
export async function addWords(tx: Tx, counts: ReadonlyMap<string, number>): Promise<void> {
  const all = [...counts].sort(([one], [other]) => one < other ? -1 : 1)
  for (let from = 0; from < all.length; from += atOnce) {
    const some = JSON.stringify(all.slice(from, from + atOnce))
    await run(tx, engine === 'sqlite'
      ? sql`insert into search_words (word, rows) select value ->> 0, value ->> 1 from json_each(${some}) where true on conflict (word) do update set rows = rows + excluded.rows`
      : sql`insert into search_words (word, rows) select value ->> 0, (value ->> 1)::int from json_array_elements(${some}::json) on conflict (word) do update set rows = search_words.rows + excluded.rows`)
  }
}
const atOnce = 500
