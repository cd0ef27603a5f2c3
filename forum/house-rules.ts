/** What the author has chosen for this house: who is held, what is blocked, who reads while the author is away. One setting, with a default for each part. */
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { processWide } from '@/config/process'
import { afterCommit, db } from '@/db'
import type { Reader } from '@/db'
import { given, preparedOnce } from '@/db/prepared'
import { settings } from '@/db/schema'
import { preparedAction } from './action'
import { dependsOn } from './dependencies'
import { done } from './errors'
import type { Result } from './errors'
import { record } from './events'
import { parseInput } from './fields'
import { limits } from './limits'
import { renderPost } from './rendering'
import { keepAboutChanged } from './site'
import { personOf } from './viewer'
import { t } from '@/words'

const linesMax = 500
const lines = z.array(z.string().trim().toLowerCase().transform(text => text.normalize('NFC')).pipe(z.string().min(2, t('At least two characters a line.')).max(100, t('At most 100 characters a line.'))))
  .max(linesMax, t('At most {0} lines.', linesMax)).transform(all => [...new Set(all)])
// As people paste them: an address, with www or a star before it.
const host = z.string().trim().toLowerCase().transform(text => text.normalize('NFC').replace(/^[a-z]+:\/\//, '').replace(/^(?:\*\.|www\.)+/, '').replace(/[/?#:].*$/, '').replace(/\.$/, ''))
  .refine(text => /^(?=.{3,253}$)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+$/u.test(text), t('Give a domain such as shop.example in each line.'))
const hosts = z.array(host).max(linesMax, t('At most {0} lines.', linesMax)).transform(all => [...new Set(all)])
const whole = (least: number, most: number) => z.number({ error: t('Give a whole number from {0} to {1}.', least, most) }).int(t('Give a whole number from {0} to {1}.', least, most)).min(least, t('At least {0}.', least)).max(most, t('At most {0}.', most))

const away = z.strictObject({
  on: z.boolean(),
  /** The last day, YYYY-MM-DD, meant to its end in UTC; null: until it is switched off. */
  until: z.iso.date(t('Give a day such as 2030-01-31.')).nullable(),
  /** Whether guests may post meanwhile: their posts wait, or none are taken. */
  guests: z.enum(['held', 'paused']),
  /** One line in the banner. */
  words: z.string().trim().max(300, t('At most 300 characters.')),
})

/** Every part of the rules; an action may give some of them. */
export const houseRuleParts = {
  /** A member's posts are read first until so many of theirs were approved. */
  firstHeld: whole(0, 50),
  /** From so many approved posts on a member is of long standing. */
  longFrom: whole(1, 1_000),
  /** A post with so many links to hosts that no approved post links to is held: by a member, by one of long standing. */
  linksHeld: whole(1, 100),
  linksHeldLong: whole(1, 100),
  /** Whether the filter holds what it takes for spam, and from which likelihood on. */
  filter: z.boolean(),
  filterFrom: z.number({ error: t('From 50 to 100 per cent.') }).min(0.5, t('From 50 to 100 per cent.')).max(1, t('From 50 to 100 per cent.')),
  /** Whether a text like one that waits or was rejected is held. */
  alike: z.boolean(),
  /** Words and domains whose posts are held, whoever writes them but moderators. */
  words: lines,
  domains: hosts,
  /** Asks guests' browsers for a little work before they post; whose browser did none is marked in the queue. */
  work: z.boolean(),
  /** Whether everybody may read the moderation log, without names and texts. */
  logPublic: z.boolean(),
  /** The posting guide as Markdown; empty: the one that comes with the program. */
  guide: z.string().max(limits.body, t('At most {0} characters.', limits.body)),
  away,
  /** When the queue is mailed to those who moderate: never, while the author is away, or on every day on which something waits. */
  digest: z.enum(['never', 'away', 'daily']),
}
const schema = z.strictObject(houseRuleParts)
export type HouseRules = z.output<typeof schema>

export const usualRules: HouseRules = {
  firstHeld: 2, longFrom: 20, linksHeld: 3, linksHeldLong: 8, filter: true, filterFrom: 0.9, alike: true, words: [], domains: [], work: false, logPublic: true, guide: '',
  away: { on: false, until: null, guests: 'held', words: '' }, digest: 'away',
}

/** Under which name they are kept. */
export const houseKey = 'house-rules'
const guideKey = 'house-guide-html'
const stored = schema.partial()

const kept = preparedOnce(on => on.select({ value: settings.value }).from(settings).where(eq(settings.key, given('key', settings.key))).prepare('kept_setting'))

/** The rules of the house as they stand. */
export async function readHouseRules(on: Reader = db().read): Promise<HouseRules> {
  dependsOn('site')
  const [row] = await kept(on).execute({ key: houseKey })
  return houseRulesFrom(row?.value)
}

/** The rules from what is kept of them. */
export function houseRulesFrom(value: unknown): HouseRules {
  return { ...usualRules, ...stored.safeParse(value).data }
}

const recentMs = 10_000
const memory = () => processWide<{ house: HouseRules | null; readAt: number }>('house-rules', () => ({ house: null, readAt: 0 }))

/** The rules as they were some seconds ago at most, mostly without asking: for what only tells readers of them. Whatever decides reads
 *  them anew. */
export async function recentHouseRules(now: number = Date.now()): Promise<HouseRules> {
  const known = memory()
  if (known.house !== null && now - known.readAt < recentMs && now >= known.readAt) return known.house
  const house = await readHouseRules()
  Object.assign(known, { house, readAt: now })
  return house
}

/** Rules as they would be with these parts changed, for trying them; nothing is kept. */
export function withRules(house: HouseRules, parts: unknown): Result<HouseRules> {
  const parsed = parseInput(stored, parts)
  return parsed.ok ? done({ ...house, ...parsed.value }) : parsed
}

/** Whether the author is away now. */
export function isAway({ away: told }: HouseRules, now: Date): boolean {
  return told.on && (told.until === null || now.toISOString().slice(0, 10) <= told.until)
}

/** The author's own posting guide, with its safe HTML; null where there is none. */
export async function readGuide(on: Reader = db().read): Promise<{ markdown: string; html: string } | null> {
  const { guide } = await readHouseRules(on)
  if (guide.trim() === '') return null
  const [row] = await kept(on).execute({ key: guideKey })
  return { markdown: guide, html: z.string().safeParse(row?.value).data ?? '' }
}

/** Changes some of the rules; what is not given stays. Gives the rules as they stand then. */
export const setHouseRules = preparedAction({
  name: 'house.set',
  input: stored,
  async prepare({ input }) {
    return done(input.guide === undefined ? null : (await renderPost(input.guide, null)).html)
  },
  async run({ tx, viewer, input, prepared: guideHtml, now }) {
    const value: HouseRules = { ...await readHouseRules(tx), ...input }
    await keep(houseKey, value)
    afterCommit(tx, () => { memory().house = null })
    if (guideHtml !== null) await keep(guideKey, guideHtml)
    await keepAboutChanged(tx, now)
    await record(tx, 'site.changed', { actor: personOf(viewer) }, now)
    return done(value)

    async function keep(name: string, kept: unknown): Promise<void> {
      await tx.insert(settings).values({ key: name, value: kept }).onConflictDoUpdate({ target: settings.key, set: { value: kept } })
    }
  },
})
