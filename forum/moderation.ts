/** Moderators' decisions on posts and threads: one action, whichever it is. The deciders stand in `judging.ts`, `thread-tools.ts`, `merging.ts` and `undoing.ts`. */
import { z } from 'zod'
import { decisions, postStates } from '@/db/schema'
import { eq } from 'drizzle-orm'
import { preparedAction } from './action'
import { reason, tooLate } from './deciding'
import type { Decider } from './deciding'
import { standingDecision } from './decisions'
import type { DecisionRow } from './decisions'
import { done, refuse } from './errors'
import { positiveId } from './fields'
import { formerText } from './former-texts'
import { approve, hide, reject, restore, spam, trustWriter, uphold } from './judging'
import { merge } from './merging'
import type { ActionName } from './policy'
import { allowedPost } from './posts'
import { holdPost } from './publishing'
import { holdThread } from './ranking'
import { countedAs } from './rates'
import { lock, move, slow, toAnswer, toComment, unlock, unslow } from './thread-tools'
import { undo } from './undoing'
import { t } from '@/words'

export { reason } from './deciding'

/** What is decided on a post itself; not on one's own. */
const judging = { approve, reject, hide, spam, trust: trustWriter, restore, uphold } as const
/** What is done to threads. */
const tending = { lock, unlock, slow, unslow, move, merge, 'to-comment': toComment, 'to-answer': toAnswer } as const
const deciders: Record<PostDecision, Decider> = { ...judging, ...tending, undo }

export const postDecisions = ['approve', 'reject', 'hide', 'spam', 'trust', 'restore', 'uphold', 'lock', 'unlock', 'slow', 'unslow', 'move', 'merge', 'to-comment', 'to-answer', 'undo'] as const
export type PostDecision = (typeof postDecisions)[number]

/** The reasons that a rejection names by a key; the moderator's own words go with it. */
export const rules = {
  'off-topic': t('It is not about this paper or question.'),
  'advertising': t('It is advertising.'),
  'hostile': t('It is hostile to a person.'),
  'unclear': t('It cannot be understood as it stands.'),
  'copied': t('It copies without saying so.'),
} as const

const minutesMax = 7 * 24 * 60

/** What a decision may say beside its name. `target`: for `move` the id of the question or post to move to, or the slug of a paper; for `merge`
 *  the question; for `to-comment` the post to stand under. `minutes`: the pause of slow mode. */
export const decisionFields = {
  reason: reason.optional(),
  target: z.union([positiveId.transform(String), z.string().trim().toLowerCase().min(1).max(200)]).optional(),
  minutes: z.coerce.number().int().min(1, t('At least one minute.')).max(minutesMax, t('At most {0} minutes.', minutesMax)).optional(),
}

/** Decides on a post. A decision that comes too late changes nothing and says who decided what. `seen` and `revision` are what the page showed;
 *  `number` names the decision to undo: without it only one's own is undone. */
export const decide = preparedAction({
  name: 'moderation.decide',
  input: z.object({ post: positiveId, decision: z.enum(postDecisions), ...decisionFields, seen: z.enum(postStates).optional(), revision: positiveId.optional(), number: positiveId.optional() }),
  async prepare({ input }) {
    return done(input.decision === 'undo' ? await formerText(input.post) : null)
  },
  async run({ tx, viewer, input, prepared: former, now }) {
    const last = input.decision === 'undo' ? await standingDecision(tx, input.post) : null
    const allowed = await allowedPost(tx, viewer, policyOf(input.decision, last), input.post)
    if (!allowed.ok) return allowed
    const found = allowed.value.thing
    await holdThread(tx, found.thread.id)
    const post = await holdPost(tx, found.post)
    const deciding = { tx, viewer, found, post, reason: input.reason ?? {}, now, target: input.target ?? null, minutes: input.minutes ?? null, former, seen: input.seen, number: input.number }
    // `seen` is the state on the page that was decided from: who judges a held post does not take down one approved meanwhile.
    if (input.seen && input.seen !== post.state) return tooLate(deciding)
    // Nobody lets a text through, or takes it down, that changed after it was read.
    if (input.revision && input.revision !== post.revision) return refuse('changed-since-read')
    if (post.mergedInto !== null && !onMerged.has(input.decision)) return refuse('merged')
    const decided = await deciders[input.decision](deciding)
    if (!decided.ok) return decided
    return done({ id: found.post.id, decision: input.decision, number: decided.value.id })
  },
  once: {
    keyedOnly: true,
    place: input => `post ${input.post}`,
    sender: viewer => countedAs(viewer),
    kept: value => ({ post: value.id, guest: value.number }),
    async again(tx, kept) {
      const [row] = await tx.select({ kind: decisions.kind }).from(decisions).where(eq(decisions.id, kept.guest ?? 0))
      const decision = postDecisions.find(known => known === row?.kind)
      return decision ? { id: kept.post, decision, number: kept.guest ?? 0 } : null
    },
  },
})

/** What may be done to a question that was merged into another one. */
const onMerged: ReadonlySet<PostDecision> = new Set(['undo', 'hide', 'spam'])

const isTending = (decision: string) => Object.hasOwn(tending, decision) || decision === 'status' || decision === 'summary' || decision === 'split'

/** Which row of the policy a decision falls under: undoing one, that of what is undone. */
function policyOf(decision: PostDecision, last: DecisionRow | null): ActionName {
  return isTending(decision === 'undo' ? last?.kind ?? decision : decision) ? 'threads.tend' : 'moderation.decide'
}
