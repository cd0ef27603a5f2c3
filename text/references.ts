import { fold } from '@/text/names'

/** Something in a text that may be meant as a reference, from `start` to before `end`, in UTF-16 units. */
export type Reference = { start: number; end: number } & (
  | { kind: 'question'; number: number }
  | { kind: 'post'; number: number }
  | { kind: 'person'; handle: string }
  | { kind: 'arxiv'; id: string; version: string }
  | { kind: 'doi'; doi: string }
  | { kind: 'named'; name: string }
)

const foundMax = 200

/**
 * What a text may refer to, for looking it up before rendering: code and links are searched as well, so there can be more
 * here than will be linked. At most 200 of each kind, without repetitions. Handles are folded; arXiv ids are in lower case
 * and without version; DOIs are in lower case, names between double brackets too. `places` are paths of addresses below `site`.
 */
export function references(source: string, site = ''): {
  questions: number[]
  posts: number[]
  handles: string[]
  arxiv: string[]
  dois: string[]
  named: string[]
  places: string[]
} {
  const questions = new Set<number>()
  const posts = new Set<number>()
  const handles = new Set<string>()
  const arxiv = new Set<string>()
  const dois = new Set<string>()
  const named = new Set<string>()
  const places = new Set<string>()
  for (const found of referencesIn(source)) {
    if (found.kind === 'question') addBounded(questions, found.number)
    else if (found.kind === 'post') addBounded(posts, found.number)
    else if (found.kind === 'person') addBounded(handles, found.handle)
    else if (found.kind === 'arxiv') addBounded(arxiv, found.id)
    else if (found.kind === 'named') addBounded(named, found.name)
    else addDoi(found.doi)
  }
  for (const [address] of source.matchAll(addressPattern)) {
    const paper = paperAddressOf(upToClosing(address))
    if (paper?.kind === 'arxiv') addBounded(arxiv, paper.id)
    else if (paper) addDoi(paper.doi)
    const place = placeOfAddress(address, site)
    if (place !== undefined) addBounded(places, place)
  }
  return {
    questions: [...questions],
    posts: [...posts],
    handles: [...handles],
    arxiv: [...arxiv],
    dois: [...dois],
    named: [...named],
    places: [...places],
  }
  function addDoi(doi: string): void {
    addBounded(dois, doi.toLowerCase())
    const id = arxivIdOf(doi)
    if (id !== undefined) addBounded(arxiv, id)
  }
}

function addBounded<T>(found: Set<T>, one: T): void {
  if (found.size < foundMax) found.add(one)
}

/** The arXiv id in a DOI that arXiv itself gave (10.48550/arXiv.1903.07788), in lower case and without version. */
export function arxivIdOf(doi: string): string | undefined {
  const match = /^10\.48550\/arxiv\.(.+)$/i.exec(doi)
  return match?.[1]?.toLowerCase().replace(/v\d+$/, '')
}

// "Q2", "Question 2", "question2"; not "Q2.5", "FAQ2", "Q2b". Lower-case q2 is a name in mathematics.
const questionPattern = /(?<![\p{L}\p{N}_#/@$-])(?:Q|[Qq]uestion[ \u00A0]?)(\d{1,4})(?![\p{L}\p{N}_]|\.\d)/gu
const postPattern = /(?<![\p{L}\p{N}_#/&=?-])#post-(\d{1,15})(?![\p{L}\p{N}_-])/gu
// "a@b.org" and "Recall@K" mention nobody, nor does "@media.org"; "ask @ada." does.
const handlePattern = /(?<![\p{L}\p{N}_@./+-])@([a-z][a-z0-9-]{2,29})(?![\p{L}\p{N}_@-]|\.[\p{L}\p{N}])/giu
// arxiv.org/help/arxiv_identifier: YYMM.NNNN and YYMM.NNNNN; before April 2007 archive(.CL)/YYMMNNN.
const arxivPattern =
  /(?<![\p{L}\p{N}_])arxiv: ?(?:(\d{4}\.\d{4,5})|([a-z]{2,12}(?:-[a-z]{2,4})?)(?:\.[a-z]{2})?(\/\d{7}))(v\d{1,3})?(?![\p{L}\p{N}_])/giu
// crossref.org/blog/dois-and-matching-regular-expressions (A. Gilmartin, 2015). One that goes on with other signs ("…<693::AID-ASI4>") is not linked by half.
const doiPattern = /(?<![\p{L}\p{N}_])doi: ?(10\.\d{4,9}\/[-._;()/:a-z0-9]{1,200})(?![-._;()/:a-z0-9<%])/giu
// Alone it stands in no address and no longer number.
const bareDoiPattern = /(?<![\p{L}\p{N}_./=%@#?&+~-])(10\.\d{4,9}\/[-._;()/:a-z0-9]{1,200})(?![-._;()/:a-z0-9<%])/giu

// "[[pencil]]", "[[pencil Q2]]": a paper by its short name or title, with a question of it.
const namedPattern = /(?<!\[)\[\[([^[\]\n]{1,300})\]\](?!\])/gu

/** All references in a stretch of text, in its order and without overlaps. */
export function referencesIn(text: string): Reference[] {
  const found: Reference[] = []
  for (const match of text.matchAll(questionPattern)) {
    found.push({ kind: 'question', number: Number(match[1]), ...placeOf(match) })
  }
  for (const match of text.matchAll(postPattern)) found.push({ kind: 'post', number: Number(match[1]), ...placeOf(match) })
  for (const match of text.matchAll(handlePattern)) {
    found.push({ kind: 'person', handle: fold(match[1] ?? ''), ...placeOf(match) })
  }
  for (const match of text.matchAll(arxivPattern)) {
    const id = (match[1] ?? `${match[2] ?? ''}${match[3] ?? ''}`).toLowerCase()
    found.push({ kind: 'arxiv', id, version: match[4]?.toLowerCase() ?? '', ...placeOf(match) })
  }
  for (const match of [...text.matchAll(doiPattern), ...[...text.matchAll(bareDoiPattern)].filter(([, doi = '']) => !isDivision(doi))]) {
    const typed = match[1] ?? ''
    const doi = withoutTrailingMarks(typed)
    const { start, end } = placeOf(match)
    if (!doi.endsWith('/')) found.push({ kind: 'doi', doi, start, end: end - (typed.length - doi.length) })
  }
  for (const match of text.matchAll(namedPattern)) found.push({ kind: 'named', name: nameOf(match[1] ?? ''), ...placeOf(match) })
  return withoutOverlaps(found.sort((a, b) => a.start - b.start || b.end - a.end))
}

/** "10.1234/10.5678" alone: what has a letter or many digits behind its stroke is no number. */
function isDivision(doi: string): boolean {
  const suffix = doi.slice(doi.indexOf('/') + 1)
  return !/[a-z]/i.test(suffix) && suffix.replace(/\D/g, '').length < 8
}

function nameOf(typed: string): string {
  return typed.trim().replace(/\s+/gu, ' ').toLowerCase()
}

function placeOf(match: RegExpExecArray): { start: number; end: number } {
  return { start: match.index, end: match.index + match[0].length }
}

/** A DOI without the full stop or bracket of the sentence around it; a bracket that was opened within stays. */
function withoutTrailingMarks(doi: string): string {
  let opened = 0
  for (const sign of doi) opened += sign === '(' ? 1 : sign === ')' ? -1 : 0
  let end = doi.length
  for (; end > 0; end -= 1) {
    const last = doi[end - 1]
    if (last === ')' && opened < 0) opened += 1
    else if (last !== '.' && last !== ',' && last !== ';' && last !== ':') break
  }
  return doi.slice(0, end)
}

/** An address up to the bracket that ends a typed link, "[it](https://doi.org/10.1000/x);": one that it opened itself stays. */
function upToClosing(address: string): string {
  let opened = 0
  for (let at = 0; at < address.length; at += 1) {
    opened += address[at] === '(' ? 1 : address[at] === ')' ? -1 : 0
    if (opened < 0) return address.slice(0, at)
  }
  return address
}

function withoutOverlaps(sorted: Reference[]): Reference[] {
  let free = 0
  return sorted.filter(reference => {
    if (reference.start < free) return false
    free = reference.end
    return true
  })
}

const addressPattern = /https?:\/\/[^\s<>"`{}|\\^]{1,2048}/giu
const arxivAddress = /^https?:\/\/(?:www\.|export\.)?arxiv\.org\/(?:abs|pdf|html)\/(\d{4}\.\d{4,5}|[a-z]{2,12}(?:-[a-z]{2,4})?(?:\.[a-z]{2})?\/\d{7})(?:v\d{1,3})?(?:\.pdf)?(?![\p{L}\p{N}_/?#-])/iu
const doiAddress = /^https?:\/\/(?:www\.|dx\.)?doi\.org\/(10\.\d{4,9}\/[-._;()/:a-z0-9%]{1,200})(?![-._;()/:a-z0-9%?#])/iu

/** The paper that an address of arXiv or of the DOI's resolver names. */
export function paperAddressOf(address: string): { kind: 'arxiv'; id: string } | { kind: 'doi'; doi: string } | undefined {
  const id = arxivAddress.exec(address)?.[1]
  if (id !== undefined) return { kind: 'arxiv', id: id.toLowerCase().replace(/^([a-z-]+)\.[a-z]{2}\//, '$1/') }
  const doi = doiAddress.exec(address)?.[1]
  return doi === undefined ? undefined : { kind: 'doi', doi: withoutTrailingMarks(decoded(doi)) }
}

const placePattern = /^\/(?:p\/([1-9]\d{0,14})|papers\/([^/?#]{1,300})(?:\/questions\/([1-9]\d{0,3}))?)\/?(?:\?[^#]{0,500})?(?:#post-([1-9]\d{0,14}))?$/u

/** The place below `site` that an address names, in one spelling: `/p/12`, `/papers/pencil`, `/papers/pencil/questions/2`. */
export function placeOfAddress(address: string, site: string): string | undefined {
  if (site === '' || !address.toLowerCase().startsWith(`${site.toLowerCase()}/`)) return undefined
  return placeOfPath(withoutTrailingMarks(address.slice(site.length)))
}

/** The same of a path. */
export function placeOfPath(path: string): string | undefined {
  const [, post, slug, question, mark] = placePattern.exec(path) ?? []
  if (mark !== undefined || post !== undefined) return `/p/${mark ?? post ?? ''}`
  if (slug === undefined) return undefined
  const paper = `/papers/${encodeURIComponent(decoded(slug))}`
  return question === undefined ? paper : `${paper}/questions/${question}`
}

/** Paths of this site to which rendered HTML links, without repetitions. People are none of them. */
export function mentionedPaths(html: string): string[] {
  // Nowhere else in our HTML does "<a " stand: text and attributes have it escaped.
  return [...new Set([...html.matchAll(/<a href="(\/(?:p|papers)\/[^"<>]{1,900})"/g)].map(([, path = '']) => path))]
}

/** As it was before it stood in an address; as it stands where it cannot be read. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch (error) {
    if (error instanceof URIError) return part
    throw error
  }
}
