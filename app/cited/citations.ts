import type { CitationText } from '@/components/citation'
import { citationIn } from '@/forum/citing'
import type { CitationFormat } from '@/forum/citing'
import type { Work } from '@/forum/cited-works'
import { t } from '@/words'

const names = { txt: t('Text'), bib: 'BibTeX', ris: 'RIS', json: 'CSL-JSON' } as const
const order = ['txt', 'bib', 'ris', 'json'] as const satisfies readonly CitationFormat[]

/** A work in each format with the address of its file; `path` is what is cited, `query` which text of it. */
export function citationsOf(work: Work, path: string, query = ''): CitationText[] {
  return order.map(format => ({ format, name: names[format], text: citationIn(format, work).trimEnd(), href: `${path}/cite.${format}${query}` }))
}
