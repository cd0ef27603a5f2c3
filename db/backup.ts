/** A backup of everything: the database at one moment and the site's secret, in one file that was read back before it bears its name. */
import { existsSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { config } from '@/config'
import { siteSecret } from '@/config/secret'
import { linesOf, readHeader, readParts, textOf, writeBackup } from './backup-file'
import type { Part, Read } from './backup-file'
import { dumpParts } from './backup-postgres'
import { copySqlite, filePart, linkOrCopy, proveSqlite, removeSqlite, sameCounts, syncFolder, writeBody } from './backup-sqlite'
import type { Counts } from './backup-sqlite'
import { postgresSnapshot } from './engines/snapshots'

export type BackupMade = { file: string; bytes: number; rows: number }

export const countsSchema = z.record(z.string(), z.number())

/** Backs the site up into `file` while it is being written to. Refuses an existing file. */
export async function makeBackup(file: string, now: Date = new Date()): Promise<Read<BackupMade>> {
  const { database } = config()
  if (existsSync(file)) return { ok: false, sentence: `${file} exists already. A backup is never written over another file.` }
  const folder = path.dirname(file)
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return { ok: false, sentence: `There is no folder ${folder}.` }
  if (database.engine === 'sqlite' && !existsSync(database.file)) return { ok: false, sentence: `There is no database ${database.file} to back up.` }
  const draft = `${file}.part-${process.pid}`
  try {
    if (database.engine === 'sqlite') await packSqlite(database.file, draft, now)
    else await packPostgres(database.url, draft, now)
    const counts = await proveBackup(draft)
    if (!counts.ok) return counts
    linkOrCopy(draft, file)
    syncFolder(folder)
    return { ok: true, value: { file, bytes: statSync(file).size, rows: Object.values(counts.value).reduce((sum, n) => sum + n, 0) } }
  } catch (error) {
    const code: unknown = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EEXIST') return { ok: false, sentence: `${file} exists already. A backup is never written over another file.` }
    if (code === 'EACCES' || code === 'EROFS' || code === 'ENOSPC') return { ok: false, sentence: `The backup cannot be written into ${folder} (${code}).` }
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Reads a whole backup as a restoration would, without putting anything in place. Returns how many rows each table has. */
export async function proveBackup(file: string): Promise<Read<Counts>> {
  const header = await readHeader(file)
  if (!header.ok) return header
  return header.value.engine === 'sqlite' ? proveSqliteBackup(file) : provePostgresBackup(file)
}

async function packSqlite(database: string, draft: string, now: Date): Promise<void> {
  const copy = `${draft}.db`
  try {
    const { migrations, counts } = await copySqlite(database, copy)
    await writeBackup(draft, { engine: 'sqlite', migrations }, together([secretPart(), jsonPart('counts', counts), filePart('database', copy)]), now)
  } finally {
    removeSqlite(copy)
  }
}

async function packPostgres(url: string, draft: string, now: Date): Promise<void> {
  await postgresSnapshot(url, async ({ raw }) => {
    const names = z.array(z.object({ name: z.string() })).parse((await raw.query('SELECT name FROM migrations ORDER BY name')).rows)
    const parts = async function* () {
      yield secretPart()
      yield* dumpParts(raw)
    }
    await writeBackup(draft, { engine: 'postgres', migrations: names.map(row => row.name) }, parts(), now)
  })
}

async function proveSqliteBackup(file: string): Promise<Read<Counts>> {
  const unpacked = `${file}.check-${process.pid}`
  try {
    const { counts } = await unpackSqlite(file, unpacked)
    const proved = proveSqlite(unpacked, counts)
    return proved.ok ? { ok: true, value: counts } : { ok: false, sentence: `The database in ${file} is damaged: ${proved.sentence}.` }
  } finally {
    removeSqlite(unpacked)
  }
}

async function provePostgresBackup(file: string): Promise<Read<Counts>> {
  const found: Counts = {}
  let counts: Counts = {}
  for await (const { name, body } of readParts(file)) {
    if (name === 'counts') counts = countsSchema.parse(JSON.parse(await textOf(body)))
    if (!name.startsWith('table-')) continue
    let rows = 0
    for await (const line of linesOf(body)) rows += line.startsWith('{') ? 1 : 0
    found[name.slice('table-'.length)] = rows
  }
  const same = sameCounts(found, counts)
  return same.ok ? { ok: true, value: counts } : { ok: false, sentence: `The backup ${file} is damaged: ${same.sentence}.` }
}

/** Takes the database out of a SQLite site's backup, with what stands beside it. */
export async function unpackSqlite(file: string, database: string): Promise<{ secret: string; counts: Counts }> {
  let secret = ''
  let counts: Counts = {}
  for await (const { name, body } of readParts(file)) {
    if (name === 'auth-secret') secret = await textOf(body)
    if (name === 'counts') counts = countsSchema.parse(JSON.parse(await textOf(body)))
    if (name === 'database') await writeBody(database, body)
  }
  return { secret, counts }
}

function secretPart(): Part {
  return { name: 'auth-secret', body: [Buffer.from(siteSecret())] }
}

function jsonPart(name: string, value: unknown): Part {
  return { name, body: [Buffer.from(JSON.stringify(value))] }
}

async function* together(parts: Part[]): AsyncGenerator<Part> {
  await Promise.resolve()
  yield* parts
}
