/** How many posts wait for a moderator, as part of a query: the number in the header of every moderator's page. */
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { counters } from '@/db/schema'
import type { CounterName } from './counters'

const waiting: readonly CounterName[] = ['held', 'flagged']

/** Held posts and public ones with open flags, from the counters that are kept as they change. */
export function queueTally(): SQL<number> {
  return sql<number>`(select coalesce(sum(${counters.value}), 0) from ${counters} where ${counters.name} in (${sql.join(waiting.map(name => sql`${name}`), sql`, `)}))`.mapWith(Number)
}
