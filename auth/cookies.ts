/** Names and forms of the site's cookies: HttpOnly, Lax, Path=/, no Domain; on https Secure and `__Host-` (SECURITY R10). */
import { config } from '@/config'

export function isHttps(): boolean {
  return config().siteUrl.startsWith('https:')
}

export type CookieUse = 'guest' | 'linking' | 'draft' | 'asked' | 'authjs.session-token' | 'authjs.csrf-token' | 'authjs.callback-url'

/** The name a cookie of the site bears under its present address. */
export function cookieName(use: CookieUse): string {
  return isHttps() ? `__Host-${use}` : use
}

/** A cookie's value out of a request's Cookie header, or null. */
export function readCookie(header: string | null, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at !== -1 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return null
}

/** A whole Set-Cookie value. */
export function secretCookie(use: CookieUse, value: string, seconds: number): string {
  return `${cookieName(use)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isHttps() ? '; Secure' : ''}`
}

/** A Set-Cookie value that takes a cookie away. */
export function goneCookie(use: CookieUse): string {
  return secretCookie(use, '', 0)
}

/** Tells the front that this browser runs no script, so that its pages are composed for it. Scripts delete it. */
export function plainCookie(): string {
  return `plain=1; Path=/; Max-Age=15552000; SameSite=Lax${isHttps() ? '; Secure' : ''}`
}
