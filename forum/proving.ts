/** Proving a mail address: whoever opens a mailed link holds the mailbox (SECURITY R14). */
import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db'
import { people } from '@/db/schema'
import { endAccess } from './access'
import { handleFor } from './handles'
import { insertPerson } from './people'
import type { PersonRow } from './people'
import { record } from './events'

/** `person`: whom the link named, if anybody. `here`: who is signed in in the browser that opened it. */
export type Proof = { address: string; person: number | null; here: number | null }

/** The person who signs in by a mailed link: whoever has the address, whoever asked to have it, or a new member.
 *  Null where the address became somebody else's since the link was made. */
export async function personOfProvedAddress(tx: Tx, proof: Proof, now: Date): Promise<PersonRow | null> {
  const [holder] = await tx.select().from(people).where(and(eq(people.emailFolded, proof.address), eq(people.former, false)))
  if (proof.person === null) return holder ? confirm(tx, holder, proof, now) : newMember(tx, proof.address, now)
  if (holder && holder.id !== proof.person) return null
  const [asker] = await tx.select().from(people).where(and(eq(people.id, proof.person), eq(people.former, false)))
  return asker ? confirm(tx, asker, proof, now) : null
}

async function confirm(tx: Tx, person: PersonRow, proof: Proof, now: Date): Promise<PersonRow> {
  if (person.emailFolded === proof.address && person.emailProved && person.mailBouncedAt === null) return person
  // Whoever typed this address first need not hold the mailbox: in another browser, what was set before does not let in any more.
  const mayBeAnother = proof.here !== person.id && person.emailProved === null
  if (mayBeAnother) await endAccess(tx, person.id)
  const [proved] = await tx.update(people)
    .set({ email: proof.address, emailFolded: proof.address, emailProved: now, mailBouncedAt: null, ...(mayBeAnother ? { password: null } : {}) })
    .where(eq(people.id, person.id)).returning()
  await record(tx, 'person.changed', { person: person.id, actor: person.id }, now)
  return proved ?? person
}

async function newMember(tx: Tx, address: string, now: Date): Promise<PersonRow> {
  const wanted = address.split('@')[0] ?? ''
  const handle = await handleFor(tx, wanted)
  return insertPerson(tx, { name: handle, handle, email: address, passwordHash: null, emailProved: true, role: 'member' }, now)
}
