/** Small pieces of wording that many components share. */
import type { Writer } from '@/forum/documents'
import { counted, dayOf, figures, language, t } from '@/words'

export { counted, dayOf, monthOf } from '@/words'

const ones = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen',
  'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen']
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

/** A count as the first word of a sentence: "Twenty-three"; in figures from a hundred on, and in languages that begin sentences with them. */
export function numberWord(count: number): string {
  if (count >= 100 || language.tag !== 'en') return figures(count)
  const word = ones[count] ?? [tens[Math.floor(count / 10)], count % 10 === 0 ? undefined : ones[count % 10]].filter(Boolean).join('-')
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** "2 hours ago" for a week, then the date: for desks, which are never stored. */
export function agoOf(date: Date, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - date.getTime()) / 60_000))
  if (minutes < 1) return t('just now')
  if (minutes < 60) return t('{0} ago', counted(minutes, 'minute'))
  if (minutes < 24 * 60) return t('{0} ago', counted(Math.floor(minutes / 60), 'hour'))
  const days = Math.floor(minutes / (24 * 60))
  if (days === 1) return t('yesterday')
  return days < 7 ? t('{0} ago', counted(days, 'day')) : dayOf(date)
}

const past: Record<string, string> = {
  approve: t('Approved'), reject: t('Rejected'), hide: t('Hidden'), spam: t('Marked as spam'), trust: t('Approved, and the writer trusted'), restore: t('Restored'), uphold: t('Upheld after an appeal'), edit: t('Edited'),
  lock: t('Locked'), unlock: t('Unlocked'), slow: t('Slowed down'), unslow: t('At its usual pace again'), move: t('Moved'), merge: t('Merged'), split: t('Split'), 'to-comment': t('Made a comment'), 'to-answer': t('Made an answer'),
  status: t('Status set'), summary: t('Summary changed'), suspend: t('Writer suspended'), unsuspend: t('Suspension ended'), untrust: t('Trust taken back'), appoint: t('Stands in as a moderator'), undo: t('Undone'),
}

/** What a decision did, as a label. */
export function pastOf(decision: string): string {
  return past[decision] ?? decision
}

/** "11 March 2020, 14:05:09 UTC". */
export function momentOf(date: Date): string {
  return `${dayOf(date)}, ${date.toISOString().slice(11, 19)} UTC`
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
