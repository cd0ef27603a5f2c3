/** Signing in by GitHub, Google or ORCID. A person is (provider, subject), never an e-mail address (SECURITY R14). */
import { and, eq } from 'drizzle-orm'
import { timingSafeEqual } from 'node:crypto'
import { keyedHash } from '@/config/secret'
import type { Tx } from '@/db'
import { signIns } from '@/db/schema'
import { inTransaction } from '@/forum/action'
import { refuse } from '@/forum/errors'
import type { Result } from '@/forum/errors'
import { joinByProvider, personOfId, showOrcid } from '@/forum/provider-people'
import { cookieName, readCookie, secretCookie } from './cookies'
import { barOf } from './password-sign-in'
import { t } from '@/words'

export type Provided = { provider: string; subject: string; name: string | null }

/** The person of a sign-in at a provider: whoever it belongs to; the one who asked to link it; else a new member. */
export async function personByProvider(given: Provided, linkTo: number | null, now: Date = new Date()): Promise<Result<{ id: number; role: string; isNew: boolean }>> {
  return inTransaction(async tx => {
    const [known] = await tx.select({ person: signIns.person }).from(signIns).where(and(eq(signIns.provider, given.provider), eq(signIns.subject, given.subject)))
    if (known && linkTo !== null && known.person !== linkTo) return refuse('not-allowed', { why: t('This sign-in belongs to another account.') })
    const person = await (known ? personOfId(tx, known.person) : linkTo !== null ? personOfId(tx, linkTo) : joinByProvider(tx, given.name, now))
    if (!person) return refuse('not-found')
    const barred = await barOf(tx, person, now)
    if (barred) return barred
    if (!known) await link(tx, given, person.id, now)
    return { ok: true, value: { id: person.id, role: person.role, isNew: !known && linkTo === null } }
  })
}

/** Whose sign-in this is, or null. */
export async function personOfSignIn(tx: Pick<Tx, 'select'>, provider: string, subject: string): Promise<number | null> {
  const [row] = await tx.select({ person: signIns.person }).from(signIns).where(and(eq(signIns.provider, provider), eq(signIns.subject, subject)))
  return row?.person ?? null
}

async function link(tx: Tx, given: Provided, person: number, now: Date): Promise<void> {
  await tx.insert(signIns).values({ provider: given.provider, subject: given.subject, label: given.provider === 'orcid' ? given.subject : given.name ?? '', person, createdAt: now })
  if (given.provider === 'orcid') await showOrcid(tx, person, given.subject, now)
}

const linkingSeconds = 15 * 60

/** A cookie that says: the next sign-in at this provider is to be linked to the person of this session. */
export function linkingCookie(session: number, provider: string, now: Date): string {
  const said = `${session}.${provider}.${now.getTime() + linkingSeconds * 1000}`
  return secretCookie('linking', `${said}.${signature(said)}`, linkingSeconds)
}

/** Whether this browser, in this session, asked to link this provider. */
export function asksToLink(cookies: string | null, session: number, provider: string, now: Date): boolean {
  const [sid, name, until, given] = (readCookie(cookies, cookieName('linking')) ?? '').split('.')
  if (sid === undefined || name === undefined || until === undefined || given === undefined) return false
  const expected = Buffer.from(signature(`${sid}.${name}.${until}`))
  const signed = Buffer.from(given)
  return expected.length === signed.length && timingSafeEqual(expected, signed) && sid === String(session) && name === provider && Number(until) > now.getTime()
}

const signature = (said: string) => keyedHash('guest-cookie', `linking ${said}`)
