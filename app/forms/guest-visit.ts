/** A guest's visit: the cookie by which the browser sees its own held posts, given with the first post. */
import { createHash } from 'node:crypto'
import { plainCookie } from '@/auth/cookies'
import { guestCookie } from '@/auth/guests'
import { safePath } from '@/auth/paths'
import { processWide } from '@/config/process'
import type { Viewer } from '@/forum/viewer'
import type { FormContext, FormHandler } from './handler'

type Given = { cookie: string; hash: string; endsAt: number }

const sameSendMs = 30_000
const givenMax = 1_000
const given = () => processWide('guest cookies given', () => new Map<string, Given>())

/** The viewer under whom a form posts, and the cookies that its answer sets where it was accepted. */
export function writerOf({ viewer, fields }: Pick<FormContext, 'viewer' | 'fields'>): { viewer: Viewer; cookies: string[] } {
  if (viewer.kind !== 'guest') return { viewer, cookies: [] }
  const plain = fields['plain'] === '1' ? [plainCookie()] : []
  if (viewer.cookieHash !== null) return { viewer, cookies: plain }
  const { cookie, hash } = cookieForSend(viewer.network?.address ?? '', fields)
  return { viewer: { ...viewer, cookieHash: hash }, cookies: [cookie, ...plain] }
}

/** Tells the front that this browser runs no script, so that pages are composed for whoever is signed in or has posts waiting. */
export const plain: FormHandler = ({ fields }) => Promise.resolve({ to: safePath(fields['next']), cookies: [plainCookie()] })

// Pressed twice, a form is sent twice, and the browser keeps the second answer: both must give it the same cookie.
function cookieForSend(address: string, fields: Record<string, string>): Given {
  const now = performance.now()
  const known = given()
  for (const [key, entry] of known) if (entry.endsAt < now || known.size >= givenMax) known.delete(key)
  const key = createHash('sha256').update(JSON.stringify([address, fields])).digest('base64url')
  const found = known.get(key) ?? { ...guestCookie(), endsAt: now + sameSendMs }
  known.set(key, found)
  return found
}
