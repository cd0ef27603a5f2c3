/** What somebody is told: lists, groups, how many are unread, and marking them read. */
import { and, desc, eq, inArray, isNull, lt, lte, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { db } from '@/db'
import type { Reader } from '@/db'
import { decisions, guests, notifications, papers, people, posts } from '@/db/schema'
import { excerpt } from '@/text/excerpt'
import { withoutTex } from '@/text/without-tex'
import { action } from './action'
import { cut, idCursor, readCursor } from './cursors'
import type { Writer } from './documents'
import { done } from './errors'
import { positiveId } from './fields'
import type { NoticeKind } from './notice-choices'
import { isSeenNotice, thread } from './notice-sight'
import { writerColumns, writerOf } from './showing'
import type { DecisionKind } from './decisions'
import { lastingPath, paperPath, postPath } from './urls'
import { personOf } from './viewer'
import { t } from '@/words'

export type Notification = {
  id: number
  kind: NoticeKind
  /** About what its reader wrote; otherwise about what they follow. */
  own: boolean
  post: number | null
  postKind: 'question' | 'answer' | 'comment' | null
  /** The thread: its id, and its heading and paper in plain signs, for they stand in mails and on screens that set no mathematics. */
  question: number | null
  heading: string
  paper: string
  /** Who wrote the post, or who did it; null where nobody is named (votes, decisions). */
  by: Writer | null
  excerpt: string
  status: string | null
  milestone: number | null
  decision: DecisionKind | null
  /** On this site, without its origin. */
  url: string
  createdAt: Date
  readAt: Date | null
}

export const shows = ['all', 'unread', 'replies', 'follows', 'decisions'] as const
export type Shows = (typeof shows)[number]

const actor = alias(people, 'actor')
const excerptMax = 200

/** A page of one's notifications, newest first. What is not public any more, or not any more so, is left out. */
export async function readNotifications(person: number, request: { shows?: Shows; after?: string | null; limit?: number } = {}, on: Reader = db().read): Promise<{ items: Notification[]; next: string | null }> {
  const { limit = 50 } = request
  const [before] = readCursor(request.after, idCursor) ?? []
  const rows = await selectNotices(on)
    .where(and(eq(notifications.person, person), isSeenNotice, ofShow[request.shows ?? 'all'], before === undefined ? undefined : lt(notifications.id, before)))
    .orderBy(desc(notifications.id)).limit(limit + 1)
  const { items, next } = cut(rows, limit, row => [row.notice.id])
  return { items: items.map(noticeOf), next }
}

/** The newest notification of a person that can be seen now. */
export async function newestNotice(person: number): Promise<number | undefined> {
  return (await readNotifications(person, { limit: 1 })).items[0]?.id
}

/** Notifications by their conditions, for those that a mail carries. */
export async function notificationsWhere(where: SQL | undefined, limit: number, on: Reader = db().read): Promise<Notification[]> {
  return (await selectNotices(on).where(and(where, isSeenNotice)).orderBy(notifications.id).limit(limit)).map(noticeOf)
}

const ofShow: Record<Shows, SQL | undefined> = {
  all: undefined,
  unread: isNull(notifications.readAt),
  replies: and(eq(notifications.own, true), inArray(notifications.kind, ['answer', 'comment', 'mention'])),
  follows: and(eq(notifications.own, false), inArray(notifications.kind, ['question', 'answer', 'comment', 'status'])),
  decisions: eq(notifications.kind, 'decision'),
}

function selectNotices(on: Reader) {
  const post = { id: posts.id, kind: posts.kind, plain: posts.plain, status: posts.status, number: posts.number, role: posts.role }
  const by = { handle: actor.handle, name: actor.name, role: actor.role, former: actor.former }
  return on.select({ notice: notifications, post, slug: papers.slug, paper: papers.title, number: thread.number, heading: thread.heading, threadState: thread.state, decision: decisions.kind, by, ...writerColumns })
    .from(notifications)
    .leftJoin(posts, eq(posts.id, notifications.post)).leftJoin(thread, sql`${thread.id} = coalesce(${posts.question}, ${posts.id})`).leftJoin(papers, eq(papers.id, posts.paper))
    .leftJoin(people, eq(people.id, posts.person)).leftJoin(guests, eq(guests.id, posts.guest))
    .leftJoin(actor, eq(actor.id, notifications.actor)).leftJoin(decisions, eq(decisions.id, notifications.decision)).$dynamic()
}

type Row = Awaited<ReturnType<typeof selectNotices>>[number]

function noticeOf(row: Row): Notification {
  const { notice, post } = row
  return {
    id: notice.id, kind: notice.kind, own: notice.own, post: post?.id ?? null, postKind: post?.kind ?? null, question: notice.question, heading: withoutTex(headingOf(row)), paper: withoutTex(row.paper ?? ''),
    by: doerOf(row), excerpt: post && hasWords.has(notice.kind) ? excerpt(post.plain, excerptMax) : '',
    status: notice.kind === 'status' ? post?.status ?? null : null, milestone: notice.milestone, decision: row.decision,
    url: placeOf(row), createdAt: notice.createdAt, readAt: notice.readAt,
  }
}

// Whoever was told of a decision on their post may not be told of what it stands under, once that is hidden.
function headingOf({ notice, post, heading, threadState }: Row): string {
  return threadState === 'public' || (post?.kind === 'question' && notice.own) ? heading ?? '' : ''
}

const hasWords: ReadonlySet<NoticeKind> = new Set(['question', 'answer', 'comment', 'mention'])

// Who wrote it, for a new post; who did it, for all else. Votes and decisions name nobody.
function doerOf({ notice, post, person, guest, by }: Row): Writer | null {
  if (hasWords.has(notice.kind)) return post ? writerOf({ person, guest, post }) : null
  if (notice.kind !== 'endorsement' && notice.kind !== 'status') return null
  return by === null ? null : { handle: by.handle, name: by.former ? t('former member') : by.name, role: by.role, former: by.former }
}

function placeOf({ notice, post, slug, number }: Row): string {
  if (notice.kind === 'decision') return post ? lastingPath(post.id) : '/settings'
  if (!post || slug === null) return notice.paper === null ? '/' : slug === null ? '/' : paperPath(slug)
  return postPath(slug, number ?? 0, post.id, post.kind === 'question')
}

/** Marks some of one's notifications as read, or all up to one; `read: false` takes it back for those named. What is another's stays as it is. */
export const readNotices = action({
  name: 'notices.read',
  input: z.union([z.object({ ids: z.array(positiveId).min(1).max(200), read: z.boolean().default(true) }), z.object({ upTo: positiveId })]),
  async run({ tx, viewer, input, now }) {
    const mine = eq(notifications.person, personOf(viewer) ?? 0)
    if ('upTo' in input) await tx.update(notifications).set({ readAt: now }).where(and(mine, isNull(notifications.readAt), lte(notifications.id, input.upTo)))
    else await tx.update(notifications).set({ readAt: input.read ? now : null }).where(and(mine, inArray(notifications.id, input.ids), input.read ? isNull(notifications.readAt) : undefined))
    return done(null)
  },
})
