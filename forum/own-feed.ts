/** One's notifications as a feed, for programs that ask without signing in: whoever has its secret address reads it. */
import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { randomSecret, secretHash } from '@/config/secret'
import { db } from '@/db'
import { people, posts } from '@/db/schema'
import { escapeHtml } from '@/text/xml'
import { action } from './action'
import { done, refuse } from './errors'
import type { Feed, FeedEntry } from './feeds'
import { bringsWords, noticeLine } from './notice-lines'
import { readNotifications } from './notifications'
import type { Notification } from './notifications'
import { requireProof } from './proof'
import { t } from '@/words'

const entriesMax = 40
const feedPath = '/notifications/feed.atom'

/** Where a feed is asked for; the secret stands in no page but the one that shows it once. */
export const ownFeedPath = (secret: string) => `${feedPath}?key=${secret}`

/** Gives the feed an address, shown this once, and ends the former one; `wanted: false` only ends it. */
export const addressFeed = action({
  name: 'feeds.address',
  input: z.object({ wanted: z.boolean() }),
  async run({ tx, viewer, input, now }) {
    // Ending it takes a right away, so it asks for a session and for nothing more.
    if (viewer.kind !== 'person' || viewer.provedAt === null) return refuse('prove-again')
    const proved = input.wanted ? requireProof(viewer, now) : done(null)
    if (!proved.ok) return proved
    const secret = input.wanted ? randomSecret() : null
    await tx.update(people).set({ feedHash: secret === null ? null : secretHash(secret) }).where(eq(people.id, viewer.id))
    return done({ path: secret === null ? null : ownFeedPath(secret) })
  },
})

/** Whether a person's feed has an address. */
export async function hasOwnFeed(person: number): Promise<boolean> {
  const [row] = await db().read.select({ feedHash: people.feedHash }).from(people).where(eq(people.id, person))
  return typeof row?.feedHash === 'string'
}

/** The feed of a secret, newest first; null where nobody has it, or who has it is suspended or gone. */
export async function readOwnFeed(secret: string, now: Date = new Date()): Promise<Feed | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) return null
  const on = db().read
  const [person] = await on.select().from(people).where(eq(people.feedHash, secretHash(secret)))
  if (!person || person.former || (person.suspendedUntil !== null && person.suspendedUntil > now)) return null
  const { items } = await readNotifications(person.id, { limit: entriesMax }, on)
  const texts = await textsOf(items)
  const entries = items.flatMap(item => entryOf(item, texts) ?? [])
  const updated = entries.reduce((latest, entry) => (entry.updated > latest ? entry.updated : latest), person.createdAt)
  return { key: `notifications:${person.id}`, title: t('Notifications'), path: '/notifications', feedPath: ownFeedPath(secret), updated, entries }
}

type Text = { html: string; updated: Date }

/** Whole texts of the posts that are told of, where they are public at this moment. */
async function textsOf(items: readonly Notification[]): Promise<ReadonlyMap<number, Text>> {
  const wanted = items.flatMap(item => (item.post !== null && bringsWords(item) ? [item.post] : []))
  if (wanted.length === 0) return new Map()
  const rows = await db().read.select({ id: posts.id, html: posts.html, editedAt: posts.editedAt, createdAt: posts.createdAt }).from(posts).where(and(inArray(posts.id, wanted), eq(posts.state, 'public')))
  return new Map(rows.map(row => [row.id, { html: row.html, updated: row.editedAt ?? row.createdAt }]))
}

function entryOf(item: Notification, texts: ReadonlyMap<number, Text>): FeedEntry | null {
  const text = item.post !== null && bringsWords(item) ? texts.get(item.post) : undefined
  // Hidden since the list was read.
  if (bringsWords(item) && !text) return null
  const line = noticeLine(item)
  return {
    of: 'notification', id: item.id, kind: item.kind, title: item.heading === '' || item.kind === 'decision' ? line : `${line}: ${item.heading}`,
    writer: text ? item.by : null, html: text?.html ?? `<p>${escapeHtml(line)}.</p>`, publicAt: item.createdAt,
    updated: text && text.updated > item.createdAt ? text.updated : item.createdAt, url: item.url,
    replyTo: null, replies: null,
  }
}
