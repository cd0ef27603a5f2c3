/** PostgreSQL: a pool to the primary for reading and writing, pools to the replicas where they are named. */
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { forgetProcessWide, processWide } from '@/config/process'
import { TooBusy } from '../types'
import { committed } from './commits'
import { applicationName } from './snapshots'
import { Turns } from './turns'
import type { Db, Reader, Tx } from '../types'

const waitingMax = 256
const statementMs = 5_000
const connectionsMax = 12
// The rest is for reading: a rush of votes must not keep readers waiting for a connection.
const writersAtOnce = 8

type Pools = { primary: pg.Pool; users: number; writing: number; turns: Turns }

/** Opens a pool; connects on first use. */
export function openPostgres(url: string): Db {
  const name = `postgres:${url}`
  const shared = processWide(name, () => connect(url))
  shared.users++
  const read: Reader = drizzle(shared.primary, { casing: 'snake_case' })
  return {
    engine: 'postgres',
    read,
    async write(change) {
      if (shared.writing >= waitingMax) throw new TooBusy()
      shared.writing++
      try {
        return await shared.turns.take(() => retried(() => transact(shared.primary, change)))
      } finally {
        shared.writing--
      }
    },
    waiting: () => shared.writing,
    // Its log and its dead rows are the server's to clear away.
    forgetFreed: () => Promise.resolve(),
    async close() {
      shared.users--
      if (shared.users > 0) return
      forgetProcessWide(name)
      await shared.primary.end()
    },
  }
}

/** The pool itself, for migration and checks. */
export function rawPostgres(url: string): pg.Pool {
  return processWide(`postgres:${url}`, () => connect(url)).primary
}

function connect(url: string): Pools {
  const primary = new pg.Pool({ connectionString: url, application_name: applicationName, max: connectionsMax, statement_timeout: statementMs, connectionTimeoutMillis: 5_000, idle_in_transaction_session_timeout: 15_000 })
  // An idle connection that the server closes is replaced by the next use; without a listener it would end the process.
  primary.on('error', () => undefined)
  return { primary, users: 0, writing: 0, turns: new Turns(writersAtOnce) }
}

async function transact<T>(pool: pg.Pool, change: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const tx = drizzle(client, { casing: 'snake_case' }) as unknown as Tx
    const value = await change(tx)
    await client.query('COMMIT')
    committed(tx)
    return value
  } catch (error) {
    await client.query('ROLLBACK').catch((fault: unknown) => { broken = fault instanceof Error ? fault : new Error('rolling back') })
    throw error
  } finally {
    client.release(broken)
  }
}

/** Serialisation failures and deadlocks are certainly undone, so they are tried again. */
async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries >= 5 || !['40001', '40P01'].includes(sqlState(error) ?? '')) throw error
    }
  }
}

/** PostgreSQL's five-character code of an error, also where drizzle has wrapped it. */
export function sqlState(error: unknown): string | null {
  if (error instanceof pg.DatabaseError) return error.code ?? null
  if (error instanceof Error && error.cause) return sqlState(error.cause)
  return null
}
