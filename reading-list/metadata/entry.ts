/** What a file or a service says of one paper, before anybody knows which of the list's papers it is. */
import type { CitedName, metadataSources } from '@/forum/metadata'

export type Entry = {
  /** How the file calls it, for telling. */
  name: string
  source: (typeof metadataSources)[number]
  title: string
  /** The title with braces around what keeps its capitals (`bracedTitle`). */
  braced: string | null
  authors: CitedName[]
  /** One of CSL's types. */
  type: string
  container: string | null
  publisher: string | null
  volume: string | null
  issue: string | null
  pages: string | null
  year: number | null
  month: number | null
  day: number | null
  doi: string | null
  arxiv: string | null
  arxivVersion: number | null
  primaryClass: string | null
  url: string | null
  abstract: string | null
}

/** What could be read; or why nothing was, in a sentence that names the line. */
export type ReadEntries = { ok: true; entries: Entry[] } | { ok: false; sentence: string }

/** So much is read at most: a larger file is another one than was meant. */
export const bounds = { bytes: 8 * 1024 * 1024, entries: 5_000, authors: 500, line: 2_000, abstract: 20_000 } as const

export class Malformed extends Error {}

/** One line of text as it is kept: no controls, no runs of spaces, not longer than its bound; null where nothing is left. */
export function oneLine(text: string | null | undefined, most: number = bounds.line): string | null {
  const line = (text ?? '').normalize('NFC').replace(/[\p{Cc}\p{Surrogate}\s]+/gu, ' ').trim()
  return line === '' ? null : line.slice(0, most).replace(/\p{Surrogate}$/u, '').trimEnd()
}

/** An abstract as plain text: the tags of JATS and HTML are gone, paragraphs stay apart. */
export function plainAbstract(text: string | null | undefined): string | null {
  const bare = (text ?? '').replace(/<(?:jats:)?title>[^<]{0,100}<\/(?:jats:)?title>/giu, ' ').replace(/<\/(?:jats:)?(?:p|sec)>|<br\s{0,5}\/?>/giu, '\n\n').replace(/<\/?[a-z][a-z0-9:-]{0,40}(?:\s[^<>]{0,500})?\/?>/giu, '')
  const paragraphs = unescaped(bare).split(/\n\s*\n/u).flatMap(part => oneLine(part, bounds.abstract) ?? [])
  const whole = paragraphs.join('\n\n').slice(0, bounds.abstract).trim()
  return whole === '' ? null : whole
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: ' ' }

/** Entities of XML by name and number; what is none stays. */
export function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));/giu, (whole, decimal: string | undefined, hexadecimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole
  })
}

/** A name as one string, "Given von Family" or "von Family, Given": particles in small letters go with the family's. */
export function namedPerson(text: string): CitedName | null {
  const whole = oneLine(text, 200)
  if (whole === null) return null
  const [family = '', ...rest] = whole.split(',').map(part => part.trim())
  if (rest.length > 0) {
    const given = rest.at(-1) ?? ''
    const suffix = rest.length > 1 ? rest[0] ?? '' : ''
    return { family: [family, suffix].filter(part => part !== '').join(' '), given: given === '' ? null : given }
  }
  const words = whole.split(' ')
  const particle = words.findIndex((word, at) => at > 0 && at < words.length - 1 && /^\p{Ll}/u.test(word))
  const from = particle < 0 ? words.length - 1 : particle
  return from === 0 ? { family: whole, given: null } : { family: words.slice(from).join(' '), given: words.slice(0, from).join(' ') }
}

/** A category of arXiv, as it is written there ("cs.LG", "hep-th"), else null. */
export function arxivClass(text: string | null | undefined): string | null {
  return /^[a-z]{2,10}(?:-[a-z]{2,5})?(?:\.[A-Za-z]{2}|\.[a-z]{2,5}-[a-z]{2,5})?$/u.exec((text ?? '').trim())?.[0] ?? null
}

/** A year within reason. */
export function yearOf(value: unknown): number | null {
  const year = typeof value === 'number' ? value : Number(/(?<!\d)(\d{4})(?!\d)/u.exec(typeof value === 'string' ? value : '')?.[1] ?? NaN)
  return Number.isInteger(year) && year >= 1500 && year <= 2200 ? year : null
}

/** A number from 1 to `most`, else null. */
export function partOfDate(value: unknown, most: number): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= most ? number : null
}

/** A web address, else null. */
export function webAddress(text: string | null | undefined): string | null {
  const url = oneLine(text)
  return url !== null && /^https?:\/\/[^\s<>"]+$/iu.test(url) ? url : null
}
