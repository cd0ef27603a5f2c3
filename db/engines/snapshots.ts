/** One consistent state of the database, read beside its writers on a connection of its own for as long as it takes. */
import BetterSqlite from 'better-sqlite3'
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Reader } from '../types'

/** What `pg_stat_activity` shows of every connection of ours, so that a restoration sees a running server. */
export const applicationName = 'colloquy'

export type SqliteSnapshot = { on: Reader; raw: BetterSqlite.Database }
export type PostgresSnapshot = { on: Reader; raw: pg.Client }

/** Reads a SQLite file as it is now. In WAL mode writers go on meanwhile. */
export async function sqliteSnapshot<T>(file: string, read: (snapshot: SqliteSnapshot) => Promise<T>): Promise<T> {
  const raw = new BetterSqlite(file, { readonly: true, fileMustExist: true })
  try {
    raw.pragma('busy_timeout = 5000')
    raw.exec('BEGIN')
    // The snapshot is taken by the first reading, not by BEGIN.
    raw.prepare('SELECT count(*) FROM sqlite_master').get()
    return await read({ on: drizzleSqlite(raw, { casing: 'snake_case' }) as unknown as Reader, raw })
  } finally {
    raw.close()
  }
}

/** Reads a PostgreSQL database as it is now. Throws where it cannot be reached. */
export async function postgresSnapshot<T>(url: string, read: (snapshot: PostgresSnapshot) => Promise<T>): Promise<T> {
  return withPostgres(url, async raw => {
    await raw.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const value = await read({ on: drizzlePostgres(raw, { casing: 'snake_case' }), raw })
    await raw.query('COMMIT')
    return value
  })
}

/** One connection without the time limits that pages have. */
export async function withPostgres<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: applicationName, connectionTimeoutMillis: 5_000 })
  // A connection lost between two queries is told by the next one; without a listener it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0')
    return await use(client)
  } finally {
    await client.end()
  }
}
