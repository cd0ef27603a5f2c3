/** Which names and origins are this site's. */
import { isLoopback } from '@/config'
import { remembering } from '@/config/memo'

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/** Whether a Host header names the site. A loopback site answers to each loopback name on its port. */
export function isOwnHost(host: string | undefined, siteUrl: string): boolean {
  return host !== undefined && judgedHost(`${siteUrl} ${host}`)
}

const judgedHost = remembering(64, both => {
  const siteUrl = both.slice(0, both.indexOf(' '))
  const host = both.slice(siteUrl.length + 1)
  return /^[a-z0-9.:[\]-]+$/i.test(host) && isOwnOrigin(`${new URL(siteUrl).protocol}//${host}`, siteUrl)
})

/** Whether an Origin header is the site's own. `null`, malformed ones and other sites are not. */
export function isOwnOrigin(origin: string | undefined, siteUrl: string): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false
  const [given, site] = [new URL(origin), new URL(siteUrl)]
  if (given.origin === 'null' || given.protocol !== site.protocol || given.username !== '' || given.pathname !== '/') return false
  if (given.host === site.host) return true
  return isLoopback(siteUrl) && loopbackNames.includes(given.hostname) && given.port === site.port
}

/**
 * A redirect's target as it may leave the site's pages: a path on this site, or null where it leads elsewhere.
 * Next.js writes absolute targets with the host it was told, so both spellings are read.
 */
export function ownTarget(location: string, siteUrl: string): string | null {
  if (/[\\\u0000-\u001f]/.test(location) || !URL.canParse(location, siteUrl)) return null
  const target = new URL(location, siteUrl)
  const sameHost = target.host === new URL(siteUrl).host
  if (!sameHost && !isOwnOrigin(target.origin, siteUrl)) return null
  const path = target.pathname.replace(/^\/+/, '/')
  return `${path}${target.search}${target.hash}`
}
