/** Papers and their questions. */
import { z } from 'zod'
import { idCursor } from '@/forum/cursors'
import { readCitedPaper } from '@/forum/citing'
import { refuse } from '@/forum/errors'
import { directions, fitsPapers, paperSorts } from '@/forum/paper-orders'
import { findPaper, listFullPapers } from '@/forum/papers'
import { listQuestionDocuments } from '@/forum/question-documents'
import { askQuestion } from '@/forum/questions'
import { bodiless, endpoint } from '../contract'
import type { Endpoint } from '../contract'
import { citation, citationDocument } from '../citation'
import { listedQuestion, listedQuestionDocument, paper, paperDocument } from '../documents'
import { answerPosted, askingBody, postedAnswers } from '../posting'
import { cursor, flag, limit, movedReply, nothing, pageOf, pageReply, slug, slugParams } from '../schemas'

const year = z.string().regex(/^[1-9]\d{0,3}$/, 'Give a year.').transform(Number)

export const paperRoutes: Endpoint[] = [
  bodiless({
    method: 'GET', path: '/papers', tag: 'Papers', needs: 'public',
    summary: 'Papers in the list’s order or another one',
    description: 'No order goes by a rating. Papers without a year or a venue stand last where that is the order, in both directions.',
    params: nothing,
    query: z.strictObject({
      topic: slug.optional().meta({ description: 'Slug of a topic; the topics under it belong to it' }),
      rating: z.enum(['up', 'down', 'none']).optional(),
      open: flag.optional().meta({ description: 'Only those with open questions', override: { type: 'boolean' } }),
      all: flag.optional().meta({ description: 'Also those that are no longer on the list', override: { type: 'boolean' } }),
      venue: z.string().max(100).optional().meta({ description: 'What the venue begins with, in whatever case' }),
      from: year.optional().meta({ description: 'The first year', override: { type: 'integer' } }), to: year.optional().meta({ description: 'The last year', override: { type: 'integer' } }),
      title: z.string().max(100).optional().meta({ description: 'Words that stand in the title one after the other' }),
      sort: z.enum(paperSorts).default('list'), dir: z.enum(directions).optional().meta({ description: 'Left out: names from A, numbers and days from the greatest' }),
      limit: limit(50), after: z.string().max(400).optional().meta({ description: '`next` of the page before, in the same order' }),
    }).refine(query => query.after === undefined || fitsPapers(query.sort, query.after), { path: ['after'], message: 'Not a cursor of this order: take `next` of the page before, or leave it out.' }).refine(query => !query.all || query.sort === 'list', { path: ['sort'], message: 'Papers that are no longer on the list come in the list’s order only.' }),
    answers: { 200: { description: 'A page of papers', schema: pageOf(paper), headers: { Link: 'The next page, `rel="next"`' } } },
    async handle({ query, facts }) {
      const page = await listFullPapers({
        topic: query.topic ?? null, rating: query.rating ?? null, open: query.open ?? false, venue: query.venue ?? null, from: query.from ?? null, to: query.to ?? null, title: query.title ?? null,
        sort: query.sort, dir: query.dir ?? null, all: query.all ?? false, after: query.after ?? null, limit: query.limit,
      })
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
    method: 'GET', path: '/papers/{slug}/citation', tag: 'Papers', needs: 'public',
    summary: 'A paper as it is cited',
    description: 'The same as files stand at `/papers/{slug}/cite.txt`, `.bib`, `.ris` and `.json` of the site.',
    params: slugParams, query: nothing,
    answers: { 200: { description: 'The citation in each format', schema: citation } },
    async handle({ params }) {
      const cited = await readCitedPaper(params.slug)
      if (!cited) return refuse('not-found')
      return 'movedTo' in cited ? movedReply(`${cited.movedTo}/citation`) : { status: 200, json: citationDocument(cited.found.work, cited.found.paper.url) }
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
