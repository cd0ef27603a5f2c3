/** Papers and their questions. */
import { z } from 'zod'
import { keyedCursor, idCursor } from '@/forum/cursors'
import { refuse } from '@/forum/errors'
import { findPaper, listFullPapers } from '@/forum/papers'
import { listQuestionDocuments } from '@/forum/question-documents'
import { askQuestion } from '@/forum/questions'
import { bodiless, endpoint } from '../contract'
import type { Endpoint } from '../contract'
import { listedQuestion, listedQuestionDocument, paper, paperDocument } from '../documents'
import { answerPosted, askingBody, postedAnswers } from '../posting'
import { cursor, limit, movedReply, nothing, pageOf, pageReply, slug, slugParams } from '../schemas'

const flag = z.enum(['true', 'false']).transform(text => text === 'true')

export const paperRoutes: Endpoint[] = [
  bodiless({
    method: 'GET', path: '/papers', tag: 'Papers', needs: 'public',
    summary: 'Papers in the list’s order',
    params: nothing,
    query: z.strictObject({
      topic: slug.optional().meta({ description: 'Slug of a topic' }),
      rating: z.enum(['up', 'down', 'none']).optional(),
      open: flag.optional().meta({ description: 'Only those with open questions', override: { type: 'boolean' } }),
      all: flag.optional().meta({ description: 'Also those that are no longer on the list', override: { type: 'boolean' } }),
      limit: limit(50), after: cursor(keyedCursor).optional(),
    }),
    answers: { 200: { description: 'A page of papers', schema: pageOf(paper), headers: { Link: 'The next page, `rel="next"`' } } },
    async handle({ query, facts }) {
      const page = await listFullPapers({ topic: query.topic ?? null, rating: query.rating ?? null, open: query.open ?? false, all: query.all ?? false, after: query.after ?? null, limit: query.limit })
      return pageReply(facts, { ...page, items: page.items.map(paperDocument) })
    },
  }),
  bodiless({
    method: 'GET', path: '/papers/{slug}', tag: 'Papers', needs: 'public',
    summary: 'One paper with the author’s rating and notes',
    params: slugParams, query: nothing,
    answers: { 200: { description: 'The paper', schema: paper } },
    async handle({ params }) {
      const paperFound = await findPaper(params.slug)
      if (!paperFound) return refuse('not-found')
      return 'movedTo' in paperFound ? movedReply(paperFound.movedTo) : { status: 200, json: paperDocument(paperFound.found) }
    },
  }),
  bodiless({
    method: 'GET', path: '/papers/{slug}/questions', tag: 'Questions', needs: 'public',
    summary: 'Questions on a paper, by number',
    params: slugParams, query: z.strictObject({ limit: limit(50), after: cursor(idCursor).optional() }),
    answers: { 200: { description: 'A page of questions', schema: pageOf(listedQuestion), headers: { Link: 'The next page, `rel="next"`' } } },
    async handle({ params, query, facts }) {
      const list = await listQuestionDocuments(params.slug, { after: query.after ?? null, limit: query.limit })
      if (!list) return refuse('not-found')
      return 'movedTo' in list ? movedReply(`${list.movedTo}/questions`) : pageReply(facts, { ...list.found, items: list.found.items.map(listedQuestionDocument) })
    },
  }),
  endpoint({
    method: 'POST', path: '/papers/{slug}/questions', tag: 'Questions', needs: 'write', guests: true, takes: 'key',
    summary: 'Ask a question on a paper',
    params: slugParams, query: nothing, body: askingBody,
    answers: postedAnswers,
    handle: ({ viewer, params, body, facts }) => answerPosted(viewer, facts, as => askQuestion(as, { paper: params.slug, ...body }, { key: facts.key })),
  }),
]
