/** Statements that SQLite has prepared once, kept by their text: preparing costs more than most of them take to run. */
import type BetterSqlite from 'better-sqlite3'
import { Recent } from './recent'

/** What drizzle asks of better-sqlite3 and of its statements. */
export type KeptStatements = { prepare(text: string): Kept }
type Kept = { run: Run; all: Run; get: Run; raw(): { all: Run; get: Run } }
type Run = (...values: unknown[]) => unknown

const keptMax = 400

/** A connection whose statements are kept. Rows as arrays (`raw`) and as objects are two statements, since better-sqlite3
 *  switches a statement from one to the other for good. */
export function keepingStatements(connection: BetterSqlite.Database): KeptStatements {
  const kept = new Recent<Kept>(keptMax)
  return {
    prepare(text) {
      const known = kept.get(text)
      if (known) return known
      const made = keep(connection, text)
      kept.set(text, made)
      return made
    },
  }
}

function keep(connection: BetterSqlite.Database, text: string): Kept {
  let asObjects: BetterSqlite.Statement | undefined
  let asArrays: BetterSqlite.Statement | undefined
  const objects = () => (asObjects ??= connection.prepare(text))
  const arrays = () => (asArrays ??= connection.prepare(text).raw())
  const raw = { all: (...values: unknown[]) => arrays().all(...values), get: (...values: unknown[]) => arrays().get(...values) }
  return {
    run: (...values) => objects().run(...values),
    all: (...values) => objects().all(...values),
    get: (...values) => objects().get(...values),
    raw: () => raw,
  }
}
