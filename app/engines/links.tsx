/** A page's typed links (Signposting, RFC 8288). They stand in its head; the front sends them as a header too. */
import { doiAddress } from '@/forum/cited-formats'
import { citationTypes } from '@/forum/citing'
import type { CitationFormat } from '@/forum/citing'
import type { Work } from '@/forum/cited-works'
import type { Site } from '@/forum/documents'
import { lastingPath, revisionPath } from '@/forum/urls'

const described: readonly CitationFormat[] = ['bib', 'json']

/** A paper's page is about the paper and is not its address: `about`, never `cite-as`. */
export function PaperLinks({ work, path, site }: { work: Work; path: string; site: Pick<Site, 'url' | 'licence'> }) {
  return (
    <>
      {work.doi === null ? null : <link rel="about" href={doiAddress(work.doi)} />}
      <Described path={path} site={site} />
      <link rel="type" href="https://schema.org/CollectionPage" />
      <Licence site={site} />
    </>
  )
}

/** A question's page is cited by the address that leads to it wherever it goes. */
export function QuestionLinks({ id, orcid, site }: { id: number; orcid: string | null; site: Pick<Site, 'url' | 'licence'> }) {
  return (
    <>
      <link rel="cite-as" href={`${site.url}${lastingPath(id)}`} />
      <Described path={lastingPath(id)} site={site} />
      {orcid === null ? null : <link rel="author" href={`https://orcid.org/${orcid}`} />}
      <link rel="type" href="https://schema.org/QAPage" />
      <Licence site={site} />
    </>
  )
}

/** A former text that everybody may read lasts at its own address, whatever stands in its place. */
export function RevisionLinks({ id, revision, site }: { id: number; revision: number; site: Pick<Site, 'url' | 'licence'> }) {
  return (
    <>
      <link rel="cite-as" href={`${site.url}${revisionPath(id, revision)}`} />
      <Described path={lastingPath(id)} query={`?revision=${revision}`} site={site} />
      <Licence site={site} />
    </>
  )
}

function Described({ path, query = '', site }: { path: string; query?: string; site: Pick<Site, 'url'> }) {
  return <>{described.map(format => <link key={format} rel="describedby" type={citationTypes[format].split(';')[0]} href={`${site.url}${path}/cite.${format}${query}`} />)}</>
}

function Licence({ site }: { site: Pick<Site, 'licence'> }) {
  const address = licenceAddress(site.licence)
  return address === null ? null : <link rel="license" href={address} />
}

/** Where a licence's text is: an address as it stands, a Creative Commons licence by its short name; null where the words name none. */
export function licenceAddress(licence: string | null): string | null {
  if (licence === null) return null
  const text = licence.trim()
  const address = /^<?(https?:\/\/[^\s<>"]{3,300})>?$/i.exec(text)?.[1]
  if (address !== undefined && URL.canParse(address)) return new URL(address).href
  if (/^cc[ -]?0(?:[ -]1\.0)?$/i.test(text)) return 'https://creativecommons.org/publicdomain/zero/1.0/'
  const [, kind, version] = /^cc[ -](by(?:[ -](?:nc|sa|nd)){0,2})[ -](\d\.\d)$/i.exec(text) ?? []
  return kind === undefined || version === undefined ? null : `https://creativecommons.org/licenses/${kind.toLowerCase().replaceAll(' ', '-')}/${version}/`
}
