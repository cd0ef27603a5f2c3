/** Members who stand in as moderators. */
import { z } from 'zod'
import { appointDelegate, endDelegation } from '@/forum/delegates'
import { refuse } from '@/forum/errors'
import { handle } from '@/forum/fields'
import { bodiless, endpoint } from '../contract'
import type { Endpoint } from '../contract'
import { nothing, word } from '../schemas'

const handleParams = z.strictObject({ handle: word })

export const delegationRoutes: Endpoint[] = [
  endpoint({
    method: 'PUT', path: '/people/{handle}/delegation', tag: 'Moderation', needs: 'moderate',
    summary: 'Have a member stand in as a moderator',
    description: 'For authors. A day in `until` is meant to its end (UTC), at most a year ahead.',
    params: handleParams, query: nothing,
    body: z.strictObject({ until: z.union([z.iso.date(), z.iso.datetime({ offset: true })]) }),
    answers: { 200: { description: 'Until when', schema: z.object({ handle: z.string(), until: z.iso.datetime() }) } },
    async handle({ viewer, params, body }) {
      const whom = handle.safeParse(params.handle)
      const appointed = whom.success ? await appointDelegate(viewer, { handle: whom.data, until: body.until }) : refuse('not-found')
      return appointed.ok ? { status: 200, json: { handle: appointed.value.handle, until: appointed.value.until.toISOString() } } : appointed
    },
  }),
  bodiless({
    method: 'DELETE', path: '/people/{handle}/delegation', tag: 'Moderation', needs: 'moderate',
    summary: 'End a delegation at once',
    params: handleParams, query: nothing,
    answers: { 204: { description: 'Whoever stood in is a member again' } },
    async handle({ viewer, params }) {
      const whom = handle.safeParse(params.handle)
      const ended = whom.success ? await endDelegation(viewer, { handle: whom.data }) : refuse('not-found')
      return ended.ok ? { status: 204 } : ended
    },
  }),
]
