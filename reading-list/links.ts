import type { Pieces } from './guard'
import { guarded, unguarded } from './guard'
import type { Inline } from './inline'
import { plain, sourceOf } from './inline'
import { arxivOf, doiOf } from './identity'
import type { Link, Paper } from './types'

type LinkInline = Extract<Inline, { kind: 'link' }>

/** Stands for a link in a text that is being taken apart; it may not occur in a file. */
export const linkSign = '\uFFFF'

// Brackets that were escaped before a link, `\[[pdf](…)]`, are meant to be seen but hold no more than it.
const inBrackets = new RegExp(`[[(${guarded('[')}]\\s*${linkSign}(?:[\\s,|/;·]*${linkSign})*\\s*[\\])${guarded(']')}]`, 'g')

const knownLabel = /^(?:pdf|paper|arxiv|bioRxiv|doi|html|web|website|page|code|github|project|slides|video|poster|talk|data(?:set)?|demo|blog|article|post|review|notes?|summary|supp\w*|appendix|openreview|nips\w*|cvf|acl|pub|bib(?:tex)?|link|url|model|torch|tensorflow|pytorch|keras)\b/i

/**
 * Takes the links out of what stands behind a title: those in brackets of their own, those with a usual label and those that
 * stand between separators. A link within a sentence stays there as Markdown.
 */
export function linksTaken(text: string, links: LinkInline[], pieces: Pieces): { text: string; links: Link[]; without: string[] } {
  const apart = text.replace(inBrackets, group => `\n${linkSign.repeat(group.split(linkSign).length - 1)}\n`)
  const taken: Link[] = []
  const without: string[] = []
  let rest = ''
  apart.split(linkSign).forEach((part, at, parts) => {
    rest += part
    const link = links[at]
    if (at === parts.length - 1 || link === undefined) return
    const label = labelOf(link)
    if (!isBracketed(link) && !standsAlone(rest, parts, at + 1, knownLabel.test(label))) {
      rest += pieces.keep(sourceOf(link))
      return
    }
    rest += '\n'
    if (link.url === '') without.push(label)
    else taken.push({ label, url: link.url })
  })
  return { text: rest, links: taken, without }
}

/** `[[pdf]](…)` */
function isBracketed(link: LinkInline): boolean {
  return /^\[.*\]$/.test(plain(link.children).trim())
}

function standsAlone(before: string, parts: string[], next: number, isNamed: boolean): boolean {
  const edge = /[\n,|·;:/–—-]/
  const last = before.replace(/[ \t]+$/, '').at(-1)
  if (last !== undefined && !edge.test(last) && !(isNamed ? /[\])>.”"*]/ : /[\])>]/).test(last)) return false
  const part = parts[next]?.replace(/^[ \t]+/, '') ?? ''
  const follows = part === '' && next < parts.length - 1 ? linkSign : part[0]
  return isNamed || follows === undefined || follows === linkSign || edge.test(follows) || follows === '[' || follows === '('
}

/** A link's label: its words without brackets; for an address as words, what the address names. */
export function labelOf(link: LinkInline): string {
  const written = plain(link.children).trim()
  const words = unguarded(/^\[(.*)\]$/.exec(written)?.[1] ?? written).trim()
  return words === '' || /^(?:https?:\/\/|www\.)/i.test(words) ? usualLabel(link.url) : words
}

/** What a link is called when it has no words of its own, as one on a title. */
export function usualLabel(url: string): string {
  if (arxivOf(url) !== null) return 'arXiv'
  if (doiOf(url) !== null && /doi\.org/i.test(url)) return 'DOI'
  if (/\.pdf(?:$|[?#])/i.test(url)) return 'PDF'
  if (/\.md$/i.test(url)) return 'Notes'
  const host = /^https?:\/\/([^/?#]+)/i.exec(url)?.[1]?.toLowerCase().replace(/^www\./, '')
  if (host === 'openreview.net') return 'OpenReview'
  return host === 'github.com' ? 'Code' : (host ?? 'Link')
}

/** Gives a paper the DOI and the arXiv id that its links name, where it has none. */
export function identify(paper: Paper): void {
  for (const link of paper.links) {
    paper.doi ??= doiOf(link.url)
    if (paper.arxiv === null) setArxiv(paper, link.url)
  }
}

/** Gives a paper the arXiv id that a text names. */
export function setArxiv(paper: Paper, text: string): void {
  const found = arxivOf(text)
  if (found === null) return
  paper.arxiv = found.id
  paper.arxivVersion = found.version
}
