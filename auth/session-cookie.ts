/** The session cookie: next-auth's encrypted token, in which nothing stands but a session's id and secret. */
import { decode } from 'next-auth/jwt'
import { z } from 'zod'
import { processWide } from '@/config/process'
import { secretHash, siteSecret } from '@/config/secret'
import { cookieName, readCookie } from './cookies'

export const namedSession = z.object({ sid: z.number().int().positive(), secret: z.string().length(43) })
export type NamedSession = z.output<typeof namedSession>

const payload = namedSession.extend({ exp: z.number() })

const rememberedMax = 5_000

// Decrypting takes 0.6 ms; the same cookie comes with each request of a reader. The session's row is read each time all the same.
const remembered = () => processWide('session cookies', () => new Map<string, z.output<typeof payload>>())

/** The session that a request's cookies name; null where there is none, it was not made by us, or its time is over. */
export async function sessionNamedBy(cookies: string | null, now: Date = new Date()): Promise<NamedSession | null> {
  const name = cookieName('authjs.session-token')
  const token = readCookie(cookies, name)
  if (!token || token.length > 4096) return null
  const store = remembered()
  const hash = secretHash(token)
  const known = store.get(hash) ?? await decoded(token, name)
  if (!known || known.exp * 1000 <= now.getTime()) {
    store.delete(hash)
    return null
  }
  remember(store, hash, known)
  return { sid: known.sid, secret: known.secret }
}

// The one longest not seen goes first; a flood of sessions empties nobody else's place at once.
function remember<T>(store: Map<string, T>, hash: string, named: T): void {
  store.delete(hash)
  store.set(hash, named)
  if (store.size <= rememberedMax) return
  for (const oldest of store.keys()) {
    store.delete(oldest)
    return
  }
}

async function decoded(token: string, salt: string): Promise<z.output<typeof payload> | null> {
  try {
    const parsed = payload.safeParse(await decode({ token, secret: siteSecret(), salt }))
    return parsed.success ? parsed.data : null
  } catch (error) {
    // A foreign, damaged or expired token is nobody's; jose tells it by an error with a code.
    if (error instanceof Error) return null
    throw error
  }
}
