/** Looks at a text before it is posted: what the rules and the filter must know of it. Reads only, outside of any transaction. */
import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import type { SQLWrapper } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { config } from '@/config'
import { db } from '@/db'
import type { Reader } from '@/db'
import { given, preparedOnce } from '@/db/prepared'
import { guests, papers, posts } from '@/db/schema'
import type { HouseRules } from '../house-rules'
import { isAtLeast } from '../viewer'
import type { Guest, Person, Viewer } from '../viewer'
import { askOf } from './asking'
import { blockedDomains, blockedWords } from './blocked'
import { standingOf } from './facts'
import type { Facts } from './facts'
import { filter, hasLearned, strangeLinks } from './filter'
import { comparedTo } from './likeness'
import { bandsOf, shinglesOf } from './minhash'
import { seenIn, wholeOf } from './tokens'
import type { Text } from './tokens'

/** Where a text will stand: under a post, or on a paper. */
export type Under = { post: number } | { paper: number }

/** What was found, with the rules of the house by which it is judged. What is only known as the post is written is added then. */
export type Looked = { house: HouseRules; facts: Omit<Facts, 'trap' | 'timing' | 'worked'>; signals: string[] }

/** Looks at a text with so many links. Null for moderators, whose posts no rule holds: nothing is asked for them. */
export async function lookAt(viewer: Viewer, text: Text, links: number, under: Under, now: Date): Promise<Looked | null> {
  if (viewer.kind === 'operator' || isAtLeast(viewer, 'moderator')) return null
  const on = db().read
  const seen = seenIn(text)
  const shingles = shinglesOf(wholeOf(text))
  const [{ house, known, sharing }, before] = await Promise.all([askOf(on, seen, bandsOf(shingles)), viewer.kind === 'guest' ? postsBefore(on, viewer, now) : none])
  const alike = await likest(on, shingles, sharing)
  const judged = hasLearned(known) ? filter(seen, await around(on, under), known) : null
  const whole = wholeOf(text)
  return {
    house, signals: judged?.signals ?? [],
    facts: {
      ...writerOf(viewer, house), ...before, alike, links, strange: Math.min(links, strangeLinks({ ...seen, linked: seen.linked.filter(host => host !== ownHost()) }, known)),
      words: blockedWords(whole, house.words), domains: blockedDomains(whole, house.domains), spam: judged?.spam ?? null, because: judged?.because ?? [],
    },
  }
}

const none = { waiting: 0, rejected: 0 }

function writerOf(viewer: Guest | Person, house: HouseRules): Pick<Facts, 'standing' | 'trust'> {
  if (viewer.kind === 'guest') return { standing: 'guest', trust: 0 }
  return { standing: standingOf('member', viewer.trust, house), trust: viewer.trust }
}

function ownHost(): string {
  return new URL(config().siteUrl).hostname
}

const mostCompared = 8

async function likest(on: Reader, shingles: Set<number>, sharing: number[]): Promise<Facts['alike']> {
  const found = await comparedTo(on, shingles, sharing, ['held', 'hidden'], mostCompared)
  if (found.some(({ state }) => state === 'hidden')) return 'rejected'
  return found.length > 0 ? 'waits' : null
}

const rememberedMs = 30 * 24 * 3_600_000
const rememberedPosts = 50

/** What became of posts by guests from the same address lately. */
async function postsBefore(on: Reader, { network }: Guest, now: Date): Promise<Pick<Facts, 'waiting' | 'rejected'>> {
  if (network === null) return none
  const found = await on.select({ state: posts.state }).from(guests).innerJoin(posts, eq(posts.guest, guests.id))
    .where(and(eq(guests.addressHash, network.address), gt(guests.createdAt, new Date(now.getTime() - rememberedMs)), inArray(posts.state, ['held', 'hidden']))).limit(rememberedPosts)
  const of = (state: string) => found.filter(row => row.state === state).length
  return { waiting: of('held'), rejected: of('hidden') }
}

/** The words round a text: its thread's heading and question, what it answers, the paper's title. */
async function around(on: Reader, under: Under): Promise<string> {
  const [row] = 'post' in under ? await roundPost(on).execute({ id: under.post }) : await on.select({ title: papers.title }).from(papers).where(eq(papers.id, under.paper))
  return Object.values(row ?? {}).filter(part => part !== null).join('\n')
}

const roundPost = preparedOnce(on => {
  const question = alias(posts, 'thread')
  const beginning = (body: SQLWrapper) => sql<string | null>`substr(${body}, 1, 4000)`
  return on.select({ title: papers.title, heading: posts.heading, body: beginning(posts.body), question: beginning(question.body) })
    .from(posts).innerJoin(papers, eq(papers.id, posts.paper)).leftJoin(question, eq(question.id, posts.question))
    .where(eq(posts.id, given('id', posts.id))).prepare('round_a_post')
})
