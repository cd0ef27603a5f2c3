/** The author's absence, as every page tells it. */
import { eq, ne } from 'drizzle-orm'
import { db } from '@/db'
import { settings } from '@/db/schema'
import { record } from './events'
import { isAway, readHouseRules } from './house-rules'
import { dayInWords } from './statements'

export type Absence = { until: string | null; guests: 'held' | 'paused'; words: string }

/** What the banner says; null while nobody is away. */
export async function readAbsence(now: Date = new Date()): Promise<Absence | null> {
  const rules = await readHouseRules()
  if (!isAway(rules, now)) return null
  const { until, guests, words } = rules.away
  return { until: until === null ? null : dayInWords(new Date(until)), guests, words }
}

const toldKey = 'away-told'

/** Tells the pages that are kept when an absence begins or ends by its day alone: `site.changed`, once. Asked every minute. The author's setting
 *  stays as it is, so that a clock that jumps and comes back changes nothing for good. Returns whether it told. */
export async function noteAbsence(now: Date): Promise<boolean> {
  const shown = isAway(await readHouseRules(), now)
  if (await lastTold() === shown) return false
  return db().write(async tx => {
    const noted = await tx.insert(settings).values({ key: toldKey, value: shown })
      .onConflictDoUpdate({ target: settings.key, set: { value: shown }, setWhere: ne(settings.value, shown) }).returning({ key: settings.key })
    if (noted.length > 0) await record(tx, 'site.changed', {}, now)
    return noted.length > 0
  })
}

async function lastTold(): Promise<unknown> {
  const [row] = await db().read.select({ value: settings.value }).from(settings).where(eq(settings.key, toldKey))
  return row?.value ?? false
}
