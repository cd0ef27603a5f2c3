/** Metadata of a file or a service, given to the papers that they are about. */
import { describePapers, papersToDescribe } from '@/forum/metadata'
import type { Said } from '@/forum/metadata'
import type { Result } from '@/forum/errors'
import type { Viewer } from '@/forum/viewer'
import type { Entry } from './entry'
import { matchEntries } from './match'

export type Described = {
  applied: boolean
  matched: { entry: string; paper: string; title: string; by: 'doi' | 'arxiv' | 'title' }[]
  /** Slugs of papers of which more is known now. */
  filled: string[]
  unmatched: string[]
  ambiguous: { entry: string; papers: string[] }[]
}

/** Matches entries with papers and keeps what they say; all of it or, where anything is refused, nothing. */
export async function describe(viewer: Viewer, entries: readonly Entry[], { dryRun }: { dryRun: boolean }): Promise<Result<Described>> {
  const papers = await papersToDescribe()
  const { matched, unmatched, ambiguous } = matchEntries(entries, papers)
  const kept = await describePapers(viewer, { papers: matched.map(({ entry, paper }) => ({ paper: paper.id, says: saidOf(entry) })), dryRun })
  if (!kept.ok) return kept
  const slugs = new Map(papers.map(paper => [paper.id, paper.slug]))
  return { ok: true, value: {
    applied: !dryRun,
    matched: matched.map(({ entry, paper, by }) => ({ entry: entry.name, paper: paper.slug, title: paper.title, by })),
    filled: [...new Set(kept.value.filled)].flatMap(id => slugs.get(id) ?? []),
    unmatched: unmatched.map(entry => entry.name),
    ambiguous: ambiguous.map(({ entry, papers: several }) => ({ entry: entry.name, papers: several.map(paper => paper.slug) })),
  } }
}

/** What an entry says, without whose it is. */
export function saidOf(entry: Entry): Said {
  const { source, title, braced, authors, type, container, publisher, volume, issue, pages, year, month, day, doi, arxiv, arxivVersion, primaryClass, url, abstract } = entry
  return { source, title, braced, authors, type, container, publisher, volume, issue, pages, year, month, day, doi, arxiv, arxivVersion, primaryClass, url, abstract }
}
