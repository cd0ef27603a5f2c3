/** What is said of posts beside their rows. */
import { eq } from 'drizzle-orm'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { decisions, endorsements, people } from '@/db/schema'
import { takeDownAmong } from './decisions'
import { dependsOnPerson } from './dependencies'
import type { DecisionOnPost } from './documents'
import { mentionsOfPosts } from './mentioned'
import type { Beside, ShownRow } from './showing'

/** Where nothing is said. */
export const nothingBeside: Beside = { endorsers: new Map(), decided: new Map(), mentioned: new Map() }

/** Who endorsed, the last decision on those that are hidden, and what mentions them. Three queries, also where
 *  there is nothing to say: how many a page asks must not depend on what stands in it. */
export async function besides(on: Reader, rows: ShownRow[]): Promise<Beside> {
  const endorsed = rows.filter(row => row.post.endorsed).map(row => row.post.id)
  const hidden = rows.filter(row => row.post.state === 'hidden')
  const endorsers = await on.select({ post: endorsements.post, author: people.id, name: people.name, at: endorsements.createdAt }).from(endorsements)
    .innerJoin(people, eq(people.id, endorsements.author)).where(among(endorsements.post, endorsed))
  const decided = await on.select().from(decisions).where(among(decisions.post, hidden.map(row => row.post.id)))
  // Of several the first endorsement stands: it is put in here last.
  endorsers.sort((a, b) => b.at.getTime() - a.at.getTime())
  dependsOnPerson(...endorsers.map(row => row.author))
  return {
    mentioned: await mentionsOfPosts(on, rows.flatMap(row => row.post.state === 'public' ? row.post.id : [])),
    endorsers: new Map(endorsers.map(row => [row.post, row.name])),
    decided: new Map(hidden.flatMap(({ post }): [number, DecisionOnPost][] => {
      const row = takeDownAmong(decided.filter(one => one.post === post.id))
      return row ? [[post.id, { decision: row.kind, reason: row.words, rule: row.rule, at: row.createdAt, byRole: row.byRole, mayRevise: row.kind === 'reject' && !post.revisedOnce }]] : []
    })),
  }
}
