/** What a request for a page says of whoever asks, as far as counting needs it; null where nobody is to be counted. */
import { isIP } from 'node:net'
import { remembering } from '@/config/memo'

export type VisitAsked = {
  agent: string
  /** Asked not to be followed (DNT, Global Privacy Control): a view and nothing more. */
  spared: boolean
  /** The other site that led here, by its host. */
  source: string | null
}

// Programs that say so. Whoever pretends to be a browser counts as one.
const program = /(?<!cu)bots?(?![a-z])|crawl|spider|slurp|scrap|archiv|preview|externalhit|lighthouse|headless|monitor|uptime|check|scan|fetch|feed|rss|curl|wget|python|java\/|ruby|perl|go-http|http-?client|okhttp|axios|node|libwww|colloquy/i

const isProgram = remembering(512, agent => program.test(agent))

const hostMax = 100

/** Names and values come in turns, as Node has them. */
export function readAsked(rawHeaders: readonly string[], siteUrl: string): VisitAsked | null {
  let agent = ''
  let referrer = ''
  let spared = false
  for (let n = 0; n < rawHeaders.length; n += 2) {
    const name = rawHeaders[n] ?? ''
    // Only names of these lengths can matter.
    if (!lengths.has(name.length)) continue
    const value = rawHeaders[n + 1] ?? ''
    switch (name.toLowerCase()) {
      case 'user-agent': agent = value; break
      case 'referer': referrer = value; break
      case 'dnt': case 'sec-gpc': spared ||= value === '1'; break
      // A browser that fetches ahead has no reader yet.
      case 'sec-purpose': case 'purpose': case 'x-moz':
        if (value.includes('prefetch') || value.includes('preview')) return null
        break
      // A script that asks for a page shows it to nobody. A worker that passes a reader's request on keeps its mode.
      case 'sec-fetch-mode':
        if (value !== 'navigate') return null
        break
    }
  }
  if (agent === '' || isProgram(agent)) return null
  return { agent, spared, source: spared || referrer === '' ? null : sourceOf(referrer, siteUrl) }
}

const lengths = new Set(['user-agent', 'referer', 'dnt', 'sec-gpc', 'sec-purpose', 'purpose', 'x-moz', 'sec-fetch-mode'].map(name => name.length))

/** The host of another site; an address in place of a name is not written down. */
function sourceOf(referrer: string, siteUrl: string): string | null {
  if (referrer.startsWith(siteUrl) && /^(?:\/|$)/.test(referrer.slice(siteUrl.length))) return null
  if (!/^https?:\/\//i.test(referrer) || !URL.canParse(referrer)) return null
  const host = new URL(referrer).hostname.replace(/\.$/, '')
  if (host === new URL(siteUrl).hostname || host === '') return null
  const named = host.startsWith('www.') ? host.slice(4) : host
  return named.length > hostMax || named.startsWith('[') || isIP(named) !== 0 ? 'other' : named
}
