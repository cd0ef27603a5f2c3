/** Following a paper, question, topic or person. What comes of it is made from the log, later. */
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '@/db'
import { follows, papers, topics } from '@/db/schema'
import { action } from './action'
import { done, refuse } from './errors'
import { rates } from './limits'
import { findPersonByHandle } from './people'
import { isSeen, loadPost } from './posts'
import { countOne, countedAs, factorOf } from './rates'
import { personOf } from './viewer'
import type { Viewer } from './viewer'

export const followKinds = ['paper', 'question', 'topic', 'person'] as const
export type FollowKind = (typeof followKinds)[number]

/** Follows, or follows no longer. `id` is a question's id, a paper's or topic's slug, or a handle. Saying it twice changes nothing. */
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
    if (input.following) await tx.insert(follows).values({ ...row, createdAt: now }).onConflictDoNothing()
    else await tx.delete(follows).where(and(eq(follows.person, person), eq(follows.kind, input.kind), eq(follows.target, target)))
    return done({ following: input.following })
  },
})

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
}
