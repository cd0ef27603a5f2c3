import { unguarded } from './guard'
import type { Inline } from './inline'
import { plain, textOf } from './inline'

/** The words with which a line says that it is a question, and what follows them. */
export interface Asked { number: number | null; rest: Inline[] }

const prefixes = [
  /^\s*(?:open\s+|unanswered\s+)?question\s*#?(\d{1,6})(?:\s*[:.)–—-](?=\s|$)|(?=\s|$))/i,
  /^\s*(?:open\s+|unanswered\s+)?questions?\s*[:.–—](?=\s|$)/i,
  /^\s*(?:open\s+|unanswered\s+)questions?(?=\s+\p{Lu})/iu,
  /^\s*Q\s*#?(\d{1,6})\s*[:.)–—-](?=\s|$)/i,
  /^\s*Q\s*[:.](?=\s|$)/,
]

/** Reads “Question 3:”, “Q1.”, “Open question:” at the beginning of a line, in bold or not; null where there is none. */
export function askedIn(inlines: Inline[]): Asked | null {
  const [first, ...others] = inlines
  if (first?.kind === 'text') {
    const found = prefixOf(first.text)
    if (found === null && first.text.trim() === '') return askedIn(others)
    return found === null ? null : { number: found.number, rest: found.rest === '' ? others : [{ ...first, text: found.rest }, ...others] }
  }
  if (first?.kind !== 'wrap') return null
  const inner = askedIn(first.children)
  if (inner === null) return null
  return plain(inner.rest).trim() === '' ? { number: inner.number, rest: withoutPoint(others) } : { number: inner.number, rest: [{ ...first, children: trimmedStart(inner.rest) }, ...others] }
}

function prefixOf(text: string): { number: number | null; rest: string } | null {
  for (const prefix of prefixes) {
    const found = prefix.exec(text)
    if (found !== null) return { number: found[1] === undefined ? null : Number(found[1]), rest: text.slice(found[0].length).trimStart() }
  }
  return null
}

/** Behind “**Question 1**” a colon may follow. */
function withoutPoint(inlines: Inline[]): Inline[] {
  const [first, ...others] = inlines
  return first?.kind === 'text' ? trimmedStart([{ ...first, text: first.text.replace(/^\s*[:.)–—-](?=\s|$)\s*/, '') }, ...others]) : inlines
}

function trimmedStart(inlines: Inline[]): Inline[] {
  const [first, ...others] = inlines
  if (first?.kind !== 'text') return inlines
  const text = first.text.trimStart()
  return text === '' ? others : [{ ...first, text }, ...others]
}

const introduction = /^(?:(?:my|some|open|remaining|unanswered|further|general)\s+)*questions(?:\s+(?:on|about|for|to|regarding|concerning)(?=\s)|\s*[:.?]?\s*$)/i

/** Whether a line announces questions: “Questions on …”. */
export function announcesQuestions(text: string): boolean {
  return introduction.test(text.trim())
}

/** Whether a heading announces questions among other things: “Notes/Questions”. */
export function announcesMixed(text: string): boolean {
  return /\bquestions\b/i.test(text) && /^[\p{L} ]+[/&,+][\p{L} /&,+]+$|\band\b/u.test(text) && text.length < 60 && !announcesQuestions(text)
}

/** A question's bold lead and the text after it. */
export interface Led { title: string | null; rest: Inline[] }

/**
 * The bold words with which a question begins are its title where they are whole: they end as a sentence does, a colon or a full
 * stop follows, or nothing more stands in their paragraph and more paragraphs come (`more`).
 */
export function ledBy(inlines: Inline[], more: boolean): Led {
  const [first, ...others] = inlines
  if (first?.kind !== 'wrap' || first.tag !== 'strong') return { title: null, rest: inlines }
  const words = plain(first.children).trim()
  const alone = others.every(inline => inline.kind === 'break' || (inline.kind === 'text' && inline.text.trim() === ''))
  const next = others[0]
  const follows = next?.kind === 'text' ? next.text : ''
  const whole = alone ? more : /[.?!:…]$/.test(words) || /^\s*[:.](?:\s|$)/.test(follows) || next?.kind === 'break'
  const title = unguarded(words.replace(/[.:]$/, '')).replace(/\s+/g, ' ').trim()
  if (!whole || title === '') return { title: null, rest: inlines }
  const rest = next?.kind === 'text' && !/[.?!:…]$/.test(words) ? [{ ...next, text: next.text.replace(/^\s*[:.](?=\s|$)/, '') }, ...others.slice(1)] : others
  return textOf(rest) === '' && !more ? { title: null, rest: inlines } : { title, rest: textOf(rest) === '' ? [] : rest }
}

/** Gives every question of a paper a number of its own; a number that stands twice is returned with its line. */
export function numbered(questions: { number: number | null; line: number }[]): number[] {
  const taken = new Set<number>()
  const again: number[] = []
  for (const question of questions) {
    if (question.number === null) continue
    if (taken.has(question.number)) {
      again.push(question.line)
      question.number = null
    } else taken.add(question.number)
  }
  let next = 1
  for (const question of questions) {
    if (question.number === null) {
      while (taken.has(next)) next += 1
      question.number = next
      taken.add(next)
    }
    next = question.number + 1
  }
  return again
}
