/** Queries that are built once: building one by drizzle takes longer than most of them take to run. */
import { db } from './index'
import type { Reader } from './types'

/** A query with placeholders, built on its first use with each open database or transaction and kept as long as that is. */
export function preparedOnce<Q>(build: (on: Reader) => Q): (on?: Reader) => Q {
  const built = new WeakMap<Reader, Q>()
  return (on = db().read) => {
    const known = built.get(on)
    if (known !== undefined) return known
    const query = build(on)
    built.set(on, query)
    return query
  }
}
