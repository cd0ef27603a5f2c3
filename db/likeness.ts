/** Candidates for being like a text: search rows that hold some of its words. Either engine's full-text index is asked for a bounded number of
 *  them; how like they are is judged elsewhere. */
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import { engine } from './dialect'
import { rows } from './index'
import { signs } from './search'
import type { Reader } from './types'

/** What narrows a search: a kind, and a paper. */
export type Within = { kind: 'question' | 'paper'; paper?: number }

const candidate = z.object({ paper: z.coerce.number().nullable(), post: z.coerce.number().nullable(), title: z.string(), body: z.string() })
export type Candidate = z.output<typeof candidate>

// As much of a long text as is compared.
const bodyMax = 6_000

/** Rows that hold one of some words (all of them with `every`) in title or text, those that hold most of the rarest first. */
export async function rowsWithWords(on: Reader, words: readonly string[], within: Within, limit: number, every = false): Promise<Candidate[]> {
  return asked(on, { words, within, limit, every, columns: { lite: 'title body', weights: 'AC' } })
}

/** Rows that hold one of some folded words among their people. */
export async function rowsWithPeople(on: Reader, words: readonly string[], within: Within, limit: number): Promise<Candidate[]> {
  return asked(on, { words, within, limit, every: false, columns: { lite: 'people', weights: 'B' } })
}

type Asking = { words: readonly string[]; within: Within; limit: number; every: boolean; columns: { lite: string; weights: string } }

async function asked(on: Reader, asking: Asking): Promise<Candidate[]> {
  // Nothing else ever comes here; whatever did would be no word of the index.
  const words = asking.words.filter(word => /^[\p{L}\p{N}\p{M}]+$/u.test(word))
  if (words.length === 0) return []
  return rows(on, engine === 'sqlite' ? liteQuery({ ...asking, words }) : pgQuery({ ...asking, words }), candidate)
}

function liteQuery({ words, within, limit, every, columns }: Asking): SQL {
  const marks = marksOf(within).map(mark => ` AND {marks} : "${mark}"`).join('')
  const match = `({${columns.lite}} : (${words.map(word => `"${word}"`).join(every ? ' AND ' : ' OR ')}))${marks}`
  return sql`select s.paper, s.post, s.title, substr(s.body, 1, ${bodyMax}) as body from search_index join search_rows s on s.id = search_index.rowid
    where search_index match ${match} order by bm25(search_index, 4.0, 1.0, 1.0, 0.0, 0.0), s.id limit ${limit}`
}

function pgQuery({ words, within, limit, every, columns }: Asking): SQL {
  const some = words.map(word => `'${word}':${columns.weights}`).join(every ? ' & ' : ' | ')
  const sought = columns.weights === 'B' ? words.map(word => `'${signs.people}${word}'`).join(every ? ' & ' : ' | ') : some
  const match = `(${sought})${marksOf(within).map(mark => ` & '${signs.mark}${mark}'`).join('')}`
  return sql`select s.paper, s.post, s.title, substr(s.body, 1, ${bodyMax}) as body from search_rows s
    where s.words @@ ${match}::tsquery order by ts_rank('{0, 0.3, 0.3, 1.0}', s.words, ${some}::tsquery) desc, s.id limit ${limit}`
}

function marksOf({ kind, paper }: Within): string[] {
  return [`k${kind}`, ...(paper === undefined ? [] : [`p${paper}`])]
}
