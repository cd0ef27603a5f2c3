/** Oneself, what one follows, and what came of it. */
import { z } from 'zod'
import { roles } from '@/forum/documents'
import { idCursor } from '@/forum/cursors'
import { refuse } from '@/forum/errors'
import { followKinds, setFollow } from '@/forum/follows'
import type { FollowKind } from '@/forum/follows'
import { noticeChoices, noticeGroups, readChoices, setChoices } from '@/forum/notice-choices'
import { readNotices, readNotifications, shows } from '@/forum/notifications'
import type { Notification } from '@/forum/notifications'
import { absolute } from '@/forum/rendering'
import type { Viewer } from '@/forum/viewer'
import { bodiless, endpoint } from '../contract'
import type { Endpoint, Refused, Reply } from '../contract'
import { cursor, limit, nothing, pageOf, pageReply, slug } from '../schemas'

const person = z.object({ id: z.number().int(), handle: z.string(), name: z.string(), role: z.enum(roles), scope: z.enum(['read', 'write', 'moderate']).meta({ description: 'Of the token; a session may do all' }) }).meta({ id: 'Me' })
const notification = z.object({ id: z.number().int(), kind: z.string(), post: z.number().int().nullable(), url: z.url(), createdAt: z.iso.datetime(), readAt: z.iso.datetime().nullable() }).meta({ id: 'Notification' })
const noticeSettings = z.object({ choices: z.record(z.enum(noticeGroups), z.enum(noticeChoices)), followsOwn: z.boolean() }).meta({ id: 'NoticeSettings' })
const following = z.object({ kind: z.enum(followKinds), id: z.string(), following: z.boolean() })
const followParams = z.strictObject({ kind: z.enum(followKinds), id: slug.meta({ description: 'A question’s id, a paper’s or topic’s slug, a person’s handle, or "all" for the site' }) })

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
    summary: 'Follow a question, paper, topic, person or the whole site',
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
    summary: 'What came of what one wrote and follows',
    description: '`kind` is question, answer, comment, mention, endorsement, status, decision or votes. What is not public any more is left out, and comes back with its post.',
    params: nothing, query: z.strictObject({ limit: limit(50), after: cursor(idCursor).optional(), show: z.enum(shows).optional() }),
    answers: { 200: { description: 'A page of notifications, newest first', schema: pageOf(notification) } },
    async handle({ viewer, query, facts }) {
      if (viewer.kind !== 'person') return refuse('sign-in', { sent: 'nothing' })
      const { items, next } = await readNotifications(viewer.id, { shows: query.show ?? 'all', after: query.after ?? null, limit: query.limit })
      return pageReply(facts, { items: items.map(notificationDocument), next })
    },
  }),
  endpoint({
    method: 'POST', path: '/notifications/read', tag: 'People', needs: 'write',
    summary: 'Mark notifications as read, or as unread again',
    params: nothing, query: nothing,
    body: z.union([z.strictObject({ ids: z.array(z.number().int().positive()).min(1).max(200), read: z.boolean().optional() }), z.strictObject({ upTo: z.number().int().positive() })]),
    answers: { 204: { description: 'They are' } },
    async handle({ viewer, body }) {
      const marked = await readNotices(viewer, body)
      return marked.ok ? { status: 204 } : marked
    },
  }),
  bodiless({
    method: 'GET', path: '/me/notices', tag: 'People', needs: 'read',
    summary: 'What one is told of, and by which way',
    params: nothing, query: nothing,
    answers: { 200: { description: 'The choices', schema: noticeSettings } },
    async handle({ viewer }) {
      const chosen = await readChoices(viewer)
      return chosen ? { status: 200, json: chosen } : refuse('sign-in', { sent: 'nothing' })
    },
  }),
  endpoint({
    method: 'PUT', path: '/me/notices', tag: 'People', needs: 'write',
    summary: 'Choose what one is told of; what is left out stays',
    params: nothing, query: nothing,
    body: z.strictObject({ choices: z.partialRecord(z.enum(noticeGroups), z.enum(noticeChoices)).optional(), followsOwn: z.boolean().optional() }),
    answers: { 200: { description: 'The choices', schema: noticeSettings } },
    async handle({ viewer, body }) {
      const set = await setChoices(viewer, body)
      return set.ok ? { status: 200, json: set.value } : set
    },
  }),
]

function me(viewer: Extract<Viewer, { kind: 'person' }>): z.output<typeof person> {
  return { id: viewer.id, handle: viewer.handle, name: viewer.name, role: viewer.role, scope: viewer.scope }
}

function notificationDocument({ id, kind, post, url, createdAt, readAt }: Notification): z.output<typeof notification> {
  return { id, kind, post, url: absolute(url), createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null }
}

async function follow(viewer: Viewer, { kind, id }: { kind: FollowKind; id: string }, wanted: boolean): Promise<Reply | Refused> {
  const set = await setFollow(viewer, { kind, id, following: wanted })
  return set.ok ? { status: 200, json: { kind, id, following: set.value.following } } : set
}
