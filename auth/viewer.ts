/** Who makes a request: a person by session or token, or a guest. */
import { and, eq, isNull } from 'drizzle-orm'
import { secretHash } from '@/config/secret'
import { db } from '@/db'
import { people, tokens } from '@/db/schema'
import type { Person, Viewer } from '@/forum/viewer'
import { guestHashOf } from './guests'
import { networkOf } from './network'
import { personColumns, viewerOfRow } from './person-rows'
import { sessionNamedBy } from './session-cookie'
import { readSession } from './sessions'

export type Asking = {
  /** The Cookie header. */
  cookies: string | null
  /** The Authorization header. */
  authorization: string | null
  /** The client's address as the front found it (`x-colloquy-address`). */
  address: string | null
}

/** `tokenFault`: a token was given and is unknown, revoked, or its person may not act. `session`: the id of the open session. */
export type Asked = { viewer: Viewer; tokenFault: boolean; session: number | null }

/** The viewer of a request. A request with `Authorization` is judged by its token alone and never falls back to the cookie. */
export async function viewerOf(asking: Asking, now: Date = new Date()): Promise<Asked> {
  const network = networkOf(asking.address)
  const stranger: Viewer = { kind: 'guest', role: 'guest', cookieHash: null, network }
  if (asking.authorization !== null) {
    const person = await personOfToken(asking.authorization, now)
    return { viewer: person ? { ...person, network } : stranger, tokenFault: person === null, session: null }
  }
  const named = await sessionNamedBy(asking.cookies)
  const person = named && await readSession(named, now)
  if (person) return { viewer: { ...person, network }, tokenFault: false, session: named.sid }
  return { viewer: { ...stranger, cookieHash: guestHashOf(asking.cookies) }, tokenFault: false, session: null }
}

/** The same for a `Request` that the front has passed on. */
export async function viewerOfRequest(request: Request): Promise<Asked> {
  return viewerOf(askingOf(request.headers))
}

/** What the headers say of whoever asks. */
export function askingOf(headers: { get(name: string): string | null }): Asking {
  return { cookies: headers.get('cookie'), authorization: headers.get('authorization'), address: headers.get('x-colloquy-address') }
}

async function personOfToken(authorization: string, now: Date): Promise<Person | null> {
  const token = /^Bearer ([\w-]{20,200})$/i.exec(authorization.trim())?.[1]
  if (!token) return null
  const [row] = await db().read.select({ ...personColumns, token: tokens.id, scope: tokens.scope, lastUsed: tokens.lastUsed })
    .from(tokens).innerJoin(people, eq(people.id, tokens.person))
    .where(and(eq(tokens.hash, secretHash(token)), isNull(tokens.revokedAt)))
  if (!row) return null
  const today = now.toISOString().slice(0, 10)
  if (row.lastUsed !== today) await db().write(async tx => { await tx.update(tokens).set({ lastUsed: today }).where(eq(tokens.id, row.token)) })
  return viewerOfRow(row, { scope: row.scope, provedAt: null, now })
}
