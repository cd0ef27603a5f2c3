/** Conditions in the very words of the partial indexes in `db/schema.ts`: with values bound instead, neither engine can know
 *  that the index holds what is asked for. */
import { sql } from 'drizzle-orm'
import type { SQL, SQLWrapper } from 'drizzle-orm'
import { papers, posts } from '@/db/schema'

export const isHeld = sql<boolean>`${posts.state} = 'held'`
export const isHidden = sql<boolean>`${posts.state} = 'hidden'`
/** Public with open flags. */
export const isFlagged = sql<boolean>`${posts.flags} > 0 and ${posts.state} = 'public'`
/** Public questions that are still worth answering: nothing else has a status. */
export const isOpenQuestion = sql<boolean>`${posts.state} = 'public' and ${posts.status} in ('open', 'disputed')`
/** Those of them that say in what somebody must be at home to answer. */
export const wantsExpert = sql<boolean>`${posts.expertise} is not null and ${posts.state} = 'public' and ${posts.status} in ('open', 'disputed')`
/** Posts that only their writers and moderators see. */
export const isUnseen = sql<boolean>`${posts.state} in ('held', 'hidden')`
/** Papers on the list with questions worth answering. */
export const isAsked = sql<boolean>`${papers.onList} and ${papers.openQuestions} > 0`

/** A column as no index has it: a filter beside an order must not lead the engine away from that order's index, to sort what it finds. */
export function beside(column: SQLWrapper): SQL {
  return sql`coalesce(${column}, null)`
}
