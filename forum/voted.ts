/** Which posts of a thread a viewer has upvoted: for pages composed for one reader, and for the viewer document. */
import { and, eq, or } from 'drizzle-orm'
import { db } from '@/db'
import { posts, votes } from '@/db/schema'
import { personOf } from './viewer'
import type { Viewer } from './viewer'

/** Ids of the viewer's upvoted posts in the thread of `question` (the question's own id). Empty for guests. */
export async function votedIn(viewer: Viewer, question: number): Promise<ReadonlySet<number>> {
  const person = personOf(viewer)
  if (person === null) return new Set()
  const rows = await db().read.select({ post: votes.post }).from(votes).innerJoin(posts, eq(posts.id, votes.post))
    .where(and(eq(votes.person, person), or(eq(posts.question, question), eq(posts.id, question))))
  return new Set(rows.map(row => row.post))
}
