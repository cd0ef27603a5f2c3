/** Which paper of the list an entry is about: by DOI, arXiv id, else by its title, told apart by first author and year. Pure. */
import { slugOf } from '@/forum/urls'
import type { Entry } from './entry'

export type Candidate = { id: number; slug: string; title: string; titleKey: string; authors: readonly string[]; year: number | null; doi: string | null; arxiv: string | null }
export type Matched = {
  matched: { entry: Entry; paper: Candidate; by: 'doi' | 'arxiv' | 'title' }[]
  unmatched: Entry[]
  ambiguous: { entry: Entry; papers: Candidate[] }[]
}

/** Every entry with its paper. A second entry about one paper adds to what the first says. */
export function matchEntries(entries: readonly Entry[], papers: readonly Candidate[]): Matched {
  const byDoi = grouped(papers, paper => paper.doi?.toLowerCase() ?? null)
  const byArxiv = grouped(papers, paper => paper.arxiv?.toLowerCase() ?? null)
  const byTitle = grouped(papers, paper => slugOf(paper.title))
  const found: Matched = { matched: [], unmatched: [], ambiguous: [] }
  for (const entry of entries) {
    const ways = [['doi', entry.doi === null ? undefined : byDoi.get(entry.doi)], ['arxiv', entry.arxiv === null ? undefined : byArxiv.get(entry.arxiv)], ['title', byTitle.get(slugOf(entry.title))]] as const
    const [by, same] = ways.find(([, some]) => some !== undefined) ?? ['title', []]
    const left = (same ?? []).length > 1 ? toldApart(entry, same ?? []) : same ?? []
    const [paper, ...others] = left
    if (!paper) found.unmatched.push(entry)
    else if (others.length > 0) found.ambiguous.push({ entry, papers: left })
    else if (by === 'title' && contradicts(entry, paper)) found.unmatched.push(entry)
    else found.matched.push({ entry, paper, by })
  }
  return found
}

function grouped(papers: readonly Candidate[], keyOf: (paper: Candidate) => string | null): Map<string, Candidate[]> {
  const groups = new Map<string, Candidate[]>()
  for (const paper of papers) {
    const key = keyOf(paper)
    if (key === null || key === 'untitled') continue
    const group = groups.get(key)
    if (group) group.push(paper)
    else groups.set(key, [paper])
  }
  return groups
}

/** Those of one title whose first author, then whose year, is the entry's; all of them where that tells nothing. */
function toldApart(entry: Entry, same: readonly Candidate[]): Candidate[] {
  const first = entry.authors[0]
  const byAuthor = first ? same.filter(paper => paper.authors[0] !== undefined && slugOf(paper.authors[0]).endsWith(slugOf(first.family))) : []
  const left = byAuthor.length > 0 ? byAuthor : [...same]
  const byYear = entry.year === null ? [] : left.filter(paper => paper.year === entry.year)
  return byYear.length > 0 ? byYear : left
}

/** The same title with another DOI is another paper. */
function contradicts(entry: Entry, paper: Candidate): boolean {
  return entry.doi !== null && paper.doi !== null && entry.doi !== paper.doi.toLowerCase()
}
