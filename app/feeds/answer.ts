/** A feed as an answer. */
import { readFeed } from '@/forum/feeds'
import type { Feed, FeedOf } from '@/forum/feeds'
import { readSite } from '@/forum/site'
import { atomOf } from './atom'

/** The feed with its type, a redirect where its thing has moved, or 404. */
export async function answerFeed(of: FeedOf | null): Promise<Response> {
  const feed = of && await readFeed(of)
  if (!feed) return noFeed()
  if ('movedTo' in feed) return new Response(null, { status: 308, headers: { location: feed.movedTo } })
  return feedAnswer(feed.found)
}

/** A feed as Atom, with headers of its own beside the type. */
export async function feedAnswer(feed: Feed, headers: Record<string, string> = {}): Promise<Response> {
  return new Response(atomOf(feed, await readSite()), { headers: { ...headers, 'content-type': 'application/atom+xml; charset=utf-8' } })
}

export function noFeed(): Response {
  return new Response('There is no such feed here.\n', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
