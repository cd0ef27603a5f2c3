/** Oneself, what one follows, and what came of it. */
import { z } from 'zod'
import { roles } from '@/forum/documents'
import { refuse } from '@/forum/errors'
import { followKinds, setFollow } from '@/forum/follows'
import type { FollowKind } from '@/forum/follows'
import type { Viewer } from '@/forum/viewer'
import { bodiless } from '../contract'
import type { Endpoint, Refused, Reply } from '../contract'
import { limit, nothing, pageOf, pageReply, slug } from '../schemas'

const person = z.object({ id: z.number().int(), handle: z.string(), name: z.string(), role: z.enum(roles), scope: z.enum(['read', 'write', 'moderate']).meta({ description: 'Of the token; a session may do all' }) }).meta({ id: 'Me' })
const notification = z.object({ id: z.number().int(), kind: z.string(), post: z.number().int().nullable(), url: z.url(), createdAt: z.iso.datetime(), readAt: z.iso.datetime().nullable() }).meta({ id: 'Notification' })
const following = z.object({ kind: z.enum(followKinds), id: z.string(), following: z.boolean() })
const followParams = z.strictObject({ kind: z.enum(followKinds), id: slug.meta({ description: 'A question’s id, a paper’s or topic’s slug, or a person’s handle' }) })

export const peopleRoutes: Endpoint[] = [
  bodiless({
    method: 'GET', path: '/me', tag: 'People', needs: 'read',
    summary: 'The person of the token or session',
    params: nothing, query: nothing,
    answers: { 200: { description: 'Oneself', schema: person } },
    handle: ({ viewer }) => Promise.resolve(viewer.kind === 'person' ? { status: 200, json: me(viewer) } : refuse('sign-in', { sent: 'nothing' })),
  }),
  bodiless({
    method: 'PUT', path: '/follows/{kind}/{id}', tag: 'People', needs: 'write',
    summary: 'Follow a paper, question, topic or person',
    params: followParams, query: nothing,
    answers: { 200: { description: 'It is followed', schema: following } },
    handle: ({ viewer, params }) => follow(viewer, params, true),
  }),
  bodiless({
    method: 'DELETE', path: '/follows/{kind}/{id}', tag: 'People', needs: 'write',
    summary: 'Follow it no longer',
    params: followParams, query: nothing,
    answers: { 200: { description: 'It is followed no longer', schema: following } },
    handle: ({ viewer, params }) => follow(viewer, params, false),
  }),
  bodiless({
    method: 'GET', path: '/notifications', tag: 'People', needs: 'read',
    summary: 'What came of what one follows',
    description: 'No notifications are made yet: the list is empty. What is followed now counts from the day they are.',
    params: nothing, query: z.strictObject({ limit: limit(50) }),
    answers: { 200: { description: 'A page of notifications, newest first', schema: pageOf(notification) } },
    handle: ({ viewer, facts }) => Promise.resolve(viewer.kind === 'person' ? pageReply(facts, { items: [], next: null }) : refuse('sign-in', { sent: 'nothing' })),
  }),
]

function me(viewer: Extract<Viewer, { kind: 'person' }>): z.output<typeof person> {
  return { id: viewer.id, handle: viewer.handle, name: viewer.name, role: viewer.role, scope: viewer.scope }
}

async function follow(viewer: Viewer, { kind, id }: { kind: FollowKind; id: string }, wanted: boolean): Promise<Reply | Refused> {
  const set = await setFollow(viewer, { kind, id, following: wanted })
  return set.ok ? { status: 200, json: { kind, id, following: set.value.following } } : set
}
