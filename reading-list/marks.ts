import type { Rating } from './types'

/** A mark on a paper: what was written and, for a thumb, which way it points. */
export interface Mark { text: string; rating: Rating | null }

/** What is left of a text when its first mark is taken out, and where it stood. */
export interface Marked { mark: Mark; before: string; after: string }

// U+FFFE follows a sign that was written as an entity, and so is meant literally.
const tone = '[\\u{1F3FB}-\\u{1F3FF}]?\\uFE0F?(?!\\uFFFE)'
const up = `:\\+1:|:thumbs_?up:|👍${tone}`
const down = `:-1:|:thumbs_?down:|👎${tone}`
const stars = '(?:(?::(?:star2?|heart|fire|sparkles):|[★☆⭐🌟✨🔥❤](?!\\uFFFE)\\uFE0F?)[ ]?)+'
// A plain +1 is also a number (“to +1 or -1”): it counts at the end of a line or before a link only.
const plainThumb = '(?<=^|\\s)(?<!\\b(?:to|or|and|of|by|from|than|is|in|at|with|plus|minus|=)\\s)[+-]1(?=[ \\t]*(?:$|[\\n\\uFFFF[]|[:;](?:\\s|$)|\\{:))'
const anyMark = new RegExp(`${up}|${down}|${stars}|${plainThumb}`, 'u')
const leadingMark = new RegExp(`^\\s*(?:${up}|${down}|${stars})\\s*`, 'u')
const trailingMark = new RegExp(`\\s*(?:${up}|${down}|${stars}|${plainThumb})\\s*$`, 'u')
const thumb = new RegExp(`${up}|${down}|${plainThumb}`, 'u')

/** The first mark anywhere in a (guarded) text; a thumb goes before stars. */
export function markIn(text: string): Marked | null {
  return splitAt(text, thumb.exec(text) ?? anyMark.exec(text))
}

/** A mark with which a text begins. */
export function markBefore(text: string): Marked | null {
  return splitAt(text, leadingMark.exec(text))
}

/** A mark with which a text ends. */
export function markBehind(text: string): Marked | null {
  return splitAt(text, trailingMark.exec(text))
}

function splitAt(text: string, found: RegExpExecArray | null): Marked | null {
  if (found === null) return null
  const mark = found[0].trim()
  const rating = /^(?:\+1|:\+1:|:thumbs_?up:|👍)/u.test(mark) ? 'up' : /^(?:-1|:-1:|:thumbs_?down:|👎)/u.test(mark) ? 'down' : null
  return { mark: { text: mark, rating }, before: text.slice(0, found.index), after: text.slice(found.index + found[0].length) }
}

/** Other signs in words between colons, such as `:scroll:`, that say nothing here. */
export function withoutSigns(text: string): string {
  return text.replace(/^(?:\s*:[a-z_]{2,20}:)+\s*/, '')
}

/** kramdown's attributes in a text: ids are a paper's aliases, classes say what an item is, the rest vanishes. */
export interface Attributes { text: string; ids: string[]; classes: string[] }

/** Takes `{:#pencil .wide}` out of a (guarded) text. */
export function withoutAttributes(text: string): Attributes {
  const ids: string[] = []
  const classes: string[] = []
  const rest = text.replace(/\s?\{:([^{}]*)\}/g, (_, inner: string) => {
    for (const word of inner.split(/\s+/)) {
      if (/^#[\p{L}\p{N}]/u.test(word)) ids.push(word.slice(1))
      if (word.startsWith('.')) classes.push(word.slice(1))
    }
    return ''
  })
  return { text: rest, ids, classes }
}

const sentenceOfLegend = new RegExp(`^\\s*(?:${up}|${down}|${stars}|[+-]1)\\s*(?:means?|stands? for|marks?|is for|=|:|–|—)\\s*\\S`, 'iu')

/** Whether a paragraph says what a mark means: “:+1: means …”. */
export function isLegend(text: string): boolean {
  return sentenceOfLegend.test(text)
}
