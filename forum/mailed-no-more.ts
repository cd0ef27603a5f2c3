/** Notices that were to be mailed and are not any more. */
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '@/db'
import { among } from '@/db/among'
import { mailings, notifications, outbox } from '@/db/schema'

type Waiting = Pick<typeof notifications.$inferSelect, 'id' | 'kind' | 'own' | 'question' | 'mailing'>

/** Takes notices out of the mails in which they were to come: the next digest, or one that waits in the outbox and then has nothing to say. */
export async function mailNoMore(tx: Tx, person: number, which: (notice: Waiting) => boolean): Promise<void> {
  const columns = { id: notifications.id, kind: notifications.kind, own: notifications.own, question: notifications.question, mailing: notifications.mailing }
  const ofPerson = eq(notifications.person, person)
  const gathered = await tx.select(columns).from(notifications).where(and(inArray(notifications.mailing, mailings), ofPerson, isNull(notifications.mailKey)))
  const enqueued = await tx.select(columns).from(outbox).innerJoin(notifications, eq(notifications.mailKey, outbox.key)).where(and(eq(outbox.state, 'waiting'), ofPerson))
  const ended = [...gathered, ...enqueued].filter(which).map(({ id }) => id)
  if (ended.length > 0) await tx.update(notifications).set({ mailing: null, mailKey: null }).where(among(notifications.id, ended))
}
