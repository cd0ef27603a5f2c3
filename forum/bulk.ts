/** The same decision on many posts: each for itself, so that one that is refused keeps none of the others. */
import { z } from 'zod'
import { postStates } from '@/db/schema'
import { done, refuse } from './errors'
import type { Refusal, Result } from './errors'
import { parseInput, positiveId } from './fields'
import { decide, reason } from './moderation'
import type { postDecisions } from './moderation'
import { mayEver } from './policy'
import type { Viewer } from './viewer'
import { t } from '@/words'

/** Decisions that make sense on a selection. */
export const bulkDecisions = ['approve', 'reject', 'hide', 'spam', 'trust', 'restore', 'uphold', 'undo'] as const satisfies readonly (typeof postDecisions)[number][]
/** As many as may wait of guests, and all that is like one. */
export const bulkMax = 2_000
const atOnce = 20

export const bulkInput = z.object({
  posts: z.array(z.union([positiveId.transform(post => ({ post, revision: undefined, seen: undefined })), z.object({ post: positiveId, revision: positiveId.optional(), seen: z.enum(postStates).optional() })])).min(1, t('Choose at least one post.')).max(bulkMax, t('At most {0} posts at once.', bulkMax)),
  decision: z.enum(bulkDecisions), reason: reason.optional(),
})

export type Bulk = { done: number[]; refused: { post: number; error: Refusal }[] }

/** Decides on each of the posts in turn, each as it was read where its revision and state are given. Refuses as a whole only whoever is no moderator, and what cannot be read. */
export async function decideMany(viewer: Viewer, input: z.input<typeof bulkInput>): Promise<Result<Bulk>> {
  if (!mayEver(viewer, 'moderation.decide')) return viewer.kind === 'guest' ? refuse('sign-in', { sent: 'nothing' }) : refuse('not-allowed', { why: t('This is for moderators.') })
  const parsed = parseInput(bulkInput, input)
  if (!parsed.ok) return parsed
  const { posts, decision, reason: why } = parsed.value
  const told: Bulk = { done: [], refused: [] }
  const each = [...new Map(posts.map(one => [one.post, one])).values()]
  // Some at a time: waiting ones share a commit.
  for (let at = 0; at < each.length; at += atOnce) await Promise.all(each.slice(at, at + atOnce).map(decideOne))
  told.done.sort((a, b) => a - b)
  told.refused.sort((a, b) => a.post - b.post)
  return done(told)

  async function decideOne({ post, revision, seen }: (typeof each)[number]): Promise<void> {
    const decided = await decide(viewer, { post, decision, ...(revision === undefined ? {} : { revision }), ...(seen === undefined ? {} : { seen }), ...(why ? { reason: why } : {}) })
    if (decided.ok) told.done.push(post)
    else told.refused.push({ post, error: decided.error })
  }
}
