/** Hands a message to a push service (RFC 8030). Nothing is followed anywhere: the host is one of the named ones, and it answers itself. */
import type { PushKeys } from '@/config/push-keys'
import type { Subscription } from '@/forum/push'
import { pushServiceOf } from '@/forum/push-services'
import type { PushMessage } from '@/forum/push-messages'
import { pushLifeMs } from '@/forum/push-messages'
import { sealed, senderOf } from './push-sealing'

/** What is sent, and how the service answered. `away`: it could not be reached. */
export type Push = { endpoint: string; headers: Record<string, string>; body: Buffer }
export type PushAnswer = { status: number; retryAfter: string | null } | { away: string }
export type Transport = (push: Push) => Promise<PushAnswer>

export type PushDelivered =
  | { outcome: 'sent' }
  /** The browser has unsubscribed, or its keys are none. */
  | { outcome: 'gone' }
  /** Not taken this time; `at`: not before, where the service says so; `ours`: for what was sent, not for the service's own state. */
  | { outcome: 'refused'; reason: string; at: Date | null; ours: boolean }
  | { outcome: 'away'; reason: string }

const patienceMs = 10_000

/** By HTTPS; redirects are not followed, what an answer says beside its status is not read, and after `patience` ms it is given up. */
export function overHttps(patience = patienceMs): Transport {
  return async ({ endpoint, headers, body }) => {
    try {
      const answer = await fetch(endpoint, { method: 'POST', headers, body: new Uint8Array(body), redirect: 'manual', signal: AbortSignal.timeout(patience) })
      await answer.body?.cancel()
      return { status: answer.status, retryAfter: answer.headers.get('retry-after') }
    } catch (error) {
      return { away: reasonOf(error) }
    }
  }
}

/** Sends one message to one browser. `subject` is where the site can be reached: an https or mailto address (RFC 8292, section 2.1). */
export async function deliverPush(to: Subscription, message: PushMessage, { keys, subject, transport, now }: { keys: PushKeys; subject: string; transport: Transport; now: Date }): Promise<PushDelivered> {
  // Looked at once more: the list may be shorter than when it was stored.
  if (pushServiceOf(to.endpoint) === null) return { outcome: 'gone' }
  const body = sealedFor(to, message)
  if (body === null) return { outcome: 'gone' }
  const headers = {
    authorization: senderOf(new URL(to.endpoint).origin, subject, keys, now), 'content-encoding': 'aes128gcm', 'content-type': 'application/octet-stream',
    ttl: String(pushLifeMs / 1_000), topic: message.tag, urgency: 'normal',
  }
  const answer = await transport({ endpoint: to.endpoint, headers, body })
  if ('away' in answer) return { outcome: 'away', reason: answer.away }
  const { status, retryAfter } = answer
  if (status >= 200 && status < 300) return { outcome: 'sent' }
  if (status === 404 || status === 410) return { outcome: 'gone' }
  return { outcome: 'refused', reason: `status ${status}`, at: timeOf(retryAfter, now), ours: status < 500 && status !== 429 }
}

function sealedFor(to: Subscription, message: PushMessage): Buffer | null {
  try {
    return sealed(JSON.stringify(message), to)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY') return null
    throw error
  }
}

const day = 24 * 3_600_000

// Retry-After has seconds or a date (RFC 9110, section 10.2.3); after a day the message is worth nothing.
function timeOf(retryAfter: string | null, now: Date): Date | null {
  if (retryAfter === null) return null
  const at = /^\d{1,9}$/.test(retryAfter) ? now.getTime() + Number(retryAfter) * 1_000 : Date.parse(retryAfter)
  return Number.isNaN(at) ? null : new Date(Math.min(Math.max(at, now.getTime()), now.getTime() + day))
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : error.name
}
