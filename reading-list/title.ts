import { unguarded } from './guard'
import type { Inline } from './inline'
import { plain } from './inline'
import type { Mark } from './marks'
import { markBefore, markBehind, markIn, withoutAttributes, withoutSigns } from './marks'

/** A title found in a line, what stood before it and what follows. */
export interface Title {
  text: string
  link: Extract<Inline, { kind: 'link' }> | null
  bold: boolean
  /** The line is a citation: names, the title in quotation marks, venue. */
  cited: boolean
  before: string
  mark: Mark | null
  tags: string[]
  ids: string[]
  classes: string[]
  rest: Inline[]
}

/** Finds the title: a link, bold words, quoted words of a citation, or the plain words up to the first link, mark, year or attribute. */
export function titleOf(inlines: Inline[]): Title | null {
  if (inlines.length > mostPieces || plain(inlines).length > longestLine) return null
  const lead = withoutLead(inlines)
  const found = linkTitle(lead.rest) ?? boldTitle(lead.rest) ?? citedTitle(lead.rest) ?? plainTitle(lead.rest)
  const whole = found === null ? null : withoutMark({ ...none, ...found, tags: lead.tags, ids: lead.ids, classes: lead.classes, mark: lead.mark })
  return whole === null || whole.text === '' ? null : whole
}

/** No paper is named in a longer line; the patterns below may then cost the square of its length. */
const longestLine = 3_000
const mostPieces = 300

const none: Title = { text: '', link: null, bold: false, cited: false, before: '', mark: null, tags: [], ids: [], classes: [], rest: [] }

type Found = Pick<Title, 'text' | 'rest'> & Partial<Title>
interface Lead { tags: string[]; ids: string[]; classes: string[]; mark: Mark | null; rest: Inline[] }

/** Numbers, tags in bold code, marks, signs and attributes that stand before a title. */
function withoutLead(inlines: Inline[]): Lead {
  const lead: Lead = { tags: [], ids: [], classes: [], mark: null, rest: [...inlines] }
  for (let first = lead.rest[0]; first !== undefined; first = lead.rest[0]) {
    const tag = first.kind === 'wrap' ? tagOf(first.children) : null
    if (first.kind === 'text') {
      const text = leadText(first.text, lead)
      if (text.trim() !== '') return { ...lead, rest: [{ kind: 'text', text }, ...lead.rest.slice(1)] }
    } else if (tag !== null) lead.tags.push(tag)
    else if (first.kind !== 'break' && !(first.kind === 'wrap' && /^\s*\[?\d{1,4}[\].)]\s*$/.test(plain(first.children)))) return lead
    lead.rest.shift()
  }
  return lead
}

function leadText(text: string, lead: Lead): string {
  const item = /^\s*\{:[^{}]*\}/.exec(text)?.[0] ?? ''
  const attributes = withoutAttributes(item)
  lead.ids.push(...attributes.ids)
  lead.classes.push(...attributes.classes)
  const unsigned = withoutNumber(text.slice(item.length))
  const found = markBefore(unsigned)
  if (found !== null) lead.mark ??= found.mark
  return withoutNumber(withoutSigns(found === null ? unsigned : found.after))
}

function withoutNumber(text: string): string {
  return text.replace(/^\s*\[\d{1,4}\]\s+/, '').trimStart()
}

function tagOf(children: Inline[]): string | null {
  const [only, ...others] = children
  if (only === undefined || others.length > 0) return null
  if (only.kind === 'code') return only.text
  return only.kind === 'wrap' ? tagOf(only.children) : null
}

function linkTitle(inlines: Inline[]): Found | null {
  const [first, ...rest] = inlines
  const link = first?.kind === 'wrap' ? onlyLink(first.children) : first
  if (link?.kind !== 'link' || link.auto || link.children.every(child => child.kind === 'image')) return null
  const text = plain(link.children).trim()
  return text === '' || /^(?:https?:|www\.)/i.test(text) || /^\[.*\]$/.test(text) ? null : { text, link, bold: first?.kind === 'wrap', rest }
}

function onlyLink(children: Inline[]): Inline | undefined {
  const solid = children.filter(child => child.kind !== 'text' || child.text.trim() !== '')
  return solid.length === 1 && solid[0]?.kind === 'link' ? solid[0] : undefined
}

/** Bold words are the title where they are whole: “**Unsupervised** Embedding Learning” is not. */
function boldTitle(inlines: Inline[]): Found | null {
  const [first, next, ...rest] = inlines
  if (first?.kind !== 'wrap' || (first.tag !== 'strong' && first.tag !== 'em')) return null
  const follows = next?.kind === 'text' ? next.text : ''
  const goesOn = /^\s+[\p{L}\p{N}]|^[\p{L}\p{N}-]/u.test(follows) && !/^\s+by\s/.test(follows)
  const short = plain(first.children).trim().split(/\s+/).length < 3
  if (goesOn && (short || first.tag === 'em')) return null
  const solid = next === undefined || (next.kind === 'text' && next.text.trim() === '' && rest.length === 0) ? [] : [next, ...rest]
  return { text: plain(first.children).trim(), bold: first.tag === 'strong', rest: solid }
}

/** `Names. "**Title**." Venue (year).` and the same without bold. */
function citedTitle(inlines: Inline[]): Found | null {
  const [first, title, ...rest] = inlines
  if (first?.kind !== 'text') return null
  if (title?.kind === 'wrap' && title.tag === 'strong' && /["“]\s*$/.test(first.text) && /\p{L}/u.test(first.text)) {
    return { text: quoted(plain(title.children)), cited: true, before: quoted(first.text), rest }
  }
  const begin = first.text.search(/["“]/)
  const before = first.text.slice(0, Math.max(0, begin))
  const found = /^["“]([^"”“]{4,300})["”]/.exec(first.text.slice(before.length))
  if (found === null || !/[.,]\s*$/.test(before) || !/\p{L}/u.test(before)) return null
  return { text: quoted(found[1] ?? ''), cited: true, before, rest: [{ kind: 'text', text: first.text.slice(before.length + found[0].length) }, ...inlines.slice(1)] }
}

function quoted(text: string): string {
  return text.replace(/^[\s"“”]+|[\s"“”.,]+$/g, '')
}

function plainTitle(inlines: Inline[]): Found | null {
  let text = ''
  for (const [at, inline] of inlines.entries()) {
    if (inline.kind === 'link' || (inline.kind === 'wrap' && inline.tag === 'kbd')) {
      return { text: text.replace(/\s*[[(]\s*$/, ''), rest: [...opening(text), ...inlines.slice(at)] }
    }
    const end = inline.kind === 'text' ? endWithin(inline.text) : null
    if (inline.kind === 'text' && end !== null) {
      return { text: text + inline.text.slice(0, end), rest: [{ kind: 'text', text: inline.text.slice(end) }, ...inlines.slice(at + 1)] }
    }
    text += inline.kind === 'break' ? ' ' : plain([inline])
  }
  return { text, rest: [] }
}

/** A bracket that was opened before a link goes with the link. */
function opening(text: string): Inline[] {
  const bracket = /[[(]\s*$/.exec(text)?.[0]
  return bracket === undefined ? [] : [{ kind: 'text', text: bracket }]
}

function endWithin(text: string): number | null {
  const ends = [markIn(text)?.before.length, text.indexOf('{:'), text.search(/\([^()]{0,40}(?:19|20)\d\d\)\s*(?:[,.[]|$)/)]
  const found = ends.filter(end => end !== undefined && end >= 0)
  return found.length === 0 ? null : Math.min(...found.map(Number))
}

/** A thumb within a link or bold words, at either end of them, is a mark and no part of the title. */
function withoutMark(title: Title): Title {
  const text = title.text.replace(/\s+/g, ' ').trim()
  const found = title.mark === null ? (markBehind(text) ?? markBefore(text)) : null
  const without = found === null ? text : `${found.before}${found.after}`
  const kept = without.trim() === '' ? { text, mark: title.mark } : { text: without, mark: title.mark ?? found?.mark ?? null }
  return { ...title, mark: kept.mark, text: unguarded(kept.text.trim().replace(/[,:;]$/, '')).replace(/\s+/g, ' ').trim() }
}
