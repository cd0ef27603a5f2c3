import { absolute } from '@/forum/rendering'

export const dynamic = 'force-dynamic'

// What is made for one reader, changes something, or costs much and says nothing new.
const leftOut = ['/api/', '/forms/', '/viewer', '/search', '/moderation', '/reading-list', '/receipts/', '/settings', '/notifications', '/signin', '/signup', '/claim', '/papers/*/ask']

/** What crawlers are asked to leave out (RFC 9309), and where the sitemap is. */
export function GET(): Response {
  const text = ['User-agent: *', ...leftOut.map(path => `Disallow: ${path}`), '', `Sitemap: ${absolute('/sitemap.xml')}`, ''].join('\n')
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
