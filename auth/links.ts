/** One-time links: 256 bits, stored hashed, for one purpose, void once a newer one exists, used up by one conditional update (SECURITY R13). */
import { and, eq, gt, isNull } from 'drizzle-orm'
import { config } from '@/config'
import { randomSecret, secretHash } from '@/config/secret'
import { db } from '@/db'
import type { Tx } from '@/db'
import { links, people } from '@/db/schema'
import type { linkPurposes } from '@/db/schema'
import { isClaimed } from '@/forum/list-author'
import { findPersonByHandle } from '@/forum/people'

export type LinkPurpose = (typeof linkPurposes)[number]
export type LinkRow = typeof links.$inferSelect

export const mailedMinutes = 15
const claimMinutes = 24 * 60
const operatorMinutes = 24 * 60

/** Makes a link and gives its secret, this once. Former links of the same purpose and person or address are void. */
export async function makeLink(tx: Tx, given: { purpose: LinkPurpose; person: number | null; address: string | null; minutes: number; now?: Date }): Promise<string> {
  const now = given.now ?? new Date()
  const same = [eq(links.purpose, given.purpose), isNull(links.usedAt)]
  if (given.purpose !== 'claim') same.push(given.address === null ? eq(links.person, given.person ?? 0) : eq(links.address, given.address))
  await tx.delete(links).where(and(...same))
  const secret = randomSecret()
  await tx.insert(links).values({
    purpose: given.purpose, person: given.person, address: given.address, hash: secretHash(secret),
    endsAt: new Date(now.getTime() + given.minutes * 60_000), createdAt: now,
  })
  return secret
}

/** What a link is for, without using it up; null where it was used, has ended or was replaced. */
export async function readLink(secret: string, purposes: readonly LinkPurpose[], now: Date = new Date()): Promise<(LinkRow & { handle: string | null; name: string | null }) | null> {
  const [row] = await db().read.select({ link: links, handle: people.handle, name: people.name }).from(links).leftJoin(people, eq(people.id, links.person))
    .where(and(eq(links.hash, secretHash(secret)), isNull(links.usedAt), gt(links.endsAt, now)))
  return row && purposes.includes(row.link.purpose) ? { ...row.link, handle: row.handle, name: row.name } : null
}

/** Uses a link up. Of many at once one gets its row, the others null. */
export async function useLink(tx: Tx, secret: string, purposes: readonly LinkPurpose[], now: Date): Promise<LinkRow | null> {
  const [row] = await tx.update(links).set({ usedAt: now })
    .where(and(eq(links.hash, secretHash(secret)), isNull(links.usedAt), gt(links.endsAt, now))).returning()
  return row && purposes.includes(row.purpose) ? row : null
}

/** The address by which the author claims the site, made anew at each start; null once somebody has claimed it. */
export async function ensureClaimLink(now: Date = new Date()): Promise<string | null> {
  return db().write(async tx => {
    if (await isClaimed(tx)) return null
    const secret = await makeLink(tx, { purpose: 'claim', person: null, address: null, minutes: claimMinutes, now })
    return `${config().siteUrl}/claim?token=${secret}`
  })
}

/** A sign-in address that the operator hands to somebody, for a day; null where nobody has the handle. */
export async function makeOperatorLink(handle: string, now: Date = new Date()): Promise<string | null> {
  return db().write(async tx => {
    const person = await findPersonByHandle(handle, tx)
    if (!person || person.former) return null
    const secret = await makeLink(tx, { purpose: 'operator', person: person.id, address: null, minutes: operatorMinutes, now })
    return signInAddress(secret)
  })
}

/** The page that shows whose link it is, with the button that uses it. */
export function signInAddress(secret: string): string {
  return `${config().siteUrl}/signin/link?token=${secret}`
}

/** What the asking browser keeps of a link, to be known again when it is opened. */
export function linkMark(secret: string): string {
  return secretHash(`asked ${secret}`)
}
