/** SQLite: one writer connection behind a queue, and one reader beside it in WAL mode.
 *
 *  better-sqlite3's own transaction cannot hold an await, so BEGIN and COMMIT are said by hand.
 *  Both connections are shared by the process's two bundles; the drizzle objects on top are each bundle's own. */
import { chmodSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import BetterSqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { makeFolder } from '@/config/folder'
import { forgetProcessWide, processWide } from '@/config/process'
import { TooBusy } from '../types'
import { committed } from './commits'
import type { Db, Reader, Tx } from '../types'

const waitingMax = 256
const lockWaitMs = 5_000

type Connections = { writer: BetterSqlite.Database; reader: BetterSqlite.Database; last: Promise<unknown>; waiting: number; users: number }

/** Opens the file, making it where it is missing. Throws better-sqlite3's errors for a file that is no database. */
export function openSqlite(file: string): Db {
  const name = `sqlite:${file}`
  const shared = processWide(name, () => connect(file))
  shared.users++
  const writing = drizzle(shared.writer, { casing: 'snake_case' }) as unknown as Tx
  const read = drizzle(shared.reader, { casing: 'snake_case' }) as unknown as Reader
  return {
    engine: 'sqlite',
    read,
    write: change => enqueue(shared, () => transact(shared.writer, writing, change)),
    waiting: () => shared.waiting,
    forgetFreed: () => inTurn(shared, () => { emptyLog(shared.writer) }),
    async close() {
      shared.users--
      if (shared.users > 0) return
      await shared.last
      shared.reader.close()
      emptyLog(shared.writer)
      shared.writer.close()
      forgetProcessWide(name)
    },
  }
}

/** The raw writer connection, for migration, backup and integrity checks. */
export function rawSqlite(file: string): BetterSqlite.Database {
  return processWide(`sqlite:${file}`, () => connect(file)).writer
}

function connect(file: string): Connections {
  makeFolder(path.dirname(file))
  const writer = new BetterSqlite(file)
  chmodSync(file, 0o600)
  writer.pragma('journal_mode = WAL')
  writer.pragma('synchronous = FULL')
  writer.pragma('foreign_keys = ON')
  writer.pragma('secure_delete = ON')
  // The queue waits for another process's lock without blocking the event loop; SQLite itself would block it.
  writer.pragma('busy_timeout = 0')
  const reader = new BetterSqlite(file, { readonly: true })
  reader.pragma('busy_timeout = 2000')
  reader.pragma('cache_size = -16000')
  return { writer, reader, last: Promise.resolve(), waiting: 0, users: 0 }
}

function enqueue<T>(shared: Connections, job: () => Promise<T>): Promise<T> {
  if (shared.waiting >= waitingMax) return Promise.reject(new TooBusy())
  shared.waiting++
  return inTurn(shared, job).finally(() => { shared.waiting-- })
}

function inTurn<T>(shared: Connections, job: () => T | Promise<T>): Promise<T> {
  const done = shared.last.then(job)
  shared.last = done.catch(() => undefined)
  return done
}

// The pages of deleted texts are overwritten in the file; the log before it would hold them until it happens to begin anew.
// Where another process is reading, SQLite says so in its row and leaves the log as it is.
function emptyLog(writer: BetterSqlite.Database): void {
  writer.pragma('wal_checkpoint(TRUNCATE)')
}

async function transact<T>(writer: BetterSqlite.Database, writing: Tx, change: (tx: Tx) => Promise<T>): Promise<T> {
  await begin(writer)
  // An object of its own stands for each transaction, so that what is left until its commit is known by it.
  const tx = Object.create(writing) as Tx
  let value: T
  try {
    value = await change(tx)
  } catch (error) {
    if (writer.inTransaction) writer.exec('ROLLBACK')
    throw error
  }
  try {
    writer.exec('COMMIT')
  } catch (error) {
    if (writer.inTransaction) writer.exec('ROLLBACK')
    throw error
  }
  committed(tx)
  return value
}

async function begin(writer: BetterSqlite.Database): Promise<void> {
  const giveUp = performance.now() + lockWaitMs
  for (;;) {
    try {
      writer.exec('BEGIN IMMEDIATE')
      return
    } catch (error) {
      const busy = error instanceof BetterSqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')
      if (!busy || performance.now() > giveUp) throw error
      await pause(5)
    }
  }
}
