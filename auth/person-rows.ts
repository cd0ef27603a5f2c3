/** From a row of `people` to a viewer. */
import { people } from '@/db/schema'
import { roleNow } from '@/forum/delegates'
import type { Person, Scope } from '@/forum/viewer'

export const personColumns = {
  id: people.id, handle: people.handle, name: people.name, role: people.role, suspendedUntil: people.suspendedUntil,
  trust: people.trust, createdAt: people.createdAt, former: people.former, delegateUntil: people.delegateUntil,
} as const

type Row = Omit<Person, 'kind' | 'scope' | 'provedAt' | 'network'> & { former: boolean; delegateUntil: Date | null }

/** The viewer that a person's row makes; null for former and suspended people, who have neither session nor token. */
export function viewerOfRow(row: Row, entry: { scope: Scope; provedAt: Date | null; now: Date }): Person | null {
  if (row.former || (row.suspendedUntil !== null && row.suspendedUntil > entry.now)) return null
  return {
    kind: 'person', id: row.id, handle: row.handle, name: row.name, role: roleNow(row, entry.now), scope: entry.scope,
    suspendedUntil: row.suspendedUntil, trust: row.trust, createdAt: row.createdAt, provedAt: entry.provedAt, network: null,
  }
}
