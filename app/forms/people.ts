/** The forms about people, by the name under which each posts. */
import type { FormHandler } from './handler'
import * as devices from './devices'
import * as settings from './settings'
import * as signing from './signing-in'

export const peopleForms: Record<string, FormHandler> = {
  'signin': signing.signin,
  'signup': signing.signup,
  'signout': signing.signout,
  'signout-everywhere': signing.signoutEverywhere,
  'mail-link': signing.mailLink,
  'link': signing.link,
  'oauth': signing.oauth,
  'signin-provider': signing.oauth,
  'signin-draft': signing.draft,
  'to-signin': signing.toSignin,
  'claim': signing.claim,
  'session-end': settings.sessionEnd,
  'settings-profile': settings.profile,
  'settings-handle': settings.handle,
  'settings-password': settings.password,
  'settings-email': settings.email,
  'sign-in-link': settings.linkProvider,
  'sign-in-unlink': settings.unlinkProvider,
  'token-create': settings.tokenCreate,
  'token-revoke': settings.tokenRevoke,
  'account-close': settings.accountClose,
  'push-remove': devices.pushRemove,
  'feed-address': devices.feedAddress,
  'feed-address-end': devices.feedAddressEnd,
}
