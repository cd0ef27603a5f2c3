import { bareArxivOf, doiOf } from './identity'
import type { Inline } from './inline'
import { markdownOf, plain, textOf } from './inline'
import { identify, labelOf } from './links'
import { namesOf, venueOf } from './people'
import { unguarded } from './guard'
import type { Paper } from './types'

/** One thing that a line under a paper says of it: `**Authors**: A. Author; B. Author`. */
export interface Particular { key: Key; label: string; value: Inline[] }

const keys = {
  title: 'title', authors: 'authors', author: 'authors', venue: 'venue', conference: 'venue', journal: 'venue', 'published in': 'venue', year: 'year',
  doi: 'doi', arxiv: 'arxiv', link: 'link', links: 'link', url: 'link', pdf: 'link', paper: 'link', code: 'link', project: 'link', remark: 'remark',
} as const
type Key = (typeof keys)[keyof typeof keys]
const keyOf = new Map<string, Key>(Object.entries(keys))

/** Reads such a line; null for any other. Without bold only what cannot be the beginning of a sentence counts. */
export function particularOf(inlines: Inline[]): Particular | null {
  const [first, ...others] = inlines
  if (first?.kind === 'wrap' && first.tag === 'strong') {
    const [next, ...rest] = others
    const follows = next?.kind === 'text' ? next.text : ''
    const words = plain(first.children).trim()
    const within = words.endsWith(':')
    if (!within && !/^\s*:/.test(follows)) return null
    const value: Inline[] = next?.kind === 'text' ? [{ ...next, text: within ? follows : follows.replace(/^\s*:/, '') }, ...rest] : others
    return keyed(words.replace(/\s*:$/, ''), value)
  }
  const found = first?.kind === 'text' ? /^\s*(Authors?|Venue|Year|DOI|arXiv)\s*:\s+/.exec(first.text) : null
  if (found === null || first?.kind !== 'text') return null
  return keyed(found[1] ?? '', [{ ...first, text: first.text.slice(found[0].length) }, ...others])
}

function keyed(label: string, value: Inline[]): Particular | null {
  const key = keyOf.get(label.toLowerCase())
  return key === undefined || textOf(value) === '' ? null : { key, label, value }
}

/** Writes the particular into its paper; false where its value is not of its kind. */
export function setParticular(paper: Paper, particular: Particular): boolean {
  const text = textOf(particular.value)
  switch (particular.key) {
    case 'title': return setTitle(paper, text)
    case 'authors': return setAuthors(paper, particular.value)
    case 'venue': return setVenue(paper, plain(particular.value).trim())
    case 'year': return setYear(paper, text)
    case 'doi': return setDoi(paper, text)
    case 'arxiv': return setArxivId(paper, text)
    case 'link': return setLinks(paper, particular)
    case 'remark':
      paper.remark = markdownOf(particular.value)
      return true
  }
}

function setTitle(paper: Paper, text: string): boolean {
  paper.title = text
  return true
}

function setAuthors(paper: Paper, value: Inline[]): boolean {
  paper.authors = namesOf(plain(value)).map(unguarded)
  return paper.authors.length > 0
}

function setVenue(paper: Paper, text: string): boolean {
  const dated = venueOf(text)
  paper.venue = dated?.venue ?? unguarded(text)
  if (dated !== null) paper.year = dated.year
  return true
}

function setYear(paper: Paper, text: string): boolean {
  if (!/^\d{4}$/.test(text)) return false
  paper.year = Number(text)
  return true
}

function setDoi(paper: Paper, text: string): boolean {
  const doi = doiOf(text)
  if (doi !== null) paper.doi = doi
  return doi !== null
}

function setArxivId(paper: Paper, text: string): boolean {
  const found = bareArxivOf(text)
  if (found === null) return false
  paper.arxiv = found.id
  paper.arxivVersion = found.version
  return true
}

function setLinks(paper: Paper, particular: Particular): boolean {
  const label = /^(?:links?|url)$/i.test(particular.label) ? null : particular.label
  const links = particular.value.filter(inline => inline.kind === 'link').map(link => ({ label: label ?? labelOf(link), url: link.url }))
  const bare = textOf(particular.value).match(/https?:\/\/[^\s<>]+/g) ?? []
  const found = links.length > 0 ? links : bare.map(url => ({ label: label ?? labelOf({ kind: 'link', url, title: '', auto: true, children: [] }), url }))
  paper.links.push(...found)
  identify(paper)
  return found.length > 0
}
