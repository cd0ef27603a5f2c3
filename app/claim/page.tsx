import type { Metadata } from 'next'
import { kept } from '@/auth/current'
import { readLink } from '@/auth/links'
import { readUnclaimedAuthor } from '@/auth/author'
import { TextField } from '@/components/field'
import { Notice } from '@/components/notice'
import { headingOf } from '../heading'
import { keptForm } from '../kept-form'
import { readGiven } from '../parameters'
import type { Given } from '../parameters'
import { Shell } from '../shell'
import { t } from '@/words'

export function generateMetadata(): Promise<Metadata> {
  return headingOf({ title: t('Claim this site'), path: '/claim', index: false })
}

/** The author's way in, by the link that the first start printed. */
export default async function ClaimPage({ searchParams }: { searchParams: Given }) {
  const given = await readGiven(searchParams)
  const form = keptForm(await kept(), 'claim')
  const token = form.value('token', given('token') ?? '')
  const link = token === '' ? null : await readLink(token, ['claim'])
  return (
    <Shell current="signin">
      <div className="door">
        <h1>{t('Claim this site')}</h1>
        {link === null ? <Spent /> : <ClaimForm token={token} form={form} author={await readUnclaimedAuthor()} />}
      </div>
    </Shell>
  )
}

function Spent() {
  return (
    <>
      <Notice tone="caution" live="status">{t('This link was used, has ended, or was replaced by a newer one. While nobody has claimed the site, each start prints a new one on the terminal.')}</Notice>
      <p className="mt-4"><a className="btn" href="/signin">{t('Sign in')}</a></p>
    </>
  )
}

function ClaimForm({ token, form, author }: { token: string; form: ReturnType<typeof keptForm>; author: { name: string; handle: string } | null }) {
  const field = (name: string, fallback = '') => ({ name, required: true, defaultValue: form.value(name, fallback), error: form.error(name), focus: form.focus(name) })
  return (
    <>
      <p className="soft mt-2">{t('You become the author: you keep the reading list, endorse answers and moderate. This works once.')}</p>
      {form.said === null ? null : <Notice tone="danger" live="alert">{form.said}</Notice>}
      <form className="mt-7" method="post" action="/forms/claim" noValidate>
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="plain" value="1" />
        <TextField {...field('name', author?.name)} label={t('Name')} autoComplete="name" maxLength={60} hint={t('As it is shown with your notes and answers.')} />
        <TextField {...field('handle', author?.handle)} label={t('Handle')} autoComplete="nickname" autoCapitalize="none" spellCheck={false} minLength={3} maxLength={30} hint={t('Your page’s address; it can be changed.')} />
        <TextField {...field('email')} type="email" label={t('E-mail')} autoComplete="username" inputMode="email" maxLength={254} />
        <TextField {...field('password')} type="password" label={t('Password')} autoComplete="new-password" defaultValue="" hint={t('8 characters or more, whichever you like.')} />
        <div className="send"><button className="btn primary">{t('Claim this site')}</button></div>
      </form>
    </>
  )
}
