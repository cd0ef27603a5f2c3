/** Signing up: an account with a handle, an address and a password. */
import { z } from 'zod'
import { keyedHash } from '@/config/secret'
import { config } from '@/config'
import { db, TooBusy } from '@/db'
import { refuse } from '@/forum/errors'
import type { Result } from '@/forum/errors'
import { email, handle, parseInput, personName } from '@/forum/fields'
import { rates } from '@/forum/limits'
import { findPersonByAddress, signUp } from '@/forum/people'
import { countOne } from '@/forum/rates'
import type { Viewer } from '@/forum/viewer'
import { mailLinkTo } from './mailing'
import { mails } from './mail'
import { hashPassword, judgePassword } from './passwords'

const form = z.object({ name: personName, handle, email, password: z.string() })

export type Joined = { id: number; handle: string; mailed: boolean }

/** Makes an account. Where mail is set, an address that somebody has is told by mail only, and the answer is the same. */
export async function joinForum(viewer: Viewer, given: Record<string, string>, now: Date = new Date()): Promise<Result<Joined>> {
  const parsed = parseInput(form, given)
  if (!parsed.ok) return parsed
  const { password, ...named } = parsed.value
  const judged = judgePassword(password, named)
  if (!judged.ok) return judged
  const counted = await countAttempt(viewer, now)
  if (!counted.ok) return counted
  const hashed = await hashOrBusy(password)
  if (!hashed.ok) return hashed
  const isTaken = mails() && await findPersonByAddress(named.email) !== null
  const made = await signUp(viewer, { ...named, email: isTaken ? null : named.email, passwordHash: hashed.value }, { now })
  if (!made.ok) return made
  if (mails()) await mailLinkTo(isTaken ? { kind: 'known-already', address: named.email } : { kind: 'confirm', address: named.email, person: made.value.id }, now)
  return { ok: true, value: { ...made.value, mailed: mails() } }
}

/** A password's stored form, or that too many wait. */
export async function hashOrBusy(password: string): Promise<Result<string>> {
  try {
    return { ok: true, value: await hashPassword(password) }
  } catch (error) {
    if (error instanceof TooBusy) return refuse('busy', {}, { retryAfter: 2 })
    throw error
  }
}

/** Asks for a link by mail. The answer is the same for a known and an unknown address; an unknown one makes an account when the link is used. */
export async function askForLink(given: Record<string, string>, next: string, now: Date = new Date()): Promise<Result<{ secret: string }>> {
  if (!mails()) return refuse('not-found')
  const parsed = parseInput(z.object({ email }), given)
  if (!parsed.ok) return parsed
  const counted = await db().write(tx => countOne(tx, rates.mailLinks, keyedHash('address', parsed.value.email), now))
  if (!counted.ok) return counted
  return { ok: true, value: { secret: await mailLinkTo({ kind: 'sign-in', address: parsed.value.email, next }, now) } }
}

// Every try counts, also one refused because a handle is taken: else handles and addresses could be asked for at any speed.
async function countAttempt(viewer: Viewer, now: Date): Promise<Result<null>> {
  if (!config().rateLimits) return { ok: true, value: null }
  const network = viewer.kind === 'operator' ? null : viewer.network
  // A refusal would undo the transaction and the count with it.
  return db().write(tx => countOne(tx, rates.signUps, network?.address ?? 'unknown', now))
}
