/** Ending what lets somebody in, in the transaction of the change that asks for it. */
import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '@/db'
import { links, people, pushSubscriptions, sessions, tokens } from '@/db/schema'

/** Ends all sessions and one-time links of a person, and what was opened from a session for good: notices to browsers, the address of
 *  the feed. What a copied cookie opened is closed. */
export async function endSessions(tx: Tx, person: number): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.person, person))
  await tx.delete(links).where(and(eq(links.person, person), isNull(links.usedAt)))
  await tx.delete(pushSubscriptions).where(eq(pushSubscriptions.person, person))
  await tx.update(people).set({ feedHash: null }).where(eq(people.id, person))
}

/** Ends sessions, links and tokens: of somebody suspended, or gone. */
export async function endAccess(tx: Tx, person: number): Promise<void> {
  await endSessions(tx, person)
  await tx.delete(tokens).where(eq(tokens.person, person))
}
