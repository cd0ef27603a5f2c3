/** Forms of the settings. What is dear asks for the password again, unless the person has just signed in. */
import { changeAddress, changePassword, prove, unlinkSignIn } from '@/auth/account'
import { addressOfProvider, enterAs, leave } from '@/auth/entering'
import { linkingCookie } from '@/auth/provider-sign-in'
import { enabledProviders, isProviderName } from '@/auth/providers'
import { endSessionOf } from '@/auth/sessions'
import { viewerOfRequest } from '@/auth/viewer'
import { closeAccount } from '@/forum/closing'
import { refuse } from '@/forum/errors'
import type { Refusal, Result } from '@/forum/errors'
import { changePerson } from '@/forum/people'
import { createToken, revokeToken } from '@/forum/tokens'
import type { Person } from '@/forum/viewer'
import type { FormAnswer, FormContext, FormHandler } from './handler'
import { t } from '@/words'

export const profile: FormHandler = async ({ viewer, fields }) =>
  afterwards('settings-profile', fields, await changePerson(viewer, { name: fields['name'] ?? '', about: fields['about'] ?? '' }))

export const handle: FormHandler = async ({ viewer, fields }) =>
  afterwards('settings-handle', fields, await changePerson(viewer, { handle: fields['handle'] ?? '' }))

export const password: FormHandler = proving('settings-password', async (person, { fields }) => {
  const changed = await changePassword(person, fields['new_password'] ?? '')
  if (!changed.ok) return again('settings-password', fields, changed.error)
  const entered = await enterAs(person.id)
  return afterwards('settings-password', fields, entered)
})

export const email: FormHandler = proving('settings-email', async (person, { fields }) => {
  const changed = await changeAddress(person, fields['email'] ?? '')
  if (!changed.ok) return again('settings-email', fields, changed.error)
  return { to: `/settings?done=${changed.value.mailed ? 'email-mailed' : 'email'}#email` }
})

export const sessionEnd: FormHandler = async ({ viewer, fields }) => {
  if (viewer.kind !== 'person') return again('session-end', fields, refuse('sign-in').error)
  await endSessionOf(viewer.id, Number(fields['id']) || 0)
  return { to: '/settings?done=session-end#sign-in' }
}

export const linkProvider: FormHandler = proving('sign-in-link', async (_person, { fields, request }) => {
  const provider = fields['provider']
  const { session } = await viewerOfRequest(request)
  if (!isProviderName(provider) || !enabledProviders().includes(provider) || session === null) return again('sign-in-link', fields, refuse('not-found').error)
  return { to: await addressOfProvider(provider, '/settings?done=sign-in-link#sign-in'), cookies: [linkingCookie(session, provider, new Date())] }
})

export const unlinkProvider: FormHandler = proving('sign-in-unlink', async (person, { fields }) =>
  afterwards('sign-in-unlink', fields, await unlinkSignIn(person, Number(fields['id']) || 0)))

export const tokenCreate: FormHandler = proving('token-create', async (person, { fields }) => {
  const scope = fields['scope']
  const made = await createToken(person, { label: fields['label'] ?? '', scope: scope === 'write' || scope === 'moderate' ? scope : 'read' })
  if (!made.ok) return again('token-create', fields, made.error)
  // Shown once, and kept nowhere but in this answer: a reload asks for nothing and shows it no more.
  return { show: '/settings', kept: { form: 'token-create', fields: { token: made.value.token }, refusal: null, preview: null, current: null }, status: 200 }
})

export const tokenRevoke: FormHandler = async ({ viewer, fields }) =>
  afterwards('token-revoke', fields, await revokeToken(viewer, { id: fields['id'] ?? '' }))

export const accountClose: FormHandler = proving('account-close', async (person, { fields }) => {
  if (fields['sure'] !== '1') {
    return again('account-close', fields, refuse('invalid', {}, { fields: [{ field: 'sure', code: 'invalid', text: t('Tick this to close the account: it cannot be opened again.') }] }).error)
  }
  const closed = await closeAccount(person, { posts: fields['posts'] === 'empty' ? 'empty' : 'keep' })
  if (!closed.ok) return again('account-close', fields, closed.error)
  await leave()
  return { to: '/' }
})

/** Wraps a handler that only whoever has just shown who they are may use. */
export function proving(form: string, handler: (person: Person, context: FormContext) => Promise<FormAnswer>): FormHandler {
  return async context => {
    const { viewer, session } = await viewerOfRequest(context.request)
    const proved = await prove(viewer, session, context.fields['current_password'])
    return proved.ok ? handler(proved.value, context) : again(form, context.fields, proved.error)
  }
}

const places: Record<string, string> = {
  'settings-profile': 'profile', 'settings-handle': 'profile', 'settings-email': 'email', 'settings-password': 'password', 'token-create': 'tokens', 'token-revoke': 'tokens',
  'account-close': 'data', 'push-remove': 'push', 'feed-address': 'feed', 'feed-address-end': 'feed',
}

export function afterwards(form: string, fields: Record<string, string>, result: Result<unknown>): FormAnswer {
  return result.ok ? { to: `/settings?done=${form}#${places[form] ?? 'sign-in'}` } : again(form, fields, result.error)
}

export function again(form: string, fields: Record<string, string>, refusal: Refusal): FormAnswer {
  const page = refusal.code === 'sign-in' ? '/signin' : '/settings'
  return { show: page, kept: { form, fields, refusal, preview: null, current: null }, status: refusal.status }
}
