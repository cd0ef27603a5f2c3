/** Every table of a PostgreSQL database as lines of JSON, and back, without pg_dump. */
import type pg from 'pg'
import { z } from 'zod'
import { linesOf } from './backup-file'
import type { Part } from './backup-file'
import type { Counts } from './backup-sqlite'
import type { Migration } from './migrate'

const rowsAtOnce = 500
const bytesAtOnce = 4 * 1024 * 1024
const tableSchema = z.object({ table: z.string().regex(/^\w+$/), columns: z.array(z.string().regex(/^\w+$/)) })
export type TableShape = z.output<typeof tableSchema>
export const tablesSchema = z.array(tableSchema)
const lastIds = z.array(z.object({ table: z.string(), column: z.string(), last: z.coerce.number() }))

/** The tables of the database's present schema, each after those it points at, with the columns that hold something of their own. */
export async function tablesOf(client: pg.Client): Promise<TableShape[]> {
  const { rows: shapes } = await client.query(`SELECT c.table_name AS "table", json_agg(c.column_name ORDER BY c.ordinal_position) AS columns
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER' GROUP BY c.table_name ORDER BY c.table_name`)
  const { rows: arrows } = await client.query(`SELECT DISTINCT a.relname AS "from", b.relname AS "to" FROM pg_constraint k JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid
    WHERE k.contype = 'f' AND a.oid <> b.oid AND a.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())`)
  return inOrder(tablesSchema.parse(shapes), z.array(z.object({ from: z.string(), to: z.string() })).parse(arrows))
}

function inOrder(tables: TableShape[], arrows: { from: string; to: string }[]): TableShape[] {
  const ordered: TableShape[] = []
  let left = tables
  while (left.length > 0) {
    const ready = left.filter(one => !arrows.some(arrow => arrow.from === one.table && left.some(other => other.table === arrow.to)))
    if (ready.length === 0) throw new Error('The tables point at each other in a circle.')
    ordered.push(...ready)
    left = left.filter(one => !ready.includes(one))
  }
  return ordered
}

/** The parts of a backup: the tables' shapes, the last ids drawn, each table's rows, and how many they were. */
export async function* dumpParts(client: pg.Client): AsyncGenerator<Part> {
  const tables = await tablesOf(client)
  yield { name: 'tables', body: [Buffer.from(JSON.stringify(tables))] }
  yield { name: 'last-ids', body: [Buffer.from(JSON.stringify(await readLastIds(client)))] }
  const counts: Counts = {}
  for (const shape of tables) yield { name: `table-${shape.table}`, body: rowsOf(client, shape, counts) }
  yield { name: 'counts', body: [Buffer.from(JSON.stringify(counts))] }
}

async function* rowsOf(client: pg.Client, { table, columns }: TableShape, counts: Counts): AsyncGenerator<Buffer> {
  const row = z.array(z.object({ row: z.string() }))
  counts[table] = 0
  await client.query(`DECLARE all_rows NO SCROLL CURSOR FOR SELECT row_to_json(r)::text AS row FROM (SELECT ${quoted(columns)} FROM "${table}") r`)
  for (;;) {
    const rows = row.parse((await client.query(`FETCH ${rowsAtOnce} FROM all_rows`)).rows)
    if (rows.length === 0) break
    counts[table] += rows.length
    yield Buffer.from(rows.map(one => `${one.row}\n`).join(''))
  }
  await client.query('CLOSE all_rows')
}

/** Makes the tables of the named migrations in the present schema, as they were then. */
export async function makeTables(client: pg.Client, migrations: Migration[]): Promise<void> {
  await client.query('CREATE TABLE migrations (name text PRIMARY KEY, hash text NOT NULL, at bigint NOT NULL)')
  for (const migration of migrations) for (const statement of migration.statements) await client.query(statement)
  // What a migration itself writes comes with the backup.
  for (const { table } of await tablesOf(client)) await client.query(`DELETE FROM "${table}"`)
}

/** Puts a table's lines back. Numbers of transactions mean nothing in another cluster: followers may read all of these events. */
export async function loadTable(client: pg.Client, shape: TableShape, body: AsyncIterable<Buffer>): Promise<void> {
  const chosen = shape.columns.map(column => shape.table === 'events' && column === 'tx' ? '0' : `"${column}"`).join(', ')
  const insert = `INSERT INTO "${shape.table}" (${quoted(shape.columns)}) SELECT ${chosen} FROM json_populate_recordset(NULL::"${shape.table}", $1::json)`
  let lines: string[] = []
  let bytes = 0
  for await (const line of linesOf(body)) {
    lines.push(line)
    bytes += line.length
    if (lines.length < rowsAtOnce && bytes < bytesAtOnce) continue
    await client.query(insert, [`[${lines.join(',')}]`])
    lines = []
    bytes = 0
  }
  if (lines.length > 0) await client.query(insert, [`[${lines.join(',')}]`])
}

/** Continues the counting of ids where it was, so that none is given twice. */
export async function setLastIds(client: pg.Client, found: unknown): Promise<void> {
  for (const { table, column, last } of lastIds.parse(found)) {
    if (last > 0) await client.query('SELECT setval(pg_get_serial_sequence($1, $2), $3)', [`"${table}"`, column, last])
  }
}

async function readLastIds(client: pg.Client): Promise<unknown[]> {
  const { rows } = await client.query(`SELECT table_name AS "table", column_name AS "column", coalesce(pg_sequence_last_value(pg_get_serial_sequence(quote_ident(table_name), column_name)::regclass), 0) AS last
    FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES' ORDER BY table_name`)
  return lastIds.parse(rows)
}

export async function countTables(client: pg.Client, tables: TableShape[]): Promise<Counts> {
  const counts: Counts = {}
  for (const { table } of tables) counts[table] = z.tuple([z.object({ n: z.coerce.number() })]).parse((await client.query(`SELECT count(*) AS n FROM "${table}"`)).rows)[0].n
  return counts
}

/** Moves every table of the present schema, and the functions of its triggers, into a schema of their own. */
export async function moveAside(client: pg.Client, tables: TableShape[], schema: string): Promise<void> {
  await client.query(`CREATE SCHEMA "${schema}"`)
  const { rows } = await client.query(`SELECT DISTINCT p.oid::regprocedure::text AS name FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = p.pronamespace AND p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())`)
  for (const { table } of tables) await client.query(`ALTER TABLE "${table}" SET SCHEMA "${schema}"`)
  for (const { name } of z.array(z.object({ name: z.string() })).parse(rows)) await client.query(`ALTER FUNCTION ${name} SET SCHEMA "${schema}"`)
}

function quoted(columns: string[]): string {
  return columns.map(column => `"${column}"`).join(', ')
}
