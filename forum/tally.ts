/** How many posts wait for a moderator, as part of a query: the number in the header of every moderator's page. */
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { counters, posts } from '@/db/schema'
import type { CounterName } from './counters'

const waiting: readonly CounterName[] = ['held', 'flagged']

/** Held posts and public ones with open flags, from the counters that are kept as they change; and, by indexes that hold nothing else, edits and appeals that wait. */
export function queueTally(): SQL<number> {
  return sql<number>`(select coalesce(sum(${counters.value}), 0) from ${counters} where ${counters.name} in (${sql.join(waiting.map(name => sql`${name}`), sql`, `)}))
    + (select count(*) from ${posts} where ${posts.proposed} and ${posts.state} = 'public' and ${posts.flags} = 0) + (select count(*) from ${posts} where ${posts.appealed} and ${posts.state} = 'hidden')`.mapWith(Number)
}
