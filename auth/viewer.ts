/** Who makes a request: a person by session or token, or a guest. */
import { and, eq, isNull } from 'drizzle-orm'
import { secretHash } from '@/config/secret'
import { db } from '@/db'
import { given, preparedOnce } from '@/db/prepared'
import { people, tokens } from '@/db/schema'
import type { Guest, Network, Person, Viewer } from '@/forum/viewer'
import { guestHashOf } from './guests'
import { networkOf } from './network'
import { personColumns, viewerOfRow } from './person-rows'
import { sessionNamedBy } from './session-cookie'
import { readSeat } from './sessions'

export type Asking = {
  /** The Cookie header. */
  cookies: string | null
  /** The Authorization header. */
  authorization: string | null
  /** The client's address as the front found it (`x-colloquy-address`). */
  address: string | null
}

/**
 * `tokenFault`: a token was given to the API and is unknown, revoked, or its person may not act. `session`: the id of the open session.
 * `waiting`: the tally of the queue, where a moderator's session is open. `posted`: something of theirs was published. `unread`: notices of whoever is signed in.
 */
export type Asked = { viewer: Viewer; tokenFault: boolean; session: number | null; waiting: number | null; posted: boolean; unread: number }

/** Who asks for a page or sends a form: by cookie. A token is for the API alone, so whoever sends one here is a guest without cookies. */
export async function viewerOf(asking: Asking, now: Date = new Date()): Promise<Asked> {
  const network = networkOf(asking.address)
  if (asking.authorization !== null) return { viewer: strangerFrom(network), tokenFault: false, session: null, waiting: null, posted: false, unread: 0 }
  const named = await sessionNamedBy(asking.cookies, now)
  const seat = named && await readSeat(named, now)
  if (seat) return { viewer: { ...seat.person, network }, tokenFault: false, session: named.sid, waiting: seat.waiting, posted: seat.posted, unread: seat.unread }
  return { viewer: { ...strangerFrom(network), cookieHash: guestHashOf(asking.cookies) }, tokenFault: false, session: null, waiting: null, posted: false, unread: 0 }
}

/** Who asks the API. A request with `Authorization` is judged by its token alone and never falls back to the cookie. */
export async function viewerOfApi(asking: Asking, now: Date = new Date()): Promise<Asked> {
  if (asking.authorization === null) return viewerOf(asking, now)
  const network = networkOf(asking.address)
  const person = await personOfToken(asking.authorization, now)
  return { viewer: person ? { ...person, network } : strangerFrom(network), tokenFault: person === null, session: null, waiting: null, posted: false, unread: 0 }
}

/** The viewer of a page's or a form's `Request` that the front has passed on. */
export async function viewerOfRequest(request: Request): Promise<Asked> {
  return viewerOf(askingOf(request.headers))
}

function strangerFrom(network: Network): Guest {
  return { kind: 'guest', role: 'guest', cookieHash: null, network }
}

/** What the headers say of whoever asks. */
export function askingOf(headers: { get(name: string): string | null }): Asking {
  return { cookies: headers.get('cookie'), authorization: headers.get('authorization'), address: headers.get('x-colloquy-address') }
}

async function personOfToken(authorization: string, now: Date): Promise<Person | null> {
  const token = /^Bearer ([\w-]{20,200})$/i.exec(authorization.trim())?.[1]
  if (!token) return null
  const [row] = await bearer().execute({ hash: secretHash(token) })
  if (!row) return null
  const today = now.toISOString().slice(0, 10)
  if (row.lastUsed !== today) await db().write(async tx => { await tx.update(tokens).set({ lastUsed: today }).where(eq(tokens.id, row.token)) })
  return viewerOfRow(row, { scope: row.scope, provedAt: null, now })
}

const bearer = preparedOnce(on => on.select({ ...personColumns, token: tokens.id, scope: tokens.scope, lastUsed: tokens.lastUsed })
  .from(tokens).innerJoin(people, eq(people.id, tokens.person))
  .where(and(eq(tokens.hash, given('hash', tokens.hash)), isNull(tokens.revokedAt))).prepare('bearer_of_token'))
