/** Works as CSL-JSON, RIS and a line of text, as reference managers and people read them. */
import { initialsOfGiven, spokenName, turnedName } from './cited-names'
import { dayOfWork } from './cited-works'
import type { CitedPerson, Work, WorkDate, WorkType } from './cited-works'

/** An item of CSL-JSON 1.0.2. Its schema knows no iD of a person, so that of a post's writer stands in the note. */
export function cslOf(work: Work): Record<string, unknown> {
  const { post } = work
  return withoutNothing({
    id: work.key, type: work.type, title: work.title,
    author: work.authors.length === 0 ? null : work.authors.map(({ family, given }) => given === null ? { literal: family } : { family, given }),
    issued: work.issued === null ? null : partsOf(work.issued),
    'container-title': work.container, publisher: work.publisher, volume: work.volume, issue: work.issue, page: work.pages,
    number: work.arxiv === null ? null : `arXiv:${work.arxiv}${versionOf(work)}`,
    DOI: work.doi, URL: work.url,
    accessed: post === null ? null : partsOf(post.seen),
    note: post === null ? null : [`revision ${post.revision}`, ...(post.orcid === null ? [] : [`ORCID https://orcid.org/${post.orcid}`])].join('; '),
  })
}

function partsOf(date: WorkDate): { 'date-parts': number[][] } {
  return { 'date-parts': [dayOfWork(date).split('-').map(Number)] }
}

function versionOf({ arxivVersion }: Work): string {
  return arxivVersion === null ? '' : `v${arxivVersion}`
}

function withoutNothing(item: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null))
}

const risTypes: Partial<Record<WorkType, string>> = {
  'article-journal': 'JOUR', 'article-magazine': 'MGZN', 'article-newspaper': 'NEWS', 'paper-conference': 'CONF', book: 'BOOK', chapter: 'CHAP', thesis: 'THES', report: 'RPRT',
  dataset: 'DATA', software: 'COMP', patent: 'PAT', standard: 'STAND', manuscript: 'UNPB', 'post-weblog': 'BLOG', post: 'ELEC', webpage: 'ELEC',
}

/** A record of RIS: a tag a line, lines ended by CR and LF. */
export function risOf(work: Work): string {
  const { post, issued } = work
  const [first, last] = (work.pages ?? '').split(/\s*[-–—]+\s*/u)
  const lines: [string, string | null][] = [
    ['TY', risTypes[work.type] ?? (work.arxiv === null ? 'GEN' : 'UNPB')],
    ...work.authors.map((person): [string, string] => ['AU', turnedName(person)]),
    ['PY', issued === null ? null : String(issued.year)],
    ['DA', issued === null || issued.month === null ? null : dayOfWork(issued).replaceAll('-', '/')],
    ['TI', work.title], ['T2', work.container], ['PB', work.publisher], ['VL', work.volume], ['IS', work.issue],
    ['SP', first === '' ? null : first ?? null], ['EP', last ?? null], ['DO', work.doi],
    ['AN', work.arxiv === null ? null : `arXiv:${work.arxiv}${versionOf(work)}`],
    ['UR', work.url ?? (work.doi === null ? null : doiAddress(work.doi))],
    ['N1', post === null ? null : [`revision ${post.revision}`, ...(post.orcid === null ? [] : [`ORCID https://orcid.org/${post.orcid}`])].join('; ')],
    ['Y2', post === null ? null : dayOfWork(post.seen).replaceAll('-', '/')],
    ['ID', work.key], ['ER', ''],
  ]
  return lines.flatMap(([tag, value]) => value === null || (value === '' && tag !== 'ER') ? [] : [`${tag}  - ${oneLine(value)}\r\n`]).join('')
}

function oneLine(text: string): string {
  return text.replace(/[\s\u0000-\u001f\u007f]+/gu, ' ').trimStart()
}

/** A DOI as people follow it. */
export function doiAddress(doi: string): string {
  return `https://doi.org/${encodeURI(doi).replace(/[?#]/g, encodeURIComponent)}`
}

/** A line of a list of references, much as APA's seventh edition has it. */
export function textOf(work: Work): string {
  if (work.post !== null) return textOfPost(work, work.post)
  const date = work.issued === null ? 'n.d.' : String(work.issued.year)
  const who = authorsText(work)
  const where = [[work.container, work.volume === null ? null : `${work.volume}${work.issue === null ? '' : `(${work.issue})`}`].filter(part => part !== null).join(', '), work.pages?.replace(/\s*[-–—]+\s*/gu, '–') ?? ''].filter(part => part !== '').join(', ')
  const sentences = [
    who === '' ? `${work.title} (${date})` : `${who} (${date})`, ...(who === '' ? [] : [work.title]),
    where, work.publisher ?? '', work.container === null && work.arxiv !== null ? `arXiv:${work.arxiv}${versionOf(work)}` : '',
  ]
  const address = work.doi === null ? work.url : doiAddress(work.doi)
  return oneLine([...sentences.filter(sentence => sentence !== '').map(ended), ...(address === null ? [] : [address])].join(' '))
}

function textOfPost(work: Work, post: NonNullable<Work['post']>): string {
  const who = work.authors.map(spokenName).join(', ')
  const date = work.issued === null ? '' : ` (${dayOfWork(work.issued)})`
  return oneLine(`${ended(`${who}${date}`)} ${ended(work.title)} ${ended(work.container ?? '')} ${work.url ?? ''}, revision ${post.revision}`)
}

const namedMost = 20

function authorsText({ authors, others }: Pick<Work, 'authors' | 'others'>): string {
  const names = authors.map(shortName)
  if (others) return [...names, 'et al.'].join(', ')
  if (names.length > namedMost) return `${names.slice(0, namedMost - 1).join(', ')}, … ${names.at(-1) ?? ''}`
  return names.length < 2 ? names[0] ?? '' : `${names.slice(0, -1).join(', ')}, & ${names.at(-1) ?? ''}`
}

function shortName({ family, given }: CitedPerson): string {
  return given === null ? family : `${family}, ${initialsOfGiven(given)}`
}

function ended(sentence: string): string {
  return /[.?!…]$/u.test(sentence) ? sentence : `${sentence}.`
}
