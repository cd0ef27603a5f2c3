/** Full text, each engine's own: FTS5 on SQLite, tsvector on PostgreSQL. Any input is a valid search. */
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import { engine } from './dialect'
import { rows } from './index'
import type { Reader } from './types'

/** Marks around found words in a snippet; the caller escapes the text and then turns them into elements. */
export const markStart = '\u0002'
export const markEnd = '\u0003'

const hit = z.object({ id: z.coerce.number(), kind: z.enum(['paper', 'question', 'answer', 'comment']), paper: z.coerce.number(), post: z.coerce.number().nullable(), title: z.string(), snippet: z.string() })
export type SearchHit = z.output<typeof hit>
export type SearchFilter = { kind?: string | undefined; topic?: number | undefined; author?: number | undefined; status?: string | undefined; limit: number; offset: number }

const termsMax = 12

/** The words of a query: letters and digits of any script. */
export function wordsIn(query: string): string[] {
  return query.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
}

/** Rows that hold all words of a query (the last as a beginning), best first; titles weigh most, then people, then text. */
export async function searchIndex(on: Reader, query: string, filter: SearchFilter): Promise<SearchHit[]> {
  const terms = wordsIn(query).slice(0, termsMax)
  if (terms.length === 0) return []
  return rows(on, engine === 'sqlite' ? liteQuery(terms, filter) : pgQuery(terms, filter), hit)
}

function liteQuery(terms: string[], filter: SearchFilter): SQL {
  const match = terms.map((term, i) => i === terms.length - 1 && term.length > 1 ? `"${term}"*` : `"${term}"`).join(' ')
  return sql`select s.id, s.kind, s.paper, s.post, s.title, snippet(search_index, -1, ${markStart}, ${markEnd}, '…', 28) as snippet
    from search_index join search_rows s on s.id = search_index.rowid left join posts p on p.id = s.post left join posts q on q.id = coalesce(p.question, p.id)
    where search_index match ${match} and ${conditions(filter)}
    order by bm25(search_index, 8.0, 3.0, 1.0), s.id limit ${filter.limit} offset ${filter.offset}`
}

function pgQuery(terms: string[], filter: SearchFilter): SQL {
  const parts = terms.map((term, i) => {
    const prefix = i === terms.length - 1 && term.length > 1 ? `${term.toLowerCase()}:*` : term.toLowerCase()
    return sql`(to_tsquery('simple', ${prefix}) || to_tsquery('english', ${prefix}))`
  })
  const query = sql.join(parts, sql` && `)
  return sql`with found as (
      select s.id, s.kind, s.paper, s.post, s.title, s.title || ' ' || s.body as text, ts_rank_cd('{0.1, 0.2, 0.4, 1.0}', s.words, ${query}, 1) as rank
      from search_rows s left join posts p on p.id = s.post left join posts q on q.id = coalesce(p.question, p.id)
      where s.words @@ (${query}) and ${conditions(filter)}
      order by rank desc, s.id limit ${filter.limit} offset ${filter.offset})
    select id, kind, paper, post, title, ts_headline('english', text, ${query}, ${`StartSel=${markStart}, StopSel=${markEnd}, MaxWords=34, MinWords=16, MaxFragments=1`}) as snippet from found order by rank desc, id`
}

/** Nothing held or hidden has a search row. What stands under a question that is not public is left out too: its row bears the question's words. */
function conditions(filter: SearchFilter): SQL {
  const parts = [sql`(p.id is null or (p.state = 'public' and q.state = 'public'))`]
  if (filter.kind) parts.push(sql`s.kind = ${filter.kind}`)
  if (filter.topic !== undefined) parts.push(sql`s.topic = ${filter.topic}`)
  if (filter.author !== undefined) parts.push(sql`s.person = ${filter.author}`)
  if (filter.status) parts.push(sql`q.status = ${filter.status}`)
  return sql.join(parts, sql` and `)
}
