/** Putting a backup back: checked first, with the server stopped, in one step, with what was there kept beside it. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { z } from 'zod'
import { config } from '@/config'
import { makeFolder } from '@/config/folder'
import { takeLock } from '@/config/lock'
import { readHeader, readParts, textOf } from './backup-file'
import type { Header, Read } from './backup-file'
import { countsSchema, proveBackup, unpackSqlite } from './backup'
import { countTables, loadTable, makeTables, moveAside, setLastIds, tablesOf, tablesSchema } from './backup-postgres'
import type { TableShape } from './backup-postgres'
import { endEntries, linkOrCopy, proveSqlite, putInPlace, removeSqlite, sameCounts } from './backup-sqlite'
import type { Counts } from './backup-sqlite'
import { applicationName, withPostgres } from './engines/snapshots'
import { closeDb } from './index'
import { migrationLock, readMigrations } from './migrate'

export type Restored = { madeAt: string; rows: number; kept: string[] }

/** Restores a backup over the configured database. Nothing changes where it is refused. */
export async function restoreBackup(file: string, now: Date = new Date(), folder = path.resolve('db/migrations')): Promise<Read<Restored>> {
  const { dataDir, database } = config()
  const header = await readHeader(file)
  if (!header.ok) return header
  const fits = judge(file, header.value, folder)
  if (!fits.ok) return fits
  makeFolder(dataDir)
  const lock = takeLock(dataDir)
  if (!lock.ok) return { ok: false, sentence: `A server (process ${lock.holder.pid}) is serving ${dataDir}. Stop it first.` }
  try {
    await closeDb()
    const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14)
    return database.engine === 'sqlite'
      ? await restoreSqlite(file, header.value, database.file, stamp)
      : await restorePostgres(file, header.value, { url: database.url, folder, stamp })
  } finally {
    lock.giveBack()
  }
}

function judge(file: string, header: Header, folder: string): Read<null> {
  const { engine } = config().database
  if (header.engine !== engine) {
    const words = { sqlite: 'SQLite', postgres: 'PostgreSQL' }
    return { ok: false, sentence: `${file} is a backup of ${words[header.engine]}, and DATABASE_URL names ${words[engine]}. One goes into the other by "export" and "import-json".` }
  }
  const known = readMigrations(path.join(folder, engine)).map(migration => migration.name)
  const unknown = header.migrations.find(name => !known.includes(name))
  return unknown === undefined ? { ok: true, value: null } : { ok: false, sentence: `${file} was made by a newer Colloquy (it has ${unknown}). Restore it with that version.` }
}

async function restoreSqlite(file: string, header: Header, database: string, stamp: string): Promise<Read<Restored>> {
  const draft = `${database}.restoring-${process.pid}`
  makeFolder(path.dirname(database))
  try {
    const { secret, counts } = await unpackSqlite(file, draft)
    const proved = proveSqlite(draft, counts)
    if (!proved.ok) return { ok: false, sentence: `The database in ${file} is damaged: ${proved.sentence}.` }
    endEntries(draft)
    const placed = putInPlace(draft, database, stamp)
    if (!placed.ok) return placed
    return { ok: true, value: { madeAt: header.madeAt, rows: sumOf(counts), kept: [...placed.value, ...putSecret(secret, stamp)] } }
  } finally {
    removeSqlite(draft)
  }
}

async function restorePostgres(file: string, header: Header, target: { url: string; folder: string; stamp: string }): Promise<Read<Restored>> {
  const proved = await proveBackup(file)
  if (!proved.ok) return proved
  const plan = readMigrations(path.join(target.folder, 'postgres')).filter(migration => header.migrations.includes(migration.name))
  return withPostgres(target.url, async (client): Promise<Read<Restored>> => {
    const taken = z.array(z.object({ taken: z.boolean() })).parse((await client.query('SELECT pg_try_advisory_lock($1) AS taken', [migrationLock])).rows)
    if (taken[0]?.taken !== true || await othersConnected(client)) return { ok: false, sentence: 'A server or command is connected to the database of DATABASE_URL. Stop it first.' }
    await client.query('BEGIN')
    const before = await tablesOf(client)
    if (before.length > 0 && !before.some(one => one.table === 'migrations')) {
      await client.query('ROLLBACK')
      return { ok: false, sentence: 'The database of DATABASE_URL holds tables that are not Colloquy’s. Name another one.' }
    }
    const aside = `before_restore_${target.stamp}`
    if (before.length > 0) await moveAside(client, before, aside)
    await makeTables(client, plan)
    const { secret, counts } = await load(client, file)
    await client.query('DELETE FROM sessions')
    await client.query('DELETE FROM links')
    // Until here nobody has seen anything of it: this is the one step.
    await client.query('COMMIT')
    const kept = putSecret(secret, target.stamp)
    return { ok: true, value: { madeAt: header.madeAt, rows: sumOf(counts), kept: [...(before.length > 0 ? [`schema ${aside}`] : []), ...kept] } }
  })
}

async function load(client: pg.Client, file: string): Promise<{ secret: string; counts: Counts }> {
  let secret = ''
  let lastIds: unknown
  let counts: Counts = {}
  const shapes = new Map<string, TableShape>()
  for await (const { name, body } of readParts(file)) {
    const shape = shapes.get(name)
    if (shape) await loadTable(client, shape, body)
    else if (name === 'auth-secret') secret = await textOf(body)
    else if (name === 'last-ids') lastIds = JSON.parse(await textOf(body))
    else if (name === 'counts') counts = countsSchema.parse(JSON.parse(await textOf(body)))
    else if (name === 'tables') for (const one of tablesSchema.parse(JSON.parse(await textOf(body)))) shapes.set(`table-${one.table}`, one)
  }
  await setLastIds(client, lastIds)
  const same = sameCounts(await countTables(client, [...shapes.values()]), counts)
  if (!same.ok) throw new Error(`The backup was not restored: ${same.sentence}.`)
  return { secret, counts }
}

/** Whether another program of ours is connected. One that has just ended is given a moment to be gone. */
async function othersConnected(client: pg.Client): Promise<boolean> {
  for (let tries = 0; tries < 20; tries++) {
    const { rows } = await client.query('SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid()', [applicationName])
    if (rows.length === 0) return false
    await pause(100)
  }
  return true
}

/** The secret of the site that was backed up, so that guests' receipts and addresses stay what they were. */
function putSecret(secret: string, stamp: string): string[] {
  const file = path.join(config().dataDir, 'auth-secret')
  const there = existsSync(file) ? readFileSync(file, 'utf8').trim() : null
  if (secret === '' || there === secret) return []
  const kept = `${file}.before-restore-${stamp}`
  if (there !== null) linkOrCopy(file, kept)
  writeFileSync(`${file}.restoring`, `${secret}\n`, { mode: 0o600 })
  renameSync(`${file}.restoring`, file)
  return there === null ? [] : [kept]
}

function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0)
}
