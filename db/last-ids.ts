/** The last id that each table has given, also where that row is gone: an id once used is never used again. */
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { engine } from './dialect'
import { rows, run } from './index'
import type { Reader, Tx } from './types'

const last = z.object({ last: z.coerce.number() })

/** By table name; 0 where nothing was ever stored. */
export async function lastIds(on: Reader, tables: readonly string[]): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const table of tables) {
    const [row] = await rows(on, engine === 'sqlite'
      ? sql`select coalesce((select seq from sqlite_sequence where name = ${table}), 0) as last`
      : sql`select coalesce(pg_sequence_last_value(pg_get_serial_sequence(quote_ident(${table}), 'id')::regclass), 0) as last`, last)
    found[table] = row?.last ?? 0
  }
  return found
}

/** Lets the counting of ids go on after `id`. */
export async function continueAfter(tx: Tx, table: string, id: number): Promise<void> {
  if (id <= 0) return
  if (engine === 'postgres') {
    await rows(tx, sql`select setval(pg_get_serial_sequence(quote_ident(${table}), 'id'), ${id}) as last`, last)
  } else {
    await run(tx, sql`delete from sqlite_sequence where name = ${table}`)
    await run(tx, sql`insert into sqlite_sequence (name, seq) values (${table}, ${id})`)
  }
}
