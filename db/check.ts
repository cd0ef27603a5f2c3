/** Whether the database itself is sound: the engine's own checks, its settings, its shape. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import type pg from 'pg'
import { z } from 'zod'
import { config } from '@/config'
import { withPostgres } from './engines/snapshots'
import { readMigrations } from './migrate'

export type DatabaseFault = { what: string; mend: string }
export type Shape = { there: boolean; done: string[]; pending: string[]; unknown: string[] }

const names = z.array(z.object({ name: z.string() }))
const restore = 'Put a backup back with "npm run forum -- restore FILE".'

/** Which migrations the configured database has had, and which it still needs. Makes nothing. */
export async function shapeOf(folder = path.resolve('db/migrations')): Promise<Shape> {
  const { database } = config()
  const known = readMigrations(path.join(folder, database.engine)).map(migration => migration.name)
  const done = database.engine === 'sqlite' ? doneInSqlite(database.file) : await withPostgres(database.url, doneInPostgres)
  return {
    there: done !== null, done: done ?? [],
    pending: known.filter(name => !done?.includes(name)), unknown: (done ?? []).filter(name => !known.includes(name)),
  }
}

/** The faults of the database as its engine sees them. */
export async function checkDatabase(): Promise<DatabaseFault[]> {
  const { database } = config()
  return database.engine === 'sqlite' ? checkSqlite(database.file) : withPostgres(database.url, checkPostgres)
}

function doneInSqlite(file: string): string[] | null {
  if (!existsSync(file)) return null
  const raw = new BetterSqlite(file, { readonly: true })
  try {
    const [table] = names.parse(raw.prepare("SELECT name FROM sqlite_master WHERE name = 'migrations'").all())
    return table ? names.parse(raw.prepare('SELECT name FROM migrations ORDER BY name').all()).map(row => row.name) : null
  } finally {
    raw.close()
  }
}

async function doneInPostgres(client: pg.Client): Promise<string[] | null> {
  const found = await client.query("SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'migrations'")
  if (found.rows.length === 0) return null
  return names.parse((await client.query('SELECT name FROM migrations ORDER BY name')).rows).map(row => row.name)
}

function checkSqlite(file: string): DatabaseFault[] {
  const faults: DatabaseFault[] = []
  const raw = new BetterSqlite(file, { fileMustExist: true })
  try {
    raw.pragma('busy_timeout = 5000')
    const integrity = z.array(z.object({ integrity_check: z.string() })).parse(raw.pragma('integrity_check(20)')).map(row => row.integrity_check)
    if (integrity.join() !== 'ok') faults.push({ what: `The database file is damaged: ${integrity.slice(0, 3).join('; ')}.`, mend: restore })
    const orphans = z.array(z.object({ table: z.string(), parent: z.string() })).parse(raw.pragma('foreign_key_check'))
    if (orphans.length > 0) faults.push({ what: `${orphans.length} rows point at nothing (first: ${orphans[0]?.table ?? ''} at ${orphans[0]?.parent ?? ''}).`, mend: restore })
    if (raw.pragma('journal_mode', { simple: true }) !== 'wal') faults.push({ what: 'The database file is not in write-ahead mode, so that readers wait for writers.', mend: 'Start the server: it sets the mode.' })
    if (!searchIndexFits(raw)) faults.push({ what: 'The full-text index does not fit the texts it was made from.', mend: 'Run "npm run forum -- doctor --mend": it makes the index anew.' })
    return faults
  } catch (error) {
    if (error instanceof BetterSqlite.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return [{ what: `The database file is damaged: ${error.message}.`, mend: restore }]
    throw error
  } finally {
    raw.close()
  }
}

function searchIndexFits(raw: BetterSqlite.Database): boolean {
  try {
    raw.exec("INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)")
    return true
  } catch (error) {
    if (error instanceof BetterSqlite.SqliteError && error.code.startsWith('SQLITE_CORRUPT')) return false
    throw error
  }
}

/** Makes SQLite's full-text index anew from the search rows. PostgreSQL keeps its own by itself. */
export function rebuildSearchIndex(): void {
  const { database } = config()
  if (database.engine !== 'sqlite') return
  const raw = new BetterSqlite(database.file, { fileMustExist: true })
  try {
    raw.pragma('busy_timeout = 5000')
    raw.exec("INSERT INTO search_index(search_index) VALUES ('rebuild')")
  } finally {
    raw.close()
  }
}

async function checkPostgres(client: pg.Client): Promise<DatabaseFault[]> {
  const faults: DatabaseFault[] = []
  const [told] = z.array(z.object({ version: z.coerce.number(), commit: z.string(), encoding: z.string() }))
    .parse((await client.query("SELECT current_setting('server_version_num') AS version, current_setting('synchronous_commit') AS commit, current_setting('server_encoding') AS encoding")).rows)
  if (!told) return faults
  if (told.version < 150_000) faults.push({ what: `PostgreSQL ${Math.floor(told.version / 10_000)} is too old.`, mend: 'Use PostgreSQL 15 or newer.' })
  if (told.commit === 'off') faults.push({ what: 'synchronous_commit is off: what was answered as saved may be lost when the database server stops.', mend: 'Set synchronous_commit to "on" for this database.' })
  if (told.encoding !== 'UTF8') faults.push({ what: `The database is encoded as ${told.encoding}.`, mend: 'Make a database with the encoding UTF8, and move the site by "export" and "import-json".' })
  const invalid = names.parse((await client.query(`SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE NOT i.indisvalid AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())`)).rows)
  for (const { name } of invalid) faults.push({ what: `The index ${name} is not valid.`, mend: `Run REINDEX INDEX "${name}" in the database.` })
  return faults
}
