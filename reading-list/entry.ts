import { Pieces, unguarded } from './guard'
import type { Inline } from './inline'
import { plain, settledLine, sourceOf, textOf } from './inline'
import { identify, linksTaken, linkSign, setArxiv, usualLabel } from './links'
import { markIn, withoutAttributes } from './marks'
import { areNames, namesOf, venueAndYear, venueOf, yearAndPeople } from './people'
import type { Title } from './title'
import { titleOf } from './title'
import type { Paper } from './types'
import { aPaperNamed } from './types'

/** What the line of a paper says, and how sure it is that it names one. */
export interface Entry {
  paper: Paper
  /** Its title is a link that leads to a paper. */
  linked: boolean
  /** It has something that only papers have: a link, a mark, a bold title, a citation, tags, a year with names. */
  evident: boolean
  /** Its title is set in bold and nothing else is there. */
  bold: boolean
  /** kramdown classes at its very beginning. */
  classes: string[]
  /** Labels of links that have no address. */
  without: string[]
}

type LinkInline = Extract<Inline, { kind: 'link' }>

/** Reads a line as that of a paper; null where there is no title in it. */
export function entryOf(inlines: Inline[], line: number): Entry | null {
  const title = titleOf(inlines)
  if (title === null) return null
  const paper = aPaperNamed(title.text, line)
  paper.mark = title.mark?.text ?? null
  paper.rating = title.mark?.rating ?? null
  if (title.link !== null && title.link.url !== '') paper.links.push({ label: usualLabel(title.link.url), url: title.link.url })
  const without = readRest(paper, title)
  identify(paper)
  const linked = title.link !== null && !title.link.url.startsWith('#')
  return { paper, linked, evident: isEvident(paper, title, linked), bold: title.bold, classes: title.classes, without }
}

function isEvident(paper: Paper, title: Title, linked: boolean): boolean {
  if (linked || paper.mark !== null || title.cited || title.tags.length > 0 || title.classes.includes('paper')) return true
  if (title.link === null && paper.links.some(link => !link.url.startsWith('#'))) return true
  if (paper.year !== null && (paper.authors.length > 0 || paper.venue !== null)) return true
  return title.bold && ((paper.remark === null && paper.authors.length === 0 && paper.year === null) || isTitleLike(title.text))
}

function isTitleLike(text: string): boolean {
  return (text.match(/\p{L}{2,}/gu)?.length ?? 0) >= 2 && !/[.,;:]$/.test(text)
}

/** Reads what stands behind the title into the paper; the labels of links without address come back. */
function readRest(paper: Paper, title: Title): string[] {
  const links: LinkInline[] = []
  const pieces = new Pieces()
  const attributes = withoutAttributes(title.rest.map(inline => restText({ inline, paper, links, pieces, flat: title.cited })).join(''))
  paper.aliases = [...title.ids, ...attributes.ids].map(id => id.toLowerCase())
  const text = takeMark(paper, attributes.text)
  const taken = linksTaken(text, links, pieces)
  paper.links.push(...taken.links)
  if (title.cited) paper.authors = namesOf(title.before).map(unguarded)
  const rest = takeYear(paper, title, taken.text)
  if (paper.arxiv === null) setArxiv(paper, unguarded(taken.text))
  const tags = title.tags.filter(tag => !takeVenue(paper, tag))
  paper.remark = [tags.join(', '), tidied(rest, pieces)].filter(part => part !== '').map(settledLine).join(' ') || null
  return taken.without
}

interface Rest { inline: Inline; paper: Paper; links: LinkInline[]; pieces: Pieces; flat: boolean }

/** A piece of the line's rest as text; what is set in bold or the like is kept whole, but in a citation. */
function restText({ inline, paper, links, pieces, flat }: Rest): string {
  if (inline.kind === 'text') return inline.text
  if (inline.kind === 'break') return '\n'
  if (inline.kind === 'link') return links.push(inline) > 0 ? linkSign : ''
  if (inline.kind !== 'wrap') return pieces.keep(sourceOf(inline))
  if (inline.tag === 'kbd') return takeVenue(paper, textOf(inline.children)) ? ' ' : ` ${pieces.keep(sourceOf(inline))} `
  const inner = plain(inline.children)
  if (/^\([^()]*\)$/.test(inner)) return `\n${inline.children.map(child => (child.kind === 'text' ? child.text : pieces.keep(sourceOf(child)))).join('')}`
  return flat && inline.children.every(child => child.kind === 'text') ? inner : pieces.keep(sourceOf(inline))
}

function takeMark(paper: Paper, text: string): string {
  const found = paper.mark === null ? markIn(text) : null
  if (found === null) return text
  paper.mark = found.mark.text
  paper.rating = found.mark.rating
  return `${found.before}\n${found.after.replace(/^\s*[:;,–—-]\s+/, '')}`
}

function takeVenue(paper: Paper, text: string): boolean {
  const found = venueOf(text)
  if (found === null || paper.venue !== null) return false
  paper.venue = found.venue
  paper.year = found.year
  return true
}

/** What is left when year, venue and people are taken out of the text behind the title. */
function takeYear(paper: Paper, title: Title, text: string): string {
  const lines = text.replace(/^[\s.”"]+/, '')
  const at = lines.indexOf('\n')
  const first = at < 0 ? lines : lines.slice(0, at)
  const others = at < 0 ? '' : lines.slice(at)
  if (title.cited) {
    const found = venueAndYear(unguarded(first))
    if (found === null) return lines
    paper.venue = found.venue
    paper.year = found.year
    return others
  }
  const by = /^(?:,|by\b)\s*(.{2,200})$/.exec(first.trim())?.[1]
  if (by !== undefined && areNames(by)) return named(paper, by, others)
  const dated = yearAndPeople(first)
  if (dated === null) return lines
  paper.year ??= dated.year
  const note = dated.note === null ? '' : `(${dated.note}) `
  return areNames(dated.people) ? named(paper, dated.people, note + others) : `${note}${dated.people}${others}`
}

function named(paper: Paper, names: string, rest: string): string {
  paper.authors = namesOf(names).map(unguarded)
  return rest
}

function tidied(text: string, pieces: Pieces): string {
  const clean = text
    .replace(/\(\s*\)|\[\s*\]|^\s*[\])]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s:;,.|·–—-]+(?=\s|$)/, '')
    .replace(/^[:;,]\s*/, '')
    .replace(/[\s,;|·–—-]+$/, '')
    .trim()
    .replace(/^\.$/, '')
  return pieces.restored(clean)
}
