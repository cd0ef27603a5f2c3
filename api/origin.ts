/** Whether a request says that it comes from a page of this site. The front has judged it before; a handler does not rely on that. */
import { config, isLoopback } from '@/config'

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/** An Origin header equal to the site's; on a loopback site each loopback name of its port counts. */
export function isOwnOrigin(origin: string | null): boolean {
  if (origin === null || !URL.canParse(origin)) return false
  const [given, site] = [new URL(origin), new URL(config().siteUrl)]
  if (given.origin === site.origin) return true
  return isLoopback(site.origin) && loopbackNames.includes(given.hostname) && given.protocol === site.protocol && given.port === site.port
}
