/** What every counter should say, from the rows it counts: for the doctor, for mending, and after rows came in from elsewhere. */
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import { rows, run } from '@/db'
import type { Reader, Tx } from '@/db'
import { counters } from '@/db/schema'
import { counterNames } from './counters'
import type { CounterName } from './counters'

/** `rows` says by id what was counted, as `n`; what it does not name has none. A counter is wrong where it is not `right`. */
type Counter = { table: 'papers' | 'posts' | 'people' | 'topics'; column: string; rows: SQL; right: SQL; wrong?: SQL }

// Counted in groups: row by row, SQLite without statistics looks through all posts of a state for each.
const publicBy = (place: 'paper' | 'question' | 'under' | 'parent' | 'person', only: SQL, what = sql`count(*)`) => {
  const column = sql.identifier(place)
  return sql`select ${column} as id, ${what} as n from posts where state = 'public' and ${column} is not null and ${only} group by ${column}`
}
const n = sql`coalesce(c.n, 0)`

/** In an order in which each comes after those that it adds up. */
const kept: readonly Counter[] = [
  { table: 'papers', column: 'questions', rows: publicBy('paper', sql`kind = 'question'`), right: n },
  { table: 'papers', column: 'open_questions', rows: publicBy('paper', sql`kind = 'question' and status in ('open', 'disputed')`), right: n },
  { table: 'papers', column: 'answers', rows: publicBy('paper', sql`kind = 'answer'`), right: n },
  { table: 'papers', column: 'next_question', rows: sql`select paper as id, max(number) as n from posts group by paper`, right: sql`${n} + 1`, wrong: sql`t.next_question <= ${n}` },
  { table: 'posts', column: 'answers', rows: publicBy('question', sql`kind = 'answer'`), right: n },
  {
    table: 'posts', column: 'comments', right: n,
    rows: sql`select id, sum(n) as n from (${publicBy('under', sql`kind = 'comment'`)} union all ${publicBy('parent', sql`kind = 'comment' and parent <> under`)}) both_places group by id`,
  },
  { table: 'posts', column: 'score', rows: sql`select post as id, count(*) as n from votes group by post`, right: n },
  { table: 'posts', column: 'flags', rows: sql`select post as id, count(*) as n from flags where outcome is null group by post`, right: n },
  { table: 'posts', column: 'proposed', rows: sql`select e.post as id, count(*) as n from proposed_edits e join posts p on p.id = e.post where e.decision is null and p.state <> 'deleted' group by e.post`, right: sql`(${n} > 0)` },
  { table: 'posts', column: 'appealed', rows: sql`select a.post as id, count(*) as n from appeals a join posts p on p.id = a.post where a.outcome is null and p.state <> 'deleted' group by a.post`, right: sql`(${n} > 0)` },
  { table: 'posts', column: 'endorsed', rows: sql`select post as id, count(*) as n from endorsements group by post`, right: sql`(${n} > 0)` },
  {
    table: 'posts', column: 'topic', right: sql`c.n`, wrong: sql`t.state = 'public' and t.topic is distinct from c.n`,
    rows: sql`select p.id, papers.topic as n from posts p join papers on papers.id = p.paper where p.state = 'public'`,
  },
  { table: 'people', column: 'answers', rows: publicBy('person', sql`kind = 'answer'`), right: n },
  { table: 'people', column: 'questions', rows: publicBy('person', sql`kind = 'question'`), right: n },
  { table: 'people', column: 'comments', rows: publicBy('person', sql`kind = 'comment'`), right: n },
  { table: 'people', column: 'upvotes', rows: publicBy('person', sql`score <> 0`, sql`sum(score)`), right: n },
  { table: 'people', column: 'endorsements', rows: publicBy('person', sql`kind = 'answer' and endorsed`), right: n },
  { table: 'people', column: 'hidden', rows: sql`select person as id, count(*) as n from posts where state = 'hidden' and person is not null and merged_into is null group by person`, right: n },
  { table: 'topics', column: 'papers', rows: sql`select topic as id, count(*) as n from papers where on_list and topic is not null group by topic`, right: n },
]

const ofSite: Record<CounterName, SQL> = {
  held: sql`(select count(*) from posts where state = 'held')`,
  flagged: sql`(select count(*) from posts where flags > 0 and state = 'public')`,
  questions: sql`(select count(*) from posts where kind = 'question' and state = 'public')`,
  papers: sql`(select count(*) from papers where on_list)`,
  topics: sql`(select count(*) from topics where on_list)`,
}

/** Every counter that is wrong: where it stands, and of which rows; none for a counter of the whole site. Reads everything. */
export async function wrongCounters(on: Reader): Promise<{ counter: string; ids: number[] }[]> {
  const wrong: { counter: string; ids: number[] }[] = []
  for (const counter of kept) {
    const ids = (await rows(on, sql`select id from (${wrongRows(counter)}) w order by id`, z.object({ id: z.coerce.number() }))).map(row => row.id)
    if (ids.length > 0) wrong.push({ counter: `${counter.table}.${counter.column}`, ids })
  }
  const site = await rows(on, sql`select name, value, right_value from (${siteValues()}) s`, z.object({ name: z.string(), value: z.coerce.number(), right_value: z.coerce.number() }))
  return [...wrong, ...site.filter(one => one.value !== one.right_value).map(one => ({ counter: `The counter “${one.name}”`, ids: [] }))]
}

/** Sets every counter that is wrong to what its rows say. */
export async function countAnew(tx: Tx): Promise<void> {
  for (const counter of kept) {
    const [table, column] = [sql.identifier(counter.table), sql.identifier(counter.column)]
    await run(tx, sql`update ${table} set ${column} = fix.right_value from (${wrongRows(counter)}) fix where ${table}.id = fix.id`)
  }
  await run(tx, sql`insert into ${counters} (name, value) select name, right_value from (${siteValues()}) s where true on conflict (name) do update set value = excluded.value`)
}

function wrongRows({ table, column, rows: found, right, wrong }: Counter): SQL {
  return sql`select t.id, ${right} as right_value from ${sql.identifier(table)} t left join (${found}) c on c.id = t.id where ${wrong ?? sql`t.${sql.identifier(column)} <> ${right}`}`
}

function siteValues(): SQL {
  return sql.join(counterNames.map(name => sql`select ${name} as name, coalesce((select value from ${counters} where name = ${name}), 0) as value, ${ofSite[name]} as right_value`), sql` union all `)
}
