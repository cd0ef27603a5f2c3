/** People who come by another site's sign-in: they bring a name, and no address is taken from there. */
import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db'
import { people } from '@/db/schema'
import { cleanName } from '@/text/names'
import { record } from './events'
import { handleFor, judgeName } from './handles'
import { limits } from './limits'
import { insertPerson } from './people'
import type { PersonRow } from './people'

export async function personOfId(tx: Pick<Tx, 'select'>, id: number): Promise<PersonRow | null> {
  const [person] = await tx.select().from(people).where(and(eq(people.id, id), eq(people.former, false)))
  return person ?? null
}

/** A new member under the name that the provider gave, or under the handle where that name is not free. Both can be changed later. */
export async function joinByProvider(tx: Tx, given: string | null, now: Date): Promise<PersonRow> {
  const cleaned = cleanName((given ?? '').slice(0, limits.name))
  const handle = await handleFor(tx, cleaned.ok ? cleaned.name : '')
  const mayBear = cleaned.ok && (await judgeName(tx, cleaned.name, null)).ok
  return insertPerson(tx, { name: mayBear ? cleaned.name : handle, handle, email: null, passwordHash: null, emailProved: false, role: 'member' }, now)
}

/** Shows an ORCID iD, proved by signing in there, on the person's page. Null takes it away. */
export async function showOrcid(tx: Tx, person: number, orcid: string | null, now: Date): Promise<void> {
  await tx.update(people).set({ orcid }).where(eq(people.id, person))
  await record(tx, 'person.changed', { person, actor: person }, now)
}
