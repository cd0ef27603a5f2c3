/** "One of these", as one SQL text whatever their number, so that a statement prepared once serves every list. */
import { sql } from 'drizzle-orm'
import type { Placeholder, SQL, SQLWrapper } from 'drizzle-orm'
import { engine } from './dialect'

/** Whether a column holds one of the values; never true for none. A placeholder stands for a list given when the query is run. */
export function among(column: SQLWrapper, values: readonly number[] | readonly string[] | Placeholder): SQL<boolean> {
  return engine === 'sqlite'
    ? sql<boolean>`${column} in (select value from json_each(${sql.param(values, asJson)}))`
    : sql<boolean>`${column} = any(${sql.param(values, asItIs)})`
}

// SQLite binds no lists; PostgreSQL's driver does.
const asJson = { mapToDriverValue: (values: unknown) => JSON.stringify(values) }
const asItIs = { mapToDriverValue: (values: unknown) => values }
