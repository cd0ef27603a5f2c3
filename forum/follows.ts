/** Following a paper, question, topic, person or the whole site. What comes of it is made from the log (`forum/noticing.ts`). */
import { and, eq, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '@/db'
import { given, preparedOnce } from '@/db/prepared'
import { follows, papers, posts, topics } from '@/db/schema'
import { action } from './action'
import { done, refuse } from './errors'
import { rates } from './limits'
import { findPersonByHandle } from './people'
import { isSeen, loadPost } from './posts'
import { countOne, countedAs, factorOf } from './rates'
import { personOf } from './viewer'
import type { Viewer } from './viewer'

export const followKinds = ['question', 'paper', 'topic', 'person', 'site'] as const
export type FollowKind = (typeof followKinds)[number]
/** The id of the site as something to follow. */
export const wholeSite = 'all'
/** A question of which somebody wants to hear nothing more, whatever else they follow. */
export const muted = 'mute'

/** Follows, or follows no longer. `id` is a question's id, a paper's or topic's slug, a handle, or "all" for the site. Saying it twice changes nothing. */
export const setFollow = action({
  name: 'follows.set',
  input: z.object({ kind: z.enum(followKinds), id: z.string().min(1).max(200), following: z.boolean() }),
  async run({ tx, viewer, input, now }) {
    const person = personOf(viewer)
    if (person === null) return refuse('sign-in')
    const rate = await countOne(tx, rates.follows, countedAs(viewer), now, factorOf(viewer))
    if (!rate.ok) return rate
    const target = await targets[input.kind](tx, viewer, input.id)
    if (target === null) return refuse('not-found')
    const row = { person, kind: input.kind, target }
    if (input.following) {
      await tx.insert(follows).values({ ...row, createdAt: now }).onConflictDoNothing()
      if (input.kind === 'question') await tx.delete(follows).where(and(eq(follows.person, person), eq(follows.kind, muted), eq(follows.target, target)))
    } else {
      await tx.delete(follows).where(and(eq(follows.person, person), eq(follows.kind, input.kind), eq(follows.target, target)))
      // Who wrote there would hear of it all the same.
      if (input.kind === 'question' && await wroteIn(tx, person, target)) await tx.insert(follows).values({ person, kind: muted, target, createdAt: now }).onConflictDoNothing()
    }
    return done({ following: input.following })
  },
})

async function wroteIn(tx: Tx, person: number, question: number): Promise<boolean> {
  const [own] = await tx.select({ id: posts.id }).from(posts).where(and(eq(posts.person, person), or(eq(posts.id, question), eq(posts.question, question)))).limit(1)
  return own !== undefined
}

/** Whoever writes in a thread follows it, unless they chose otherwise or want to hear nothing of it. */
export async function followOwn(tx: Tx, person: number, question: number, now: Date): Promise<void> {
  await followedByWriting(tx).execute({ person, question, now })
}

// The moment stands beside a column so that PostgreSQL knows its type.
const followedByWriting = preparedOnce(on => on.insert(follows).select(sql`select p.id, 'question', q.id, null, coalesce(${given('now', follows.createdAt)}, q.created_at) from people p, posts q
  where p.id = ${given('person', follows.person)} and p.follows_own and q.id = ${given('question', follows.target)}
  and not exists (select 1 from follows m where m.person = p.id and m.kind = 'mute' and m.target = q.id)`).onConflictDoNothing().prepare('follow_by_writing'))

const targets: Record<FollowKind, (tx: Tx, viewer: Viewer, id: string) => Promise<number | null>> = {
  async paper(tx, _viewer, slug) {
    const [row] = await tx.select({ id: papers.id }).from(papers).where(eq(papers.slug, slug))
    return row?.id ?? null
  },
  async question(tx, viewer, id) {
    const found = /^[1-9]\d{0,8}$/.test(id) ? await loadPost(tx, Number(id)) : null
    return found?.post.kind === 'question' && isSeen(viewer, found) ? found.post.id : null
  },
  async topic(tx, _viewer, slug) {
    const [row] = await tx.select({ id: topics.id }).from(topics).where(eq(topics.slug, slug))
    return row?.id ?? null
  },
  async person(tx, viewer, handle) {
    const found = await findPersonByHandle(handle, tx)
    return found && !found.former && found.id !== personOf(viewer) ? found.id : null
  },
  site(_tx, _viewer, id) {
    return Promise.resolve(id === wholeSite ? 0 : null)
  },
}
