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
      const made = keep(connection, settled(text))
      kept.set(text, made)
      return made
    },
  }
}

/**
 * The same statement, its plan settled for any values. SQLite looks at the value of a bare `?` after LIMIT, and of one compared
 * with what a partial index stands on, and then prepares anew each time a value is bound: 0.1 ms, six times what such a query
 * takes to run. A sign before it changes no value, of whatever type, and keeps it from being looked at. What is to be found by
 * a partial index is therefore asked for in the index's own words (`forum/indexed.ts`).
 */
function settled(text: string): string {
  return text.replace(/(=|<>|<=|>=|<|>) \?/g, '$1 +?').replace(/ (limit|offset) \?/g, ' $1 ? + 0')
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
