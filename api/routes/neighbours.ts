/** What is near a question, a paper, or a question that is being written. */
import { z } from 'zod'
import { questionStatuses } from '@/forum/documents'
import type { NearPaper, OtherQuestion, RelatedQuestion } from '@/forum/documents'
import { refuse } from '@/forum/errors'
import { papersNear, relatedQuestions } from '@/forum/neighbours'
import { findPaper } from '@/forum/papers'
import { absolute } from '@/forum/rendering'
import { similarQuestions, typedQuestion } from '@/forum/similar-questions'
import { mergedInto, questionIsPublic } from '@/forum/threads'
import { bodiless, endpoint } from '../contract'
import type { Endpoint } from '../contract'
import { idParams, movedReply, nothing, slugParams } from '../schemas'

const why = z.object({
  words: z.array(z.string()).meta({ description: 'The words of both that say most, rarest first' }),
  people: z.array(z.string()).meta({ description: 'People on both title pages' }),
  topic: z.boolean().meta({ description: 'Whether both stand under one topic' }),
  voters: z.number().int().meta({ description: 'How many people voted in both; 0 where they are fewer than three' }),
  mentioned: z.boolean().meta({ description: 'Whether one mentions the other' }),
}).meta({ id: 'NeighbourReasons', description: 'Why two are near. It moves no rating and no order of anything else.' })

const otherQuestion = {
  id: z.number().int().min(1), number: z.number().int(), heading: z.string(), status: z.enum(questionStatuses), answers: z.number().int(),
  paper: z.object({ slug: z.string(), short: z.string().meta({ description: 'Its title as narrow places show it' }) }), url: z.url(),
}
const similarQuestion = z.object({ ...otherQuestion, headingHtml: z.string().meta({ description: 'The heading as safe HTML, its mathematics set' }), here: z.boolean().meta({ description: 'Whether it stands on this paper' }), words: z.array(z.string()).meta({ description: 'Words that both have' }) }).meta({ id: 'SimilarQuestion' })
const relatedQuestion = z.object({ ...otherQuestion, why }).meta({ id: 'RelatedQuestion' })
const nearPaper = z.object({ slug: z.string(), title: z.string(), authors: z.array(z.string()), venue: z.string().nullable(), year: z.number().int().nullable(), url: z.url(), why }).meta({ id: 'NearPaper' })

export const neighbourRoutes: Endpoint[] = [
  endpoint({
    method: 'POST', path: '/papers/{slug}/similar', tag: 'Questions', needs: 'read', guests: true, rate: 'search',
    summary: 'Questions like one that is being written',
    description: 'Those of the paper first, then those of the site, best first. It is a reading: nothing of the text is kept.',
    params: slugParams, query: nothing, body: typedQuestion,
    answers: { 200: { description: 'At most five questions', schema: z.object({ items: z.array(similarQuestion) }) } },
    async handle({ params, body }) {
      const found = await similarQuestions({ ...body, paper: params.slug })
      return found.ok ? { status: 200, json: { items: found.value.map(one => ({ ...lineOf(one), headingHtml: one.headingHtml, here: one.here, words: one.words })) } } : found
    },
  }),
  bodiless({
    method: 'GET', path: '/questions/{id}/related', tag: 'Questions', needs: 'public',
    summary: 'Questions related to one, and why',
    params: idParams, query: nothing,
    answers: { 200: { description: 'At most five questions, nearest first', schema: z.object({ items: z.array(relatedQuestion) }) } },
    async handle({ params }) {
      if (await questionIsPublic(params.id)) return { status: 200, json: { items: (await relatedQuestions(params.id)).map(relatedDocument) } }
      const into = await mergedInto(params.id)
      return into === null ? refuse('not-found') : movedReply(`/questions/${into}/related`)
    },
  }),
  bodiless({
    method: 'GET', path: '/papers/{slug}/near', tag: 'Papers', needs: 'public',
    summary: 'Papers near one, and why',
    params: slugParams, query: nothing,
    answers: { 200: { description: 'At most six papers, nearest first', schema: z.object({ items: z.array(nearPaper) }) } },
    async handle({ params }) {
      const paper = await findPaper(params.slug)
      if (!paper) return refuse('not-found')
      return 'movedTo' in paper ? movedReply(`${paper.movedTo}/near`) : { status: 200, json: { items: (await papersNear(paper.found.id)).map(nearDocument) } }
    },
  }),
]

function lineOf({ id, number, heading, status, answers, paper, url }: OtherQuestion) {
  return { id, number, heading, status, answers, paper: { slug: paper.slug, short: paper.short }, url: absolute(url) }
}

function relatedDocument(related: RelatedQuestion) {
  return { ...lineOf(related), why: related.why }
}

function nearDocument({ slug, title, authors, venue, year, url, why }: NearPaper) {
  return { slug, title, authors, venue, year, url: absolute(url), why }
}
