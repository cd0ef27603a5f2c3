/** Queries that are built once: building one by drizzle takes longer than most of them take to run. */
import { sql } from 'drizzle-orm'
import type { Column, SQL } from 'drizzle-orm'
import { db } from './index'
import type { Reader } from './types'

/** A query with placeholders, built on its first use with each connection and kept as long as that is: transactions on one connection share it. */
export function preparedOnce<Q>(build: (on: Reader) => Q): (on?: Reader) => Q {
  const built = new WeakMap<object, Q>()
  return (on = db().read) => {
    const connection = connectionOf(on)
    const known = built.get(connection)
    if (known !== undefined) return known
    const query = build(on)
    built.set(connection, query)
    return query
  }
}

/** drizzle's objects bear what they ask. */
function connectionOf(on: Reader): object {
  return '$client' in on && typeof on.$client === 'object' && on.$client !== null ? on.$client : on
}

/** A value that is given when a prepared query is run, under a name, kept as its column keeps it. */
export function given(name: string, column: Column): SQL {
  return sql`${sql.param(sql.placeholder(name), { mapToDriverValue: (value: unknown) => value === null ? null : column.mapToDriverValue(value) })}`
}
