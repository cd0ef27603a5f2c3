/** PostgreSQL: a pool to the primary for reading and writing, pools to the replicas where they are named. */
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { forgetProcessWide, processWide } from '@/config/process'
import { together } from '../together'
import { TooBusy } from '../types'
import { beforeCommit, committed, lastStatements } from './commits'
import { Lines } from './lines'
import { NamedStatements } from './postgres-statements'
import type { Asked } from './postgres-statements'
import { applicationName } from './snapshots'
import { Turns } from '@/config/turns'
import type { Db, Reader, Tx } from '../types'

const waitingMax = 256
const statementMs = 5_000
const connectionsMax = 12
// The rest is for reading: a rush of votes must not keep readers waiting for a connection.
const writersAtOnce = 8
// One holds the row that all of a line want, one is ready for it. More would only wait for it inside PostgreSQL, on connections that others need.
const inOneLine = 2

type Connections = { pool: pg.Pool; named: WeakMap<pg.PoolClient, NamedStatements>; users: number; writing: number; turns: Turns; lines: Lines }

/** Opens a pool; connects on first use. */
export function openPostgres(url: string): Db {
  const name = `postgres:${url}`
  const shared = processWide(name, () => connect(url))
  shared.users++
  const writing = new WeakMap<NamedStatements, Reader>()
  const read = onConnection({ query: (query, values) => ask(shared, query, values) })
  return {
    engine: 'postgres',
    read,
    // PostgreSQL reads in processes of its own, each for its time at most.
    heavy: read,
    async write(change, line) {
      if (shared.writing >= waitingMax) throw new TooBusy()
      shared.writing++
      const inTurn = () => shared.turns.take(() => retried(() => transact(shared, named => {
        const on = writing.get(named) ?? onConnection(named)
        writing.set(named, on)
        // An object of its own stands for each transaction, so that what is left until its commit is known by it.
        return Object.create(on) as Tx
      }, change)))
      try {
        return await (line === undefined ? inTurn() : shared.lines.take(line, inTurn))
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
      await shared.pool.end()
    },
  }
}

/** The pool itself, for migration and checks. */
export function rawPostgres(url: string): pg.Pool {
  return processWide(`postgres:${url}`, () => connect(url)).pool
}

function connect(url: string): Connections {
  const pool = new pg.Pool({
    connectionString: url, application_name: applicationName, max: connectionsMax, statement_timeout: statementMs, connectionTimeoutMillis: 5_000, idle_in_transaction_session_timeout: 15_000,
    // Statements that do not wait for each other are sent together.
    pipeline: true,
  })
  // An idle connection that the server closes is replaced by the next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  return { pool, named: new WeakMap(), users: 0, writing: 0, turns: new Turns(writersAtOnce), lines: new Lines(inOneLine) }
}

// drizzle asks a connection for nothing but queries here: transactions are begun and ended by `transact`.
function onConnection(asked: Asked): Reader {
  return drizzle(asked as unknown as pg.Client, { casing: 'snake_case' })
}

async function ask(shared: Connections, query: pg.QueryConfig | string, values?: unknown[]): Promise<pg.QueryResult> {
  const client = await shared.pool.connect()
  const named = namedOn(shared, client)
  let broken: Error | undefined
  try {
    return await named.query(query, values)
  } catch (error) {
    // What the server says of a statement leaves the connection whole; after anything else it is not used again.
    if (sqlState(error) === null) broken = new Error('a query failed on the way', { cause: error })
    throw error
  } finally {
    client.release(broken ?? named.full)
  }
}

async function transact<T>(shared: Connections, begun: (named: NamedStatements) => Tx, change: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await shared.pool.connect()
  const named = namedOn(shared, client)
  const tx = begun(named)
  let broken: Error | undefined
  try {
    // Sent with the first statement, as COMMIT is with the last ones: nobody waits for its answer alone.
    beforeCommit(tx, named.query('BEGIN'))
    const value = await change(tx)
    const commit = named.query('COMMIT')
    await together(...lastStatements(tx), commit)
    // A transaction in which a statement failed is undone by COMMIT, which says so but does not fail.
    if ((await commit).command !== 'COMMIT') throw new Error('A statement had failed, so PostgreSQL undid the transaction.')
    committed(tx)
    return value
  } catch (error) {
    await named.query('ROLLBACK').catch((fault: unknown) => { broken = fault instanceof Error ? fault : new Error('rolling back') })
    throw await causeOf(error, tx)
  } finally {
    client.release(broken ?? named.full)
  }
}

/** After a statement that failed PostgreSQL refuses all others: then the first failure is what happened. */
async function causeOf(error: unknown, tx: Tx): Promise<unknown> {
  if (sqlState(error) !== refusedSinceFailure) return error
  for (const end of await Promise.allSettled(lastStatements(tx))) if (end.status === 'rejected') return end.reason
  return error
}
const refusedSinceFailure = '25P02'

function namedOn(shared: Connections, client: pg.PoolClient): NamedStatements {
  const named = shared.named.get(client) ?? new NamedStatements(client)
  shared.named.set(client, named)
  return named
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
