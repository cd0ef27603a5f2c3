/** Looks at the edit of a public post: what gives reason to read it first, and did not in the text that stood before. */
import type { Screening } from '@/db/schema'
import type { PostRow } from '../posts'
import type { Viewer } from '../viewer'
import { kept } from './facts'
import type { Facts } from './facts'
import { lookAt } from './looking'
import type { Looked } from './looking'
import { riskOf, whyHeld } from './rules'
import type { Text } from './tokens'

export type EditLooked = {
  /** Codes of rules; none where the edit may appear at once. */
  why: string[]
  screening: Screening
  risk: number
  /** Whether marks of the text are kept. */
  marked: boolean
}

/** Reasons that lie in a text. Being a guest or new does not hold a second time what was let through. */
const inText: ReadonlySet<string> = new Set(['links', 'alike', 'alike-rejected', 'words', 'domain', 'filter'])

/** Null for moderators. `links`: how many the new text has. */
export async function lookAtEdit(viewer: Viewer, before: PostRow, after: Text, links: number, now: Date): Promise<EditLooked | null> {
  const looked = await lookAt(viewer, after, links, { post: before.id }, now)
  if (!looked) return null
  const linksBefore = before.html.split('rel="nofollow').length - 1
  const adds = links > linksBefore
  const reasons = reasonsOf(looked).filter(code => code !== 'links' || adds)
  // The text before was let through, or was public at once: what it gave reason for is not held against the next.
  const known = reasons.length === 0 ? null : await lookAt(viewer, before, linksBefore, { post: before.id }, now)
  const fresh = reasons.filter(code => code === 'links' || !known || !reasonsOf(known).includes(code))
  const why = adds && looked.facts.standing === 'new' && !fresh.includes('links') ? ['links', ...fresh] : fresh
  const facts = factsOf(looked)
  const { learned } = before.screening ?? {}
  return {
    why, screening: { ...kept(facts, why, before.screening?.signals ?? looked.signals), ...(learned === undefined ? {} : { learned }) }, risk: riskOf(facts, why),
    marked: looked.facts.standing === 'guest' || looked.facts.standing === 'new',
  }
}

function reasonsOf(looked: Looked): string[] {
  return whyHeld(factsOf(looked), looked.house).filter(code => inText.has(code))
}

function factsOf({ facts }: Looked): Facts {
  return { ...facts, trap: false, timing: null, worked: null }
}
