/** Other sites by which people may sign in; each where its pair is set. Code flow with PKCE, state and, for OpenID, a nonce. */
import type { NextAuthConfig } from 'next-auth'
import type { OIDCConfig } from 'next-auth/providers'
import GitHub from 'next-auth/providers/github'
import Google from 'next-auth/providers/google'
import { config } from '@/config'

export const providerNames = { github: 'GitHub', google: 'Google', orcid: 'ORCID' } as const
export type ProviderName = keyof typeof providerNames

export function isProviderName(text: string | undefined): text is ProviderName {
  return text !== undefined && text in providerNames
}

/** The providers that are switched on, in the order in which they are shown. */
export function enabledProviders(): ProviderName[] {
  const { providers } = config()
  return (['github', 'google', 'orcid'] as const).filter(name => providers[name] !== null)
}

type OrcidProfile = { sub: string; name?: string; given_name?: string; family_name?: string }

/** The same as next-auth wants them. Only a name is asked for: no address is taken from a provider. */
export function oauthProviders(): NextAuthConfig['providers'] {
  const { github, google, orcid } = config().providers
  return [
    ...(github ? [GitHub({
      clientId: github.id, clientSecret: github.secret, checks: ['pkce', 'state'], authorization: { params: { scope: 'read:user' } },
      profile: profile => ({ id: String(profile.id), name: profile.name ?? profile.login }),
    })] : []),
    ...(google ? [Google({
      clientId: google.id, clientSecret: google.secret, checks: ['pkce', 'state', 'nonce'], authorization: { params: { scope: 'openid profile' } },
      profile: profile => ({ id: profile.sub, name: profile.name }),
    })] : []),
    ...(orcid ? [orcidProvider(orcid)] : []),
  ]
}

function orcidProvider(pair: { id: string; secret: string }): OIDCConfig<OrcidProfile> {
  return {
    id: 'orcid', name: 'ORCID', type: 'oidc', issuer: 'https://orcid.org', clientId: pair.id, clientSecret: pair.secret,
    authorization: { params: { scope: 'openid' } }, client: { token_endpoint_auth_method: 'client_secret_post' }, checks: ['pkce', 'state', 'nonce'],
    profile: profile => ({ id: profile.sub, name: profile.name ?? [profile.given_name, profile.family_name].filter(Boolean).join(' ') }),
  }
}
