/** One-click unsubscribing (RFC 8058): a mail program posts to the address in `List-Unsubscribe`. By the secret in it alone: no cookie, no redirect. */
import { refuse } from '@/forum/errors'
import { readUnsubscribeToken } from '@/forum/mail-addresses'
import { unsubscribe } from '@/forum/unsubscribing'
import { nobody } from '@/forum/viewer'
import { textAnswer } from './answer'
import type { Answer } from './answer'
import type { Refusal } from './gate'
import { t } from '@/words'

/** Why the page of an address is not shown: its token is not ours. Null where it is. */
export function refuseToken(query: string): Refusal | null {
  return readUnsubscribeToken(tokenIn(query)) === null ? forged() : null
}

/** Ends what the address names. `body` must say `List-Unsubscribe=One-Click`, in a form of either kind: whatever else posts here ends nothing. */
export async function unsubscribeByPost(query: string, body: Buffer | null): Promise<Answer | Refusal> {
  if (!saysOneClick(body)) return { status: 400, say: 'A mail program says List-Unsubscribe=One-Click here; this said something else, so nothing was changed.' }
  const ended = await unsubscribe(nobody, { token: tokenIn(query) })
  return ended.ok ? textAnswer(200, 'text/plain', `${t('Ended. No more of these mails are sent.')}\n`) : { status: ended.error.status, say: ended.error.text }
}

function forged(): Refusal {
  const { error } = refuse('unsubscribe-forged')
  return { status: error.status, say: error.text }
}

function tokenIn(query: string): string {
  return new URLSearchParams(query).get('token') ?? ''
}

const shortBytes = 4 * 1024
const inParts = /name="?List-Unsubscribe"?[ \t]*\r?\n(?:[^\r\n]{1,200}\r?\n){0,5}\r?\nOne-Click[ \t]*\r?\n/i

function saysOneClick(body: Buffer | null): boolean {
  const said = body?.subarray(0, shortBytes).toString('latin1') ?? ''
  return new URLSearchParams(said.trim()).get('List-Unsubscribe') === 'One-Click' || inParts.test(said)
}
