/** The queue by mail, once a day, to those who moderate: what waits, and links that decide. */
import { and, asc, eq, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { db, rows } from '@/db'
import type { Reader } from '@/db'
import { guests, papers, people, posts, settings } from '@/db/schema'
import { withoutTex } from '@/text/without-tex'
import { makeDecideLinks } from './decide-links'
import type { LinkDecision } from './decide-links'
import { moderatesNow } from './delegates'
import { isAway, readHouseRules } from './house-rules'
import type { HouseRules } from './house-rules'
import { isFlagged, isHeld } from './indexed'
import { enqueue, sendsMail } from './outbox'
import type { OutboxRow } from './outbox'
import { queueTally } from './tally'

/** From this hour on, in UTC. */
export const digestHour = 6
/** So many posts in one mail; the rest stands in the queue. */
export const digestMax = 20
const lastDayKey = 'digest-day'

/** Puts the day's digests into the outbox, where something waits and the house wants them. Asked every minute by every process, it acts once a
 *  day: the day is kept, and each mail has the day in its key. Returns whether it acted. */
export async function enqueueDigests(now: Date): Promise<boolean> {
  if (!sendsMail() || now.getUTCHours() < digestHour) return false
  const day = dayOf(now)
  const on = db().read
  if (!wantsDigest(await readHouseRules(on), now) || await lastDay(on) === day) return false
  return db().write(async tx => {
    await tx.insert(settings).values({ key: lastDayKey, value: day }).onConflictDoUpdate({ target: settings.key, set: { value: day } })
    if (await countWaiting(tx) === 0) return true
    for (const { id } of await tx.select({ id: people.id }).from(people).where(mayGetIt(now)).orderBy(asc(people.id))) {
      await enqueue(tx, { kind: 'digest', key: `digest ${day} ${id}`, payload: { day, person: String(id) }, at: now }, now)
    }
    return true
  })
}

export type DigestItem = {
  id: number
  kind: 'question' | 'answer' | 'comment'
  flagged: boolean
  title: string | null
  body: string
  question: string
  paper: string
  writer: string
  since: Date
  heldWhy: string[]
  /** What made the filter doubt it. */
  because: string[]
  /** The secrets of its links. */
  links: Record<LinkDecision, string>
}
export type Digest = { person: number; to: string; waiting: number; items: DigestItem[]; awayUntil: string | null; away: boolean }

const payload = z.object({ day: z.iso.date(), person: z.coerce.number().int().positive() })

/** The digest of an outbox row of that kind as of now, with its links made; null where nothing waits any more, the house wants none, or its
 *  reader moderates no longer. */
export async function readDigest(row: OutboxRow, now: Date): Promise<Digest | null> {
  const given = payload.safeParse(row.payload)
  const on = db().read
  const rules = await readHouseRules(on)
  // A day later there is a newer one.
  if (!given.success || dayOf(now) > dayOf(new Date(Date.parse(given.data.day) + dayMs)) || !wantsDigest(rules, now)) return null
  const [person] = await on.select().from(people).where(and(eq(people.id, given.data.person), mayGetIt(now)))
  const waiting = await countWaiting(on)
  if (!person?.email || waiting === 0) return null
  // What is public and was reported comes before what nobody sees.
  const found = [...await waitingPosts(on, isFlagged, person.id, digestMax), ...await waitingPosts(on, isHeld, person.id, digestMax)].slice(0, digestMax)
  const links = await makeDecideLinks({ person: person.id, address: person.email, posts: found.map(({ post }) => post), since: row.createdAt }, now)
  return {
    person: person.id, to: person.email, waiting, away: isAway(rules, now), awayUntil: rules.away.until,
    items: found.flatMap(one => {
      const secrets = links.get(one.post.id)
      return secrets ? [itemOf(one, secrets)] : []
    }),
  }
}

const dayMs = 24 * 3_600_000

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}

function wantsDigest(rules: HouseRules, now: Date): boolean {
  return rules.digest === 'daily' || (rules.digest === 'away' && isAway(rules, now))
}

function mayGetIt(now: Date): SQL | undefined {
  return and(moderatesNow(now), isNotNull(people.email), isNotNull(people.emailProved), isNull(people.mailBouncedAt))
}

async function lastDay(on: Reader): Promise<unknown> {
  const [row] = await on.select({ value: settings.value }).from(settings).where(eq(settings.key, lastDayKey))
  return row?.value ?? null
}

async function countWaiting(on: Reader): Promise<number> {
  const [row] = await rows(on, sql`select ${queueTally()} as n`, z.object({ n: z.coerce.number() }))
  return row?.n ?? 0
}

type Found = Awaited<ReturnType<typeof waitingPosts>>[number]

/** The oldest that wait, but one's own. */
async function waitingPosts(on: Reader, queued: SQL, reader: number, most: number) {
  const thread = alias(posts, 'thread')
  return on.select({ post: posts, question: thread.heading, paper: papers.title, name: people.name, handle: people.handle, guest: guests.name })
    .from(posts).innerJoin(papers, eq(papers.id, posts.paper)).leftJoin(thread, eq(thread.id, posts.question))
    .leftJoin(people, eq(people.id, posts.person)).leftJoin(guests, eq(guests.id, posts.guest))
    .where(and(queued, or(isNull(posts.person), ne(posts.person, reader)))).orderBy(asc(posts.id)).limit(most)
}

function itemOf({ post, question, paper, name, handle, guest }: Found, links: DigestItem['links']): DigestItem {
  return {
    id: post.id, kind: post.kind, flagged: post.state === 'public', title: post.title, body: post.body,
    question: withoutTex(question ?? post.heading ?? ''), paper: withoutTex(paper), writer: guest !== null ? `${guest} (guest)` : `${name ?? ''} (@${handle ?? ''})`,
    since: post.createdAt, heldWhy: post.heldWhy?.split(',') ?? [], because: post.screening?.because ?? [], links,
  }
}
