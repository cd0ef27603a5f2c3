import { diffWordsWithSpace } from 'diff'
import type { Change } from '@/text/rendered'
import { replaced } from '@/text/replaced'

const comparedMaxChars = 200_000
const waitMs = 300

/**
 * Two texts compared by words and spaces. What is `same` and `removed` is together the former text, what is `same` and `added`
 * the later one, to the letter. Where comparing takes too long, what stands between the common beginning and end is replaced.
 */
export function difference(before: string, after: string): Change[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }]
  if (before.length + after.length > comparedMaxChars) return replaced(before, after)
  const changes = diffWordsWithSpace(before, after, { timeout: waitMs })
  if (changes === undefined) return replaced(before, after)
  return changes.map(({ added, removed, value }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value }))
}
