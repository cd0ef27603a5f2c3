/** Following the log, rendering, and what the API says of itself. */
import { z } from 'zod'
import { errors, refuse } from '@/forum/errors'
import type { ErrorCode } from '@/forum/errors'
import { body, parseInput } from '@/forum/fields'
import { limits } from '@/forum/limits'
import { findPaper } from '@/forum/papers'
import { publicEventsAfter } from '@/forum/public-log'
import { renderPost } from '@/forum/rendering'
import { isBlank } from '@/text/characters'
import { bodiless, endpoint } from '../contract'
import type { Endpoint, Refused, Reply } from '../contract'
import { titleOf } from '../problems'
import { limit, nothing, pageOf, pageReply, slug, word } from '../schemas'

const event = z.object({
  id: z.number().int(), kind: z.string(), post: z.number().int().nullable(), question: z.number().int().nullable(), paper: z.string().nullable(),
  person: z.string().optional().meta({ description: 'Handle of whom it is about' }), actor: z.string().optional().meta({ description: 'Handle of who did it' }), at: z.iso.datetime(),
}).meta({ id: 'Event' })

export const siteRoutes: Endpoint[] = [
  bodiless({
    method: 'GET', path: '/events', tag: 'Events', needs: 'public',
    summary: 'What happened, in order',
    description: 'The public part of the log: no held post, no voter, no flagger in it. Ids grow; whoever follows asks again with the last id seen as `after`, also where `next` is null.',
    params: nothing, query: z.strictObject({ after: z.string().regex(/^\d{1,9}$/, 'Give the id of an event.').transform(Number).default(0).meta({ override: { type: 'integer', minimum: 0 }, description: 'Id of the last event seen' }), limit: limit(100) }),
    answers: { 200: { description: 'Events, oldest first', schema: pageOf(event), headers: { Link: 'The next page, `rel="next"`' } } },
    async handle({ query, facts }) {
      const found = await publicEventsAfter(query.after, query.limit + 1)
      const items = found.slice(0, query.limit)
      const last = items.at(-1)
      return pageReply(facts, { items: items.map(eventDocument), next: found.length > query.limit && last ? String(last.id) : null })
    },
  }),
  endpoint({
    method: 'POST', path: '/render', tag: 'Rendering', needs: 'read', guests: true, rate: 'render',
    summary: 'Exactly what a post would show',
    params: nothing, query: nothing,
    body: z.strictObject({ markdown: z.string().meta({ description: 'Markdown with mathematics', maxLength: limits.body }), paper: slug.optional().meta({ description: 'Slug of the paper whose questions Q1, Q2 … are' }) }),
    answers: { 200: { description: 'Safe HTML', schema: z.object({ html: z.string() }) } },
    handle: ({ body: asked }) => rendered(asked),
  }),
  bodiless({
    method: 'GET', path: '/problems/{code}', tag: 'About', needs: 'public',
    summary: 'What a kind of problem means',
    params: z.strictObject({ code: word }), query: nothing,
    answers: { 200: { description: 'The kind of problem', schema: z.object({ code: z.string(), title: z.string(), status: z.number().int() }) } },
    handle({ params }) {
      const code = Object.keys(errors).find((one): one is ErrorCode => one === params.code)
      return Promise.resolve(code ? { status: 200, json: { code, title: titleOf(code), status: errors[code].status } } : refuse('not-found'))
    },
  }),
]

async function rendered({ markdown, paper }: { markdown: string; paper?: string | undefined }): Promise<Reply | Refused> {
  const place = paper === undefined ? null : await findPaper(paper)
  if (paper !== undefined && !(place && 'found' in place)) return refuse('not-found')
  if (isBlank(markdown)) return { status: 200, json: { html: '' } }
  const parsed = parseInput(z.object({ markdown: body }), { markdown })
  if (!parsed.ok) return parsed
  const { html } = await renderPost(parsed.value.markdown, place && 'found' in place ? place.found.id : null)
  return { status: 200, json: { html } }
}

function eventDocument({ person, actor, at, ...ids }: Awaited<ReturnType<typeof publicEventsAfter>>[number]): z.output<typeof event> {
  return { ...ids, ...(person === null ? {} : { person }), ...(actor === null ? {} : { actor }), at: at.toISOString() }
}
