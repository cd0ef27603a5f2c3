import type { Metadata } from 'next'
import { readSite } from '@/forum/site'
import { t } from '@/words'

type Given = { title: string; description?: string | null; path: string; feed?: string; index?: boolean }

/** Title, description, canonical address and feed of a page. `path` is the page's own address without the origin. */
export async function headingOf({ title, description, path, feed, index = true }: Given): Promise<Metadata> {
  const site = await readSite()
  const whole = title === site.name ? title : `${title} · ${site.name}`
  const said = description ?? site.intro ?? t('Open questions on the papers of {0}’s reading list.', site.author)
  return {
    metadataBase: new URL(site.url),
    title: whole,
    description: said,
    alternates: { canonical: path, types: { 'application/atom+xml': feed ?? '/feed.atom' } },
    robots: index ? undefined : { index: false, follow: true },
    openGraph: { title, description: said, url: path, siteName: site.name, type: 'website' },
  }
}
