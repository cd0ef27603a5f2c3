/** Brings a database to this version's shape. Each migration is one transaction with its mark, so that a break at any
 *  statement leaves the old shape or the new one. SQLite's file is copied first; PostgreSQL is taken under an advisory lock. */
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import type pg from 'pg'
import { z } from 'zod'
import { config } from '@/config'
import { rawPostgres } from './engines/postgres'
import { rawSqlite } from './engines/sqlite'
import { tellStatistics } from './statistics'

export type Migration = { name: string; hash: string; statements: string[] }
export type Migrated = { ok: true; applied: string[] } | { ok: false; sentence: string }

/** Whoever changes the shape of a PostgreSQL database holds this advisory lock. */
export const migrationLock = 7_236_501

const journal = z.object({ entries: z.array(z.object({ tag: z.string() })) })
const marks = z.array(z.object({ name: z.string() }))

/** Migrates the configured database. Refusals (a newer shape, a foreign or damaged file, a database gone missing) are sentences. */
export async function migrate(folder = path.resolve('db/migrations')): Promise<Migrated> {
  const { database } = config()
  const plan = readMigrations(path.join(folder, database.engine))
  return database.engine === 'sqlite' ? migrateSqlite(database.file, plan) : migratePostgres(database.url, plan)
}

/** The migrations of one engine in order, as drizzle-kit's journal names them. */
export function readMigrations(folder: string): Migration[] {
  const { entries } = journal.parse(JSON.parse(readFileSync(path.join(folder, 'meta/_journal.json'), 'utf8')))
  return entries.map(({ tag }) => {
    const text = readFileSync(path.join(folder, `${tag}.sql`), 'utf8')
    return { name: tag, hash: createHash('sha256').update(text).digest('hex'), statements: text.split('--> statement-breakpoint').map(part => part.trim()).filter(Boolean) }
  })
}

function migrateSqlite(file: string, plan: Migration[]): Migrated {
  const missing = foundMissing(file)
  if (missing) return { ok: false, sentence: missing }
  const existed = existsSync(file) && statSync(file).size > 0
  let writer: BetterSqlite.Database
  try {
    writer = rawSqlite(file)
    if (existed && !isSound(writer, statSync(file).size <= checkedAtStartMaxBytes)) throw new Error('quick_check failed')
    writer.exec('CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, hash text NOT NULL, at integer NOT NULL)')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (/^SQLITE_(READONLY|CANTOPEN)/.test(code)) return { ok: false, sentence: `The database ${file} cannot be written: check the rights on its folder.` }
    return { ok: false, sentence: damaged(file) }
  }
  const done = marks.parse(writer.prepare('SELECT name FROM migrations').all()).map(row => row.name)
  if (existed && done.length === 0 && tablesOf(writer) > 1) return { ok: false, sentence: `The database ${file} was not made by Colloquy. Name another file in DATABASE_URL.` }
  const pending = pendingOf(plan, done)
  if (!pending.ok) return pending
  if (pending.list.length > 0 && done.length > 0) {
    if (!isSound(writer, true)) return { ok: false, sentence: damaged(file) }
    copyBefore(writer, file, done.length)
  }
  // SQLite rebuilds a table by dropping it, and with foreign keys on that would delete its children in silence.
  writer.pragma('foreign_keys = OFF')
  // A start or a command has nobody to serve meanwhile: it may wait for another process's lock as SQLite does.
  writer.pragma('busy_timeout = 30000')
  try {
    for (const migration of pending.list) {
      writer.exec('BEGIN IMMEDIATE')
      // Another process that was waited for may have done it.
      if (writer.prepare('SELECT 1 FROM migrations WHERE name = ?').get(migration.name) !== undefined) {
        writer.exec('ROLLBACK')
        continue
      }
      try {
        for (const statement of migration.statements) writer.exec(statement)
        writer.prepare('INSERT INTO migrations (name, hash, at) VALUES (?, ?, ?)').run(migration.name, migration.hash, Date.now())
        const orphans: unknown = writer.pragma('foreign_key_check')
        if (Array.isArray(orphans) && orphans.length > 0) throw new Error(`${orphans.length} rows point at nothing after ${migration.name}`)
        writer.exec('COMMIT')
      } catch (error) {
        if (writer.inTransaction) writer.exec('ROLLBACK')
        throw new Error(`migrating ${file} by ${migration.name}`, { cause: error })
      }
    }
    tellStatistics(writer)
  } finally {
    writer.pragma('busy_timeout = 0')
    writer.pragma('foreign_keys = ON')
  }
  writeFileSync(markOf(file), 'A database of Colloquy stands beside this file. If it is missing, put a backup back; remove this file to begin anew.\n', { mode: 0o600 })
  return { ok: true, applied: pending.list.map(migration => migration.name) }
}

const damaged = (file: string) => `The database ${file} is damaged or is no database of Colloquy. Put back a backup with "npm run forum -- restore FILE".`

/** A check of the whole reads all of the file, which at some gigabytes is most of a start. A larger one is checked whole before its
 *  shape is changed, and whenever `doctor` is asked; else only the table that says which shape it has. */
function isSound(writer: BetterSqlite.Database, whole: boolean): boolean {
  return writer.pragma(whole ? 'quick_check' : 'quick_check(migrations)', { simple: true }) === 'ok'
}

const checkedAtStartMaxBytes = 256 * 1024 * 1024

const markOf = (file: string) => `${file}.mark`

/** A database that is missing where one has been is never silently made anew: the write-ahead log or a lasting mark tells. */
function foundMissing(file: string): string | null {
  if (existsSync(file)) return null
  const left = [`${file}-wal`, markOf(file)].find(one => existsSync(one))
  if (!left) return null
  return `The database ${file} is missing, but ${path.basename(left)} says that one was there. Put a backup back with "npm run forum -- restore FILE", or remove ${path.basename(left)} to begin anew.`
}

function tablesOf(writer: BetterSqlite.Database): number {
  return z.object({ n: z.number() }).parse(writer.prepare("SELECT count(*) AS n FROM sqlite_master WHERE type = 'table'").get()).n
}

function copyBefore(writer: BetterSqlite.Database, file: string, version: number): void {
  writer.pragma('wal_checkpoint(TRUNCATE)')
  copyFileSync(file, `${file}.before-${version}`)
}

async function migratePostgres(url: string, plan: Migration[]): Promise<Migrated> {
  let client: pg.PoolClient
  try {
    client = await rawPostgres(url).connect()
  } catch (error) {
    return { ok: false, sentence: `The database of DATABASE_URL cannot be reached: ${error instanceof Error ? error.message || String(error) : String(error)}.` }
  }
  try {
    await client.query('SET statement_timeout = 0')
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
    await client.query('CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, hash text NOT NULL, at bigint NOT NULL)')
    const done = marks.parse((await client.query('SELECT name FROM migrations')).rows).map(row => row.name)
    const pending = pendingOf(plan, done)
    if (!pending.ok) return pending
    for (const migration of pending.list) {
      await client.query('BEGIN')
      try {
        for (const statement of migration.statements) await client.query(statement)
        await client.query('INSERT INTO migrations (name, hash, at) VALUES ($1, $2, $3)', [migration.name, migration.hash, Date.now()])
        await client.query('COMMIT')
      } catch (error) {
        await client.query('ROLLBACK')
        throw new Error(`migrating by ${migration.name}`, { cause: error })
      }
    }
    return { ok: true, applied: pending.list.map(migration => migration.name) }
  } finally {
    await client.query('SELECT pg_advisory_unlock_all()').catch(() => undefined)
    await client.query('RESET statement_timeout').catch(() => undefined)
    client.release()
  }
}

function pendingOf(plan: Migration[], done: string[]): { ok: true; list: Migration[] } | { ok: false; sentence: string } {
  const unknown = done.find(name => !plan.some(migration => migration.name === name))
  if (unknown) return { ok: false, sentence: `The database was made by a newer Colloquy (it has ${unknown}). Start that version, or restore a backup made by this one.` }
  return { ok: true, list: plan.filter(migration => !done.includes(migration.name)) }
}
