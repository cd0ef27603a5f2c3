import type { Metadata } from 'next'
import { unauthorized } from 'next/navigation'
import type { ReactNode } from 'react'
import { readAccount } from '@/auth/account'
import { currentAsked, kept } from '@/auth/current'
import { mails } from '@/auth/mail'
import { Notice } from '@/components/notice'
import { hasOwnFeed } from '@/forum/own-feed'
import { listDevices } from '@/forum/push'
import { assets } from '@/config/assets'
import { headingOf } from '../heading'
import { readGiven } from '../parameters'
import type { Given } from '../parameters'
import { Shell } from '../shell'
import { Data } from './data-forms'
import { OwnFeed } from './feed-forms'
import { Notices } from './notice-forms'
import { Profile } from './profile-forms'
import { Devices } from './push-forms'
import { Entrances } from './sign-in-forms'
import { Tokens } from './token-forms'
import { t } from '@/words'

export function generateMetadata(): Promise<Metadata> {
  return headingOf({ title: t('Settings'), path: '/settings', index: false })
}

const done: Record<string, string> = {
  'settings-profile': t('Your name and line are saved.'),
  'notices': t('What you are told of is saved.'),
  'settings-handle': t('Your handle is changed. Addresses with the former one lead here.'),
  'settings-password': t('Your password is changed, and all other browsers are signed out.'),
  'email': t('Your address is changed.'),
  'email-mailed': t('A link is on its way to that address. It counts once you have opened it.'),
  'session-end': t('That browser is signed out.'),
  'sign-in-link': t('You can sign in that way from now on.'),
  'sign-in-unlink': t('That way of signing in is gone.'),
  'push-on': t('This device shows notices from now on.'),
  'push-remove': t('That device shows no notices any more.'),
  'feed-address-end': t('The address of your feed leads nowhere any more.'),
  'token-revoke': t('The token is revoked and works no more.'),
}

export default async function SettingsPage({ searchParams }: { searchParams: Given }) {
  const { viewer, session } = await currentAsked()
  const account = await readAccount(viewer)
  if (account === null || viewer.kind !== 'person') unauthorized()
  const given = await readGiven(searchParams)
  const state = await kept()
  const said = state === null ? done[given('done') ?? ''] : undefined
  const parts = { account, state }
  return (
    <Shell current="settings">
      <h1>{t('Settings')}</h1>
      {given('welcome') === '1' ? <Notice tone="good" live="status">{t('You have an account. Choose the name and the handle that stand with your posts.')}</Notice> : null}
      {said === undefined ? null : <Notice tone="good" live="status">{said}</Notice>}
      {state?.refusal ? <Notice tone="danger" live="alert">{state.refusal.text}</Notice> : null}
      {given('error') === null ? null : <Notice tone="danger" live="alert">{given('error') === 'prove-again' ? t('This asks for a sign-in of the last 15 minutes.') : t('That sign-in belongs to another account, or was not allowed.')} <a href="/signin?next=/settings">{t('Sign in once more')}</a>.</Notice>}
      <Section id="profile" title={t('Name')}><Profile {...parts} /></Section>
      <Section id="notices" title={t('Notifications')}><Notices choices={account.notices} followsOwn={account.followsOwn} mail={!mails() ? 'off' : account.mailBounced ? 'bounced' : account.emailProved && account.email !== null ? 'on' : 'unproved'} /></Section>
      <Section id="push" title={t('Notices on this device')}><Devices devices={await listDevices(viewer.id)} /></Section>
      <Section id="feed" title={t('Notifications as a feed')}><OwnFeed {...parts} exists={await hasOwnFeed(viewer.id)} /></Section>
      <Section id="sign-in" title={t('Signing in')}><Entrances {...parts} session={session} /></Section>
      <Section id="tokens" title={t('API tokens')}><Tokens {...parts} mayModerate={viewer.role !== 'member'} /></Section>
      <Section id="data" title={t('Your data')}><Data {...parts} /></Section>
      {assets().inbox === '' ? null : <script type="module" src={assets().inbox} />}
    </Shell>
  )
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return <section className="sec" id={id} aria-labelledby={`${id}-title`}><h2 id={`${id}-title`}>{title}</h2><div>{children}</div></section>
}
