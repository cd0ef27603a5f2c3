/** Signing in by e-mail and password. Same words and same time whether the address is known or not (SECURITY R12). */
import { and, eq } from 'drizzle-orm'
import { keyedHash } from '@/config/secret'
import { db, TooBusy } from '@/db'
import type { Reader } from '@/db'
import { people } from '@/db/schema'
import { appealAddress, standingSuspension } from '@/forum/appeals'
import { refuse, refuseField } from '@/forum/errors'
import type { Refusal, Result } from '@/forum/errors'
import { rates } from '@/forum/limits'
import type { Rate } from '@/forum/limits'
import { renewPasswordHash } from '@/forum/people'
import type { PersonRow } from '@/forum/people'
import { countedSoFar, countOne, waitInWords } from '@/forum/rates'
import { untilInWords } from '@/forum/suspensions'
import type { Network } from '@/forum/viewer'
import { config } from '@/config'
import { hashPassword, isOutdated, isPassword } from './passwords'
import { t } from '@/words'

/** The person of an e-mail and a password. Refuses a wrong pair, one suspended, and too many failed tries. */
export async function personByPassword(given: { email: string; password: string; network: Network }, now: Date = new Date()): Promise<Result<PersonRow>> {
  const email = given.email.trim().toLowerCase()
  const tries = triesOf(email, given.network)
  const slowed = await tooManyTries(tries, now)
  if (slowed) return slowed
  const [person] = await db().read.select().from(people).where(and(eq(people.emailFolded, email), eq(people.former, false)))
  const checked = await check(person?.password ?? null, given.password)
  if (!checked.ok) return checked
  if (!person || !checked.value) {
    await countFailure(tries, now)
    return wrong()
  }
  return admitted(person, now, given.password)
}

/** Whether a password is this person's own, with failed tries counted as at signing in. */
export async function isOwnPassword(person: { id: number; email: string | null; password: string | null }, password: string, network: Network, now: Date = new Date()): Promise<Result<null>> {
  const tries = triesOf(person.email ?? `person ${person.id}`, network)
  const slowed = await tooManyTries(tries, now)
  if (slowed) return slowed
  const checked = await check(person.password, password)
  if (!checked.ok) return checked
  if (checked.value) return { ok: true, value: null }
  await countFailure(tries, now)
  return refuseField('current_password', 'wrong-password', { why: t('This is not your current password.') })
}

/** Why a person who has proved who they are may not come in now, or null: until when, why, and where they read more and appeal (`detail.statement`). */
export async function barOf(on: Reader, person: Pick<PersonRow, 'id' | 'suspendedUntil' | 'suspendedWhy'>, now: Date): Promise<{ ok: false; error: Refusal } | null> {
  if (!person.suspendedUntil || person.suspendedUntil <= now) return null
  const decision = await standingSuspension(on, person.id, now)
  const params = { until: untilInWords(person.suspendedUntil), why: person.suspendedWhy ?? 'ask the moderators why', at: 'the door' }
  return refuse('suspended', params, { detail: decision ? { statement: appealAddress(decision.id) } : {} })
}

async function admitted(person: PersonRow, now: Date, password: string): Promise<Result<PersonRow>> {
  const barred = await barOf(db().read, person, now)
  if (barred) return barred
  const stored = person.password
  if (stored !== null && isOutdated(stored)) {
    const hash = await hashPassword(password)
    await db().write(tx => renewPasswordHash(tx, person.id, stored, hash))
  }
  return { ok: true, value: person }
}

async function check(stored: string | null, password: string): Promise<Result<boolean>> {
  try {
    return { ok: true, value: await isPassword(stored, password) }
  } catch (error) {
    if (error instanceof TooBusy) return refuse('busy', {}, { retryAfter: 2 })
    throw error
  }
}

function wrong(): { ok: false; error: Refusal } {
  const refusal = refuse('wrong-password')
  refusal.error.fields.push({ field: 'password', code: 'wrong-password', text: refusal.error.text })
  return refusal
}

type Tries = { rate: Rate; who: string }[]

// Counted for account and address together: an attacker elsewhere never keeps the owner out.
function triesOf(account: string, network: Network): Tries {
  const address = network?.address ?? 'unknown'
  return [{ rate: rates.signIns, who: `${keyedHash('address', account)}:${address}` }, { rate: rates.signInsAddress, who: address }]
}

async function tooManyTries(tries: Tries, now: Date): Promise<{ ok: false; error: Refusal } | null> {
  if (!config().rateLimits) return null
  for (const { rate, who } of tries) {
    if (await countedSoFar(db().read, rate, who, now) < rate.count) continue
    const seconds = Math.max(1, Math.ceil((rate.windowMs - (now.getTime() % rate.windowMs)) / 1000))
    return refuse('too-fast', { what: rate.what, wait: waitInWords(seconds) }, { retryAfter: seconds })
  }
  return null
}

async function countFailure(tries: Tries, now: Date): Promise<void> {
  await db().write(async tx => { for (const { rate, who } of tries) await countOne(tx, rate, who, now) })
}
