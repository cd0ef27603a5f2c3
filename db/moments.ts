/** Moments as numbers, alike on both engines. */
import { sql } from 'drizzle-orm'
import type { SQL, SQLWrapper } from 'drizzle-orm'
import { engine } from './dialect'

/** A moment in whole milliseconds since 1970. SQLite keeps it so. */
export function inMs(moment: SQLWrapper): SQL<number> {
  return engine === 'sqlite' ? sql<number>`${moment}` : sql<number>`floor(extract(epoch from ${moment}) * 1000)::bigint`
}

/** The number of a moment's week since 1970, from Monday on (5 January 1970 was one). Written out, so that it can be grouped by. */
export function weekOf(moment: SQLWrapper): SQL<number> {
  return sql<number>`(${inMs(moment)} - 345600000) / 604800000`
}

/** The Monday with which a week of `weekOf` begins. */
export function mondayOf(week: number): Date {
  return new Date(week * 604_800_000 + 345_600_000)
}
