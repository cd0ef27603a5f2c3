/** A work as citations name it, whatever their format: a paper, by the reading list and what is known beside it, or a post. */
import type { CitedName, Link } from '@/db/schema'
import { partName, spokenName } from './cited-names'
import type { Metadata } from './metadata'

/** Types of CSL 1.0.2 that a paper or a post can be. */
export const workTypes = ['article', 'article-journal', 'article-magazine', 'article-newspaper', 'book', 'chapter', 'dataset', 'document', 'entry-encyclopedia', 'manuscript', 'paper-conference', 'patent', 'post', 'post-weblog', 'report', 'review', 'software', 'speech', 'standard', 'thesis', 'webpage'] as const
export type WorkType = (typeof workTypes)[number]

/** `written` is the name as the list has it; null where it came in parts. */
export type CitedPerson = CitedName & { written: string | null }
export type WorkDate = { year: number; month: number | null; day: number | null }

export type Work = {
  /** ASCII, its own for good. */
  key: string
  type: WorkType
  title: string
  /** The title as BibTeX had it, with braces around what keeps its capitals. */
  braced: string | null
  authors: CitedPerson[]
  /** Whether there are more authors than are named. */
  others: boolean
  container: string | null
  publisher: string | null
  volume: string | null
  issue: string | null
  pages: string | null
  issued: WorkDate | null
  doi: string | null
  arxiv: string | null
  arxivVersion: number | null
  primaryClass: string | null
  /** Where it is, beside its DOI. */
  url: string | null
  /** Only of a post: who wrote it by ORCID, which revision, and the day of this citation. */
  post: { orcid: string | null; revision: number; seen: WorkDate } | null
}

/** What the reading list says of a paper. */
export type ListedPaper = {
  id: number; slug: string; title: string; authors: readonly string[]; venue: string | null; year: number | null
  doi: string | null; arxiv: string | null; arxivVersion?: number | null; links: readonly Pick<Link, 'label' | 'url'>[]
}

/** A paper as a work: the list's own values first, then what the metadata adds. */
export function workOfPaper(paper: ListedPaper, beside: Metadata | null = null): Work {
  const doi = paper.doi ?? beside?.doi ?? null
  const arxiv = paper.arxiv ?? beside?.arxiv ?? null
  // A preprint's record says nothing of where the paper was published.
  const agrees = paper.venue === null || beside?.type !== 'article'
  const year = paper.year ?? beside?.year ?? null
  return {
    key: keyOf(paper),
    type: typeOf(paper.venue, beside),
    title: paper.title, braced: beside?.braced ?? null,
    ...authorsOf(paper.authors, beside?.authors ?? []),
    container: paper.venue ?? beside?.container ?? null,
    ...(agrees ? { publisher: beside?.publisher ?? null, volume: beside?.volume ?? null, issue: beside?.issue ?? null, pages: beside?.pages ?? null } : { publisher: null, volume: null, issue: null, pages: null }),
    issued: year === null ? null : beside?.year === year && agrees ? { year, month: beside.month, day: beside.month === null ? null : beside.day } : { year, month: null, day: null },
    doi, arxiv,
    arxivVersion: paper.arxiv === null ? beside?.arxivVersion ?? null : paper.arxivVersion ?? null,
    primaryClass: arxiv !== null && (beside?.arxiv ?? arxiv).toLowerCase() === arxiv.toLowerCase() ? beside?.primaryClass ?? null : null,
    url: paper.links.find(link => /^https?:\/\//i.test(link.url))?.url ?? beside?.url ?? (arxiv === null ? null : `https://arxiv.org/abs/${arxiv}`),
    post: null,
  }
}

/** The key of a paper: its slug, which is its own for good; ASCII only, so a slug of other letters gives way to the paper's number. */
export function keyOf({ id, slug }: Pick<ListedPaper, 'id' | 'slug'>): string {
  return /^[a-z0-9-]+$/.test(slug) ? slug : `paper:${id}`
}

const unnamed = /^(?:et al\.?|others)$/i

function authorsOf(listed: readonly string[], known: readonly CitedName[]): Pick<Work, 'authors' | 'others'> {
  const named = listed.filter(name => !unnamed.test(name.trim()))
  const others = named.length < listed.length
  const told = known.filter(name => name.given !== null || !unnamed.test(name.family))
  const asKnown = told.map(name => ({ ...name, written: null }))
  // The list cuts its names short where the metadata has them all.
  if (named.length === 0 || (others && told.length > named.length && sameName(named[0] ?? '', told[0]))) return { authors: asKnown, others: told.length < known.length || (others && told.length === 0) }
  return { authors: named.map((name, at) => ({ ...(sameName(name, told[at]) ? told[at] : undefined) ?? partName(name), written: name })), others }
}

/** Whether a name on the list is that of the metadata, which knows better where it parts. */
function sameName(listed: string, known: CitedName | undefined): boolean {
  return known !== undefined && folded(listed) === folded(spokenName(known))
}

function folded(name: string): string {
  return name.normalize('NFKD').replace(/[^\p{L}]/gu, '').toLowerCase()
}

// What Crossref calls otherwise than CSL.
const renamed: Record<string, WorkType> = {
  'journal-article': 'article-journal', 'proceedings-article': 'paper-conference', 'posted-content': 'article', 'book-chapter': 'chapter', monograph: 'book', 'edited-book': 'book', dissertation: 'thesis', 'report-component': 'report',
}

function typeOf(venue: string | null, beside: Metadata | null): WorkType {
  const known = beside === null ? null : renamed[beside.type] ?? workTypes.find(type => type === beside.type) ?? null
  if (venue === null) return known ?? 'article'
  return known !== null && known !== 'article' ? known : typeOfVenue(venue)
}

const journalWords = /\b(?:journal|transactions|letters|magazine|review|nature|science|annals|jmlr|tmlr|tpami|ijcv|pami|neurocomputing|biometrika|tip|tnnls|arxiv e-prints)\b/i

function typeOfVenue(venue: string): WorkType {
  if (/^\s*(?:arxiv|preprint|technical report|thesis|blog)/i.test(venue)) return 'article'
  return journalWords.test(venue) ? 'article-journal' : 'paper-conference'
}

/** "2019", "2019-06" or "2019-06-16". */
export function dayOfWork({ year, month, day }: WorkDate): string {
  return [String(year).padStart(4, '0'), ...(month === null ? [] : [month, ...(day === null ? [] : [day])].map(part => String(part).padStart(2, '0')))].join('-')
}

/** The day of a moment, in UTC. */
export function workDate(at: Date): WorkDate {
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() }
}
