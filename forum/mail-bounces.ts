/** Mail that comes back: nothing more is sent to an address that is not there. */
import { and, eq, isNull } from 'drizzle-orm'
import { db } from '@/db'
import { mailFollows, people } from '@/db/schema'
import type { Receiver } from './mail-addresses'

/** Sends nothing more to somebody whose address refuses mail for good: a person is mailed again once an address is proved anew, a follow by mail
 *  is dropped with all others of its address. Returns whether that changed anything. */
export async function stopMailTo(receiver: Receiver, now: Date): Promise<boolean> {
  return db().write(async tx => {
    if ('person' in receiver) {
      const off = await tx.update(people).set({ mailBouncedAt: now }).where(and(eq(people.id, receiver.person), isNull(people.mailBouncedAt))).returning({ id: people.id })
      return off.length > 0
    }
    const [follow] = await tx.select({ folded: mailFollows.addressFolded }).from(mailFollows).where(eq(mailFollows.id, receiver.mailFollow))
    if (!follow) return false
    await tx.delete(mailFollows).where(eq(mailFollows.addressFolded, follow.folded))
    return true
  })
}
