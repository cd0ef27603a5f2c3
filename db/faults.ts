/** Both engines' constraint faults as one. */
import BetterSqlite from 'better-sqlite3'
import { sqlState } from './engines/postgres'

/** Whether an error says that a unique index refused a row. */
export function isNotUnique(error: unknown): boolean {
  return sqliteCode(error) === 'SQLITE_CONSTRAINT_UNIQUE' || sqliteCode(error) === 'SQLITE_CONSTRAINT_PRIMARYKEY' || sqlState(error) === '23505'
}

/** Whether an error says that a row does not keep to the tables' rules: unique, foreign keys, checks, missing values. */
export function breaksRules(error: unknown): boolean {
  return (sqliteCode(error) ?? '').startsWith('SQLITE_CONSTRAINT') || (sqlState(error) ?? '').startsWith('23')
}

/** Whether an error says that the disk is full or failing, or that the database may not be written now. */
export function isReadOnlyNow(error: unknown): boolean {
  const code = sqliteCode(error) ?? ''
  return /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/.test(code) || ['53100', '25006'].includes(sqlState(error) ?? '')
}

/** Whether an error says that the database is away for now, or too busy to answer in time. */
export function isAway(error: unknown): boolean {
  const state = sqlState(error) ?? ''
  return state.startsWith('08') || state.startsWith('57P') || ['57014', '53300', '55P03'].includes(state) || state === '25006' || (sqliteCode(error) ?? '').startsWith('SQLITE_BUSY')
    || (error instanceof Error && error.name === 'TooSlow')
    || (error instanceof Error && /ECONNREFUSED|ECONNRESET|Connection terminated|timeout exceeded/.test(`${error.message} ${String(error.cause)}`))
}

function sqliteCode(error: unknown): string | null {
  if (error instanceof BetterSqlite.SqliteError) return error.code
  if (error instanceof Error && error.cause) return sqliteCode(error.cause)
  return null
}
