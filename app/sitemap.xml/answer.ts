/** How lines and parts of a sitemap are written (sitemaps.org, protocol 0.9). */
import { absolute } from '@/forum/rendering'
import type { SitemapLine } from '@/forum/sitemap-lines'
import { escapeXml } from '@/text/xml'

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9'

export function answerLines(lines: SitemapLine[]): Response {
  return answer('urlset', lines.map(line => `<url>${inside(line)}</url>`))
}

export function answerParts(parts: SitemapLine[]): Response {
  return answer('sitemapindex', parts.map(part => `<sitemap>${inside(part)}</sitemap>`))
}

function inside({ path, changed }: SitemapLine): string {
  return `<loc>${escapeXml(absolute(path))}</loc>${changed ? `<lastmod>${changed.toISOString()}</lastmod>` : ''}`
}

function answer(root: string, elements: string[]): Response {
  const xml = ['<?xml version="1.0" encoding="utf-8"?>', `<${root} xmlns="${namespace}">`, ...elements, `</${root}>`, ''].join('\n')
  return new Response(xml, { headers: { 'content-type': 'application/xml; charset=utf-8' } })
}
