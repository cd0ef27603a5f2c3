import { dayOf, momentOf } from '@/components/words'

/** A date in words (or in others that a desk has for it), with the exact moment on hover and for machines. */
export function Time({ date, words }: { date: Date; words?: string }) {
  return <time dateTime={date.toISOString()} title={momentOf(date)}>{words ?? dayOf(date)}</time>
}
