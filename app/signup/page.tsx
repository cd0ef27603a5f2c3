import type { Metadata } from 'next'
import { kept } from '@/auth/current'
import { safePath } from '@/auth/paths'
import { Check, TextField } from '@/components/field'
import { Notice } from '@/components/notice'
import { address } from '@/components/words'
import { headingOf } from '../heading'
import { keptForm } from '../kept-form'
import { numberIn, readGiven } from '../parameters'
import type { Given } from '../parameters'
import { Shell } from '../shell'
import { Carried } from '../signin/carried'
import { t } from '@/words'
import { worded } from '@/words/worded'

export function generateMetadata(): Promise<Metadata> {
  return headingOf({ title: t('Create an account'), path: '/signup', index: false })
}

export default async function SignUpPage({ searchParams }: { searchParams: Given }) {
  const given = await readGiven(searchParams)
  const state = await kept()
  const form = keptForm(state, 'signup', 'signin')
  const next = safePath(form.value('next', given('next') ?? '/'))
  const vote = numberIn(form.value('vote', given('vote') ?? ''))
  const field = (name: string) => ({ name, required: true, defaultValue: form.value(name), error: form.error(name), focus: form.focus(name) })
  return (
    <Shell current="signin">
      <div className="door">
        <h1>{t('Create an account')}</h1>
        <p className="soft mt-2">{t('Your name stands with what you post. Reading needs no account, and guests may answer.')}</p>
        {form.said === null ? null : <Notice tone="danger" live="alert">{form.said}</Notice>}
        {form.value('draft_body') === '' ? null : <Notice icon="pen">{t('Your text is kept, and is there again once you are in.')}</Notice>}
        <form className="mt-7" method="post" action="/forms/signup" noValidate>
          <Carried form={form} next={next} />
          <TextField {...field('name')} label={t('Name')} autoComplete="name" maxLength={60} hint={t('As it is shown with your posts.')} />
          <TextField {...field('handle')} label={t('Handle')} autoComplete="nickname" autoCapitalize="none" spellCheck={false} minLength={3} maxLength={30} hint={t('3 to 30 small letters, digits and hyphens. Your page’s address; it can be changed.')} />
          <TextField {...field('email')} type="email" label={t('E-mail')} autoComplete="username" inputMode="email" maxLength={254} hint={t('Shown to nobody.')} />
          <TextField {...field('password')} type="password" label={t('Password')} autoComplete="new-password" defaultValue="" hint={t('8 characters or more, whichever you like.')} />
          {vote === null ? null : (
            <div className="mt-4">
              <input type="hidden" name="vote" value={vote} />
              <Check name="cast" value="1" defaultChecked label={t('and upvote this answer')} />
            </div>
          )}
          <div className="send"><button className="btn primary">{t('Create account')}</button></div>
        </form>
        <p className="small faint mt-7">{worded('You have an account? {0}. We keep your name, your e-mail and what you post, and nothing about what you read. {1}', <a href={address('/signin', { next: next === '/' ? null : next })}>{t('Sign in')}</a>, <a href="/about#privacy">{t('Privacy')}</a>)}</p>
      </div>
    </Shell>
  )
}
