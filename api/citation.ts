/** A work as it is cited, in each format. */
import { z } from 'zod'
import { cslOf } from '@/forum/cited-formats'
import type { Work } from '@/forum/cited-works'
import { citationIn } from '@/forum/citing'
import { absolute } from '@/forum/rendering'

export const citation = z.object({
  text: z.string(), bibtex: z.string(), ris: z.string(),
  csl: z.record(z.string(), z.unknown()).meta({ description: 'An item of CSL-JSON' }),
  url: z.url().meta({ description: 'Where it lasts on this site' }),
  revisionUrl: z.url().optional().meta({ description: 'Of a post: the address of this very text, whatever becomes of it later' }),
}).meta({ id: 'Citation' })

export function citationDocument(work: Work, path: string, revisionUrl?: string): z.output<typeof citation> {
  return {
    text: citationIn('txt', work).trimEnd(), bibtex: citationIn('bib', work), ris: citationIn('ris', work), csl: cslOf(work), url: absolute(path),
    ...(revisionUrl === undefined ? {} : { revisionUrl }),
  }
}
