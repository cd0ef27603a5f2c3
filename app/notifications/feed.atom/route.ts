import { feedAnswer, noFeed } from '@/app/feeds/answer'
import { readOwnFeed } from '@/forum/own-feed'

export const dynamic = 'force-dynamic'

/** One's notifications, by the secret in the address alone: no cookie is read. */
export async function GET(request: Request): Promise<Response> {
  const feed = await readOwnFeed(new URL(request.url).searchParams.get('key') ?? '')
  return feed === null ? noFeed() : feedAnswer(feed, { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' })
}
