/** The database of this process. */
import type { SQL } from 'drizzle-orm'
import type { z } from 'zod'
import { config } from '@/config'
import { openPostgres } from './engines/postgres'
import { openSqlite } from './engines/sqlite'
import type { Db, Reader } from './types'

export type { Db, Reader, Tx } from './types'
export { TooBusy, TooSlow } from './types'
export { afterCommit, beforeCommit } from './engines/commits'

let opened: Db | undefined

/** The database that the configuration names, opened on first use. */
export function db(): Db {
  opened ??= openDatabase()
  return opened
}

/** Closes it; the next use opens it anew. */
export async function closeDb(): Promise<void> {
  const closing = opened
  opened = undefined
  await closing?.close()
}

function openDatabase(): Db {
  const { database } = config()
  return database.engine === 'sqlite' ? openSqlite(database.file) : openPostgres(database.url)
}

/** Runs SQL written by hand, alike on both engines, and parses each row. Column names come as the SQL gives them. */
export async function rows<T>(on: Reader, query: SQL, row: z.ZodType<T>): Promise<T[]> {
  return (await rawRows(on, query)).map(value => row.parse(value))
}

/** Runs a statement written by hand that gives no rows. */
export async function run(on: Reader, query: SQL): Promise<void> {
  if (isLite(on)) on.run(query)
  else await on.execute(query)
}

async function rawRows(on: Reader, query: SQL): Promise<unknown[]> {
  return isLite(on) ? on.all(query) : (await on.execute(query)).rows
}

/** drizzle's SQLite objects have `all` and `run` where PostgreSQL's have `execute`. */
function isLite(on: Reader): on is Reader & { all: (query: SQL) => unknown[]; run: (query: SQL) => void } {
  return 'all' in on && 'run' in on
}
