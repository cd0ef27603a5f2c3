/** A paper's page describes the paper to reference managers and scholarly engines. No `citation_doi` and no `DC.identifier` with the DOI:
 *  tools that annotate would take this page for the paper itself. No `citation_pdf_url`: the text is not here. */
import { turnedName } from '@/forum/cited-names'
import { dayOfWork } from '@/forum/cited-works'
import type { Work } from '@/forum/cited-works'

/** Highwire's tags and Dublin Core, by name. */
export function tagsOf(work: Work): Record<string, string | string[]> {
  const names = work.authors.map(turnedName)
  const date = work.issued === null ? null : dayOfWork(work.issued)
  return {
    citation_title: work.title,
    ...(names.length === 0 ? {} : { citation_author: names }),
    ...(date === null ? {} : { citation_publication_date: date.replaceAll('-', '/') }),
    ...(work.container === null ? {} : work.type === 'paper-conference' ? { citation_conference_title: work.container } : work.type === 'article-journal' ? { citation_journal_title: work.container } : {}),
    'DC.title': work.title,
    ...(names.length === 0 ? {} : { 'DC.creator': names }),
    ...(date === null ? {} : { 'DC.date': date }),
    ...(work.publisher === null ? {} : { 'DC.publisher': work.publisher }),
    ...(work.container === null ? {} : { 'DC.source': work.container }),
    'DC.type': 'Text',
  }
}

/** COinS (NISO Z39.88): the paper as an OpenURL, which reference managers read from a page that is about a work. */
export function Coins({ work }: { work: Work }) {
  const [first] = work.authors
  // Reference managers know a conference paper by the format for books.
  const kind = work.type === 'paper-conference' ? { format: 'book', genre: 'proceeding', within: 'rft.btitle' } : { format: 'journal', genre: work.type === 'article-journal' ? 'article' : 'preprint', within: 'rft.jtitle' }
  const pairs: [string, string | null][] = [
    ['ctx_ver', 'Z39.88-2004'], ['rft_val_fmt', `info:ofi/fmt:kev:mtx:${kind.format}`], ['rft.genre', kind.genre], ['rft.atitle', work.title], [kind.within, work.container],
    ['rft.pub', work.publisher], ['rft.volume', work.volume], ['rft.issue', work.issue], ['rft.pages', work.pages], ['rft.date', work.issued === null ? null : dayOfWork(work.issued)],
    ['rft.aulast', first?.family ?? null], ['rft.aufirst', first?.given ?? null], ...work.authors.map((person): [string, string] => ['rft.au', turnedName(person)]),
    ['rft_id', work.doi === null ? null : `info:doi/${work.doi}`], ['rft_id', work.arxiv === null ? null : `info:arxiv/${work.arxiv}`],
  ]
  const openUrl = new URLSearchParams(pairs.flatMap(([name, value]): [string, string][] => value === null ? [] : [[name, value]]))
  return <span className="Z3988" title={openUrl.toString()} aria-hidden="true" />
}
