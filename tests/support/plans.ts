/** How each engine would go about a statement, and what in that grows with the site. */
import BetterSqlite from 'better-sqlite3'
import { z } from 'zod'
import { config } from '@/config'
import { rawPostgres } from '@/db/engines/postgres'
import { engine } from './database'

/** The plan in lines, and its faults in words: a whole table or index read, a sort of what an index does not order, a count. */
export type Judged = { statement: string; plan: string[]; faults: string[] }

// A handful of rows on any site: an author's headings and the site's own words, not what visitors write.
const short = ['topics', 'settings', 'counters']

/** Explains a statement without its values, so as it is planned when it is prepared. */
export async function judgePlan(statement: string): Promise<Judged> {
  const judged = engine === 'sqlite' ? judgeSqlite(statement) : await judgePostgres(statement)
  return /\bcount\s*\(|\boffset\b/i.test(statement) ? { ...judged, faults: [...judged.faults, 'it counts or passes over rows'] } : judged
}

function judgeSqlite(statement: string): Judged {
  const plan = explainSqlite(statement)
  const read = plan.filter(line => /^(SCAN|SEARCH) \w/.test(line)).map(line => line.split(' ')[1] ?? '')
  const isBounded = /\blimit\b/i.test(statement) && !plan.some(line => line.startsWith('USE TEMP B-TREE'))
  return {
    statement, plan, faults: plan.filter(line => {
      if (line.includes('AUTOMATIC')) return true
      // What is read before such a sort is short or it is not; a sort alone says nothing.
      if (line.startsWith('USE TEMP B-TREE')) return !read.every(table => short.includes(table))
      if (!/^SCAN \w/.test(line) || line.includes('VIRTUAL TABLE') || line === 'SCAN CONSTANT ROW') return false
      if (short.includes(line.split(' ')[1] ?? '')) return false
      // In the order of an index up to a limit, or of the rows where none is left out.
      return !(isBounded && (line.includes('USING') || !/\bwhere\b/i.test(statement)))
    }),
  }
}

function explainSqlite(statement: string): string[] {
  const { database } = config()
  if (database.engine !== 'sqlite') throw new Error('the site is not on SQLite')
  const raw = new BetterSqlite(database.file, { readonly: true })
  try {
    const values = Array.from(statement.matchAll(/\?/g), () => null)
    return z.array(z.object({ detail: z.string() })).parse(raw.prepare(`explain query plan ${statement}`).all(...values)).map(row => row.detail)
  } finally {
    raw.close()
  }
}

const node: z.ZodType<Node> = z.lazy(() => z.object({
  'Node Type': z.string(), 'Relation Name': z.string().optional(), 'Index Name': z.string().optional(), 'Index Cond': z.string().optional(), Plans: z.array(node).optional(),
}))
const explained = z.object({ rows: z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: node })]) })]) })
type Node = { 'Node Type': string; 'Relation Name'?: string | undefined; 'Index Name'?: string | undefined; 'Index Cond'?: string | undefined; Plans?: Node[] | undefined }

async function judgePostgres(statement: string): Promise<Judged> {
  const client = await rawPostgres(process.env['DATABASE_URL'] ?? '').connect()
  try {
    // What can go by an index does; what still looks through a table or sorts could not do otherwise.
    for (const way of ['seqscan', 'sort', 'bitmapscan', 'hashjoin', 'mergejoin', 'incremental_sort']) await client.query(`set enable_${way} = off`)
    const answer: unknown = await client.query(`explain (generic_plan, format json) ${statement}`)
    const [{ 'QUERY PLAN': [{ Plan: top }] }] = explained.parse(answer).rows
    const judged: Judged = { statement, plan: [], faults: [] }
    walk(top, judged, 0, false)
    return judged
  } finally {
    client.release(true)
  }
}

function walk(at: Node, judged: Judged, depth: number, limited: boolean): void {
  const kind = at['Node Type']
  const table = at['Relation Name']
  const line = [kind, table, at['Index Name'], at['Index Cond']].filter(part => part !== undefined).join(' ')
  judged.plan.push(`${'  '.repeat(depth)}${line}`)
  if (kind === 'Seq Scan' && !short.includes(table ?? '')) judged.faults.push(line)
  if (/^Index (Only )?Scan$/.test(kind) && at['Index Cond'] === undefined && !limited && !short.includes(table ?? '')) judged.faults.push(line)
  if (/Sort$/.test(kind) && tablesUnder(at).some(one => !short.includes(one))) judged.faults.push(`${line} of ${tablesUnder(at).join(', ')}`)
  // Only what is read in order up to a limit ends early; beneath a sort or a grouping all is read.
  const goesOn = kind === 'Limit' || (limited && /^(Nested Loop|Memoize|Append|Merge Append|Result|Subquery Scan|Materialize)$/.test(kind))
  for (const under of at.Plans ?? []) walk(under, judged, depth + 1, goesOn)
}

function tablesUnder(at: Node): string[] {
  return [at['Relation Name'] ?? [], ...(at.Plans ?? []).map(tablesUnder)].flat()
}
