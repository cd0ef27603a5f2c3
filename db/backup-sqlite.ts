/** Copying a SQLite file under its writers, proving the copy, and putting one in the place of another. */
import { chmodSync, closeSync, copyFileSync, createReadStream, existsSync, fsyncSync, linkSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { z } from 'zod'
import type { Part, Read } from './backup-file'
import { sqliteSnapshot } from './engines/snapshots'

export type Counts = Record<string, number>

const names = z.array(z.object({ name: z.string() }))
const number = z.object({ n: z.number() })

/** Copies the database as it is now into `copy` and proves that the copy holds the same. Throws where it does not. */
export async function copySqlite(file: string, copy: string): Promise<{ migrations: string[]; counts: Counts }> {
  const taken = await sqliteSnapshot(file, async ({ raw }) => {
    const counts = countsOf(raw)
    const migrations = migrationsOf(raw)
    // All pages in one step: with the snapshot held, nothing that is written meanwhile makes it begin anew.
    await raw.backup(copy, { progress: () => 0x7fff_ffff })
    return { counts, migrations }
  })
  chmodSync(copy, 0o600)
  const proved = proveSqlite(copy, taken.counts)
  if (!proved.ok) throw new Error(`The copy of ${file} is not right: ${proved.sentence}`)
  return taken
}

/** Whether a database file is sound and has as many rows in each table as it should. Leaves it as one file without a log beside it. */
export function proveSqlite(file: string, counts: Counts): Read<null> {
  let raw: BetterSqlite.Database
  try {
    raw = new BetterSqlite(file, { fileMustExist: true })
  } catch (error) {
    return { ok: false, sentence: `it cannot be opened (${String(error)})` }
  }
  try {
    raw.pragma('journal_mode = DELETE')
    const integrity = raw.pragma('integrity_check', { simple: true })
    if (integrity !== 'ok') return { ok: false, sentence: `its integrity check says: ${String(integrity)}` }
    const orphans: unknown = raw.pragma('foreign_key_check')
    if (Array.isArray(orphans) && orphans.length > 0) return { ok: false, sentence: `${orphans.length} of its rows point at nothing` }
    return sameCounts(countsOf(raw), counts)
  } catch (error) {
    return { ok: false, sentence: `it cannot be read (${String(error)})` }
  } finally {
    raw.close()
  }
}

export function sameCounts(found: Counts, expected: Counts): Read<null> {
  const wrong = [...new Set([...Object.keys(found), ...Object.keys(expected)])].find(table => found[table] !== expected[table])
  return wrong === undefined ? { ok: true, value: null } : { ok: false, sentence: `its table ${wrong} has ${found[wrong] ?? 0} rows instead of ${expected[wrong] ?? 0}` }
}

/** A part whose body is a file. */
export function filePart(name: string, file: string): Part {
  return { name, body: createReadStream(file) }
}

/** Writes a body into a new file that only its owner may read, forced onto the disk. */
export async function writeBody(file: string, body: AsyncIterable<Buffer>): Promise<void> {
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    for await (const bytes of body) writeSync(descriptor, bytes)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Ends what lets people in: sessions and one-time links. Leaves the file as a server wants it. */
export function endEntries(file: string): void {
  const raw = new BetterSqlite(file, { fileMustExist: true })
  try {
    raw.pragma('secure_delete = ON')
    raw.exec('BEGIN IMMEDIATE; DELETE FROM sessions; DELETE FROM links; COMMIT')
    raw.pragma('journal_mode = WAL')
  } finally {
    raw.close()
  }
}

/** Puts `draft` in the place of `file` by one rename; what was there stays beside it. Returns the files that were kept,
 *  or why it was not done: another program has the database open. */
export function putInPlace(draft: string, file: string, stamp: string): Read<string[]> {
  const kept: string[] = []
  const keptName = `${file}.before-restore-${stamp}`
  if (existsSync(file)) {
    const settled = settle(file)
    if (!settled.ok) return settled
    linkOrCopy(file, keptName)
    kept.push(keptName)
  }
  // A log left here would be read as the new file's.
  for (const tail of ['-wal', '-shm']) {
    if (!existsSync(`${file}${tail}`)) continue
    renameSync(`${file}${tail}`, `${keptName}${tail}`)
    kept.push(`${keptName}${tail}`)
  }
  renameSync(draft, file)
  syncFolder(path.dirname(file))
  return { ok: true, value: kept }
}

/** Brings what stands in the log into the file itself, which nobody else may have open then. A damaged file stays as it is. */
function settle(file: string): Read<null> {
  // Opening what is no database would throw its log away.
  if (!isSqlite(file)) return { ok: true, value: null }
  let raw: BetterSqlite.Database | undefined
  try {
    raw = new BetterSqlite(file, { fileMustExist: true })
    raw.pragma('busy_timeout = 2000')
    raw.pragma('journal_mode = DELETE')
    return { ok: true, value: null }
  } catch (error) {
    const code = error instanceof BetterSqlite.SqliteError ? error.code : ''
    if (code.startsWith('SQLITE_BUSY')) return { ok: false, sentence: `Another program has ${file} open. Stop the server and every other command first.` }
    if (/^SQLITE_(NOTADB|CORRUPT|IOERR|CANTOPEN)/.test(code)) return { ok: true, value: null }
    throw error
  } finally {
    raw?.close()
  }
}

function isSqlite(file: string): boolean {
  const magic = Buffer.from('SQLite format 3\0')
  const descriptor = openSync(file, 'r')
  try {
    const start = Buffer.alloc(magic.byteLength)
    readSync(descriptor, start, 0, start.byteLength, 0)
    return start.equals(magic)
  } finally {
    closeSync(descriptor)
  }
}

/** Gives a file a second name, never over another file; a copy where the file system has no links. */
export function linkOrCopy(file: string, second: string): void {
  try {
    linkSync(file, second)
  } catch (error) {
    const code: unknown = error instanceof Error && 'code' in error ? error.code : ''
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error
    copyFileSync(file, second, 1)
  }
}

/** Forces the names in a folder onto the disk. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

export function removeSqlite(file: string): void {
  for (const tail of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${tail}`, { force: true })
}

function countsOf(raw: BetterSqlite.Database): Counts {
  // The index's own shadow tables change their number of rows as they please.
  const tables = names.parse(raw.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_index%' AND name NOT LIKE 'sqlite_%' ORDER BY name").all())
  return Object.fromEntries(tables.map(({ name }) => [name, number.parse(raw.prepare(`SELECT count(*) AS n FROM "${name}"`).get()).n]))
}

function migrationsOf(raw: BetterSqlite.Database): string[] {
  return names.parse(raw.prepare('SELECT name FROM migrations ORDER BY name').all()).map(row => row.name)
}
