/** A guest's browser: a signed secret in a cookie, by which it sees its own held posts. Only the secret's hash is stored. */
import { timingSafeEqual } from 'node:crypto'
import { keyedHash, randomSecret, secretHash } from '@/config/secret'
import { cookieName, readCookie, secretCookie } from './cookies'

const yearSeconds = 365 * 24 * 3600

/** A new guest's cookie as a whole Set-Cookie value, and the hash under which its posts are found. */
export function guestCookie(): { cookie: string; hash: string } {
  const secret = randomSecret()
  return { cookie: secretCookie('guest', `${secret}.${keyedHash('guest-cookie', secret)}`, yearSeconds), hash: secretHash(secret) }
}

/** The hash of the guest cookie that a request carries; null where there is none that we signed. */
export function guestHashOf(cookies: string | null): string | null {
  const [secret, signature] = (readCookie(cookies, cookieName('guest')) ?? '').split('.')
  if (!secret || !signature) return null
  const expected = Buffer.from(keyedHash('guest-cookie', secret))
  const given = Buffer.from(signature)
  return expected.length === given.length && timingSafeEqual(expected, given) ? secretHash(secret) : null
}
