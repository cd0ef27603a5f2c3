/** Atom (RFC 4287) with threading (RFC 4685). Names and titles are text, posts are escaped HTML; what XML forbids is left out. */
import type { Site } from '@/forum/documents'
import type { Feed, FeedEntry } from '@/forum/feeds'
import { personPath } from '@/forum/urls'
import { withoutTex } from '@/text/without-tex'
import { escapeXml } from '@/text/xml'
import { language } from '@/words'

/** A feed as XML. Ids are `tag:` URIs (RFC 4151), which stay when a thread or a slug moves. */
export function atomOf(feed: Feed, site: Pick<Site, 'name' | 'url' | 'licence'>): string {
  const title = feed.title === null ? site.name : `${withoutTex(feed.title)} · ${site.name}`
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="${language.tag}" xml:base="${escapeXml(site.url)}/">`,
    `<title>${escapeXml(title)}</title>`,
    `<id>${escapeXml(tagOf(site, `feed:${feed.key}`))}</id>`,
    `<updated>${feed.updated.toISOString()}</updated>`,
    link('alternate', site.url + feed.path, 'text/html'),
    link('self', site.url + feed.feedPath, 'application/atom+xml'),
    ...(site.licence === null ? [] : [`<rights>${escapeXml(site.licence)}</rights>`]),
    ...feed.entries.map(entry => entryOf(entry, site)),
    '</feed>', '',
  ].join('\n')
}

function entryOf(entry: FeedEntry, site: Pick<Site, 'name' | 'url'>): string {
  const { replies, replyTo } = entry
  return [
    '<entry>',
    `<id>${escapeXml(tagOf(site, `${entry.of}:${entry.id}`))}</id>`,
    // What one is told of is in plain signs already.
    `<title>${escapeXml(entry.of === 'notification' ? entry.title : withoutTex(entry.title))}</title>`,
    authorOf(entry, site),
    `<published>${entry.publicAt.toISOString()}</published>`,
    `<updated>${entry.updated.toISOString()}</updated>`,
    link('alternate', site.url + entry.url, 'text/html'),
    `<category term="${entry.kind}"/>`,
    ...(replyTo ? [`<thr:in-reply-to ref="${escapeXml(tagOf(site, `post:${replyTo.id}`))}" href="${escapeXml(site.url + replyTo.url)}" type="text/html"/>`] : []),
    ...(replies ? [
      `<link rel="replies" type="application/atom+xml" href="${escapeXml(site.url + replies.feed)}" thr:count="${replies.count}" thr:updated="${replies.updated.toISOString()}"/>`,
      `<thr:total>${replies.count}</thr:total>`,
    ] : []),
    // Links within a text, to its footnotes, are its page's own.
    `<content type="html" xml:base="${escapeXml(site.url + entry.url)}">${escapeXml(entry.html)}</content>`,
    '</entry>',
  ].join('\n')
}

function authorOf({ writer }: FeedEntry, site: Pick<Site, 'name' | 'url'>): string {
  if (writer === null) return `<author><name>${escapeXml(site.name)}</name><uri>${escapeXml(site.url)}/</uri></author>`
  if ('guest' in writer) return `<author><name>${escapeXml(writer.guest)}</name></author>`
  const page = writer.former ? '' : `<uri>${escapeXml(site.url + personPath(writer.handle))}</uri>`
  return `<author><name>${escapeXml(writer.name)}</name>${page}</author>`
}

// The date part of a tag URI (RFC 4151), the same for every site and for good: with another year each entry would be a new one to its readers.
const tagDay = '2026'

function tagOf(site: Pick<Site, 'url'>, specific: string): string {
  return `tag:${new URL(site.url).hostname.replace(/[^a-z0-9.-]/g, '')},${tagDay}:${specific}`
}

function link(rel: string, href: string, type: string): string {
  return `<link rel="${rel}" type="${type}" href="${escapeXml(href)}"/>`
}
