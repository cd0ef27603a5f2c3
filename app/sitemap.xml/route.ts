import { readSitemap } from '@/forum/sitemap'
import { answerLines, answerParts } from './answer'

export const dynamic = 'force-dynamic'

/** The pages of the site for search engines, or the parts that name them. */
export async function GET(): Promise<Response> {
  const sitemap = await readSitemap()
  return 'parts' in sitemap ? answerParts(sitemap.parts) : answerLines(sitemap.lines)
}
