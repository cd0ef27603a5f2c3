import { absolute } from '@/forum/rendering'
import { readSitemap } from '@/forum/sitemap'
import { escapeXml } from '@/text/xml'

export const dynamic = 'force-dynamic'

/** The pages of the site for search engines (sitemaps.org, protocol 0.9). */
export async function GET(): Promise<Response> {
  const lines = await readSitemap()
  const urls = lines.map(({ path, changed }) => `<url><loc>${escapeXml(absolute(path))}</loc>${changed ? `<lastmod>${changed.toISOString()}</lastmod>` : ''}</url>`)
  const xml = ['<?xml version="1.0" encoding="utf-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', ...urls, '</urlset>', ''].join('\n')
  return new Response(xml, { headers: { 'content-type': 'application/xml; charset=utf-8' } })
}
