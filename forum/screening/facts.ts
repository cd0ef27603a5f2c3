/** What the rules judge a new post by. Pure. */
import type { Screening } from '@/db/schema'
import type { HouseRules } from '../house-rules'

export type Standing = Screening['standing']

export type Facts = {
  standing: Standing
  /** How many of the writer's posts were approved, less those rejected; 0 for guests. */
  trust: number
  /** Links in the text, and those of them to hosts to which no approved post links. */
  links: number
  strange: number
  /** A field was filled that people do not see. */
  trap: boolean
  /** Sent by a browser without the script's token, or quicker or later than people write. */
  timing: 'no-script' | 'haste' | null
  /** Whether the browser did the work that was asked for; null where none was. */
  worked: boolean | null
  /** What has a text like it: a post that waits, or one that was rejected. */
  alike: 'waits' | 'rejected' | null
  /** The author's blocked words and domains that stand in it. */
  words: string[]
  domains: string[]
  /** How likely the filter takes it for spam, 0…1, and what weighed most; null while it has learned too little. */
  spam: number | null
  because: string[]
  /** Posts of the last weeks from the same address that wait, and those that were rejected. Guests only. */
  waiting: number
  rejected: number
  /** It came by mail, and whether its writer sent it is in doubt. */
  doubtful?: true
}

/** How a writer stands with the house. */
export function standingOf(writer: 'guest' | 'member' | 'moderator', trust: number, house: Pick<HouseRules, 'firstHeld' | 'longFrom'>): Standing {
  if (writer !== 'member') return writer
  if (trust < house.firstHeld) return 'new'
  return trust >= house.longFrom ? 'long' : 'trusted'
}

/** What is kept of the facts and of what they led to. */
export function kept(facts: Facts, why: string[], signals: string[]): Screening {
  const { standing, trust, links, spam, because } = facts
  return {
    standing, trust, links, why, spam: spam === null ? null : Math.round(spam * 1_000) / 1_000, because,
    ...(facts.strange > 0 ? { strange: facts.strange } : {}), ...(facts.trap ? { trap: true } : {}), ...(facts.timing === null ? {} : { timing: facts.timing }),
    ...(facts.worked === null ? {} : { worked: facts.worked }), ...(facts.alike === null ? {} : { alike: facts.alike }),
    ...(facts.words.length > 0 ? { words: facts.words } : {}), ...(facts.domains.length > 0 ? { domains: facts.domains } : {}),
    ...(facts.waiting > 0 ? { waiting: facts.waiting } : {}), ...(facts.rejected > 0 ? { rejected: facts.rejected } : {}),
    ...(signals.length > 0 ? { signals } : {}),
  }
}

/** The facts again, as they would be under these rules of the house: who is new or of long standing is judged anew. */
export function factsOf(screening: Screening, house: HouseRules): Facts {
  const { standing, trust, links, spam, because, strange = 0, trap = false, timing = null, worked = null, alike = null, words = [], domains = [], waiting = 0, rejected = 0 } = screening
  const writer = standing === 'guest' || standing === 'moderator' ? standing : 'member'
  const facts = { standing: standingOf(writer, trust, house), trust, links, strange, trap, timing, worked, alike, words, domains, spam, because, waiting, rejected }
  return screening.why.includes('mail-doubtful') ? { ...facts, doubtful: true } : facts
}
