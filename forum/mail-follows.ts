/** Following a question by a mail address alone. Until the link in the first mail is used nothing else is sent there, and a day later the address
 *  is forgotten. Nobody learns from an answer whether an address is known here. */
import { and, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { keyedHash } from '@/config/secret'
import { db } from '@/db'
import type { Reader, Tx } from '@/db'
import { mailFollows, posts } from '@/db/schema'
import { action } from './action'
import { done, refuse } from './errors'
import { email, positiveId } from './fields'
import { rates } from './limits'
import { signed, signedText } from './mail-addresses'
import { enqueue, sendsMail } from './outbox'
import { loadPost } from './posts'
import { countedAs, countOne } from './rates'
import { questionPath } from './urls'

const day = 24 * 3_600_000
/** How long an address waits to be confirmed. */
export const confirmMs = day

/** Asks an address whether it wants to follow a public question: a link goes there. The answer is the same whatever is known of the address. */
export const followByMail = action({
  name: 'follows.by-mail',
  input: z.object({ question: positiveId, address: email }),
  async run({ tx, viewer, input: { question, address }, now }) {
    if (!sendsMail()) return refuse('no-mail')
    const subnet = viewer.kind === 'guest' ? viewer.network?.subnet ?? 'unknown' : countedAs(viewer)
    for (const [rate, who] of [[rates.mailFollows, countedAs(viewer)], [rates.mailFollowsSubnet, subnet], [rates.mailFollowsTogether, 'all']] as const) {
      const counted = await countOne(tx, rate, who, now)
      if (!counted.ok) return counted
    }
    const found = await loadPost(tx, question)
    if (found?.post.kind !== 'question' || found.post.state !== 'public') return refuse('not-found')
    const box = await countOne(tx, rates.mailFollowsBox, keyedHash('address', mailboxOf(address)), now)
    if (box.ok) await askToConfirm(tx, { question, address }, now)
    return done({ question })
  },
})

/** The mailbox behind an address: what follows a plus is its owner's own sorting. */
function mailboxOf(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*@/, '@')
}

async function askToConfirm(tx: Tx, { question, address }: { question: number; address: string }, now: Date): Promise<void> {
  // Who follows already is asked nothing. A newer link replaces an older one.
  const [row] = await tx.insert(mailFollows).values({ question, address, addressFolded: address, createdAt: now })
    .onConflictDoUpdate({ target: [mailFollows.question, mailFollows.addressFolded], set: { createdAt: now }, setWhere: isNull(mailFollows.confirmedAt) }).returning()
  if (row) await enqueue(tx, { kind: 'follow-confirm', key: `follow-confirm ${row.id} ${row.createdAt.getTime()}`, payload: { mailFollow: String(row.id) }, at: now }, now)
}

type Row = typeof mailFollows.$inferSelect

/** The secret in the link that confirms. */
function confirmToken({ id, createdAt }: Row): string {
  return signed('follow', `${id}-${createdAt.getTime()}`)
}

export type Confirmation = { id: number; address: string; confirmed: boolean; headingHtml: string | null; url: string | null }

/** What a link confirms. Changes nothing: mail scanners open what they find. Null where it is not ours, has ended or was replaced by a newer one. */
export async function readConfirmation(token: string, now: Date = new Date()): Promise<Confirmation | null> {
  const row = await rowOf(db().read, token, now)
  return row && confirmationOf(db().read, row)
}

/** Confirms that the address wants to follow. The link in its mail is the permission. Done twice it changes nothing more. */
export const confirmFollow = action({
  name: 'follows.confirm',
  input: z.object({ token: z.string().max(200) }),
  async run({ tx, input, now }) {
    const row = await rowOf(tx, input.token, now)
    if (!row) return refuse('link-spent')
    await tx.update(mailFollows).set({ confirmedAt: now }).where(and(eq(mailFollows.id, row.id), isNull(mailFollows.confirmedAt)))
    return done(await confirmationOf(tx, { ...row, confirmedAt: row.confirmedAt ?? now }))
  },
})

async function rowOf(on: Reader, token: string, now: Date): Promise<Row | null> {
  const [, id, made] = /^([1-9]\d{0,9})-(\d{1,15})$/.exec(signedText('follow', token) ?? '') ?? []
  if (id === undefined) return null
  const [row] = await on.select().from(mailFollows).where(eq(mailFollows.id, Number(id)))
  if (row?.createdAt.getTime() !== Number(made)) return null
  return row.confirmedAt !== null || now.getTime() - row.createdAt.getTime() < confirmMs ? row : null
}

async function confirmationOf(on: Reader, row: Row): Promise<Confirmation> {
  const place = await publicQuestion(row.question, on)
  return { id: row.id, address: row.address, confirmed: row.confirmedAt !== null, headingHtml: place?.headingHtml ?? null, url: place?.url ?? null }
}

/** A question that can be followed by mail, or null. */
export async function publicQuestion(id: number, on: Reader = db().read): Promise<{ id: number; heading: string; headingHtml: string; url: string } | null> {
  const found = await loadPost(on, id)
  if (found?.post.kind !== 'question' || found.post.state !== 'public') return null
  return { id, heading: found.thread.heading, headingHtml: found.post.titleHtml ?? '', url: questionPath(found.slug, found.number) }
}

export type ConfirmMail = { id: number; to: string; token: string; heading: string; url: string }

/** What the mail of an outbox row of kind `follow-confirm` says; null where it is confirmed already, forgotten, or the question is gone. */
export async function readConfirmMail(payload: Record<string, string>, now: Date): Promise<ConfirmMail | null> {
  const row = await rowById(payload['mailFollow'])
  if (!row || row.confirmedAt !== null || now.getTime() - row.createdAt.getTime() >= confirmMs) return null
  const place = await publicQuestion(row.question)
  return place && { id: row.id, to: row.address, token: confirmToken(row), heading: place.heading, url: place.url }
}

async function rowById(id: string | undefined): Promise<Row | null> {
  if (id === undefined || !/^[1-9]\d{0,9}$/.test(id)) return null
  const [row] = await db().read.select().from(mailFollows).where(eq(mailFollows.id, Number(id)))
  return row ?? null
}

/** A follow by mail that was confirmed, by its id; null where it is gone, or is not about this question. */
export async function confirmedFollow(id: string | undefined, question: number): Promise<{ id: number; address: string } | null> {
  const row = await rowById(id)
  if (row === null || row.confirmedAt === null) return null
  const [followed] = row.question === question ? [{ into: question }] : await db().read.select({ into: posts.mergedInto }).from(posts).where(eq(posts.id, row.question))
  return followed?.into === question ? { id: row.id, address: row.address } : null
}

/** Who follows a question by mail alone, confirmed; those too who followed a question that was merged into it. Each address once. */
export async function mailFollowersOf(on: Reader, question: number): Promise<{ id: number; address: string }[]> {
  const merged = sql`${mailFollows.question} in (select ${posts.id} from ${posts} where ${posts.mergedInto} = ${question})`
  const found = await on.select({ id: mailFollows.id, address: mailFollows.address, folded: mailFollows.addressFolded }).from(mailFollows)
    .where(and(isNotNull(mailFollows.confirmedAt), or(eq(mailFollows.question, question), merged))).orderBy(mailFollows.id)
  const once = new Map<string, { id: number; address: string }>()
  for (const { folded, ...one } of found) if (!once.has(folded)) once.set(folded, one)
  return [...once.values()]
}

/** Forgets addresses that nobody confirmed in a day. */
export async function forgetUnconfirmed(tx: Tx, now: Date): Promise<void> {
  await tx.delete(mailFollows).where(and(isNull(mailFollows.confirmedAt), lt(mailFollows.createdAt, new Date(now.getTime() - confirmMs))))
}
