/** The signed token that says when a page's composer came alive, and the work that may be asked for with it. Each token serves once. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { remembering } from '@/config/memo'
import { keyFor } from '@/config/secret'
import type { Tx } from '@/db'
import { limits } from '../limits'
import { countOne } from '../rates'
import type { Facts } from './facts'

/** `milliseconds.signature`. Given out in the viewer document. */
export function timingToken(now: Date): string {
  return signed(String(now.getTime()))
}

// Readers who come within the same millisecond get the same one.
const signed = remembering(4, ms => `${ms}.${sign(Number(ms))}`)

/** What a guest's token tells; counts it as used. */
export async function judgeTiming(tx: Tx, token: string | undefined, now: Date): Promise<Facts['timing']> {
  const [ms, signature] = (token ?? '').split('.')
  if (!ms || !signature || !/^\d{10,15}$/.test(ms)) return 'no-script'
  const right = Buffer.from(sign(Number(ms)))
  const given = Buffer.from(signature)
  if (right.length !== given.length || !timingSafeEqual(right, given)) return 'no-script'
  const age = now.getTime() - Number(ms)
  if (age < 3_000 || age > 24 * 3_600_000) return 'haste'
  const used = await countOne(tx, { name: 'timing', count: 1, windowMs: 48 * 3_600_000, what: '' }, signature, now)
  return used.ok ? null : 'haste'
}

function sign(ms: number): string {
  return createHmac('sha256', keyFor('timing')).update(String(ms)).digest('base64url')
}

/** Whether the work was done: SHA-256 of `token:answer` begins with so many bits of nothing. The token is signed and serves once, so
 *  neither can the work be done before the page is opened nor one work pay for two posts. */
export function isWorkDone(token: string | undefined, answer: string | undefined, bits: number = limits.workBits): boolean {
  if (!token || !answer || !/^\d{1,12}$/.test(answer)) return false
  const hash = createHash('sha256').update(`${token}:${answer}`).digest()
  return hash.readUInt32BE(0) >>> (32 - bits) === 0
}
