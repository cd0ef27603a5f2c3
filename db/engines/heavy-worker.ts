/** The entry of the thread in which heavy readings of SQLite run, with a connection of its own. `heavy-readings.ts` starts it. */
import { parentPort, workerData } from 'node:worker_threads'
import BetterSqlite from 'better-sqlite3'
import { keepingStatements } from './sqlite-statements'
import type { Answered, Asked } from './heavy-job'

if (parentPort === null || typeof workerData !== 'string') throw new Error('db/engines/heavy-worker is the entry of a worker thread.')
const port = parentPort
const connection = new BetterSqlite(workerData, { readonly: true, fileMustExist: true })
connection.pragma('busy_timeout = 2000')
// Of a large site's indexes and posts a search touches pages all over the file.
connection.pragma('cache_size = -48000')
const kept = keepingStatements(connection)

// Only heavy-readings.ts speaks on this port, and structured cloning keeps the shape.
port.on('message', (asked: Asked) => { port.postMessage(answer(asked)) })

function answer({ text, values, shape }: Asked): Answered {
  try {
    const statement = kept.prepare(text)
    const rows = shape === 'arrays' ? statement.raw().all(...values) : statement.all(...values)
    return { rows: Array.isArray(rows) ? rows : [] }
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error), code: error instanceof BetterSqlite.SqliteError ? error.code : null }
  }
}
