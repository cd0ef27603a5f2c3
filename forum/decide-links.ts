/** One-time links by which a moderator decides on one post from a mail (SECURITY R13): 256 bits, stored hashed, for one post as it was read, one
 *  decision and one mailbox. Opening one changes nothing; its page has one button. See docs/decisions/008. */
import { and, eq, gte, isNull, lt } from 'drizzle-orm'
import { randomSecret, secretHash } from '@/config/secret'
import { db } from '@/db'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { links, people, posts } from '@/db/schema'
import { deciderName, standingDecision } from './decisions'
import type { DecisionKind } from './decisions'
import { moderatesNow } from './delegates'
import { refuse } from './errors'
import type { Refusal } from './errors'
import type { PersonRow } from './people'
import type { PostRow } from './posts'

export const linkDecisions = ['approve', 'reject', 'spam'] as const
export type LinkDecision = (typeof linkDecisions)[number]

const day = 24 * 3_600_000
/** A queue is read within the week, or the next digest has new ones. */
const lifeMs = 7 * day

type Given = { person: number; address: string; posts: readonly Pick<PostRow, 'id' | 'revision'>[]; since: Date }

/** Makes the links of a mail and gives their secrets, this once. Unused ones to the same posts that were made before `since` are void. */
export async function makeDecideLinks({ person, address, posts: on, since }: Given, now: Date): Promise<Map<number, Record<LinkDecision, string>>> {
  const made = new Map(on.map(post => [post.id, { approve: randomSecret(), reject: randomSecret(), spam: randomSecret() }]))
  if (made.size === 0) return made
  const endsAt = new Date(now.getTime() + lifeMs)
  await db().write(async tx => {
    await tx.delete(links).where(and(eq(links.purpose, 'decide'), eq(links.person, person), isNull(links.usedAt), lt(links.createdAt, since), among(links.post, [...made.keys()])))
    await tx.insert(links).values(on.flatMap(post => linkDecisions.map(decision => ({
      purpose: 'decide' as const, person, address, post: post.id, revision: post.revision, decision, endsAt, createdAt: now, hash: secretHash(made.get(post.id)?.[decision] ?? randomSecret()),
    }))))
  })
  return made
}

export type DecideLink = { id: number; post: number; revision: number; decision: LinkDecision; person: PersonRow; madeAt: Date; usedAt: Date | null }

/** What a link is for and for whom, used or not; null where it is forged, has ended, was replaced, or its person moderates no longer or has
 *  another mailbox now. */
export async function readDecideLink(secret: string, now: Date, on: Reader = db().read): Promise<DecideLink | null> {
  const [row] = await on.select({ link: links, person: people }).from(links).innerJoin(people, eq(people.id, links.person))
    .where(and(eq(links.hash, secretHash(secret)), eq(links.purpose, 'decide'), gte(links.endsAt, now), moderatesNow(now)))
  if (!row || row.link.post === null || row.link.revision === null || row.link.decision === null) return null
  if (row.person.email === null || row.person.email !== row.link.address || row.person.emailProved === null) return null
  const { id, post, revision, decision, createdAt, usedAt } = row.link
  return { id, post, revision, decision, person: row.person, madeAt: createdAt, usedAt }
}

/** Uses a link up. Of many at once one succeeds. */
export async function takeDecideLink(link: DecideLink, now: Date): Promise<boolean> {
  const taken = await db().write(tx => tx.update(links).set({ usedAt: now }).where(and(eq(links.id, link.id), isNull(links.usedAt))).returning({ id: links.id }))
  return taken.length > 0
}

/** Gives a link back with which nothing was decided. */
export async function giveBackDecideLink(link: DecideLink): Promise<void> {
  await db().write(async tx => { await tx.update(links).set({ usedAt: null }).where(eq(links.id, link.id)) })
}

/** Why a link decides nothing any more; null where it does. */
export async function whyTooLate(link: DecideLink, on: Reader = db().read): Promise<Refusal | null> {
  const [post] = await on.select().from(posts).where(eq(posts.id, link.post))
  if (!post || post.state === 'deleted') return refuse('taken-away').error
  const decision = await standingDecision(on, post.id, link.madeAt)
  if (decision && judgements.has(decision.kind)) {
    const by = await deciderName(on, decision)
    return refuse('decided', { by, decision: decision.kind }, { detail: { decided: { decision: decision.kind, by, at: decision.createdAt.toISOString() } } }).error
  }
  if (post.revision !== link.revision) return refuse('changed-since-read').error
  return post.state === 'held' || (post.state === 'public' && post.flags > 0) ? null : refuse('waits-no-longer').error
}

const judgements: ReadonlySet<DecisionKind> = new Set(['approve', 'trust', 'reject', 'hide', 'spam', 'restore', 'uphold'])
