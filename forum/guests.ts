/** Posting without an account: a name, a receipt, and limits that keep guests weightless. */
import { and, count, eq, gt, inArray } from 'drizzle-orm'
import { keyedHash, randomSecret, secretHash } from '@/config/secret'
import type { Tx } from '@/db'
import { guests, people, posts } from '@/db/schema'
import { skeleton } from '@/text/names'
import { config } from '@/config'
import { refuse, refuseField } from './errors'
import type { Result } from './errors'
import { isHeld } from './indexed'
import { limits, rates } from './limits'
import { countOne } from './rates'
import { absolute } from './rendering'
import type { Guest } from './viewer'
import { t } from '@/words'

/** Makes the guest of one post. The receipt's secret follows from the row, so that a retry is given the same one. */
export async function makeGuest(tx: Tx, viewer: Guest, name: string, now: Date): Promise<Result<{ id: number }>> {
  const whose = await whoseName(tx, name)
  if (whose) return refuseField('guest', 'name-taken', { whose })
  const nonce = randomSecret()
  const [made] = await tx.insert(guests).values({
    name, nameSkeleton: skeleton(name), cookieHash: viewer.cookieHash, nonce, receiptHash: secretHash(receiptSecret(nonce)),
    addressHash: viewer.network?.address ?? null, networkHash: viewer.network?.subnet ?? null, createdAt: now,
  }).returning({ id: guests.id })
  const id = made?.id ?? 0
  // Without a cookie of the browser's the receipt alone opens it; no hash of a cookie has this form.
  if (viewer.cookieHash === null) await tx.update(guests).set({ cookieHash: `receipt ${id}` }).where(eq(guests.id, id))
  return { ok: true, value: { id } }
}

/** The secret of a guest's receipt: 43 characters, kept only as a hash. It follows from the row's nonce and the site's secret. */
export function receiptSecret(nonce: string): string {
  return keyedHash('receipt', nonce)
}

/** The address of a guest's receipt. */
export async function receiptAddress(on: Pick<Tx, 'select'>, guest: number): Promise<string | null> {
  return (await receiptAddresses(on, [guest])).get(guest) ?? null
}

/** The addresses of several receipts, by guest. */
export async function receiptAddresses(on: Pick<Tx, 'select'>, ids: number[]): Promise<Map<number, string>> {
  const rows = ids.length === 0 ? [] : await on.select({ id: guests.id, nonce: guests.nonce }).from(guests).where(inArray(guests.id, ids))
  return new Map(rows.map(row => [row.id, absolute(`/receipts/${receiptSecret(row.nonce)}`)]))
}

/** The guest and post of a receipt, or null. */
export async function findReceipt(tx: Pick<Tx, 'select'>, secret: string): Promise<{ guest: number; post: number } | null> {
  const [row] = await tx.select({ guest: guests.id, post: posts.id }).from(guests).innerJoin(posts, eq(posts.guest, guests.id)).where(eq(guests.receiptHash, secretHash(secret)))
  return row ?? null
}

/** Whether a guest may post once more now: rates per address, per network and of all guests together, links, and the length of the queue. */
export async function mayGuestPost(tx: Tx, viewer: Guest, links: number, now: Date): Promise<Result<null>> {
  if (links > limits.guestLinks) return refuseField('body', 'too-many-links', { max: limits.guestLinks, count: links })
  const perAddress = await countOne(tx, rates.guestPosts, viewer.network?.address ?? 'unknown', now)
  if (!perAddress.ok) return perAddress
  const perNetwork = await countOne(tx, rates.guestSubnet, viewer.network?.subnet ?? 'unknown', now)
  if (!perNetwork.ok) return perNetwork
  const together = await countOne(tx, rates.guestsTogether, 'all', now)
  if (!together.ok) return together
  if (!config().rateLimits) return { ok: true, value: null }
  const [waiting] = await tx.select({ n: count() }).from(posts).innerJoin(guests, eq(guests.id, posts.guest))
    .where(and(isHeld, viewer.network ? eq(guests.addressHash, viewer.network.address) : undefined))
  if ((waiting?.n ?? 0) >= limits.guestWaiting) return refuse('too-fast', { what: t('{0} of your posts wait for review already.', limits.guestWaiting), wait: t('a day') }, { retryAfter: 86_400 })
  const [queue] = await tx.select({ n: count() }).from(posts).where(and(isHeld, gt(posts.guest, 0)))
  if ((queue?.n ?? 0) >= limits.guestQueue) return refuse('queue-full')
  return { ok: true, value: null }
}

/** Whose name this is, or looks like: "the author", "a moderator", "a member"; null where it is free for a guest. */
export async function whoseName(tx: Pick<Tx, 'select'>, name: string): Promise<string | null> {
  const looks = skeleton(name)
  const [person] = await tx.select({ role: people.role, keepsList: people.keepsList }).from(people).where(and(eq(people.nameSkeleton, looks), eq(people.former, false))).limit(1)
  if (person) return person.role === 'author' || person.keepsList ? 'the author' : `a ${person.role}`
  const [byHandle] = await tx.select({ role: people.role }).from(people).where(and(eq(people.handleFolded, name.trim().toLowerCase()), eq(people.former, false))).limit(1)
  if (byHandle) return byHandle.role === 'author' ? 'the author' : `a ${byHandle.role}`
  return ['author', 'the author', 'moderator', 'a moderator', 'former member', 'admin', 'administrator'].map(skeleton).includes(looks) ? 'the site' : null
}

