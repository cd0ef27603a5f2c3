/** Who asks, as an address: what the rates count and what the log hashes. */
import { isIP } from 'node:net'

/**
 * The client's address. `hops` reverse proxies stand in front (TRUST_PROXY): the hops-th entry from the right of
 * X-Forwarded-For counts; with 0 hops, or where that header is malformed or too short, the socket's address does.
 */
export function clientAddress(socketAddress: string | undefined, forwardedFor: string | undefined, hops: number): string {
  const own = plainAddress(socketAddress ?? '') ?? 'unknown'
  if (hops === 0 || forwardedFor === undefined) return own
  const entry = forwardedFor.split(',').at(-hops)?.trim()
  return (entry === undefined ? null : plainAddress(entry)) ?? own
}

/** An address without brackets, port, zone or the IPv4-in-IPv6 prefix; null where it is none. */
export function plainAddress(text: string): string | null {
  const unbracketed = /^\[([0-9a-fA-F:.]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? text
  const bare = /^\d+\.\d+\.\d+\.\d+:\d{1,5}$/.test(unbracketed) ? unbracketed.slice(0, unbracketed.indexOf(':')) : unbracketed
  const unzoned = bare.split('%')[0] ?? bare
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(unzoned)?.[1] ?? unzoned
  return isIP(mapped) === 0 ? null : mapped.toLowerCase()
}

/** Whether a socket's address is this machine. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}
