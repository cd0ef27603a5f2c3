/** Many rows at once, for load data: prepared statements on SQLite, one JSON document a statement on PostgreSQL.
 *  The query builder's own multi-row inserts take some forty times as long to be written as to be run. */
import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import type { Table } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { z } from 'zod'
import { config } from '@/config'
import { engine } from './dialect'
import { rawSqlite } from './engines/sqlite'
import { rows as select, run } from './index'
import { lastIds } from './last-ids'
import type { Tx } from './types'

// A statement of PostgreSQL's has five seconds here; so many rows take a tenth of one.
const rowsAtOnce = 500
const parametersMax = 32_766 // SQLite's own bound, sqlite.org/limits.html
const roomKb = 512 * 1024
const logPages = 256 * 1024 // of 4 KiB: a gibibyte
const id = z.object({ id: z.coerce.number() })

/** What is asked of a column here. */
type Kept = { default: unknown; mapToDriverValue: (value: unknown) => unknown; getSQLType: () => string }

/** Ids for so many new rows of a table, rising. Nobody else is given them. */
export async function takeIds(tx: Tx, table: Table, count: number): Promise<number[]> {
  const name = getTableName(table)
  if (engine === 'postgres') {
    const taken = await select(tx, sql`select nextval(pg_get_serial_sequence(quote_ident(${name}), 'id')) as id from generate_series(1, ${count}::int)`, id)
    return taken.map(row => row.id).sort((a, b) => a - b)
  }
  // Only this transaction writes; the rows themselves move the count on.
  const last = (await lastIds(tx, [name]))[name] ?? 0
  return Array.from({ length: count }, (_, n) => last + 1 + n)
}

/** Inserts rows. A column that no row names keeps the database's default; one that only some name has its default in the others. */
export async function insertMany<T extends Table>(tx: Tx, table: T, rows: readonly T['$inferInsert'][]): Promise<void> {
  if (rows.length === 0) return
  const named = columnsIn(table, rows)
  const keys = named.map(([key]) => key)
  if (engine === 'sqlite') {
    insertLite(table, named, rows)
    return
  }
  const list = sql.raw(namesOf(keys).join(', '))
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const some = rows.slice(from, from + rowsAtOnce).map(row => Object.fromEntries(named.map(([key, column]) => [toSnakeCase(key), valueOf(row, key, column)])))
    await run(tx, sql`insert into ${table} (${list}) select ${list} from json_populate_recordset(null::${table}, ${JSON.stringify(some)}::json)`)
  }
}

// Many rows a statement: the full-text index writes out what it has gathered at the end of each statement that a trigger takes part in,
// so that search rows one by one take ten times as long.
function insertLite(table: Table, named: [string, Kept][], rows: readonly object[]): void {
  const line = `(${named.map(() => '?').join(', ')})`
  const statement = (count: number) => writer().prepare(`insert into "${getTableName(table)}" (${namesOf(named.map(([key]) => key)).join(', ')}) values ${Array.from({ length: count }, () => line).join(', ')}`)
  const atOnce = Math.min(rows.length, Math.floor(parametersMax / named.length))
  const insert = statement(atOnce)
  for (let from = 0; from < rows.length; from += atOnce) {
    const values: unknown[] = []
    const end = Math.min(from + atOnce, rows.length)
    for (const row of rows.slice(from, end)) {
      for (const [key, column] of named) values.push(stored(column, valueOf(row, key, column)))
    }
    const fitting = end - from === atOnce ? insert : statement(end - from)
    fitting.run(values)
  }
}

/** By the column's name: `add` a number to it, or `raise` it to a later moment or larger number. */
export type Ways = Record<string, 'add' | 'raise'>
export type Change = { id: number } & Record<string, number | Date>

/** Changes the numbers and moments of many rows: each change names a row's id and, for each of the columns in `ways`, by or to how much. */
export async function changeMany(tx: Tx, table: Table, ways: Ways, changes: readonly Change[]): Promise<void> {
  const columns = columnsOf(table).filter(([key]) => ways[key] !== undefined)
  const larger = engine === 'sqlite' ? 'max' : 'greatest'
  const sets = (given: (name: string) => string) => columns.map(([key]) => {
    const name = `"${toSnakeCase(key)}"`
    return `${name} = ${ways[key] === 'add' ? `t.${name} + ${given(name)}` : `${larger}(t.${name}, ${given(name)})`}`
  }).join(', ')
  if (engine === 'sqlite') {
    const update = writer().prepare(`update "${getTableName(table)}" as t set ${sets(() => '?')} where id = ?`)
    for (const change of changes) update.run([...columns.map(([key, column]) => stored(column, valueOf(change, key, column))), change.id])
    return
  }
  const shape = ['id int', ...columns.map(([key, column]) => `"${toSnakeCase(key)}" ${column.getSQLType()}`)].join(', ')
  for (let from = 0; from < changes.length; from += rowsAtOnce) {
    const some = changes.slice(from, from + rowsAtOnce).map(change => Object.fromEntries([['id', change.id], ...columns.map(([key, column]) => [toSnakeCase(key), valueOf(change, key, column)] as const)]))
    await run(tx, sql`update ${table} as t set ${sql.raw(sets(name => `c.${name}`))} from json_to_recordset(${JSON.stringify(some)}::json) as c(${sql.raw(shape)}) where t.id = c.id`)
  }
}

/** Gives the writer room for whole indexes in memory while `work` runs, and lets the log grow: a large load is otherwise spent on
 *  writing and reading the same pages of indexes again and again. */
export async function withRoom<T>(work: () => Promise<T>): Promise<T> {
  if (engine === 'postgres') return work()
  const before = z.number().parse(writer().pragma('cache_size', { simple: true }))
  const checkpoint = z.number().parse(writer().pragma('wal_autocheckpoint', { simple: true }))
  writer().pragma(`cache_size = -${roomKb}`)
  writer().pragma(`wal_autocheckpoint = ${logPages}`)
  try {
    return await work()
  } finally {
    writer().pragma(`cache_size = ${before}`)
    writer().pragma(`wal_autocheckpoint = ${checkpoint}`)
  }
}

function writer() {
  const { database } = config()
  if (database.engine !== 'sqlite') throw new Error('There is no SQLite file.')
  return rawSqlite(database.file)
}

function columnsIn(table: Table, rows: readonly object[]): [string, Kept][] {
  const named = new Set<string>()
  for (const row of rows) for (const key in row) named.add(key)
  return columnsOf(table).filter(([key]) => named.has(key))
}

function columnsOf(table: Table): [string, Kept][] {
  return Object.entries(getTableColumns(table))
}

function namesOf(keys: string[]): string[] {
  return keys.map(key => `"${toSnakeCase(key)}"`)
}

function valueOf(row: object, key: string, column: Kept): unknown {
  const given: unknown = Reflect.get(row, key)
  return given === undefined ? column.default ?? null : given
}

function stored(column: Kept, value: unknown): unknown {
  return value === null ? null : column.mapToDriverValue(value)
}
