/** The push services to which this site sends, by name: it sends nowhere that a visitor names (SECURITY R16). */
import { ECDH } from 'node:crypto'

/** Of each: the host itself, and what stands under it. Google's (Chrome and those built on it), Mozilla's, Apple's, Microsoft's. */
const services = ['fcm.googleapis.com', 'push.services.mozilla.com', 'push.apple.com', 'notify.windows.com'] as const
const endpointMax = 800

/** The host of an endpoint of a known push service, or null: https on its usual port, no name or password, hosts compared whole or after a dot. */
export function pushServiceOf(endpoint: string): string | null {
  if (endpoint.length > endpointMax || !URL.canParse(endpoint)) return null
  const { protocol, hostname, port, username, password, hash } = new URL(endpoint)
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '' || hash !== '') return null
  return services.some(service => hostname === service || hostname.endsWith(`.${service}`)) ? hostname : null
}

/** Whether a browser's key is a point of P-256, uncompressed, in base64url. */
export function isBrowserKey(text: string): boolean {
  const point = bytesOf(text)
  if (point?.length !== 65 || point[0] !== 4) return false
  try {
    ECDH.convertKey(point, 'prime256v1')
    return true
  } catch {
    return false
  }
}

/** Whether a browser's secret has its 16 bytes, in base64url. */
export function isBrowserSecret(text: string): boolean {
  return bytesOf(text)?.length === 16
}

// Browsers may leave the padding.
function bytesOf(text: string): Buffer | null {
  return /^[A-Za-z0-9_-]{1,200}={0,2}$/.test(text) ? Buffer.from(text, 'base64url') : null
}
