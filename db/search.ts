/** Full text, each engine's own: FTS5 on SQLite, tsvector on PostgreSQL. Both hold the same words, in the spelling of `text/search-words.ts`,
 *  so what a search matches is written once, as a `Match`, and put into each engine's language here. Which rows match is all the engines
 *  are asked: newest first and no more than are wanted, so that a common word costs no more than a rare one. Ranking is `forum/`'s. */
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import { engine } from './dialect'
import { rows } from './index'
import { foundKinds, postKinds, questionStatuses } from './schema'
import type { Reader } from './types'

/** A word, several behind one another, or the beginning of a word. Words consist of letters, digits and marks. */
export type Atom = { words: readonly string[]; begins: boolean }
/** One thing that must stand in a row: any of its atoms, anywhere, in the title, or in a name. */
export type Clause = { any: readonly Atom[]; where: 'anywhere' | 'title' | 'people' }
export type Match = {
  all: readonly Clause[]
  /** Of the rows with all of it only those that have it in their titles, and endorsed ones. */
  chosen?: boolean
  none: readonly Clause[]
  /** What narrows: of each list one must be the row's (`kpaper`, `t12`, `p3`, `w4`, `y2026`, `m202611`, `endorsed`). */
  marks: readonly (readonly string[])[]
  /** Features of formulas of which a row must have one. */
  maths: readonly string[]
}
/** What is not in the index: judged on the rows that match. */
export type Narrowing = { status?: string | undefined; answered?: boolean | undefined; rating?: 'up' | 'down' | 'none' | undefined; since?: Date | undefined; until?: Date | undefined }

const candidate = z.object({
  id: z.coerce.number(), kind: z.enum(foundKinds), paper: z.coerce.number().nullable(), post: z.coerce.number().nullable(), person: z.coerce.number().nullable(), topic: z.coerce.number().nullable(),
  endorsed: z.coerce.boolean(), title: z.string(), people: z.string(), body: z.string(), maths: z.string(),
  postKind: z.enum(postKinds).nullable(), score: z.coerce.number().nullable(), at: z.coerce.number().nullable(), status: z.enum(questionStatuses).nullable(),
})
/** A row that matches, with what its rank is made of. `at` in ms since 1970. */
export type Candidate = z.output<typeof candidate>

/** How many rows of a common match are looked through, newest first, for those that fit a narrowing or hold a phrase. */
export const lookedThrough = 8_000
/** So much of a row's text is ranked. */
const judgedChars = 16_000
const bucketRows = 8_192
const newestRows = 100_000

/** How many match, roughly, of how many rows in all; and whether only the newest rows are looked through, however many that leaves out. */
export type About = { matching: number; rows: number; newest?: boolean }

/** The newest rows that match and may be seen by everybody, at most `limit`. */
export async function candidatesOf(on: Reader, match: Match, narrowing: Narrowing, limit: number, about: About): Promise<Candidate[]> {
  const phrases = ordered(match) && about.matching > lookedThrough
  const asked = { match, narrowing, limit, most: isNarrow(narrowing) || phrases ? lookedThrough : limit }
  if (engine === 'postgres') return fromBuckets(on, asked, about)
  const newest = about.newest || phrases ? sql`and rowid > ${about.rows - newestRows}` : sql``
  return rows(on, selected(sql`select rowid as id from search_index where search_index match ${liteMatch(match)} ${newest} order by rowid desc limit ${asked.most}`, asked), candidate)
}

/** Whether rows are judged one by one. */
export function isNarrow(narrowing: Narrowing): boolean {
  return Object.values(narrowing).some(value => value !== undefined)
}

type Asked = { match: Match; narrowing: Narrowing; limit: number; most: number }

/** PostgreSQL's index gives all that match or nothing, and many buckets cost more than none. So where few rows match all are asked for; else the
 *  newest buckets, two of which tell how many it takes. It knows no positions: phrases are looked for in the rows that hold their words. */
async function fromBuckets(on: Reader, asked: Asked, about: About): Promise<Candidate[]> {
  const buckets = Math.floor((about.rows + 1) / bucketRows) + 1
  if (about.matching <= fewRows || buckets <= probed) return within(on, asked, [])
  const isJudged = asked.most > asked.limit
  const end = Math.min(widest, buckets)
  const found: Candidate[] = []
  for (let from = 0, to: number = probed; ;) {
    found.push(...await within(on, { ...asked, limit: asked.limit - found.length }, [Array.from({ length: to - from }, (_, n) => `b${buckets - 1 - from - n}`)]))
    // Where rows are judged one by one, as many were looked through as are wanted.
    if (found.length >= asked.limit || (isJudged && about.matching * to / buckets >= asked.most)) return found
    if (to === buckets || (about.newest === true && found.length * buckets / to > someRows)) return found
    if (to === end || (!isJudged && found.length * buckets / to <= someRows)) break
    // As far as the first promise, and somewhat further.
    ;[from, to] = [to, Math.min(end, Math.max(to + 1, isJudged ? to * 4 : Math.ceil(to * asked.limit * 1.2 / found.length)))]
  }
  return within(on, asked, [])
}

/** So many rows are read in a few milliseconds wherever they lie: expected by the words, or by what the newest buckets hold. */
const fewRows = 300
const someRows = 4_000
/** Buckets to look for first, and at most. */
const probed = 2
const widest = 16

function within(on: Reader, asked: Asked, buckets: string[][]): Promise<Candidate[]> {
  const match = { ...asked.match, marks: [...asked.match.marks, ...buckets] }
  if (asked.most <= asked.limit || !ordered(match)) {
    // Apart, so that the rows are not walked through by their ids instead.
    return rows(on, selected(sql`with matching as materialized (select id from search_rows where ${holds(match)}) select id from matching order by id desc limit ${asked.most}`, asked), candidate)
  }
  const loose = sql`select id, words from search_rows where ${holds(withoutOrder(match))}`
  return rows(on, selected(sql`with matching as materialized (${loose}), newest as (select id, words from matching order by id desc limit ${asked.most}) select id from newest where ${holds(match)}`, asked), candidate)
}

/** Two matches are each looked up by the rarest of its words; of both in one, an index reads the words of all. */
function holds(match: Match): SQL {
  return sql`(${sql.join(postgresMatches(match).map(one => sql`words @@ ${one}::tsquery`), sql` or `)})`
}

/** Whether words must stand behind one another, which only the rows themselves can tell. */
function ordered({ all, none }: Match): boolean {
  return [...all, ...none].some(clause => clause.any.some(atom => atom.words.length > 1))
}

/** The same, whatever the order of words within phrases. */
function withoutOrder(match: Match): Match {
  const loose = (clause: Clause): Clause[] => {
    const [only] = clause.any
    return clause.any.length === 1 && only !== undefined && only.words.length > 1 ? only.words.map(word => ({ ...clause, any: [{ words: [word], begins: false }] })) : [clause]
  }
  return { ...match, all: match.all.flatMap(loose), none: [] }
}

/** Nothing held or hidden has a search row. What stands under a question that is not public is left out too: its row bears the question's words. */
function selected(ids: SQL, { match, narrowing, limit }: Asked): SQL {
  const at = engine === 'sqlite' ? sql`p.public_at` : sql`(extract(epoch from p.public_at) * 1000)::bigint`
  return sql`select s.id, s.kind, s.paper, s.post, s.person, s.topic, s.title, s.people, substr(s.body, 1, ${judgedChars}) as body, ${match.maths.length > 0 ? sql`s.maths` : sql`''`} as maths, p.kind as "postKind", p.score, ${at} as at, q.status, ${engine === 'sqlite' ? sql`s.endorsed` : sql`s.endorsed::int`} as endorsed
    from (${ids}) found join search_rows s on s.id = found.id left join posts p on p.id = s.post left join posts q on q.id = coalesce(p.question, p.id) left join people w on w.id = case when s.kind = 'person' then s.person end
    where ${sql.join([seen, ...narrowed(narrowing)], sql` and `)} order by s.id desc limit ${limit}`
}

// People are found once they have written something, or keep the house.
const seen = sql`((s.kind = 'paper') or (s.kind = 'person' and not w.former and (w.role <> 'member' or w.answers + w.questions + w.comments > 0)) or (p.state = 'public' and q.state = 'public'))`

function narrowed({ status, answered, rating, since, until }: Narrowing): SQL[] {
  const rated = sql`select 1 from assessments a where a.paper = s.paper`
  const moment = (at: Date) => engine === 'sqlite' ? sql`${at.getTime()}` : sql`${at.toISOString()}::timestamptz`
  return [
    ...(status === undefined ? [] : [sql`q.status = ${status}`]),
    ...(answered === undefined ? [] : [answered ? sql`q.answers > 0` : sql`q.answers = 0`]),
    ...(rating === undefined ? [] : [rating === 'none' ? sql`s.paper is not null and not exists (${rated} and a.rating is not null)` : sql`exists (${rated} and a.rating = ${rating})`]),
    ...(since === undefined ? [] : [sql`p.public_at >= ${moment(since)}`]),
    ...(until === undefined ? [] : [sql`p.public_at < ${moment(until)}`]),
  ]
}

/** The largest number of a row: about how many there are. */
export async function countRows(on: Reader): Promise<number> {
  const [row] = await rows(on, sql`select coalesce(max(id), 0) as n from search_rows`, z.object({ n: z.coerce.number() }))
  return row?.n ?? 0
}

/** Clauses that ask titles alone for what may stand anywhere. */
export function inTitles(all: readonly Clause[]): Clause[] {
  return all.map(clause => ({ ...clause, where: clause.where === 'anywhere' ? 'title' : clause.where }))
}

// In both languages a word stands in quotation marks, and no word holds one: whatever was typed is never syntax.
const safe = (word: string) => word.replace(/[^\p{L}\p{N}\p{M}]/gu, '')

/** A match in the language of FTS5 (sqlite.org/fts5.html, 3). */
export function liteMatch({ all, chosen, none, marks, maths }: Match): string {
  const columns = { anywhere: '{title people body}', title: 'title', people: 'people' } as const
  const clause = ({ any, where }: Clause) => `${columns[where]} : (${any.map(atom => `"${atom.words.map(safe).join(' ')}"${atom.begins ? ' *' : ''}`).join(' OR ')})`
  const list = (column: string, words: readonly string[]) => `${column} : (${words.map(word => `"${safe(word)}"`).join(' OR ')})`
  const together = (clauses: readonly Clause[]) => clauses.map(clause).join(' AND ')
  const either = () => `((${together(inTitles(all))}) OR (${together(all)} AND ${list('marks', ['endorsed'])}))`
  const wanted = [...(chosen && all.length > 0 ? [either()] : all.map(clause)), ...marks.map(words => list('marks', words)), ...(maths.length === 0 ? [] : [list('maths', maths)])]
  const positive = wanted.length === 0 ? list('marks', foundKinds.map(kind => `k${kind}`)) : wanted.join(' AND ')
  return none.length === 0 ? positive : `(${positive}) NOT (${none.map(clause).join(' OR ')})`
}

/** How words begin in PostgreSQL's index: those of a title and names stand in it a second time, behind a sign of their own, marks only so. */
export const signs = { anywhere: '', title: '^', people: '@', mark: '#' } as const

/** A match in the language of tsquery: one, or two of which either will do. */
export function postgresMatches({ all, chosen, none, marks, maths }: Match): string[] {
  const atom = ({ words, begins }: Atom, where: Clause['where']) => {
    const lexemes = words.map(word => `'${signs[where]}${safe(word)}'${begins ? ':*' : ''}`)
    if (where !== 'people' || words.length === 1) return `(${lexemes.join(' <-> ')})`
    // Behind their sign names have no order; the few rows that hold them all are asked for it.
    return `(${lexemes.join(' & ')} & (${words.map(word => `'${safe(word)}':B`).join(' <-> ')}))`
  }
  const clause = ({ any, where }: Clause) => `(${any.map(one => atom(one, where)).join(' | ')})`
  const list = (words: readonly string[]) => `(${words.map(word => `'${signs.mark}${safe(word)}'`).join(' | ')})`
  const either = chosen && all.length > 0 ? [inTitles(all).map(clause), [...all.map(clause), list(['endorsed'])]] : [all.map(clause)]
  const more = [...marks.map(list), ...(maths.length === 0 ? [] : [list(maths)])]
  return either.map(words => {
    const wanted = [...words, ...more]
    return [...wanted.length === 0 ? [list(foundKinds.map(kind => `k${kind}`))] : wanted, ...none.map(one => `!${clause(one)}`)].join(' & ')
  })
}
