/** Which names and handles a person may bear: none of another's, none that speaks for the site, no look-alike of who decides here. */
import { and, eq, inArray, ne, or } from 'drizzle-orm'
import type { Tx } from '@/db'
import { formerHandles, people } from '@/db/schema'
import { skeleton } from '@/text/names'
import { refuseField } from './errors'
import type { Result } from './errors'
import { limits } from './limits'
import { slugOf } from './urls'

type On = Pick<Tx, 'select'>

const ofTheSite = (`author the-author authors moderator a-moderator moderators mod mods admin admins administrator root system operator owner staff team site webmaster postmaster
  support help security abuse guest guests member members former former-member formermember anonymous nobody everybody everyone all me you colloquy forum bot official
  papers questions topics people search about ask signin signup signout claim settings notifications moderation receipts viewer forms api embed assets`).trim().split(/\s+/)
const ofTheSiteLooks = new Set(ofTheSite.map(skeleton))

/** Refuses a name that another person of standing bears, or that speaks for the site. Members may be namesakes. */
export async function judgeName(tx: On, name: string, person: number | null): Promise<Result<null>> {
  const looks = skeleton(name)
  const [other] = await tx.select({ role: people.role }).from(people).where(and(
    eq(people.nameSkeleton, looks), eq(people.former, false), inArray(people.role, ['author', 'moderator']), person === null ? undefined : ne(people.id, person),
  )).limit(1)
  if (other) return refuseField('name', 'name-taken', { whose: other.role === 'author' ? 'the author' : 'a moderator' })
  return ofTheSiteLooks.has(looks) ? refuseField('name', 'name-taken', { whose: 'the site' }) : { ok: true, value: null }
}

/** Refuses a handle that is another's, was another's, speaks for the site, or looks like one of those who decide here. */
export async function judgeHandle(tx: On, handle: string, person: number | null): Promise<Result<null>> {
  return isReserved(handle) || await isOthers(tx, handle, person) ? refuseField('handle', 'handle-taken') : { ok: true, value: null }
}

/** A free handle made from a name: ASCII letters and digits of it, or "reader", and a number where that is taken. */
export async function handleFor(tx: On, name: string, person: number | null = null): Promise<string> {
  const ascii = slugOf(name).replace(/[^a-z0-9-]/g, '').replace(/-+/g, '-').replace(/^[^a-z]+/, '').slice(0, 24).replace(/-$/, '')
  const stem = ascii.length >= limits.handle.min ? ascii : 'reader'
  for (let number = 1; number < 10_000; number += 1) {
    const wanted = number === 1 ? stem : `${stem}-${number}`
    if ((await judgeHandle(tx, wanted, person)).ok) return wanted
  }
  throw new Error('No handle is free for a name.')
}

function isReserved(handle: string): boolean {
  return handle.startsWith('former-') || ofTheSite.includes(handle) || ofTheSiteLooks.has(skeleton(handle))
}

async function isOthers(tx: On, handle: string, person: number | null): Promise<boolean> {
  const bearers = await tx.select({ id: people.id, handle: people.handle, role: people.role }).from(people)
    .where(and(eq(people.former, false), or(eq(people.handleFolded, handle), inArray(people.role, ['author', 'moderator']))))
  const looks = skeleton(handle)
  if (bearers.some(bearer => bearer.id !== person && (bearer.handle === handle || (bearer.role !== 'member' && skeleton(bearer.handle) === looks)))) return true
  const [former] = await tx.select({ person: formerHandles.person }).from(formerHandles).where(eq(formerHandles.handleFolded, handle))
  return former !== undefined && former.person !== person
}
