/** Small pieces of wording that many components share. */
import type { Writer } from '@/forum/documents'

const numbers = new Intl.NumberFormat('en-GB')

/** "1 answer", "12,345 answers". `many` is for nouns that do not take an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numbers.format(count)} ${count === 1 ? one : many}`
}

const ones = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen',
  'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen']
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

/** A count as the first word of a sentence: "Twenty-three"; in figures from a hundred on. */
export function numberWord(count: number): string {
  if (count >= 100) return numbers.format(count)
  const word = ones[count] ?? [tens[Math.floor(count / 10)], count % 10 === 0 ? undefined : ones[count % 10]].filter(Boolean).join('-')
  return word.charAt(0).toUpperCase() + word.slice(1)
}

const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
const month = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' })

/** "11 March 2020", in UTC: stored pages age with nobody looking, so no page says "yesterday". */
export function dayOf(date: Date): string {
  return day.format(date)
}

/** "March 2020". */
export function monthOf(date: Date): string {
  return month.format(date)
}

/** "2 hours ago" for a week, then the date: for desks, which are never stored. */
export function agoOf(date: Date, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - date.getTime()) / 60_000))
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${counted(minutes, 'minute')} ago`
  if (minutes < 24 * 60) return `${counted(Math.floor(minutes / 60), 'hour')} ago`
  const days = Math.floor(minutes / (24 * 60))
  if (days === 1) return 'yesterday'
  return days < 7 ? `${days} days ago` : dayOf(date)
}

const past: Record<string, string> = {
  approve: 'Approved', reject: 'Rejected', hide: 'Hidden', spam: 'Marked as spam', trust: 'Approved, and the writer trusted', restore: 'Restored', uphold: 'Upheld after an appeal', edit: 'Edited',
  lock: 'Locked', unlock: 'Unlocked', slow: 'Slowed down', unslow: 'At its usual pace again', move: 'Moved', merge: 'Merged', split: 'Split', 'to-comment': 'Made a comment', 'to-answer': 'Made an answer',
  status: 'Status set', summary: 'Summary changed', suspend: 'Writer suspended', unsuspend: 'Suspension ended', untrust: 'Trust taken back', appoint: 'Stands in as a moderator', undo: 'Undone',
}

/** What a decision did, as a label. */
export function pastOf(decision: string): string {
  return past[decision] ?? decision
}

/** "11 March 2020, 14:05:09 UTC". */
export function momentOf(date: Date): string {
  return `${day.format(date)}, ${date.toISOString().slice(11, 19)} UTC`
}

/** A writer's name as read aloud and in labels. */
export function nameOf(writer: Writer): string {
  return 'guest' in writer ? writer.guest : writer.name
}

/** Up to two initials of a name, for the narrow header. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter(word => /^\p{L}/u.test(word))
  const first = words[0]
  const last = words.length > 1 ? words[words.length - 1] : undefined
  return [first, last].map(word => (word === undefined ? '' : firstLetterOf(word))).join('').toUpperCase() || '·'
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

function firstLetterOf(word: string): string {
  for (const { segment } of letters.segment(word)) return segment
  return ''
}

/** `path?a=1` without the parameters that are null or empty. */
export function address(path: string, parameters: Record<string, string | null | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, value)
  }
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}
