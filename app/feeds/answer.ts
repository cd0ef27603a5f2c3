/** A feed as an answer. */
import { readFeed } from '@/forum/feeds'
import type { FeedOf } from '@/forum/feeds'
import { readSite } from '@/forum/site'
import { atomOf } from './atom'

/** The feed with its type, a redirect where its thing has moved, or 404. */
export async function answerFeed(of: FeedOf | null): Promise<Response> {
  const feed = of && await readFeed(of)
  if (!feed) return new Response('There is no such feed here.\n', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } })
  if ('movedTo' in feed) return new Response(null, { status: 308, headers: { location: feed.movedTo } })
  return new Response(atomOf(feed.found, await readSite()), { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } })
}
