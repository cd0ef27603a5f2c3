import { absolute } from '@/forum/rendering'
import { readSite } from '@/forum/site'
import { escapeXml } from '@/text/xml'
import { language, t } from '@/words'
import { shortName } from '../short-name'

export const dynamic = 'force-dynamic'

/** How a browser searches this site from its own field (OpenSearch 1.1, draft 6). */
export async function GET(): Promise<Response> {
  const site = await readSite()
  const document = `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>${escapeXml(shortName(site.name))}</ShortName>
<LongName>${escapeXml(site.name.slice(0, 48))}</LongName>
<Description>${escapeXml(t('Search papers, questions, answers and notes.'))}</Description>
<Language>${language.tag}</Language>
<InputEncoding>UTF-8</InputEncoding>
<Image width="192" height="192" type="image/png">${escapeXml(absolute('/icons/colloquy-1-192.png'))}</Image>
<Url type="text/html" method="get" template="${escapeXml(absolute('/search'))}?q={searchTerms}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="${escapeXml(absolute('/opensearch.xml'))}"/>
</OpenSearchDescription>
`
  return new Response(document, { headers: { 'content-type': 'application/opensearchdescription+xml; charset=utf-8' } })
}
