/** How numbers of the statistics are said. */
import type { Outcome } from '@/forum/statistics/answering'
import { counted, language, t } from '@/words'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A time in the unit that suits it: "35 minutes", "5 hours", "12 days"; a dash where it is not known. */
export function durationOf(ms: number | null): string {
  if (ms === null) return '–'
  if (ms < 90 * minute) return counted(Math.round(ms / minute), 'minute')
  return ms < 2 * day ? counted(Math.round(ms / hour), 'hour') : counted(Math.round(ms / day), 'day')
}

const whole = new Intl.NumberFormat(language.locale, { style: 'percent', maximumFractionDigits: 0 })
const signed = new Intl.NumberFormat(language.locale, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' })

export function shareOf(part: number | null, of = 1): string {
  return part === null || of === 0 ? '–' : whole.format(part / of)
}

export function changeOf(change: number | null): string {
  return change === null ? '–' : signed.format(change)
}

const shortDay = new Intl.DateTimeFormat(language.locale, { timeZone: 'UTC', day: 'numeric', month: 'short' })
const shortMonth = new Intl.DateTimeFormat(language.locale, { timeZone: 'UTC', month: 'short', year: 'numeric' })

/** "3 Nov" of YYYY-MM-DD, "Nov 2026" of YYYY-MM. */
export function shortDate(name: string): string {
  return name.length === 7 ? shortMonth.format(new Date(`${name}-01`)) : shortDay.format(new Date(name))
}

const pages: Record<string, string> = { home: t('The first page'), papers: t('All papers'), questions: t('All questions'), search: t('Search'), about: t('Guide'), other: t('Other pages') }

/** A page that is no paper's and no question's. */
export function pageName(page: string): string {
  return pages[page] ?? page
}

/** What became of questions, as a row of a table each. */
export function outcomeRows(outcome: Outcome): [string, number][] {
  return [[t('with an answer'), outcome.withAnswer], [t('with an endorsed answer'), outcome.endorsed], [t('answered'), outcome.answered], [t('open'), outcome.open], [t('disputed'), outcome.disputed], [t('closed'), outcome.closed]]
}
