/** A dry run: what rules of the house would have held of last month's posts, by what was known of each when it was written. */
import { desc } from 'drizzle-orm'
import { db } from '@/db'
import { posts } from '@/db/schema'
import type { PostRow } from '../posts'
import { done, refuse } from '../errors'
import type { Result } from '../errors'
import type { HouseRules } from '../house-rules'
import { mayEver } from '../policy'
import type { Viewer } from '../viewer'
import { blockedDomains, blockedWords } from './blocked'
import { factsOf } from './facts'
import { holdingRules, whyHeld } from './rules'
import { wholeOf } from './tokens'
import { t } from '@/words'

const triedMs = 30 * 24 * 3_600_000
/** The newest posts that are tried; older ones of the month are left out, and it is said so. */
const triedMax = 1_000

export type RuleTrial = { code: string; says: string; held: number; would: number }
export type Trial = {
  /** Posts that were looked at, and whether there were more. Moderators' are none of them. */
  posts: number
  more: boolean
  held: number
  would: number
  /** Of those that were public at once: how many would wait. Of those that waited: how many would be public. */
  newlyHeld: number
  letThrough: number
  rules: RuleTrial[]
}

type Tried = Pick<PostRow, 'title' | 'body' | 'screening'>

/** Tries rules of the house on posts. Words and domains are looked for anew; all else is as it was kept. Pure. */
export function tryOn(tried: readonly Tried[], house: HouseRules, more = false): Trial {
  const judged = tried.flatMap(post => {
    if (post.screening === null) return []
    const whole = wholeOf(post)
    const facts = { ...factsOf(post.screening, house), words: blockedWords(whole, house.words), domains: blockedDomains(whole, house.domains) }
    return [{ held: post.screening.why, would: whyHeld(facts, house) }]
  })
  const number = (which: (post: (typeof judged)[number]) => boolean) => judged.filter(which).length
  return {
    posts: judged.length, more, held: number(({ held }) => held.length > 0), would: number(({ would }) => would.length > 0),
    newlyHeld: number(({ held, would }) => held.length === 0 && would.length > 0), letThrough: number(({ held, would }) => held.length > 0 && would.length === 0),
    rules: holdingRules.map(({ code, says }) => ({ code, says: says(house), held: number(({ held }) => held.includes(code)), would: number(({ would }) => would.includes(code)) })),
  }
}

/** Tries rules on the posts of the last 30 days, at most 1,000 of them. Changes nothing. For authors. */
export async function tryHouseRules(viewer: Viewer, house: HouseRules, now: Date = new Date()): Promise<Result<Trial>> {
  if (!mayEver(viewer, 'house.set')) return viewer.kind === 'guest' ? refuse('sign-in', { sent: 'nothing' }) : refuse('not-allowed', { why: t('This is for the author.') })
  // By number: ids are in the order of time, and no index is needed that every post would pay for.
  const newest = await db().heavy.select({ title: posts.title, body: posts.body, screening: posts.screening, createdAt: posts.createdAt }).from(posts).orderBy(desc(posts.id)).limit(triedMax + 1)
  const lately = newest.filter(({ createdAt }) => createdAt.getTime() > now.getTime() - triedMs)
  return done(tryOn(lately.slice(0, triedMax), house, lately.length > triedMax))
}
