/** Coming back to what one left: texts half written, and how far one has read. */
import { z } from 'zod'
import { draftPlace, dropDraft, keepDraft, listDrafts } from '@/forum/drafts'
import type { Draft } from '@/forum/drafts'
import { refuse } from '@/forum/errors'
import { markReading } from '@/forum/readings'
import { personOf } from '@/forum/viewer'
import { bodiless, endpoint } from '../contract'
import type { Endpoint } from '../contract'
import { id, idParams, nothing } from '../schemas'

const draft = z.object({
  place: z.string().meta({ description: '`answer QUESTION`, `comment POST`, `edit POST` by ids, or `ask PAPER` by its slug' }),
  fields: z.record(z.string(), z.string()), revision: z.number().int(), updatedAt: z.iso.datetime(),
}).meta({ id: 'Draft' })
const draftParams = z.strictObject({ place: draftPlace.meta({ description: '`answer QUESTION`, `comment POST`, `edit POST` by ids, or `ask PAPER` by its slug' }) })
const keeping = z.strictObject({
  fields: z.record(z.string(), z.string()).meta({ description: 'The fields of the form; `body` is the text' }),
  revision: z.number().int().min(0).meta({ description: 'The revision that was seen last; 0 where there was none' }),
})
const reading = z.strictObject({ post: z.number().int().min(1).meta({ description: 'The newest public post that was seen' }) })
const read = z.object({ post: z.number().int().nullable().meta({ description: 'How far it is; null in a question that is not followed, of which nothing is kept' }) })

export const returningRoutes: Endpoint[] = [
  bodiless({
    method: 'GET', path: '/drafts', tag: 'People', needs: 'read',
    summary: 'One’s half-written texts, newest first',
    params: nothing, query: nothing,
    answers: { 200: { description: 'All of them, at most 50', schema: z.object({ items: z.array(draft), next: z.null() }) } },
    async handle({ viewer }) {
      const person = personOf(viewer)
      return person === null ? refuse('sign-in', { sent: 'nothing' }) : { status: 200, json: { items: (await listDrafts(person)).map(shown), next: null } }
    },
  }),
  endpoint({
    method: 'PUT', path: '/drafts/{place}', tag: 'People', needs: 'write',
    summary: 'Keep a half-written text for its place',
    description: '412 carries the draft of another device in `current`; nothing is written over unseen. Posting the text forgets its draft.',
    params: draftParams, query: nothing, body: keeping,
    answers: { 200: { description: 'The draft as it is kept', schema: draft } },
    async handle({ viewer, params, body }) {
      const kept = await keepDraft(viewer, { place: params.place, fields: bodied(body.fields), revision: body.revision })
      return kept.ok ? { status: 200, json: shown(kept.value) } : kept
    },
  }),
  bodiless({
    method: 'DELETE', path: '/drafts/{place}', tag: 'People', needs: 'write',
    summary: 'Forget the text of a place',
    params: draftParams, query: nothing,
    answers: { 204: { description: 'Nothing is kept there' } },
    async handle({ viewer, params }) {
      const dropped = await dropDraft(viewer, { place: params.place })
      return dropped.ok ? { status: 204 } : dropped
    },
  }),
  endpoint({
    method: 'PUT', path: '/readings/{id}', tag: 'People', needs: 'write',
    summary: 'Say how far one has read in a question',
    description: 'It moves forward only, and what one was told of the question so far counts as read.',
    params: idParams.extend({ id: id.meta({ description: 'Id of a question' }) }), query: nothing, body: reading,
    answers: { 200: { description: 'How far it is', schema: read } },
    async handle({ viewer, params, body }) {
      const marked = await markReading(viewer, { question: params.id, post: body.post })
      return marked.ok ? { status: 200, json: marked.value } : marked
    },
  }),
]

function shown({ updatedAt, ...kept }: Draft): z.output<typeof draft> {
  return { ...kept, updatedAt: updatedAt.toISOString() }
}

// A form without a text is kept too.
function bodied(fields: Record<string, string>): Record<string, string> & { body: string } {
  return { ...fields, body: fields['body'] ?? '' }
}
