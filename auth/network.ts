/** Addresses as keyed hashes: the only form in which they are counted or stored (SECURITY R19, R24). */
import { isIPv4, isIPv6 } from 'node:net'
import { remembering } from '@/config/memo'
import { keyedHash } from '@/config/secret'
import type { Network } from '@/forum/viewer'

/** Hashes of an address (IPv4 /32, IPv6 /64) and of its network (IPv4 /24, IPv6 /48); null where it is no address. */
export function networkOf(address: string | null): Network {
  return hashed(address ?? '').network
}

const hashed = remembering(4_096, (address: string): { network: Network } => {
  const prefixes = prefixesOf(address)
  return { network: prefixes && { address: keyedHash('address', prefixes.address), subnet: keyedHash('address', prefixes.subnet) } }
})

/** What is counted together. IPv6 households have a /64, so their single addresses say nothing. */
export function prefixesOf(address: string): { address: string; subnet: string } | null {
  if (isIPv4(address)) return { address, subnet: `${address.split('.').slice(0, 3).join('.')}/24` }
  if (!isIPv6(address)) return null
  const groups = groupsOf(address)
  return { address: `${groups.slice(0, 4).join(':')}/64`, subnet: `${groups.slice(0, 3).join(':')}/48` }
}

/** The first groups of an IPv6 address, without leading zeros, `::` filled up (RFC 4291, section 2.2). */
function groupsOf(address: string): string[] {
  const bare = address.split('%')[0] ?? address
  const [head = '', tail] = bare.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const filled = tail === undefined ? left : [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0'), ...right]
  return filled.map(group => (/^[0-9a-f]+$/i.test(group) ? parseInt(group, 16).toString(16) : group))
}
