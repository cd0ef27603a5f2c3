/** How far somebody has read in a question that they follow, the same at all their devices. */
import { and, eq, isNull, lt, lte, or } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '@/db'
import { follows, notifications, posts, readings } from '@/db/schema'
import { action } from './action'
import { done, refuse } from './errors'
import { positiveId } from './fields'
import { rates } from './limits'
import { countOne, countedAs, factorOf } from './rates'
import { personOf } from './viewer'

/** Notes that the viewer has read a question up to `post`, the newest public one they saw, and marks as read what they were told of
 *  it so far. It only moves forward. Answers how far it is: null in a question that they do not follow, of which nothing is kept. */
export const markReading = action({
  name: 'readings.mark',
  input: z.object({ question: positiveId, post: positiveId }),
  async run({ tx, viewer, input, now }) {
    const person = personOf(viewer)
    if (person === null) return refuse('sign-in')
    const rate = await countOne(tx, rates.readings, countedAs(viewer), now, factorOf(viewer))
    if (!rate.ok) return rate
    if (!await isPublicIn(tx, input)) return refuse('not-found')
    await tx.update(notifications).set({ readAt: now }).where(and(
      eq(notifications.person, person), eq(notifications.question, input.question), lte(notifications.post, input.post), isNull(notifications.readAt),
    ))
    return done({ post: await moveForward(tx, person, input, now) })
  },
})

type Place = { question: number; post: number }

async function isPublicIn(tx: Tx, { question, post }: Place): Promise<boolean> {
  const found = await tx.select({ id: posts.id }).from(posts).where(and(eq(posts.id, post), eq(posts.state, 'public'), or(eq(posts.question, question), eq(posts.id, question))))
  return found.length > 0
}

async function moveForward(tx: Tx, person: number, { question, post }: Place, now: Date): Promise<number | null> {
  const following = await tx.select({ target: follows.target }).from(follows).where(and(eq(follows.person, person), eq(follows.kind, 'question'), eq(follows.target, question)))
  if (following.length === 0) return null
  const [moved] = await tx.insert(readings).values({ person, question, post, at: now })
    .onConflictDoUpdate({ target: [readings.person, readings.question], set: { post, at: now }, setWhere: lt(readings.post, post) }).returning({ post: readings.post })
  if (moved) return moved.post
  const [further] = await tx.select({ post: readings.post }).from(readings).where(and(eq(readings.person, person), eq(readings.question, question)))
  return further?.post ?? post
}
