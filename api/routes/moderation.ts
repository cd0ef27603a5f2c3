/** The moderators' queue and decisions, and what moderators do to threads. */
import { z } from 'zod'
import { amendPost } from '@/forum/amending'
import { bulkInput, bulkMax, decideMany } from '@/forum/bulk'
import { refuse } from '@/forum/errors'
import { postStates } from '@/forum/documents'
import { body as bodyField, positiveId, smallText, title } from '@/forum/fields'
import { limits } from '@/forum/limits'
import { decide, decisionFields, postDecisions, reason } from '@/forum/moderation'
import { likenesses, queueCursor, queueFilters, queueOrders, readQueue } from '@/forum/queue'
import { splitThread } from '@/forum/splitting'
import { removeSummary, writeSummary } from '@/forum/summaries'
import { bodiless, endpoint } from '../contract'
import type { Endpoint } from '../contract'
import { anyPost } from '../documents'
import { answerPost, presentOf, revisionIn } from '../posting'
import { itemDocument, queueItem } from '../queue-documents'
import { cursor, id, idParams, limit, nothing, pageOf, pageReply } from '../schemas'

const words = { reason: reason.strict().optional() }
const decisionBody = z.union([
  z.strictObject({ decision: z.enum(postDecisions), ...words, target: z.union([z.number().int().min(1).max(2_147_483_647), z.string().trim().min(1).max(200)]).optional(), minutes: decisionFields.minutes, seen: z.enum(postStates).optional(), revision: z.number().int().min(1).optional(), number: z.number().int().min(1).optional() }),
  z.strictObject({ decision: z.literal('split'), ...words, posts: z.array(positiveId).min(1).max(50), title, body: bodyField }),
]).meta({ id: 'Decision', description: '`target`: the id of the question or post, or the slug of the paper, to which something is moved or merged. `split` makes a new question of `posts`, answers of this thread. `seen` and `revision`: the state and text that were read; where they have changed, nothing is decided. `number`: the decision to undo, needed for another’s.' })

const refusedPost = z.object({ post: z.number().int(), code: z.string(), detail: z.string() })

export const moderationRoutes: Endpoint[] = [
  bodiless({
    method: 'GET', path: '/moderation/queue', tag: 'Moderation', needs: 'moderate',
    summary: 'What waits for a decision: held and flagged posts, waiting edits, appeals',
    params: nothing,
    query: z.strictObject({ like: id.optional(), by: z.enum(likenesses).default('text'), filter: z.enum(queueFilters).default('waiting'), order: z.enum(queueOrders).default('oldest'), limit: limit(50, 200), after: cursor(queueCursor).optional() }),
    answers: { 200: { description: 'A page of the queue', schema: pageOf(queueItem), headers: { Link: 'The next page, `rel="next"`' } } },
    async handle({ viewer, query, facts }) {
      const { filter, order, after = null } = query
      const like = query.like === undefined ? null : { post: query.like, by: query.by }
      const queue = await readQueue(viewer, { filter, order, after, limit: query.limit, like })
      return queue.ok ? pageReply(facts, { ...queue.value, items: queue.value.items.map(itemDocument) }) : queue
    },
  }),
  endpoint({
    method: 'POST', path: '/posts/{id}/moderation', tag: 'Moderation', needs: 'moderate',
    summary: 'Decide on a post',
    description: 'A decision that comes too late changes nothing: 409 with `decided`. `undo` takes the last decision on the post back, for ten minutes.',
    takes: 'key',
    params: idParams, query: nothing, body: decisionBody,
    answers: { 200: { description: 'The post as it is now', schema: anyPost } },
    async handle({ viewer, params, body, facts }) {
      const decided = body.decision === 'split'
        ? await splitThread(viewer, { post: params.id, posts: body.posts, title: body.title, body: body.body, ...(body.reason?.text ? { reason: body.reason.text } : {}) })
        : await decide(viewer, { post: params.id, ...body }, { key: facts.key })
      return decided.ok ? answerPost(viewer, params.id) : decided
    },
  }),
  endpoint({
    method: 'POST', path: '/moderation/decisions', tag: 'Moderation', needs: 'moderate',
    summary: 'The same decision on many posts',
    description: 'Each is decided for itself; those that are refused are named with the reason.',
    params: nothing, query: nothing,
    body: z.strictObject({ ...bulkInput.shape, posts: z.array(positiveId).min(1).max(bulkMax), ...words }),
    answers: { 200: { description: 'What was decided and what was not', schema: z.object({ done: z.array(z.number().int()), refused: z.array(refusedPost) }) } },
    async handle({ viewer, body }) {
      const told = await decideMany(viewer, body)
      return told.ok ? { status: 200, json: { done: told.value.done, refused: told.value.refused.map(({ post, error }) => ({ post, code: error.code, detail: error.text })) } } : told
    },
  }),
  endpoint({
    method: 'PATCH', path: '/posts/{id}/amendment', tag: 'Moderation', needs: 'moderate', takes: 'if-match',
    summary: 'Edit another’s post, visibly',
    description: 'The former text stays readable, and the post says that a moderator edited it. With `approve` a held post is let through in the same go.',
    params: idParams, query: nothing,
    body: z.strictObject({ body: bodyField, title: title.optional(), reason: smallText(limits.reason).optional(), approve: z.boolean().optional() }),
    answers: { 200: { description: 'The post as it is now', schema: anyPost } },
    async handle({ viewer, params, body, facts }) {
      const revision = revisionIn(facts.ifMatch)
      if (revision === null) return refuse('revision-missing')
      const amended = await amendPost(viewer, { post: params.id, revision, ...body })
      if (amended.ok) return answerPost(viewer, params.id)
      return amended.error.code === 'changed-meanwhile' ? presentOf(viewer, params.id) : amended
    },
  }),
  endpoint({
    method: 'PUT', path: '/questions/{id}/summary', tag: 'Moderation', needs: 'moderate',
    summary: 'Write a thread’s summary anew',
    description: '`seen` is the number of the summary that was read, 0 where there was none: 412 where it has changed meanwhile.',
    params: idParams, query: nothing,
    body: z.strictObject({ body: bodyField, seen: z.number().int().min(0) }),
    answers: { 200: { description: 'The question as it is now', schema: anyPost, headers: { ETag: 'The question’s revision' } } },
    async handle({ viewer, params, body }) {
      const written = await writeSummary(viewer, { question: params.id, ...body })
      if (written.ok) return answerPost(viewer, params.id)
      return written.error.code === 'changed-meanwhile' ? presentOf(viewer, params.id) : written
    },
  }),
  bodiless({
    method: 'DELETE', path: '/questions/{id}/summary', tag: 'Moderation', needs: 'moderate',
    summary: 'Take a thread’s summary away',
    params: idParams, query: nothing,
    answers: { 204: { description: 'It stays among the former summaries' } },
    async handle({ viewer, params }) {
      const removed = await removeSummary(viewer, { question: params.id })
      return removed.ok ? { status: 204 } : removed
    },
  }),
]
