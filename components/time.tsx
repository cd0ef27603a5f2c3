import { dayOf, momentOf } from '@/components/words'

/** A date in words, with the exact moment on hover and for machines. */
export function Time({ date }: { date: Date }) {
  return <time dateTime={date.toISOString()} title={momentOf(date)}>{dayOf(date)}</time>
}
