/** The session cookie: next-auth's encrypted token, in which nothing stands but a session's id and secret. */
import { decode } from 'next-auth/jwt'
import { z } from 'zod'
import { processWide } from '@/config/process'
import { secretHash, siteSecret } from '@/config/secret'
import { cookieName, readCookie } from './cookies'

export const namedSession = z.object({ sid: z.number().int().positive(), secret: z.string().length(43) })
export type NamedSession = z.output<typeof namedSession>

const rememberedMax = 5_000

// Decrypting takes 0.6 ms; the same cookie comes with each request of a reader. The row is read each time all the same.
const remembered = () => processWide('session cookies', () => new Map<string, NamedSession>())

/** The session that a request's cookies name; null where there is none or it was not made by us. */
export async function sessionNamedBy(cookies: string | null): Promise<NamedSession | null> {
  const name = cookieName('authjs.session-token')
  const token = readCookie(cookies, name)
  if (!token || token.length > 4096) return null
  const store = remembered()
  const hash = secretHash(token)
  const known = store.get(hash)
  if (known) return known
  const named = await decoded(token, name)
  if (!named) return null
  if (store.size >= rememberedMax) store.clear()
  store.set(hash, named)
  return named
}

async function decoded(token: string, salt: string): Promise<NamedSession | null> {
  try {
    const parsed = namedSession.safeParse(await decode({ token, secret: siteSecret(), salt }))
    return parsed.success ? parsed.data : null
  } catch (error) {
    // A foreign, damaged or expired token is nobody's; jose tells it by an error with a code.
    if (error instanceof Error) return null
    throw error
  }
}
