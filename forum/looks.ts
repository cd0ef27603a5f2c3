/** Which item of the queue each moderator has before them, so that two do not read the same one. It says so and forbids nothing. */
import { and, gt, ne, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { looks, people, posts } from '@/db/schema'
import { action } from './action'
import { deciderName, lastDecision } from './decisions'
import { done, refuse } from './errors'
import { positiveId } from './fields'
import { personOf } from './viewer'
import type { Viewer } from './viewer'
import { t } from '@/words'

/** A look is told again every so often while it lasts, and counts for a little longer. */
const lookMs = 45_000

/** Says that a moderator has an item before them; answers who else has it, and which of `shown` are decided by now and by whom. */
export const lookAt = action({
  name: 'moderation.look',
  input: z.object({ post: positiveId, shown: z.array(positiveId).max(400).default([]) }),
  async run({ tx, viewer, input, now }) {
    const person = personOf(viewer)
    if (person === null) return refuse('sign-in')
    const look = { post: input.post, at: now }
    await tx.insert(looks).values({ person, ...look }).onConflictDoUpdate({ target: looks.person, set: look })
    const looking = await readLooks(tx, viewer, [...input.shown, input.post], now)
    return done({ looking: [...looking].map(([post, names]) => ({ post, names })), decided: await decidedAmong(tx, input.shown) })
  },
})

/** By post, the names of other moderators who look at it. */
export async function readLooks(on: Reader, viewer: Viewer, ids: number[], now: Date): Promise<Map<number, string[]>> {
  const found = await on.select({ post: looks.post, name: people.name }).from(looks).innerJoin(people, eq(people.id, looks.person))
    .where(and(among(looks.post, [...new Set(ids)]), gt(looks.at, new Date(now.getTime() - lookMs)), ne(looks.person, personOf(viewer) ?? 0)))
  const by = new Map<number, string[]>()
  for (const { post, name } of found) by.set(post, [...by.get(post) ?? [], name])
  return by
}

/** Of the posts on a moderator's page, those that wait no longer. */
async function decidedAmong(on: Reader, ids: number[]): Promise<{ post: number; decision: string; by: string }[]> {
  const rows = await on.select({ id: posts.id, state: posts.state, flags: posts.flags, proposed: posts.proposed, appealed: posts.appealed }).from(posts).where(among(posts.id, ids))
  const gone = rows.filter(row => row.state === 'deleted' || (row.state === 'public' && row.flags === 0 && !row.proposed) || (row.state === 'hidden' && !row.appealed))
  const told: { post: number; decision: string; by: string }[] = []
  for (const row of gone) {
    const last = row.state === 'deleted' ? null : await lastDecision(on, row.id)
    told.push({ post: row.id, decision: last?.kind ?? 'withdrawn', by: last ? await deciderName(on, last) : t('Its writer') })
  }
  return told
}
