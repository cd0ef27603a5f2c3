/** The follower of the log that makes notifications: one a person and event, with what is to go by mail or to a browser, in one transaction. */
import { and, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Tx } from '@/db'
import { among } from '@/db/among'
import { insertMany } from '@/db/bulk'
import { notifications, outbox, people, pushSubscriptions } from '@/db/schema'
import type { Event } from './events'
import type { LogFollower } from './log-followers'
import { rates } from './limits'
import { mailFollowersOf } from './mail-follows'
import { choicesOf, groupOf } from './notice-choices'
import type { NoticeChoice } from './notice-choices'
import { mayTell, noticesOf } from './noticing'
import type { Notice } from './noticing'
import { enqueue, sendsMail } from './outbox'
import { enqueuePushes } from './push'
import { countOne } from './rates'

type Reader = Pick<typeof people.$inferSelect, 'email' | 'emailProved' | 'mailBouncedAt' | 'suspendedUntil' | 'former'>

/** A mail that is to go at once waits so long: for what comes right behind it, and for its reader to see it on the page. */
export const quietMs = 15_000
/** Between two mails about one question to one person. */
export const pauseMs = 60_000
/** What is older when it is told of (a site was down, or came back from a backup) is shown, not mailed. */
const mailedWithinMs = 7 * 24 * 3_600_000

export const notifier: LogFollower = { name: 'notifications', wants: mayTell, handle: notify }

async function notify(tx: Tx, event: Event, now: Date): Promise<{ work: number; more: boolean }> {
  const guests = await tellGuests(tx, event, now)
  const notices = (await noticesOf(tx, event)).sort((one, other) => one.person - other.person)
  let work = guests
  for (let from = 0; from < notices.length; from += atOnce) {
    // Whoever was told in an earlier transaction is passed over; a whole site's followers take several.
    const left = await untold(tx, notices.slice(from, from + atOnce), event)
    if (left.length === 0) continue
    if (work >= workMax) return { work, more: true }
    work += await tellSome(tx, left, event, now)
  }
  return { work: work + 1, more: false }
}

const atOnce = 100
const workMax = 300

async function untold(tx: Tx, notices: readonly Notice[], event: Event): Promise<Notice[]> {
  const told = await tx.select({ person: notifications.person }).from(notifications).where(and(among(notifications.person, notices.map(({ person }) => person)), eq(notifications.event, event.id)))
  return notices.filter(({ person }) => !told.some(row => row.person === person))
}

/** Guests who follow a question by an address alone get each new answer; past twelve mails an hour the rest comes an hour later. Returns how many. */
async function tellGuests(tx: Tx, event: Event, now: Date): Promise<number> {
  if (event.kind !== 'answer.posted' || event.question === null || !sendsMail() || !isRecent(event, now)) return 0
  const followers = await mailFollowersOf(tx, event.question)
  for (const { id } of followers) {
    const key = `guest ${event.id} ${id}`
    const [known] = await tx.select({ id: outbox.id }).from(outbox).where(eq(outbox.key, key))
    if (known) continue
    const soon = (await countOne(tx, rates.noticeMails, `guest-${id}`, now)).ok
    await enqueue(tx, { kind: 'guest-notice', key, payload: { mailFollow: String(id), post: String(event.post) }, at: new Date(now.getTime() + (soon ? quietMs : rates.noticeMails.windowMs)) }, now)
  }
  return followers.length
}

/** Returns how much work it was: a mail at once is several times that of a row. */
async function tellSome(tx: Tx, notices: readonly Notice[], event: Event, now: Date): Promise<number> {
  const readers = await readersOf(tx, notices)
  const [silent, loud]: [Row[], Row[]] = [[], []]
  for (const notice of notices) {
    const reader = readers.get(notice.person)
    const choice = reader ? choicesOf(reader)[groupOf(notice.kind, notice.own)] : 'off'
    if (!reader || choice === 'off') continue
    const mailing = isMailed(reader, notice, event, now) ? await mailingOf(tx, reader.id, choice, now) : null
    const isLoud = mailing === 'now' || (reader.device !== null && choice === 'now')
    ;(isLoud ? loud : silent).push({ ...notice, event: event.id, mailing, createdAt: event.at })
  }
  // Most are only shown; of the others the numbers are needed.
  await insertMany(tx, notifications, silent)
  // Those who want nothing of this kind are asked about again in the next step: they cost little.
  if (loud.length === 0) return silent.length
  const made = await tx.insert(notifications).values(loud).returning({ id: notifications.id, person: notifications.person, question: notifications.question, mailing: notifications.mailing })
  for (const { id, person, question, mailing } of made) if (mailing === 'now') await mailAtOnce(tx, { id, person, question, event: event.id }, now)
  if (isRecent(event, now)) await enqueuePushes(tx, made.map(({ id, person }) => ({ person, notification: id })), now)
  return silent.length + loudWork * loud.length
}

const loudWork = 5

type Row = typeof notifications.$inferInsert
const readerColumns = {
  id: people.id, notices: people.notices, email: people.email, emailProved: people.emailProved, mailBouncedAt: people.mailBouncedAt, suspendedUntil: people.suspendedUntil, former: people.former,
  /** One of this person's browsers that are told by push. */
  device: sql<number | null>`(select min(${pushSubscriptions.id}) from ${pushSubscriptions} where ${pushSubscriptions.person} = ${people.id})`,
} as const

async function readersOf(tx: Tx, notices: readonly Notice[]) {
  const found = await tx.select(readerColumns).from(people).where(and(among(people.id, notices.map(({ person }) => person)), eq(people.former, false)))
  return new Map(found.map(row => [row.id, row]))
}

/** Whether a mail may go at all. Decisions have a mail of their own, which waits until they can no longer be undone. */
function isMailed(person: Reader, notice: Notice, event: Event, now: Date): boolean {
  return sendsMail() && notice.kind !== 'decision' && isRecent(event, now) && getsMail(person, now)
}

/** Whether mail reaches a person: the address is proved, does not come back, and its owner can sign in. */
export function getsMail(person: Reader, now: Date): boolean {
  return !person.former && person.email !== null && person.emailProved !== null && person.mailBouncedAt === null && (person.suspendedUntil === null || person.suspendedUntil <= now)
}

function isRecent(event: Event, now: Date): boolean {
  return now.getTime() - event.at.getTime() < mailedWithinMs
}

/** Whoever would get more mails than anybody reads gets the rest of the hour's in the day's digest. */
async function mailingOf(tx: Tx, person: number, choice: NoticeChoice, now: Date): Promise<'now' | 'daily' | 'weekly' | null> {
  if (choice === 'site' || choice === 'off') return null
  if (choice !== 'now') return choice
  return (await countOne(tx, rates.noticeMails, `person-${person}`, now)).ok ? 'now' : 'daily'
}

type ToMail = { id: number; person: number; question: number | null; event: number }

/** Joins the mail about the same question that waits to go, or begins one: some minutes after the last. */
async function mailAtOnce(tx: Tx, { id, person, question, event }: ToMail, now: Date): Promise<void> {
  const last = await lastMailAbout(tx, person, question)
  const joined = last !== null && last.state === 'waiting' && await holdUnsent(tx, last.key)
  const key = joined ? last.key : `notice ${event} ${person}`
  if (!joined) await enqueue(tx, { kind: 'notice', key, payload: { person: String(person) }, at: new Date(Math.max(now.getTime() + quietMs, (last?.createdAt.getTime() ?? 0) + pauseMs)) }, now)
  await tx.update(notifications).set({ mailKey: key }).where(eq(notifications.id, id))
}

async function lastMailAbout(tx: Tx, person: number, question: number | null) {
  if (question === null) return null
  const [last] = await tx.select({ key: outbox.key, state: outbox.state, createdAt: outbox.createdAt }).from(notifications).innerJoin(outbox, eq(outbox.key, notifications.mailKey))
    .where(and(eq(notifications.person, person), eq(notifications.question, question), isNotNull(notifications.mailKey), eq(outbox.kind, 'notice'), inArray(outbox.state, ['waiting', 'sent'])))
    .orderBy(desc(notifications.id)).limit(1)
  return last ?? null
}

/** Whether a mail has not been begun; until this transaction ends it is not. */
async function holdUnsent(tx: Tx, key: string): Promise<boolean> {
  const held = await tx.update(outbox).set({ state: 'waiting' }).where(and(eq(outbox.key, key), eq(outbox.state, 'waiting'), eq(outbox.tries, 0))).returning({ id: outbox.id })
  return held.length > 0
}
