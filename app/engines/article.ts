/** The paper that a page is about, as schema.org calls it. It is described, never said to be this page. */
import type { Work } from '@/forum/cited-works'
import { dayOfWork } from '@/forum/cited-works'
import { doiAddress } from '@/forum/cited-formats'
import { spokenName } from '@/forum/cited-names'
import { withoutTex } from '@/text/without-tex'

export function articleOf(work: Work): Record<string, unknown> {
  const name = withoutTex(work.title)
  const same = [...(work.doi === null ? [] : [doiAddress(work.doi)]), ...(work.arxiv === null ? [] : [`https://arxiv.org/abs/${work.arxiv}`])]
  return {
    '@type': 'ScholarlyArticle', name, headline: name.slice(0, 110),
    ...(work.authors.length === 0 ? {} : { author: work.authors.map(person => ({ '@type': 'Person', name: person.written ?? spokenName(person) })) }),
    ...(work.issued === null ? {} : { datePublished: dayOfWork(work.issued) }),
    ...(work.container === null ? {} : { isPartOf: { '@type': 'CreativeWork', name: work.container } }),
    ...(same.length === 0 ? {} : { sameAs: same }),
  }
}
