/** People: joining, being added by the operator, changing one's own particulars. Passwords arrive as hashes made by `auth/`. */
import { and, asc, eq, ne } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Reader, Tx } from '@/db'
import { isNotUnique } from '@/db/faults'
import { formerHandles, people, roles } from '@/db/schema'
import { skeleton } from '@/text/names'
import { endSessions } from './access'
import { action } from './action'
import type { Action } from './action'
import { refuse, refuseField } from './errors'
import type { Result } from './errors'
import { record } from './events'
import { email, handle, personName, smallText } from './fields'
import { judgeHandle, judgeName } from './handles'
import { readHouseRules } from './house-rules'
import { limits } from './limits'
import { indexPerson } from './search-rows'
import { requireProof } from './proof'
import { personOf } from './viewer'

export type PersonRow = typeof people.$inferSelect

const passwordHash = z.string().regex(/^\$argon2id\$/)

/** What a person gives to join. `email` null: none is kept (it will be, once proved). */
export const joining = z.object({ name: personName, handle, email: email.nullable(), passwordHash: passwordHash.nullable(), emailProved: z.boolean().default(false) })

/** Makes an account. Refuses a handle or an address that is somebody's with one and the same sentence. */
export const signUp = orTaken(action({
  name: 'people.sign-up',
  input: joining,
  run: async ({ tx, input, now }) => {
    const named = await judgeName(tx, input.name, null)
    if (!named.ok) return named
    const handled = await judgeHandle(tx, input.handle, null)
    if (!handled.ok) return handled
    const made = await insertPerson(tx, { ...input, role: 'member' }, now)
    return { ok: true, value: { id: made.id, handle: made.handle } }
  },
}))

/** Adds an account, or gives the one of that handle another role; that ends its sessions. For authors and the operator. */
export const addPerson = orTaken(action({
  name: 'people.add',
  input: z.object({ handle, name: personName.optional(), email: email.nullable(), role: z.enum(roles), passwordHash: passwordHash.nullable() }),
  run: async ({ tx, viewer, input, now }) => {
    const [former] = await tx.select().from(people).where(eq(people.handleFolded, input.handle))
    if (!former) {
      const made = await insertPerson(tx, { ...input, name: input.name ?? input.handle, emailProved: true }, now)
      // Whoever makes an account for somebody vouches for them: their posts are public at once.
      await tx.update(people).set({ trust: (await readHouseRules(tx)).firstHeld }).where(eq(people.id, made.id))
      return { ok: true, value: { id: made.id, handle: made.handle, role: made.role } }
    }
    if (former.former || (input.email !== null && former.emailFolded !== null && former.emailFolded !== input.email)) return refuseField('handle', 'handle-taken')
    const proofOfAddress = input.email === null ? {} : { email: input.email, emailFolded: input.email, emailProved: now, mailBouncedAt: null }
    await tx.update(people).set({ role: input.role, delegateUntil: null, ...proofOfAddress, ...(input.passwordHash === null ? {} : { password: input.passwordHash }) }).where(eq(people.id, former.id))
    await endSessions(tx, former.id)
    await record(tx, 'person.changed', { person: former.id, actor: personOf(viewer) }, now)
    return { ok: true, value: { id: former.id, handle: former.handle, role: input.role } }
  },
}))

/** Changes one's own particulars; what is not given stays. E-mail and password ask for a recent sign-in; a new password ends all sessions. */
export const changePerson = orTaken(action({
  name: 'people.change',
  input: z.object({
    name: personName.optional(), handle: handle.optional(), about: smallText(limits.about).optional(),
    email: email.optional(), emailProved: z.boolean().optional(), passwordHash: passwordHash.optional(),
  }),
  run: async ({ tx, viewer, input, now }) => {
    const id = personOf(viewer)
    const [person] = id === null ? [] : await tx.select().from(people).where(eq(people.id, id))
    if (!person) return refuse('not-found')
    if (input.email !== undefined || input.passwordHash !== undefined) {
      const proved = requireProof(viewer, now)
      if (!proved.ok) return proved
    }
    if (input.name !== undefined && input.name !== person.name) {
      const named = await judgeName(tx, input.name, person.id)
      if (!named.ok) return named
    }
    if (input.handle !== undefined && input.handle !== person.handle) {
      const moved = await moveHandle(tx, person, input.handle, now)
      if (!moved.ok) return moved
    }
    const changed = {
      name: input.name ?? person.name, nameSkeleton: skeleton(input.name ?? person.name),
      handle: input.handle ?? person.handle, handleFolded: input.handle ?? person.handleFolded,
      about: input.about ?? person.about, password: input.passwordHash ?? person.password,
      ...(input.email === undefined ? {} : { email: input.email, emailFolded: input.email, emailProved: input.emailProved ? now : null, mailBouncedAt: null }),
    }
    await tx.update(people).set(changed).where(eq(people.id, person.id))
    if (input.passwordHash !== undefined) await endSessions(tx, person.id)
    await indexPerson(tx, { id: person.id, ...changed })
    await record(tx, 'person.changed', { person: person.id, actor: person.id }, now)
    return { ok: true, value: { id: person.id, handle: changed.handle } }
  },
}))

export type NewPerson = { name: string; handle: string; email: string | null; passwordHash: string | null; emailProved: boolean; role: (typeof roles)[number]; keepsList?: boolean }

/** Stores a new person and records the joining. The unique indexes judge handle and address. */
export async function insertPerson(tx: Tx, given: NewPerson, now: Date): Promise<PersonRow> {
  const [row] = await tx.insert(people).values({
    handle: given.handle, handleFolded: given.handle, name: given.name, nameSkeleton: skeleton(given.name),
    email: given.email, emailFolded: given.email, emailProved: given.email !== null && given.emailProved ? now : null,
    password: given.passwordHash, role: given.role, keepsList: given.keepsList ?? false, createdAt: now,
  }).returning()
  if (!row) throw new Error('An inserted person came back empty.')
  await indexPerson(tx, row)
  await record(tx, 'person.joined', { person: row.id, actor: row.id }, now)
  return row
}

/** The person of a handle, now or formerly theirs; null where there is none. Not for pages: it holds address and password. */
export async function findPersonByHandle(wanted: string, on: Reader = db().read): Promise<PersonRow | null> {
  const folded = wanted.trim().replace(/^@/, '').toLowerCase()
  const [row] = await on.select().from(people).where(and(eq(people.handleFolded, folded), eq(people.former, false)))
  if (row) return row
  const [formerly] = await on.select({ person: people }).from(formerHandles).innerJoin(people, eq(people.id, formerHandles.person)).where(eq(formerHandles.handleFolded, folded))
  return formerly?.person ?? null
}

/** Who has a mail address, or null. */
export async function findPersonByAddress(address: string, on: Reader = db().read): Promise<PersonRow | null> {
  const [row] = await on.select().from(people).where(and(eq(people.emailFolded, address.trim().toLowerCase()), eq(people.former, false)))
  return row ?? null
}

export type PersonLine = Pick<PersonRow, 'id' | 'handle' | 'name' | 'role' | 'email' | 'keepsList' | 'suspendedUntil' | 'createdAt'>

/** Everybody with an account, oldest first. For the operator. */
export async function listPeople(on: Reader = db().read): Promise<PersonLine[]> {
  return on.select({
    id: people.id, handle: people.handle, name: people.name, role: people.role, email: people.email,
    keepsList: people.keepsList, suspendedUntil: people.suspendedUntil, createdAt: people.createdAt,
  }).from(people).where(eq(people.former, false)).orderBy(asc(people.id))
}

/** Stores a password's hash anew, where the settings of hashing rose since. */
export async function renewPasswordHash(tx: Tx, person: number, former: string, hash: string): Promise<void> {
  await tx.update(people).set({ password: hash }).where(and(eq(people.id, person), eq(people.password, former)))
}

async function moveHandle(tx: Tx, person: PersonRow, wanted: string, now: Date): Promise<Result<null>> {
  const judged = await judgeHandle(tx, wanted, person.id)
  if (!judged.ok) return judged
  const [other] = await tx.select({ id: people.id }).from(people).where(and(eq(people.handleFolded, wanted), ne(people.id, person.id)))
  if (other) return refuseField('handle', 'handle-taken')
  // The former handle stays theirs and redirects; one taken back stops being former.
  await tx.delete(formerHandles).where(and(eq(formerHandles.handleFolded, wanted), eq(formerHandles.person, person.id)))
  await tx.insert(formerHandles).values({ handleFolded: person.handleFolded, person: person.id, createdAt: now }).onConflictDoNothing()
  return { ok: true, value: null }
}

/** An action whose unique indexes may refuse a handle or an address: that is a person's mistake, told in one sentence for both. */
function orTaken<I, R>(act: Action<I, R>): Action<I, R> {
  const guarded = async (...given: Parameters<Action<I, R>>): Promise<Result<R>> => {
    try {
      return await act(...given)
    } catch (error) {
      if (isNotUnique(error)) return refuseField('handle', 'handle-taken')
      throw error
    }
  }
  return Object.assign(guarded, { actionName: act.actionName })
}
