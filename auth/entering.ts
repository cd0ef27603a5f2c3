/** Opening and closing sessions from a form: next-auth writes the cookie, the caller gets the person or the refusal. */
import { CredentialsSignin } from 'next-auth'
import { cookies, headers } from 'next/headers'
import { refuse } from '@/forum/errors'
import type { Result } from '@/forum/errors'
import type { Person } from '@/forum/viewer'
import { signIn, SignInRefused, signOut } from './auth'
import { cookieName } from './cookies'
import { networkOf } from './network'
import type { ProviderName } from './providers'
import { sessionNamedBy } from './session-cookie'
import { readSession } from './sessions'
import { issueTicket } from './tickets'

/** Signs in by e-mail and password. */
export async function enterByPassword(email: string, password: string): Promise<Result<Person>> {
  return enter('credentials', { email, password })
}

/** Signs in by a one-time link, which is used up. */
export async function enterByLink(token: string): Promise<Result<Person>> {
  return enter('link', { token })
}

/** Opens a new session for a person who has just proved who they are; a former one of this browser ends. */
export async function enterAs(person: number): Promise<Result<Person>> {
  return enter('link', { ticket: issueTicket(person) })
}

/** Where the browser goes to sign in at a provider; the proof of the way back is set as cookies. */
export async function addressOfProvider(provider: ProviderName, backTo: string): Promise<string> {
  return String(await signIn(provider, { redirect: false, redirectTo: backTo }))
}

/** Ends this browser's session. */
export async function leave(): Promise<void> {
  await signOut({ redirect: false })
}

async function enter(provider: 'credentials' | 'link', given: Record<string, string>): Promise<Result<Person>> {
  try {
    await signIn(provider, { ...given, redirect: false, redirectTo: '/' })
  } catch (error) {
    if (error instanceof SignInRefused) return { ok: false, error: error.refusal }
    if (error instanceof CredentialsSignin) return refuse('link-spent')
    throw error
  }
  const person = await personJustIn()
  return person ? { ok: true, value: person } : refuse('sign-in')
}

async function personJustIn(): Promise<Person | null> {
  // The jar has what next-auth has just set; the request's own header has not.
  const name = cookieName('authjs.session-token')
  const named = await sessionNamedBy(`${name}=${(await cookies()).get(name)?.value ?? ''}`)
  const person = named && await readSession(named, new Date())
  return person && { ...person, network: networkOf((await headers()).get('x-colloquy-address')) }
}
