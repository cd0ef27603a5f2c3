/** next-auth: it opens and names sessions. What it keeps in the browser is an encrypted token with a session's id and secret. */
import NextAuth, { CredentialsSignin } from 'next-auth'
import type { NextAuthConfig, User } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { cookies, headers } from 'next/headers'
import { z } from 'zod'
import { config } from '@/config'
import { siteSecret } from '@/config/secret'
import { db } from '@/db'
import type { Refusal, Result } from '@/forum/errors'
import type { PersonRow } from '@/forum/people'
import { personOfId } from '@/forum/provider-people'
import { browserLabel } from './browser-label'
import { cookieName, isHttps } from './cookies'
import { personByLink } from './link-sign-in'
import { authLog } from './log'
import { networkOf } from './network'
import { personByPassword } from './password-sign-in'
import { safePath } from './paths'
import { asksToLink, personByProvider, personOfSignIn } from './provider-sign-in'
import { isProviderName, oauthProviders } from './providers'
import { namedSession, sessionNamedBy } from './session-cookie'
import { endSession, readSession, startSession } from './sessions'
import { redeemTicket } from './tickets'
import { askingOf, viewerOf } from './viewer'

/** A sign-in that was refused for a reason that the form shows. */
export class SignInRefused extends CredentialsSignin {
  constructor(readonly refusal: Refusal) {
    super(refusal.code)
    this.code = refusal.code
  }
}

const wholeLifeSeconds = 180 * 24 * 3600

export const { handlers, signIn, signOut } = NextAuth(() => {
  process.env['AUTH_URL'] ??= config().siteUrl
  return settings()
})

function settings(): NextAuthConfig {
  return {
    secret: siteSecret(),
    basePath: '/api/auth',
    trustHost: true,
    useSecureCookies: isHttps(),
    session: { strategy: 'jwt', maxAge: wholeLifeSeconds },
    pages: { signIn: '/signin', signOut: '/', error: '/signin', verifyRequest: '/signin/link', newUser: '/settings' },
    cookies: hostCookies(),
    logger: { error: noteFault, warn: () => undefined, debug: () => undefined },
    providers: [
      Credentials({ id: 'credentials', credentials: { email: {}, password: {} }, authorize: byPassword }),
      Credentials({ id: 'link', credentials: { token: {}, ticket: {} }, authorize: byLink }),
      ...oauthProviders(),
    ],
    callbacks: {
      redirect: ({ url }) => `${config().siteUrl}${safePath(url)}`,
      signIn: ({ account, user }) => (account && isProviderName(account.provider) ? byProvider(account.provider, account.providerAccountId, user) : true),
      jwt: async ({ token, user, account }) => {
        if (account) return openSession(account.provider, account.providerAccountId, user)
        const named = namedSession.safeParse(token)
        return named.success && await readSession(named.data, new Date()) ? named.data : null
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: { signOut: closeSession },
  }
}

async function byPassword(given: Partial<Record<string, unknown>>, request: Request): Promise<User> {
  const network = networkOf(request.headers.get('x-colloquy-address'))
  return userOf(await personByPassword({ email: textOf(given['email']), password: textOf(given['password']), network }))
}

async function byLink(given: Partial<Record<string, unknown>>): Promise<User | null> {
  if (typeof given['ticket'] === 'string') {
    const id = redeemTicket(given['ticket'])
    return id === null ? null : { id: String(id) }
  }
  const here = (await viewerOf(askingOf(await headers()))).viewer
  return userOf(await personByLink(textOf(given['token']), here.kind === 'person' ? here.id : null))
}

function userOf(found: Result<PersonRow>): User {
  if (!found.ok) throw new SignInRefused(found.error)
  return { id: String(found.value.id) }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

// True lets next-auth go on; an address sends the browser there instead.
async function byProvider(provider: string, subject: string, user: User): Promise<true | string> {
  const now = new Date()
  const given = await headers()
  const asked = await viewerOf(askingOf(given), now)
  const links = asked.session !== null && asksToLink(given.get('cookie'), asked.session, provider, now)
  const linkTo = links && asked.viewer.kind === 'person' ? asked.viewer.id : null
  const found = await personByProvider({ provider, subject, name: user.name ?? null }, linkTo, now)
  if (linkTo !== null) (await cookies()).set(cookieName('linking'), '', { path: '/', maxAge: 0, httpOnly: true, sameSite: 'lax', secure: isHttps() })
  if (found.ok) return true
  const statement = z.string().safeParse(found.error.detail['statement']).data
  return `${linkTo === null ? '/signin' : '/settings'}?error=${found.error.code}${statement === undefined ? '' : `&statement=${encodeURIComponent(statement)}`}`
}

async function openSession(provider: string, subject: string, user: User): Promise<{ sid: number; secret: string } | null> {
  const now = new Date()
  const given = await headers()
  const former = await sessionNamedBy(given.get('cookie'))
  return db().write(async tx => {
    const id = isProviderName(provider) ? await personOfSignIn(tx, provider, subject) : Number(user.id)
    const person = id === null ? null : await personOfId(tx, id)
    if (!person) return null
    if (former) await endSession(tx, former)
    return startSession(tx, person, browserLabel(given.get('user-agent')), now)
  })
}

async function closeSession(message: object): Promise<void> {
  const named = namedSession.safeParse('token' in message ? message.token : null)
  if (named.success) await db().write(tx => endSession(tx, named.data))
}

function hostCookies(): NonNullable<NextAuthConfig['cookies']> {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps() } as const
  const name = (use: string) => `${isHttps() ? '__Host-' : ''}authjs.${use}`
  return {
    sessionToken: { name: cookieName('authjs.session-token'), options },
    callbackUrl: { name: name('callback-url'), options },
    csrfToken: { name: name('csrf-token'), options },
    pkceCodeVerifier: { name: name('pkce'), options: { ...options, maxAge: 900 } },
    state: { name: name('state'), options: { ...options, maxAge: 900 } },
    nonce: { name: name('nonce'), options: { ...options, maxAge: 900 } },
  }
}

// A refused sign-in is a person's mistake and told on the page; next-auth would log each with its stack.
function noteFault(error: Error): void {
  if (error instanceof CredentialsSignin) return
  authLog().warn({ at: 'sign-in.failed', kind: 'type' in error ? error.type : error.name, why: innermost(error) })
}

// Names and fixed sentences of the OAuth library; a provider's answer never stands in them.
function innermost(error: Error): string {
  const { cause } = error
  const inner = cause instanceof Error ? cause : typeof cause === 'object' && cause !== null && 'err' in cause && cause.err instanceof Error ? cause.err : null
  return inner ? innermost(inner) : error.message.split('\n')[0]?.slice(0, 160) ?? ''
}
