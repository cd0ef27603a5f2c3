/** How many waiting posts are like the items of a page: by text, by network, by writer. */
import { and, eq, sql } from 'drizzle-orm'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { fingerprints, guests, posts } from '@/db/schema'
import { isHeld } from './indexed'
import type { ShownRow } from './showing'

export type Likes = { text: number; network: number; writer: number }

const amount = sql<number>`count(*)`.mapWith(Number)

export async function likeness(on: Reader, rows: ShownRow[]): Promise<(post: number) => Likes> {
  const held = rows.filter(row => row.post.state === 'held')
  const texts = await textsAlike(on, held.map(row => row.post.id))
  const guestIds = held.flatMap(row => row.post.guest ?? [])
  const whence = new Map((await on.select({ id: guests.id, network: guests.networkHash, cookie: guests.cookieHash }).from(guests).where(among(guests.id, guestIds))).map(guest => [guest.id, guest]))
  const waiting = await on.select({ network: guests.networkHash, cookie: guests.cookieHash, n: amount }).from(posts).innerJoin(guests, eq(guests.id, posts.guest)).where(isHeld).groupBy(guests.networkHash, guests.cookieHash)
  const persons = await on.select({ person: posts.person, n: amount }).from(posts).where(and(isHeld, sql`${posts.person} is not null`)).groupBy(posts.person)
  const [byNetwork, byCookie] = [new Map<string, number>(), new Map<string, number>()]
  for (const { network, cookie, n } of waiting) {
    if (network !== null) byNetwork.set(network, (byNetwork.get(network) ?? 0) + n)
    if (cookie !== null) byCookie.set(cookie, (byCookie.get(cookie) ?? 0) + n)
  }
  const byPerson = new Map(persons.map(row => [row.person, row.n]))
  const others = (n: number | undefined) => Math.max(0, (n ?? 1) - 1)
  const likes = new Map(held.map(({ post }): [number, Likes] => {
    const guest = whence.get(post.guest ?? 0)
    return [post.id, {
      text: others(texts.get(post.id)), network: others(byNetwork.get(guest?.network ?? '')),
      writer: others(post.person === null ? byCookie.get(guest?.cookie ?? '') : byPerson.get(post.person)),
    }]
  }))
  return post => likes.get(post) ?? { text: 0, network: 0, writer: 0 }
}

const waitingMax = 5_000

/** Of each post, how many waiting ones share a band of its text's marks with it, itself among them: counted by band, so that a flood of one text stays cheap. */
async function textsAlike(on: Reader, ids: number[]): Promise<Map<number, number>> {
  // By the posts that wait: the marks of rejected ones stay for long, and there may be many.
  const waiting = await on.select({ id: posts.id }).from(posts).where(isHeld).limit(waitingMax)
  const shared = await on.select({ band: fingerprints.band, value: fingerprints.value, n: amount }).from(fingerprints).where(among(fingerprints.post, waiting.map(row => row.id))).groupBy(fingerprints.band, fingerprints.value)
  const sizes = new Map(shared.filter(row => row.n > 1).map(row => [`${row.band} ${row.value}`, row.n]))
  const marks = sizes.size === 0 ? [] : await on.select().from(fingerprints).where(among(fingerprints.post, ids))
  const most = new Map<number, number>()
  for (const { post, band, value } of marks) most.set(post, Math.max(most.get(post) ?? 1, sizes.get(`${band} ${value}`) ?? 1))
  return most
}
