/** A thread: read as a document or as Markdown, answered, and its status set. */
import { z } from 'zod'
import { postAnswer } from '@/forum/answers'
import { idCursor, rankedCursor, readCursor } from '@/forum/cursors'
import { refuse } from '@/forum/errors'
import { setExpertise } from '@/forum/expertise'
import { expertise, smallText } from '@/forum/fields'
import { limits } from '@/forum/limits'
import { closings } from '@/forum/documents'
import { questionStatuses, setStatus } from '@/forum/questions'
import { mergedInto, readThreadOf } from '@/forum/threads'
import { bodiless, endpoint } from '../contract'
import type { Endpoint } from '../contract'
import { question, thread, threadDocument } from '../documents'
import { answerPost, answerPosted, postedAnswers, postingBody, tagOf } from '../posting'
import { idParams, limit, movedReply, nothing, pageReply } from '../schemas'
import { threadMarkdown } from '../thread-markdown'

const order = z.enum(['ranked', 'newest', 'oldest']).default('ranked').meta({ description: 'ranked: endorsed first, then by upvotes weighed against who voted in the thread' })

export const questionRoutes: Endpoint[] = [
  bodiless({
    method: 'GET', path: '/questions/{id}.md', tag: 'Questions', needs: 'public',
    summary: 'The whole thread as Markdown',
    params: idParams, query: nothing,
    answers: { 200: { description: 'The thread, with its public posts only', type: 'text/markdown' } },
    async handle({ params }) {
      const content = await threadMarkdown(params.id)
      return content === null ? refuse('not-found') : { status: 200, text: { type: 'text/markdown', content } }
    },
  }),
  bodiless({
    method: 'GET', path: '/questions/{id}', tag: 'Questions', needs: 'public',
    summary: 'The thread: question, answers in order, comments',
    description: 'Writers see their own held and hidden answers, moderators all such, at the end of the last page.',
    params: idParams,
    query: z.strictObject({ order, limit: limit(limits.answersPerPage), after: z.string().max(400).optional().meta({ description: '`next` of the page before, in the same order' }) })
      .refine(fits, { path: ['after'], message: 'Not a cursor of this order: take `next` of the page before, or leave it out.' }),
    answers: { 200: { description: 'A page of the thread', schema: thread, headers: { Link: 'The next page of answers, `rel="next"`', ETag: 'The question’s own revision, for editing it' } } },
    async handle({ viewer, params, query, facts }) {
      const found = await readThreadOf(params.id, { order: query.order, limit: query.limit, after: query.after ?? null }, viewer)
      if (!found) {
        const into = await mergedInto(params.id)
        return into === null ? refuse('not-found') : movedReply(`/questions/${into}`)
      }
      const reply = pageReply(facts, threadDocument(found))
      return { ...reply, headers: { ...reply.headers, ...tagOf(found.question) } }
    },
  }),
  endpoint({
    method: 'POST', path: '/questions/{id}/answers', tag: 'Posts', needs: 'write', guests: true, takes: 'key',
    summary: 'Answer a question',
    params: idParams, query: nothing, body: postingBody,
    answers: postedAnswers,
    handle: ({ viewer, params, body, facts }) => answerPosted(viewer, facts, as => postAnswer(as, { question: params.id, ...body }, { key: facts.key })),
  }),
  endpoint({
    method: 'PUT', path: '/questions/{id}/status', tag: 'Questions', needs: 'write',
    summary: 'Set a question’s status',
    description: 'Moderators and authors set any; the asker may call it answered or open.',
    params: idParams, query: nothing,
    body: z.strictObject({
      status: z.enum(questionStatuses), reason: smallText(limits.reason).optional(),
      closing: z.strictObject({ why: z.enum(closings), target: z.number().int().min(1).max(2_147_483_647).optional(), place: smallText(limits.anchor).optional() }).optional().meta({ description: 'Why it is closed: `duplicate` names the other question in `target`, `in-paper` where the paper answers it in `place`' }),
    }),
    answers: { 200: { description: 'The question', schema: question } },
    async handle({ viewer, params, body }) {
      const set = await setStatus(viewer, { question: params.id, ...body })
      return set.ok ? answerPost(viewer, params.id) : set
    },
  }),
  endpoint({
    method: 'PUT', path: '/questions/{id}/expertise', tag: 'Questions', needs: 'write',
    summary: 'Say what kind of expert a question wants',
    description: 'The asker, moderators and authors. An empty text takes it back.',
    params: idParams, query: nothing,
    body: z.strictObject({ expertise }),
    answers: { 200: { description: 'The question', schema: question } },
    async handle({ viewer, params, body }) {
      const set = await setExpertise(viewer, { question: params.id, ...body })
      return set.ok ? answerPost(viewer, params.id) : set
    },
  }),
]

function fits(query: { order: 'ranked' | 'newest' | 'oldest'; after?: string | undefined }): boolean {
  if (query.after === undefined) return true
  return (query.order === 'ranked' ? readCursor(query.after, rankedCursor) : readCursor(query.after, idCursor)) !== null
}
