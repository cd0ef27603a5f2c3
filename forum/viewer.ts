/** Whoever is looking. Made by `auth/` from a request (or by the command line), given to every action and reading. */
import type { roles } from '@/db/schema'

export type Role = 'guest' | (typeof roles)[number]
export type Scope = 'read' | 'write' | 'moderate'

export type Person = {
  kind: 'person'
  id: number
  handle: string
  name: string
  role: Exclude<Role, 'guest'>
  /** What a token may do; a session may do all. */
  scope: Scope
  suspendedUntil: Date | null
  trust: number
  createdAt: Date
  /** When this session last proved who it is; null for a token. */
  provedAt: Date | null
  network: Network
  /** What comes under this name may be another's: it came by mail, and the sender is in doubt. It waits for a moderator. */
  doubtful?: true
}

export type Guest = {
  kind: 'guest'
  role: 'guest'
  /** Hash of the browser's signed cookie: it sees its own held posts. */
  cookieHash: string | null
  network: Network
}

/** The operator at the command line, and the importer at the start: may do what an author may. */
export type Operator = { kind: 'operator'; role: 'author' }

/** Keyed hashes of the address and of its network (IPv4 /24, IPv6 /48); null where there is none. */
export type Network = { address: string; subnet: string } | null

export type Viewer = Person | Guest | Operator

export const nobody: Guest = { kind: 'guest', role: 'guest', cookieHash: null, network: null }
export const operator: Operator = { kind: 'operator', role: 'author' }

const order: Record<Role, number> = { guest: 0, member: 1, moderator: 2, author: 3 }

/** Whether a viewer's role is at least `role`. A token below `moderate` never counts as more than a member. */
export function isAtLeast(viewer: Viewer, role: Role): boolean {
  return order[roleOf(viewer)] >= order[role]
}

/** The role a viewer acts under now: a token's scope cuts it. */
export function roleOf(viewer: Viewer): Role {
  if (viewer.kind !== 'person') return viewer.role
  if (viewer.scope !== 'moderate' && order[viewer.role] > order.member) return 'member'
  return viewer.role
}

/** The person's id, or null. */
export function personOf(viewer: Viewer): number | null {
  return viewer.kind === 'person' ? viewer.id : null
}
