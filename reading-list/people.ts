/** The people, the venue and the year of a paper as a line names them. */
export interface Byline { authors: string[]; venue: string | null; year: number | null }

const year = '(?:19|20)\\d\\d'

/** “David Ha, Jürgen Schmidhuber, ArXiv, 2018”: names, venue, year; null for any other text. */
export function bylineOf(text: string): Byline | null {
  const parts = text.trim().replace(/\.$/, '').split(/,\s+/)
  const [venue, last] = parts.slice(-2)
  if (parts.length < 3 || venue === undefined || last === undefined || !new RegExp(`^${year}$`).test(last)) return null
  const authors = parts.slice(0, -2)
  if (!authors.every(isName) || !/^\p{Lu}[\p{L}\d&'’. -]{1,60}$/u.test(venue)) return null
  return { authors, venue, year: Number(last) }
}

/** Names as people write them in a list: by comma, semicolon or “and”; “Hinton, Geoffrey, and Yann LeCun” begins with the family. */
export function namesOf(text: string): string[] {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.includes(';')) return line.split(/\s*;\s*/).filter(name => name !== '')
  const clean = line.replace(/^[,:.\s]+|[,:\s]+$/g, '')
  const parts = clean.split(/\s*,\s*(?:and\s+|&\s*)?|\s+and\s+|\s+&\s+/).filter(name => name !== '')
  const [family, given, ...others] = parts
  const names = family !== undefined && given !== undefined && /^\p{Lu}[\p{L}'’-]+$/u.test(family) && !/^et\.? al/.test(given) && clean.startsWith(`${family},`)
    ? [`${given} ${family}`, ...others]
    : parts
  return names.reduce<string[]>((known, name) => joinedOthers(known, name), [])
}

function joinedOthers(known: string[], name: string): string[] {
  const before = known.at(-1)
  return /^et\.? al\.?$/.test(name) && before !== undefined ? [...known.slice(0, -1), `${before} et al.`] : [...known, withoutStop(name)]
}

function withoutStop(name: string): string {
  return /\p{L}{3,}\.$/u.test(name) ? name.slice(0, -1) : name
}

/** Whether a text could be names and nothing else. */
export function areNames(text: string): boolean {
  const names = namesOf(text)
  return names.length > 0 && names.every(isName)
}

function isName(text: string): boolean {
  const words = text.replace(/\s+et\.? al\.?$/, '').split(/\s+/)
  return words.length <= 5 && words.every(word => /^(?:\p{Lu}[\p{L}\p{M}.'’-]*|van|von|der|den|de|di|la|le|al|da|dos|bin|ten)$/u.test(word)) && /^\p{Lu}/u.test(text)
}

/** “CVPR 2019”, “NIPS '16”, “AAAI, 2019”: a venue with its year. */
export function venueOf(text: string): { venue: string; year: number } | null {
  const found = /^(\p{Lu}[\p{L}&+./ -]{1,40}?),?\s*(?:((?:19|20)\d\d)|['’](\d\d))$/u.exec(text.trim())
  if (found === null) return null
  const short = Number(found[3])
  return { venue: (found[1] ?? '').trim(), year: found[2] === undefined ? (short > 60 ? 1900 : 2000) + short : Number(found[2]) }
}

/** The venue in “Questions on “Title, CVPR 2019””, a name in capitals behind a comma. */
export function venueWithin(text: string): { venue: string; year: number } | null {
  const found = new RegExp(`,\\s+([A-Z]{2,12}[A-Za-z]{0,12})\\s+(${year})(?!\\d)`).exec(text)
  return found === null ? null : { venue: found[1] ?? '', year: Number(found[2]) }
}

/** What follows a title in a list: “(2016), A. Oord et al.”. Null where the text is not of that kind. */
export function yearAndPeople(text: string): { year: number; people: string; note: string | null } | null {
  const found = new RegExp(`^\\s*\\(([^()]{0,40}?)(${year})\\)?[,.:]?\\s*(.*)$`).exec(text)
  if (found === null) return null
  const note = (found[1] ?? '').replace(/[\s,]+$/, '')
  const people = (found[3] ?? '').replace(/^[,.]\s*/, '')
  if (note !== '' && people === '') return null
  return { year: Number(found[2]), people, note: note === '' ? null : note }
}

/** What follows a title in a citation: “Nature 521.7553 (2015): 436-444.” Null where no year is named. */
export function venueAndYear(text: string): { venue: string | null; year: number } | null {
  const found = new RegExp(`^(.*?)[\\s,(.]*(?<!\\d)(${year})(?!\\d|\\.\\d)\\)?[.:,]*\\s*([\\d\\s.,:–-]*)$`).exec(text.trim())
  if (found === null || (found[1] ?? '').length > 200) return null
  const pages = (found[3] ?? '').replace(/[\s.,]+$/, '')
  const venue = (found[1] ?? '').replace(/^[\s.,”"]+|[\s.,:]+$/g, '').replace(/^in\s+/i, '')
  const whole = [venue, pages].filter(part => part !== '').join(', ')
  return { venue: whole === '' ? null : whole.replace(/\s+/g, ' '), year: Number(found[2]) }
}
