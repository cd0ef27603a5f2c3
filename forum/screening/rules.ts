/** Who and what is held: one table. A post is held where any row says so; moderators' never are. Pure.
 *
 *  The codes stand in the post (`held_why`) and in the queue, in this order. `risk` is how much more likely spam a post is for it,
 *  0…1, which orders the queue. */
import type { HouseRules } from '../house-rules'
import type { Facts } from './facts'
import { t } from '@/words'

export type HoldingRule = {
  code: string
  /** What it holds, as the author reads it, with the numbers of the house. */
  says: (house: HouseRules) => string
  risk: number
  holds: (facts: Facts, house: HouseRules) => boolean
}

/** Posts from one address that were rejected, or that wait, before more from there are marked. */
const addressRejected = 1
const addressWaiting = 3

export const holdingRules = [
  { code: 'guest', says: () => t('Posts of guests, always.'), risk: 0, holds: ({ standing }) => standing === 'guest' },
  { code: 'first-posts', says: house => house.firstHeld === 0 ? t('A member’s first posts: none.') : t('A member’s posts until {0} of theirs {1} approved; a rejected one counts against them.', house.firstHeld, house.firstHeld === 1 ? t('was') : t('were')), risk: 0, holds: ({ standing }) => standing === 'new' },
  { code: 'no-script', says: () => t('Sent by a browser without the page’s script, or by a program. Marked with guests.'), risk: 0.1, holds: ({ timing }) => timing === 'no-script' },
  { code: 'haste', says: () => t('Sent sooner than three seconds after the page was opened, or a day later. Marked with guests.'), risk: 0.3, holds: ({ timing }) => timing === 'haste' },
  { code: 'no-work', says: house => house.work ? t('A guest’s browser did not do the work that was asked for.') : t('Guests’ browsers are not asked for work.'), risk: 0.2, holds: ({ worked }, house) => house.work && worked === false },
  {
    code: 'links', risk: 0.3,
    says: house => t('{0} or more links to sites that no approved post has linked to, or {1} links of any kind; from members of long standing {2} of the former.', house.linksHeld, Math.max(house.linksHeld, house.linksHeldLong), house.linksHeldLong),
    holds: ({ standing, links, strange }, house) => standing === 'long' ? strange >= house.linksHeldLong : strange >= house.linksHeld || links >= Math.max(house.linksHeld, house.linksHeldLong),
  },
  { code: 'alike', says: house => house.alike ? t('A text like one that waits.') : t('Texts like one that waits: not held.'), risk: 0.5, holds: ({ alike }, house) => house.alike && alike === 'waits' },
  { code: 'alike-rejected', says: house => house.alike ? t('A text like one that was rejected or hidden.') : t('Texts like one that was rejected: not held.'), risk: 0.8, holds: ({ alike }, house) => house.alike && alike === 'rejected' },
  { code: 'words', says: house => t('A word of your list ({0}).', house.words.length), risk: 0.6, holds: ({ words }) => words.length > 0 },
  { code: 'domain', says: house => t('A domain of your list ({0}).', house.domains.length), risk: 0.8, holds: ({ domains }) => domains.length > 0 },
  { code: 'filter', says: house => house.filter ? t('The filter takes it for spam with a likelihood of {0} or more.', percent(house.filterFrom)) : t('The filter holds nothing: it only orders the queue.'), risk: 0, holds: ({ spam }, house) => house.filter && spam !== null && spam >= house.filterFrom },
  { code: 'address', says: () => t('A guest’s address from which a post was rejected in the last 30 days, or from which {0} wait.', addressWaiting), risk: 0.4, holds: ({ waiting, rejected }) => rejected >= addressRejected || waiting >= addressWaiting },
  { code: 'mail-doubtful', says: () => t('A reply by mail from another address than its writer’s, or one whose sender could not be proved.'), risk: 0.3, holds: ({ doubtful }) => doubtful === true },
  { code: 'trap', says: () => t('A field was filled that people do not see.'), risk: 0.9, holds: ({ trap }) => trap },
] as const satisfies readonly HoldingRule[]

const table: readonly HoldingRule[] = holdingRules

/** The codes of all rules that hold a post; none where it is public at once. */
export function whyHeld(facts: Facts, house: HouseRules): string[] {
  return facts.standing === 'moderator' ? [] : table.filter(rule => rule.holds(facts, house)).map(({ code }) => code)
}

/** Where nothing is known of it, a post is spam so often, the queue supposes. */
const unknown = 0.2

/** How likely a post is spam, 0…1, by the filter and by the rules that hold it. */
export function riskOf(facts: Facts, why: string[]): number {
  const fair = table.filter(({ code }) => why.includes(code)).reduce((left, { risk }) => left * (1 - risk), 1 - (facts.spam ?? unknown))
  return Math.round((1 - fair) * 1_000) / 1_000
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
