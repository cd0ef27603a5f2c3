import type { Metadata } from 'next'
import { sentenceOf, siteCardPath } from '@/forum/cards'
import { readSite } from '@/forum/site'
import { withoutTex } from '@/text/without-tex'
import { t } from '@/words'

type Given = {
  title: string; description?: string | null; path: string; feed?: string; index?: boolean
  /** The cursor of a later page of a list in its usual order: such a page is its own, while other orders and filters show what stands elsewhere. */
  after?: string | null
  /** The picture for link previews, and in words what is on it. */
  card?: { path: string; alt: string } | null
  /** Further tags of the head, by name. */
  tags?: Record<string, string | string[]>
}

/** Title, description, canonical address, feed and preview of a page. `path` is the page's own address without the origin. */
export async function headingOf({ title, description, path, feed, index = true, after = null, card = null, tags = {} }: Given): Promise<Metadata> {
  const site = await readSite()
  const plain = withoutTex(title)
  const whole = title === site.name ? title : `${plain} · ${site.name}`
  const said = withoutTex(description ?? site.intro ?? t('Open questions on the papers of {0}’s reading list.', site.author))
  const canonical = after === null ? path : `${path}?after=${encodeURIComponent(after)}`
  const images = card === null ? [] : [{ url: card.path, width: 1_200, height: 630, alt: card.alt, type: 'image/png' }]
  return {
    metadataBase: new URL(site.url),
    title: whole,
    description: said,
    alternates: { canonical, types: { 'application/atom+xml': feed ?? '/feed.atom' } },
    robots: index ? undefined : { index: false, follow: true },
    openGraph: { title: plain, description: said, url: canonical, siteName: site.name, type: 'website', images },
    twitter: { card: images.length === 0 ? 'summary' : 'summary_large_image', title: plain, description: said, images },
    other: tags,
  }
}

/** The card of the site, for pages that are about no one paper or question. */
export async function siteCard(): Promise<{ path: string; alt: string }> {
  const site = await readSite()
  return { path: siteCardPath, alt: `${site.name}: ${sentenceOf(site)}` }
}
