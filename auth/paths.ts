/** Where a person may be sent after signing in: a path of this site and nothing else (SECURITY R16). */
import { config } from '@/config'

/** `next` as a path of this site, else "/". Hosts are compared whole; no second slash, backslash or control gets through. */
export function safePath(next: string | null | undefined): string {
  const { siteUrl } = config()
  if (!next || next.length > 2_000 || /[\\\u0000-\u001f\u007f]/.test(next) || !URL.canParse(next, siteUrl)) return '/'
  const target = new URL(next, siteUrl)
  const isPath = /^\/(?!\/)/.test(next)
  if (target.origin !== siteUrl || (!isPath && !next.startsWith(`${siteUrl}/`)) || target.pathname.startsWith('//')) return '/'
  return `${target.pathname}${target.search}${target.hash}`
}
