/** The author who keeps the reading list: a person before anybody has claimed the site. */
import { and, asc, eq, isNotNull, or } from 'drizzle-orm'
import type { Reader, Tx } from '@/db'
import { people, signIns } from '@/db/schema'
import { cleanName, skeleton } from '@/text/names'
import { endSessions } from './access'
import { record } from './events'
import { handleFor } from './handles'
import { insertPerson } from './people'
import { indexPerson } from './search-rows'
import type { PersonRow } from './people'

const standIn = 'The author'

/** The id of the list's author, made where there is none. While nobody has claimed the site, the list's name counts. */
export async function ensureListAuthor(tx: Tx, name: string | null, now: Date = new Date()): Promise<number> {
  const cleaned = cleanName(name ?? '')
  const wanted = cleaned.ok ? cleaned.name.slice(0, 60) : null
  const author = await listAuthor(tx)
  if (!author) return (await insertPerson(tx, await newAuthor(tx, wanted), now)).id
  const mayRename = author.name === standIn || !canSignIn(author)
  if (wanted !== null && wanted !== author.name && mayRename) {
    const named = { name: wanted, handle: await handleFor(tx, wanted, author.id) }
    await tx.update(people).set({ ...named, handleFolded: named.handle, nameSkeleton: skeleton(wanted) }).where(eq(people.id, author.id))
    await indexPerson(tx, { id: author.id, ...named })
    await record(tx, 'person.changed', { person: author.id }, now)
  }
  return author.id
}

/** Whoever keeps the list, or null before the first list was read. */
export async function listAuthor(on: Pick<Reader, 'select'>): Promise<PersonRow | null> {
  const [row] = await on.select().from(people).where(and(eq(people.keepsList, true), eq(people.former, false))).orderBy(asc(people.id)).limit(1)
  return row ?? null
}

/** Whether there is an author who can sign in, so that the site is claimed. */
export async function isClaimed(on: Pick<Reader, 'select'>): Promise<boolean> {
  const [row] = await on.select({ id: people.id }).from(people).leftJoin(signIns, eq(signIns.person, people.id))
    .where(and(eq(people.role, 'author'), eq(people.former, false), or(isNotNull(people.password), isNotNull(people.email), isNotNull(signIns.id)))).limit(1)
  return row !== undefined
}

/** `standIn` names a person made here; `name` and `handle` rename one who is there. */
export type AuthorSignIn = { email: string; passwordHash: string | null; name?: string | undefined; handle?: string | undefined; standIn?: string | undefined }

/** Gives the list's author, or whoever has the address already, what they sign in with, and the role. Ends their sessions. */
export async function giveAuthorSignIn(tx: Tx, given: AuthorSignIn, now: Date): Promise<PersonRow> {
  const [byAddress] = await tx.select().from(people).where(and(eq(people.emailFolded, given.email), eq(people.former, false)))
  const author = byAddress ?? await listAuthor(tx) ?? await insertPerson(tx, await newAuthor(tx, given.name ?? given.standIn ?? null), now)
  const named = { name: given.name ?? author.name, handle: given.handle ?? author.handle }
  const [changed] = await tx.update(people).set({
    ...named, handleFolded: named.handle, nameSkeleton: skeleton(named.name), role: 'author', suspendedUntil: null, suspendedWhy: null,
    email: given.email, emailFolded: given.email, emailProved: now, mailBouncedAt: null, ...(given.passwordHash === null ? {} : { password: given.passwordHash }),
  }).where(eq(people.id, author.id)).returning()
  if (!changed) throw new Error('The author’s row is gone.')
  await endSessions(tx, author.id)
  await indexPerson(tx, { id: author.id, ...named })
  await record(tx, 'person.changed', { person: author.id }, now)
  return changed
}

async function newAuthor(tx: Tx, name: string | null) {
  return { name: name ?? standIn, handle: await handleFor(tx, name ?? 'keeper'), email: null, passwordHash: null, emailProved: false, role: 'author' as const, keepsList: true }
}

function canSignIn(person: PersonRow): boolean {
  return person.email !== null || person.password !== null
}
