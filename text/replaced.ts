import type { Change } from '@/text/rendered'

/** A comparison without looking for anything in common between the ends. Cheap in any case. */
export function replaced(before: string, after: string): Change[] {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start += 1
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  const changes: Change[] = [
    { kind: 'same', text: before.slice(0, start) },
    { kind: 'removed', text: before.slice(start, before.length - end) },
    { kind: 'added', text: after.slice(start, after.length - end) },
    { kind: 'same', text: end === 0 ? '' : before.slice(-end) },
  ]
  return changes.filter(change => change.text !== '')
}
