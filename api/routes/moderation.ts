/** The moderators' queue and decisions, and suspensions. */
import { z } from 'zod'
import { idCursor } from '@/forum/cursors'
import { refuse } from '@/forum/errors'
import { handle, smallText } from '@/forum/fields'
import { limits } from '@/forum/limits'
import { decide, postDecisions, reason } from '@/forum/moderation'
import { readQueue } from '@/forum/queue'
import type { QueueItem } from '@/forum/queue'
import { absolute } from '@/forum/rendering'
import { suspendPerson, unsuspendPerson } from '@/forum/suspensions'
import { bodiless, endpoint } from '../contract'
import type { Endpoint } from '../contract'
import { anyPost, post, postDocument } from '../documents'
import { answerPost } from '../posting'
import { cursor, idParams, limit, nothing, pageOf, pageReply, word } from '../schemas'

const moment = z.iso.datetime()
const queueItem = post.extend({
  heldWhy: z.array(z.string()).meta({ description: 'Codes such as guest, first-posts, links, revised' }),
  flags: z.array(z.object({ reason: z.string(), note: z.string().nullable(), at: moment })),
  record: z.object({ posts: z.number().int(), approved: z.number().int(), rejected: z.number().int(), since: moment.nullable() }).meta({ description: 'Of its writer' }),
  decisions: z.array(z.object({ decision: z.string(), reason: z.string().nullable(), rule: z.string().nullable(), by: z.string().nullable(), at: moment })).meta({ description: 'The latest on this post and its writer' }),
  thread: z.object({ heading: z.string(), number: z.number().int(), status: z.string(), locked: z.boolean(), url: z.url() }),
  paperTitle: z.string(),
}).meta({ id: 'QueueItem' })

const handleParams = z.strictObject({ handle: word })
// A date is the beginning of that day in UTC.
const day = z.union([z.iso.date(), z.iso.datetime({ offset: true })])

export const moderationRoutes: Endpoint[] = [
  bodiless({
    method: 'GET', path: '/moderation/queue', tag: 'Moderation', needs: 'moderate',
    summary: 'Held and flagged posts, oldest first',
    params: nothing,
    query: z.strictObject({ filter: z.enum(['waiting', 'held', 'flagged', 'hidden']).default('waiting'), limit: limit(50), after: cursor(idCursor).optional() }),
    answers: { 200: { description: 'A page of the queue', schema: pageOf(queueItem), headers: { Link: 'The next page, `rel="next"`' } } },
    async handle({ viewer, query, facts }) {
      const queue = await readQueue(viewer, query.filter, query.after ?? null, query.limit)
      return queue.ok ? pageReply(facts, { ...queue.value, items: queue.value.items.map(itemDocument) }) : queue
    },
  }),
  endpoint({
    method: 'POST', path: '/posts/{id}/moderation', tag: 'Moderation', needs: 'moderate',
    summary: 'Decide on a post',
    description: 'A decision that comes too late changes nothing: 409 with `decided`.',
    params: idParams, query: nothing,
    body: z.strictObject({ decision: z.enum(postDecisions), reason: reason.strict().optional(), target: z.number().int().min(1).max(2_147_483_647).optional() }).meta({ id: 'Decision' }),
    answers: { 200: { description: 'The post as it is now', schema: anyPost } },
    async handle({ viewer, params, body }) {
      const decided = await decide(viewer, { post: params.id, ...body })
      return decided.ok ? answerPost(viewer, params.id) : decided
    },
  }),
  endpoint({
    method: 'PUT', path: '/people/{handle}/suspension', tag: 'Moderation', needs: 'moderate',
    summary: 'Suspend a person',
    description: 'Ends sessions and tokens at once. A day in `until` is meant to its end (UTC). Without `until` it stands until it is taken back.',
    params: handleParams, query: nothing,
    body: z.strictObject({ until: day.nullish(), reason: smallText(limits.reason) }),
    answers: { 200: { description: 'The suspension', schema: z.object({ handle: z.string(), until: moment.nullable(), reason: z.string() }) } },
    async handle({ viewer, params, body }) {
      const whom = handle.safeParse(params.handle)
      if (!whom.success) return refuse('not-found')
      const suspended = await suspendPerson(viewer, { handle: whom.data, ...body })
      if (!suspended.ok) return suspended
      const { until, reason: why } = suspended.value
      return { status: 200, json: { handle: suspended.value.handle, until: until?.toISOString() ?? null, reason: why } }
    },
  }),
  bodiless({
    method: 'DELETE', path: '/people/{handle}/suspension', tag: 'Moderation', needs: 'moderate',
    summary: 'End a suspension',
    params: handleParams, query: nothing,
    answers: { 204: { description: 'The person may sign in again' } },
    async handle({ viewer, params }) {
      const whom = handle.safeParse(params.handle)
      const ended = whom.success ? await unsuspendPerson(viewer, { handle: whom.data }) : refuse('not-found')
      return ended.ok ? { status: 204 } : ended
    },
  }),
]

function itemDocument(item: QueueItem): z.output<typeof queueItem> {
  const { question, record } = item
  return {
    ...postDocument(item.post),
    heldWhy: item.heldWhy,
    flags: item.flags.map(flag => ({ reason: flag.reason, note: flag.note, at: flag.at.toISOString() })),
    record: { posts: record.posts, approved: record.approved, rejected: record.rejected, since: record.since?.toISOString() ?? null },
    decisions: item.decisions.map(one => ({ decision: one.decision, reason: one.reason, rule: one.rule, by: one.by, at: one.at.toISOString() })),
    thread: { heading: question.heading, number: question.number, status: question.status, locked: question.locked, url: absolute(question.url) },
    paperTitle: item.paper.title,
  }
}
