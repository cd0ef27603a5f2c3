/** Suspending people, ending that, their appeals, and what moderators note of them. */
import { z } from 'zod'
import { refuse } from '@/forum/errors'
import { handle, smallText } from '@/forum/fields'
import { limits } from '@/forum/limits'
import { listPersonAppeals, settlePersonAppeal } from '@/forum/person-appeals'
import { readPersonDesk } from '@/forum/person-desk'
import { deletePersonNote, notePerson } from '@/forum/person-notes'
import { postsAtOnce } from '@/forum/suspended-posts'
import { mostYears, suspendPerson, unsuspendPerson, usualDays } from '@/forum/suspensions'
import { bodiless, endpoint } from '../contract'
import type { Endpoint } from '../contract'
import { idParams, nothing, word } from '../schemas'

const moment = z.iso.datetime()
const handleParams = z.strictObject({ handle: word })
// A day is meant to its end.
const day = z.union([z.iso.date(), z.iso.datetime({ offset: true })])
const moved = { left: z.number().int().meta({ description: `How many are left for the next time: at most ${postsAtOnce} are moved at once` }) }
const noteDocument = z.object({ id: z.number().int(), words: z.string(), by: z.string().nullable(), own: z.boolean(), at: moment })

export const suspensionRoutes: Endpoint[] = [
  endpoint({
    method: 'PUT', path: '/people/{handle}/suspension', tag: 'Moderation', needs: 'moderate',
    summary: 'Suspend a person',
    description: `Ends sessions and tokens at once. A day in \`until\` is meant to its end (UTC), at most ${mostYears} years ahead; without \`until\` it stands for ${usualDays} days. \`posts\`: "keep" leaves what is public, "hide" takes it down while the suspension stands.`,
    params: handleParams, query: nothing,
    body: z.strictObject({ until: day.nullish(), reason: smallText(limits.reason), posts: z.enum(['keep', 'hide']).optional() }),
    answers: { 200: { description: 'The suspension', schema: z.object({ handle: z.string(), until: moment, reason: z.string(), hidden: z.number().int().meta({ description: 'How many posts were hidden' }), ...moved }) } },
    async handle({ viewer, params, body }) {
      const whom = handle.safeParse(params.handle)
      if (!whom.success) return refuse('not-found')
      const suspended = await suspendPerson(viewer, { handle: whom.data, ...body })
      if (!suspended.ok) return suspended
      const { until, reason, hidden, left } = suspended.value
      return { status: 200, json: { handle: suspended.value.handle, until: until.toISOString(), reason, hidden, left } }
    },
  }),
  bodiless({
    method: 'DELETE', path: '/people/{handle}/suspension', tag: 'Moderation', needs: 'moderate',
    summary: 'End a suspension',
    description: '`posts=restore` shows the posts again that the suspension hides still.',
    params: handleParams, query: z.strictObject({ posts: z.enum(['keep', 'restore']).default('keep') }),
    answers: {
      200: { description: 'The person may sign in again, and so many posts are public again', schema: z.object({ handle: z.string(), restored: z.number().int(), ...moved }) },
      204: { description: 'The person may sign in again' },
    },
    async handle({ viewer, params, query }) {
      const whom = handle.safeParse(params.handle)
      const ended = whom.success ? await unsuspendPerson(viewer, { handle: whom.data, posts: query.posts }) : refuse('not-found')
      if (!ended.ok) return ended
      return query.posts === 'keep' ? { status: 204 } : { status: 200, json: ended.value }
    },
  }),
  bodiless({
    method: 'GET', path: '/moderation/appeals', tag: 'Moderation', needs: 'moderate',
    summary: 'Open appeals against suspensions, oldest first',
    description: 'Those about posts stand in the queue.',
    params: nothing, query: nothing,
    answers: { 200: { description: 'All of them', schema: z.object({ items: z.array(z.object({ id: z.number().int(), handle: z.string(), words: z.string(), at: moment, until: moment.nullable(), reason: z.string().nullable(), mayJudge: z.boolean() })) }) } },
    async handle({ viewer }) {
      const found = await listPersonAppeals(viewer)
      if (!found.ok) return found
      const items = found.value.map(({ id, handle: who, words, at, suspension, mayJudge }) => ({ id, handle: who, words, at: at.toISOString(), until: suspension.until?.toISOString() ?? null, reason: suspension.reason, mayJudge }))
      return { status: 200, json: { items } }
    },
  }),
  endpoint({
    method: 'PUT', path: '/moderation/appeals/{id}', tag: 'Moderation', needs: 'moderate',
    summary: 'Judge an appeal against a suspension',
    description: 'Granted, the suspension ends and the posts that it hides are public again. Whoever suspended does not judge, where another moderator can.',
    params: idParams, query: nothing,
    body: z.strictObject({ outcome: z.enum(['granted', 'refused']), reason: smallText(limits.reason).optional() }),
    answers: { 200: { description: 'It is judged', schema: z.object({ handle: z.string(), outcome: z.string(), ...moved }) } },
    async handle({ viewer, params, body }) {
      const judged = await settlePersonAppeal(viewer, { appeal: params.id, ...body })
      return judged.ok ? { status: 200, json: judged.value } : judged
    },
  }),
  bodiless({
    method: 'GET', path: '/people/{handle}/notes', tag: 'Moderation', needs: 'moderate',
    summary: 'What moderators noted of a person',
    params: handleParams, query: nothing,
    answers: { 200: { description: 'The notes, newest first', schema: z.object({ items: z.array(noteDocument) }) } },
    async handle({ viewer, params }) {
      const found = await readPersonDesk(viewer, params.handle)
      return found.ok ? { status: 200, json: { items: found.value.notes.map(note => ({ ...note, at: note.at.toISOString() })) } } : found
    },
  }),
  endpoint({
    method: 'POST', path: '/people/{handle}/notes', tag: 'Moderation', needs: 'moderate',
    summary: 'Note something of a person, for moderators alone',
    params: handleParams, query: nothing,
    body: z.strictObject({ words: smallText(limits.personNote) }),
    answers: { 201: { description: 'It is kept', schema: z.object({ id: z.number().int() }) } },
    async handle({ viewer, params, body }) {
      const whom = handle.safeParse(params.handle)
      const noted = whom.success ? await notePerson(viewer, { handle: whom.data, ...body }) : refuse('not-found')
      return noted.ok ? { status: 201, json: { id: noted.value.id } } : noted
    },
  }),
  bodiless({
    method: 'DELETE', path: '/moderation/notes/{id}', tag: 'Moderation', needs: 'moderate',
    summary: 'Take a note of one’s own away',
    params: idParams, query: nothing,
    answers: { 204: { description: 'It is gone' } },
    async handle({ viewer, params }) {
      const gone = await deletePersonNote(viewer, { note: params.id })
      return gone.ok ? { status: 204 } : gone
    },
  }),
]
