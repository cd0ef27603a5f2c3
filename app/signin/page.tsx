import type { Metadata } from 'next'
import { kept } from '@/auth/current'
import { mails } from '@/auth/mail'
import { safePath } from '@/auth/paths'
import { enabledProviders, providerNames } from '@/auth/providers'
import { Check, TextField } from '@/components/field'
import { Notice } from '@/components/notice'
import { address } from '@/components/words'
import { headingOf } from '../heading'
import { keptForm } from '../kept-form'
import type { KeptForm } from '../kept-form'
import { numberIn, readGiven } from '../parameters'
import type { Given } from '../parameters'
import { Shell } from '../shell'
import { Carried } from './carried'
import { Statement } from './statement'
import { t } from '@/words'
import { worded } from '@/words/worded'

export function generateMetadata(): Promise<Metadata> {
  return headingOf({ title: t('Sign in'), path: '/signin', index: false })
}

const faults: Record<string, string> = {
  'suspended': t('This account is suspended.'),
  'AccessDenied': t('The sign-in was not allowed.'),
}

export default async function SignInPage({ searchParams }: { searchParams: Given }) {
  const given = await readGiven(searchParams)
  const last = await kept()
  const form = keptForm(last, 'signin', 'mail-link', 'oauth', 'signin-provider', 'settings-profile', 'settings-handle')
  const next = safePath(form.value('next', given('next') ?? '/'))
  const vote = numberIn(form.value('vote', given('vote') ?? ''))
  const fault = given('error')
  return (
    <Shell current="signin">
      <div className="door">
        <h1>{t('Sign in')}</h1>
        <p className="soft mt-2">{t('To follow questions, vote and be known by your name. Reading needs no account, and guests may answer.')}</p>
        {form.said !== null ? <Notice tone="danger" live="alert">{form.said} <Statement path={last?.refusal?.detail['statement']} /></Notice> : null}
        {fault !== null ? <Notice tone="danger" live="alert">{faults[fault] ?? t('That sign-in did not work. Try once more, or another way.')} <Statement path={given('statement')} /></Notice> : null}
        {form.value('draft_body') === '' ? null : <Notice icon="pen">{t('Your text is kept, and is there again once you are in.')}</Notice>}
        <form className="mt-7" method="post" action="/forms/signin" noValidate>
          <Carried form={form} next={next} />
          <TextField name="email" type="email" label={t('E-mail')} autoComplete="username" inputMode="email" required maxLength={254} defaultValue={form.value('email')} error={form.error('email')} focus={form.focus('email')} />
          {vote === null ? null : <VoteToo post={vote} form={form} />}
          {mails() ? <ByMail form={form} /> : <ByPassword form={form} primary />}
        </form>
        <Providers form={form} next={next} />
        <p className="small faint mt-7">{worded('No account yet? {0}. We keep your name, your e-mail and what you post, and nothing about what you read. {1}', <a href={address('/signup', { next: next === '/' ? null : next, vote: vote === null ? null : String(vote) })}>{t('Create one')}</a>, <a href="/about#privacy">{t('Privacy')}</a>)}</p>
      </div>
    </Shell>
  )
}

function VoteToo({ post, form }: { post: number; form: KeptForm }) {
  return (
    <div className="mt-4">
      <input type="hidden" name="vote" value={post} />
      <Check name="cast" value="1" defaultChecked={form.said === null || form.value('cast') === '1'} label={t('and upvote this answer')} />
    </div>
  )
}

function ByMail({ form }: { form: KeptForm }) {
  return (
    <>
      <div className="field">
        <button className="btn primary full" formAction="/forms/mail-link">{t('Send me a link')}</button>
        <p className="hint">{t('The link works once, for 15 minutes. A new address makes a new account.')}</p>
      </div>
      <details className="mt-2" open>
        <summary className="tool">{t('Use a password instead')}</summary>
        <ByPassword form={form} />
      </details>
    </>
  )
}

function ByPassword({ form, primary = false }: { form: KeptForm; primary?: boolean }) {
  return (
    <>
      <TextField name="password" type="password" label={t('Password')} autoComplete="current-password" error={form.error('password')} focus={form.focus('password')} />
      <div className="send"><button className={primary ? 'btn primary' : 'btn'}>{t('Sign in')}</button></div>
      <p className="small faint mt-2">{primary ? t('Forgotten it? Whoever runs this site can give you a link to sign in.') : t('Forgotten it? A link by e-mail signs you in, and you set a new one in the settings.')}</p>
    </>
  )
}

function Providers({ form, next }: { form: KeptForm; next: string }) {
  const enabled = enabledProviders()
  if (enabled.length === 0) return null
  return (
    <>
      <p className="or">{t('or with')}</p>
      <div className="ways">
        {enabled.map(provider => (
          <form key={provider} method="post" action="/forms/signin-provider">
            <Carried form={form} next={next} />
            <button className="btn full" name="provider" value={provider}>{providerNames[provider]}</button>
          </form>
        ))}
      </div>
    </>
  )
}
