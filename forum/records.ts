/** What the writers of some posts have written so far: by what is counted of members, and of guests by the browser's cookie. */
import { and, eq, min, sql } from 'drizzle-orm'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { guests, people, posts, postKinds } from '@/db/schema'
import type { ShownRow } from './showing'

/** `approved`: public now or later closed by their writers' own hand; `rejected`: not published or taken down. `trust`: approvals less rejections, of members. */
export type WriterRecord = { posts: number; approved: number; rejected: number; held: number; since: Date | null; trust: number | null }

const nothing: WriterRecord = { posts: 1, approved: 0, rejected: 0, held: 1, since: null, trust: null }

export async function recordsOf(on: Reader, rows: ShownRow[]): Promise<(row: ShownRow) => WriterRecord> {
  const ofMembers = await membersOf(on, [...new Set(rows.flatMap(row => row.post.person ?? []))])
  const ofGuests = await guestsOf(on, [...new Set(rows.flatMap(row => row.post.person === null && row.guest?.cookieHash ? [row.guest.cookieHash] : []))])
  return row => (row.post.person === null ? ofGuests.get(row.guest?.cookieHash ?? '') : ofMembers.get(row.post.person)) ?? nothing
}

async function membersOf(on: Reader, ids: number[]): Promise<Map<number, WriterRecord>> {
  const known = await on.select().from(people).where(among(people.id, ids))
  const held = await on.select({ person: posts.person, n: sql<number>`count(*)`.mapWith(Number) }).from(posts).where(and(among(posts.person, ids), among(posts.kind, [...postKinds]), eq(posts.state, 'held'))).groupBy(posts.person)
  const waiting = new Map(held.map(row => [row.person, row.n]))
  return new Map(known.map(person => {
    const approved = person.answers + person.questions + person.comments
    const wait = waiting.get(person.id) ?? 0
    return [person.id, { posts: approved + person.hidden + wait, approved, rejected: person.hidden, held: wait, since: person.createdAt, trust: person.trust }]
  }))
}

async function guestsOf(on: Reader, cookies: string[]): Promise<Map<string, WriterRecord>> {
  const counted = await on.select({ cookie: guests.cookieHash, state: posts.state, n: sql<number>`count(*)`.mapWith(Number), since: min(guests.createdAt) })
    .from(guests).innerJoin(posts, eq(posts.guest, guests.id)).where(among(guests.cookieHash, cookies)).groupBy(guests.cookieHash, posts.state)
  const records = new Map<string, WriterRecord>()
  for (const { cookie, state, n, since } of counted) {
    const before = records.get(cookie ?? '') ?? { ...nothing, posts: 0, held: 0 }
    const of = (one: string) => state === one ? n : 0
    records.set(cookie ?? '', {
      posts: before.posts + n, approved: before.approved + of('public'), rejected: before.rejected + of('hidden'), held: before.held + of('held'),
      since: before.since !== null && since !== null && before.since < since ? before.since : since, trust: null,
    })
  }
  return records
}
