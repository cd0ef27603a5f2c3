/** Days as people write and read them: meant to their end, in UTC. */
import { dayOf, t } from '@/words'

/** Suspensions of former days had no end: they were until this day. */
export const forGood = new Date('9999-12-31T00:00:00.000Z')

const dayOrMoment = /^(\d{4}-\d{2}-\d{2})(T.+)?$/

/** A moment, or a day, which is meant to its end (UTC). Null where it is neither. */
export function endOfDay(text: string): Date | null {
  const [, date, time] = dayOrMoment.exec(text) ?? []
  // JavaScript takes 31 February for a day in March.
  if (date === undefined || !isDay(date)) return null
  const until = new Date(`${date}${time ?? 'T23:59:59.999Z'}`)
  return Number.isNaN(until.getTime()) ? null : until
}

function isDay(text: string): boolean {
  const date = new Date(text)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

const period = /^\d{4}(-\d{2}(-\d{2})?)?$/

/** Whether a text is a year, a month or a day that the calendar has: YYYY, YYYY-MM or YYYY-MM-DD. */
export function isPeriod(text: string): boolean {
  return period.test(text) && isDay(text)
}

/** "12 March 2026", or "further notice". */
export function untilInWords(until: Date): string {
  return until >= forGood ? t('further notice') : dayOf(until)
}
