import { readSite } from '@/forum/site'
import { language, t } from '@/words'
import { shortName } from '../short-name'

export const dynamic = 'force-dynamic'

// The paper and the accent of the tokens (app/styles/tokens.css), in light colours: a manifest has one of each.
const [paper, accent] = ['#fdfdfb', '#0b5c4e'] as const

const icon = (file: string, sizes: string, purpose: 'any' | 'maskable', type = 'image/png') => ({ src: `/icons/${file}`, sizes, type, purpose })

/** What a browser needs to install the site as an app (W3C, Web Application Manifest). */
export async function GET(): Promise<Response> {
  const site = await readSite()
  const manifest = {
    id: '/', start_url: '/', scope: '/', display: 'minimal-ui', lang: language.tag, dir: language.direction, name: site.name, short_name: shortName(site.name),
    description: site.intro ?? t('Open questions on the papers of {0}’s reading list.', site.author),
    background_color: paper, theme_color: accent,
    icons: [
      icon('colloquy-1.svg', 'any', 'any', 'image/svg+xml'), icon('colloquy-1-192.png', '192x192', 'any'), icon('colloquy-1-512.png', '512x512', 'any'),
      icon('colloquy-1-maskable-512.png', '512x512', 'maskable'),
    ],
  }
  return new Response(`${JSON.stringify(manifest, null, 1)}\n`, { headers: { 'content-type': 'application/manifest+json; charset=utf-8' } })
}
