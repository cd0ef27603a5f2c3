/** What a mail about notifications carries, read when it is sent: only what is unread and public then. */
import { and, asc, eq, isNull, lt } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { follows, notifications, people, posts, settings } from '@/db/schema'
import { muted } from './follows'
import { choicesOf, groupOf } from './notice-choices'
import type { NoticeChoice } from './notice-choices'
import { notificationsWhere } from './notifications'
import type { Notification } from './notifications'
import { getsMail } from './notifying'
import { enqueue, sendsMail } from './outbox'
import type { OutboxRow } from './outbox'

/** A notice with the whole text of its post, as it was typed. */
export type MailedNotice = Notification & { body: string | null }
export type NoticeMail = { person: number; to: string; notices: MailedNotice[] }

const payload = z.object({ person: z.coerce.number().int().positive() })
/** So many in one mail; the page has all. */
export const mailedMax = 50

/** The mail of an outbox row that carries notifications; null where there is nothing to tell any more: all was read, hidden or taken back, or its
 *  reader gets no mail now, or none of these. */
export async function readNoticeMail(row: OutboxRow, now: Date, on: Reader = db().read): Promise<NoticeMail | null> {
  const given = payload.safeParse(row.payload)
  if (!given.success) return null
  const [person] = await on.select().from(people).where(eq(people.id, given.data.person))
  if (!person?.email || !getsMail(person, now)) return null
  const choices = choicesOf(person)
  const deaf = new Set((await on.select({ target: follows.target }).from(follows).where(and(eq(follows.person, person.id), eq(follows.kind, muted)))).map(({ target }) => target))
  const found = await notificationsWhere(and(eq(notifications.mailKey, row.key), eq(notifications.person, person.id), isNull(notifications.readAt)), mailedMax, on)
  const wanted = found.filter(notice => !unwanted.has(choices[groupOf(notice.kind, notice.own)]) && !deaf.has(notice.question ?? 0))
  if (wanted.length === 0) return null
  const bodies = await bodiesOf(on, wanted)
  return { person: person.id, to: person.email, notices: wanted.map(notice => ({ ...notice, body: bodies.get(notice.id) ?? null })) }
}

const unwanted: ReadonlySet<NoticeChoice> = new Set(['site', 'off'])
const withText: ReadonlySet<Notification['kind']> = new Set(['question', 'answer', 'comment', 'mention'])

async function bodiesOf(on: Reader, notices: readonly Notification[]): Promise<Map<number, string>> {
  const wanted = notices.filter(notice => withText.has(notice.kind))
  const found = await on.select({ id: posts.id, body: posts.body }).from(posts).where(and(among(posts.id, wanted.flatMap(({ post }) => post ?? [])), eq(posts.state, 'public')))
  const bodyOf = new Map(found.map(({ id, body }) => [id, body]))
  return new Map(wanted.flatMap((notice): [number, string][] => {
    const body = bodyOf.get(notice.post ?? 0)
    return body === undefined ? [] : [[notice.id, body]]
  }))
}

/** From this hour on, in UTC; weekly ones on Mondays. */
const summaryHour = 6
const lastDayKey = 'summary-day'
const monday = 1

/** Puts the day's summaries into the outbox: one for each person with unread notices that were to come gathered. Asked every minute by every
 *  process, it acts once a day. Returns whether it acted. */
export async function enqueueSummaries(now: Date): Promise<boolean> {
  if (!sendsMail() || now.getUTCHours() < summaryHour) return false
  const day = now.toISOString().slice(0, 10)
  const [last] = await db().read.select({ value: settings.value }).from(settings).where(eq(settings.key, lastDayKey))
  if (last?.value === day) return false
  // What comes later is the next one's: a second round on the same day, after a break, finds nothing that would be told twice or not at all.
  const until = new Date(`${day}T00:00:00.000Z`)
  await summarise('daily', day, until, now)
  // Also where the site was down on Monday: what waits has waited for one.
  if (last ? weekOf(day) !== weekOf(last.value) : now.getUTCDay() === monday) await summarise('weekly', day, until, now)
  await db().write(async tx => { await tx.insert(settings).values({ key: lastDayKey, value: day }).onConflictDoUpdate({ target: settings.key, set: { value: day } }) })
  return true
}

/** Weeks since 1970, from Monday to Sunday; of no day, -1. */
function weekOf(day: unknown): number {
  const at = typeof day === 'string' ? Date.parse(day) : NaN
  return Number.isNaN(at) ? -1 : Math.floor((at / 86_400_000 + 3) / 7)
}

// A person at a time: a break in between is made good at the next minute, and the key keeps anybody from getting two.
async function summarise(mailing: 'daily' | 'weekly', day: string, until: Date, now: Date): Promise<void> {
  const waiting = and(eq(notifications.mailing, mailing), isNull(notifications.mailKey), lt(notifications.createdAt, until))
  const readers = await db().heavy.selectDistinct({ person: notifications.person }).from(notifications).where(waiting).orderBy(asc(notifications.person))
  for (const { person } of readers) {
    await db().write(async tx => {
      const key = `summary ${mailing} ${day} ${person}`
      const taken = await tx.update(notifications).set({ mailKey: key }).where(and(waiting, eq(notifications.person, person))).returning({ id: notifications.id, readAt: notifications.readAt })
      if (taken.some(({ readAt }) => readAt === null)) await enqueue(tx, { kind: 'summary', key, payload: { person: String(person), mailing }, at: now }, now)
    })
  }
}
