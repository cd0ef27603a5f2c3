/** SQLite: one writer connection behind a line of writers, and one reader beside it in WAL mode.
 *
 *  Both connections are shared by the process's two bundles; the drizzle objects on top are each bundle's own. */
import { chmodSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { drizzle as drizzleElsewhere } from 'drizzle-orm/sqlite-proxy'
import type { SQL } from 'drizzle-orm'
import { makeFolder } from '@/config/folder'
import { forgetProcessWide, processWide } from '@/config/process'
import { together } from '../together'
import { TooBusy } from '../types'
import { committed, lastStatements } from './commits'
import { HeavyReadings } from './heavy-readings'
import { SharedCommits } from './shared-commits'
import { keepingStatements } from './sqlite-statements'
import type { KeptStatements } from './sqlite-statements'
import type { Db, Reader, Tx } from '../types'

const waitingMax = 256
/** Of readings that may take long. A search asks several at a time; more threads than a small machine has cores gain nothing. */
const heavyThreads = 2

type Connections = {
  writer: BetterSqlite.Database
  reader: BetterSqlite.Database
  commits: SharedCommits
  keptByWriter: KeptStatements
  keptByReader: KeptStatements
  heavy: HeavyReadings
  waiting: number
  users: number
}

/** Opens the file, making it where it is missing. Throws better-sqlite3's errors for a file that is no database. */
export function openSqlite(file: string): Db {
  const name = `sqlite:${file}`
  const shared = processWide(name, () => connect(file))
  shared.users++
  const writing = onKept(shared.keptByWriter)
  return {
    engine: 'sqlite',
    read: onKept(shared.keptByReader),
    heavy: elsewhere(shared.heavy),
    async write(change) {
      if (shared.waiting >= waitingMax) throw new TooBusy()
      shared.waiting++
      // An object of its own stands for each transaction, so that what is left until its commit is known by it.
      const tx = Object.create(writing) as Tx
      try {
        return await shared.commits.write(async () => {
          const value = await change(tx)
          await together(...lastStatements(tx))
          return value
        }, () => { committed(tx) })
      } finally {
        shared.waiting--
      }
    },
    waiting: () => shared.waiting,
    forgetFreed: () => shared.commits.alone(() => { emptyLog(shared.writer) }),
    async close() {
      shared.users--
      if (shared.users > 0) return
      await shared.commits.idle()
      await shared.heavy.close()
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

// Preparing statements is all that drizzle asks of a connection here: transactions are begun and ended by the line of writers.
function onKept(kept: KeptStatements): Reader {
  return drizzle(kept as unknown as BetterSqlite.Database, { casing: 'snake_case' }) as unknown as Reader
}

// drizzle's own queries want rows as arrays, those written by hand are read as objects.
function elsewhere(heavy: HeavyReadings): Reader {
  const asking = (shape: 'arrays' | 'objects') => drizzleElsewhere(async (text, values) => ({ rows: await heavy.read({ text, values, shape }) }), undefined, { casing: 'snake_case' })
  const byHand = asking('objects')
  return Object.assign(asking('arrays'), { all: (query: SQL) => byHand.all(query) }) as unknown as Reader
}

function connect(file: string): Connections {
  makeFolder(path.dirname(file))
  const writer = new BetterSqlite(file)
  chmodSync(file, 0o600)
  writer.pragma('journal_mode = WAL')
  writer.pragma('synchronous = FULL')
  writer.pragma('foreign_keys = ON')
  writer.pragma('secure_delete = ON')
  // The line waits for another process's lock without blocking the event loop; SQLite itself would block it.
  writer.pragma('busy_timeout = 0')
  const reader = new BetterSqlite(file, { readonly: true })
  reader.pragma('busy_timeout = 2000')
  reader.pragma('cache_size = -8000')
  return {
    writer, reader, commits: new SharedCommits(writer),
    keptByWriter: keepingStatements(writer), keptByReader: keepingStatements(reader), heavy: new HeavyReadings({ file, threads: heavyThreads }), waiting: 0, users: 0,
  }
}

// The pages of deleted texts are overwritten in the file; the log before it would hold them until it happens to begin anew.
// Where another process is reading, SQLite says so in its row and leaves the log as it is.
function emptyLog(writer: BetterSqlite.Database): void {
  writer.pragma('wal_checkpoint(TRUNCATE)')
}
