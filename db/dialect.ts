/** Column builders that are SQLite's or PostgreSQL's, typed once as PostgreSQL's.
 *
 *  The engine is fixed when the process starts, so the schema that is built on these builders is the running engine's.
 *  The casts of this file are the only ones outside the engines: both drizzle dialects build rows of the same shape. */
import { sql } from 'drizzle-orm'
import * as pg from 'drizzle-orm/pg-core'
import * as lite from 'drizzle-orm/sqlite-core'

export type Engine = 'sqlite' | 'postgres'

/** The engine of this process, from DATABASE_URL. */
export const engine: Engine = /^postgres(ql)?:/.test(process.env['DATABASE_URL'] ?? '') ? 'postgres' : 'sqlite'

const onLite = engine === 'sqlite'

export const table = onLite ? (lite.sqliteTable as unknown as typeof pg.pgTable) : pg.pgTable
export const index = onLite ? (lite.index as unknown as typeof pg.index) : pg.index
export const uniqueIndex = onLite ? (lite.uniqueIndex as unknown as typeof pg.uniqueIndex) : pg.uniqueIndex
export const primaryKey = onLite ? (lite.primaryKey as unknown as typeof pg.primaryKey) : pg.primaryKey
export const check = onLite ? (lite.check as unknown as typeof pg.check) : pg.check

/** A primary key that the engine counts up. An id once used is never used again. */
export const id = () => onLite
  ? (lite.integer().primaryKey({ autoIncrement: true }) as unknown as ReturnType<typeof pgId>)
  : pgId()
const pgId = () => pg.integer().primaryKey().generatedByDefaultAsIdentity()

export const text = () => onLite ? (lite.text() as unknown as ReturnType<typeof pgText>) : pgText()
const pgText = () => pg.text()

export const integer = () => onLite ? (lite.integer() as unknown as ReturnType<typeof pgInteger>) : pgInteger()
const pgInteger = () => pg.integer()

/** A whole number beyond 32 bits, safe in JavaScript up to 2^53. */
export const bigint = () => onLite ? (lite.integer({ mode: 'number' }) as unknown as ReturnType<typeof pgBigint>) : pgBigint()
const pgBigint = () => pg.bigint({ mode: 'number' })

export const real = () => onLite ? (lite.real() as unknown as ReturnType<typeof pgReal>) : pgReal()
const pgReal = () => pg.doublePrecision()

export const boolean = () => onLite ? (lite.integer({ mode: 'boolean' }) as unknown as ReturnType<typeof pgBoolean>) : pgBoolean()
const pgBoolean = () => pg.boolean()

/** A moment in UTC, kept to the millisecond. */
export const moment = () => onLite ? (lite.integer({ mode: 'timestamp_ms' }) as unknown as ReturnType<typeof pgMoment>) : pgMoment()
const pgMoment = () => pg.timestamp({ precision: 3, withTimezone: true, mode: 'date' })

/** JSON of a stated type. What is read back was written by us through the same type. */
export const json = <T>() => onLite ? (lite.text({ mode: 'json' }).$type<T>() as unknown as ReturnType<typeof pgJson<T>>) : pgJson<T>()
const pgJson = <T>() => pg.jsonb().$type<T>()

/** The transaction that wrote a row: PostgreSQL's own number, for followers that must not pass over a slower writer; 0 on SQLite, which has one writer. */
export const transactionId = () => onLite ? bigint().notNull().default(0) : bigint().notNull().default(sql`pg_current_xact_id()::text::bigint`)
