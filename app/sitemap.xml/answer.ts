/** How lines and parts of a sitemap are written (sitemaps.org, protocol 0.9). */
import { absolute } from '@/forum/rendering'
import type { SitemapLine } from '@/forum/sitemap'
import { escapeXml } from '@/text/xml'

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9'

export function answerLines(lines: SitemapLine[]): Response {
  return answer('urlset', lines.map(({ path, changed }) => `<url><loc>${escapeXml(absolute(path))}</loc>${changed ? `<lastmod>${changed.toISOString()}</lastmod>` : ''}</url>`))
}

export function answerParts(parts: string[]): Response {
  return answer('sitemapindex', parts.map(path => `<sitemap><loc>${escapeXml(absolute(path))}</loc></sitemap>`))
}

function answer(root: string, inside: string[]): Response {
  const xml = ['<?xml version="1.0" encoding="utf-8"?>', `<${root} xmlns="${namespace}">`, ...inside, `</${root}>`, ''].join('\n')
  return new Response(xml, { headers: { 'content-type': 'application/xml; charset=utf-8' } })
}
