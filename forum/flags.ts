/** Readers' reports on public posts. Several on one post are one item of the queue. */
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { flags, posts } from '@/db/schema'
import { action } from './action'
import { addTo } from './counters'
import { done } from './errors'
import { record } from './events'
import { positiveId, smallText } from './fields'
import { limits, rates } from './limits'
import { allowedPost } from './posts'
import { holdPost, idsOf } from './publishing'
import { countOne, countedAs, factorOf } from './rates'
import { personOf } from './viewer'
import { t } from '@/words'

export const flagReasons = {
  advertising: t('It is advertising'),
  hostile: t('It is hostile to a person'),
  'off-topic': t('It is off the question'),
  copied: t('It copies without saying so'),
  other: t('Something else'),
} as const
export type FlagReason = keyof typeof flagReasons

/** A reason in words; one that was written freely stands as it is. */
export function flagWords(reason: string): string {
  return Object.entries(flagReasons).find(([known]) => known === reason)?.[1] ?? reason
}

/** Flags a post. Flagging it again by the same reader counts once. */
export const flagPost = action({
  name: 'posts.flag',
  input: z.object({ post: positiveId, reason: z.string().trim().min(1, t('Choose a reason.')).max(200), note: smallText(limits.flagNote).optional() }),
  async run({ tx, viewer, input, now }) {
    const allowed = await allowedPost(tx, viewer, 'posts.flag', input.post)
    if (!allowed.ok) return allowed
    const rate = await countOne(tx, rates.flags, countedAs(viewer), now, factorOf(viewer))
    if (!rate.ok) return rate
    const post = await holdPost(tx, allowed.value.thing.post)
    const addressHash = viewer.kind === 'guest' ? viewer.network?.address ?? 'unknown' : null
    const made = await tx.insert(flags).values({ post: post.id, person: personOf(viewer), addressHash, reason: input.reason, note: input.note || null, createdAt: now })
      .onConflictDoNothing().returning({ id: flags.id })
    if (made.length > 0) {
      const [flagged] = await tx.update(posts).set({ flags: sql`${posts.flags} + 1` }).where(eq(posts.id, post.id)).returning({ flags: posts.flags, state: posts.state })
      if (flagged?.state === 'public' && flagged.flags === 1) await addTo(tx, 'flagged', 1)
      await record(tx, 'post.flagged', { ...idsOf(post), actor: personOf(viewer) }, now)
    }
    return done({ flagged: true })
  },
})
