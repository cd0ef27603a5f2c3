/** Suspending people, and ending that. */
import { z } from 'zod'
import { refuse } from '@/forum/errors'
import { handle, smallText } from '@/forum/fields'
import { limits } from '@/forum/limits'
import { suspendPerson, unsuspendPerson } from '@/forum/suspensions'
import { bodiless, endpoint } from '../contract'
import type { Endpoint } from '../contract'
import { nothing, word } from '../schemas'

const moment = z.iso.datetime()
const handleParams = z.strictObject({ handle: word })
// A date is the beginning of that day in UTC.
const day = z.union([z.iso.date(), z.iso.datetime({ offset: true })])

export const suspensionRoutes: Endpoint[] = [
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
