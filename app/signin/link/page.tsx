import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { cookieName } from '@/auth/cookies'
import { currentViewer, kept } from '@/auth/current'
import { linkMark, readLink } from '@/auth/links'
import { safePath } from '@/auth/paths'
import { Notice } from '@/components/notice'
import { headingOf } from '../../heading'
import { keptForm } from '../../kept-form'
import { readGiven } from '../../parameters'
import type { Given } from '../../parameters'
import { Shell } from '../../shell'
import { Statement } from '../statement'
import { t } from '@/words'
import { worded } from '@/words/worded'

export function generateMetadata(): Promise<Metadata> {
  return headingOf({ title: t('Sign in by link'), path: '/signin/link', index: false })
}

/** Opened from a mail or by the operator's word. Opening uses nothing up: mail scanners open what they find. */
export default async function LinkPage({ searchParams }: { searchParams: Given }) {
  const given = await readGiven(searchParams)
  const last = await kept()
  const form = keptForm(last, 'link')
  const token = form.value('token', given('token') ?? '')
  const next = safePath(form.value('next', given('next') ?? '/'))
  return (
    <Shell current="signin">
      <div className="door">
        {given('sent') === '1' && token === '' ? <Sent /> : <Door token={token} next={next} said={form.said} statement={last?.refusal?.detail['statement']} />}
      </div>
    </Shell>
  )
}

function Sent() {
  return (
    <>
      <h1>{t('Look into your mail')}</h1>
      <p className="soft mt-2" role="status">{t('A link is on its way to the address you gave. It works once, for 15 minutes; a newer one replaces it.')}</p>
      <p className="mt-4"><a href="/signin">{t('Back to signing in')}</a></p>
    </>
  )
}

async function Door({ token, next, said, statement }: { token: string; next: string; said: string | null; statement: unknown }) {
  const link = token === '' ? null : await readLink(token, ['sign-in', 'operator'])
  if (!link) {
    return (
      <>
        <h1>{t('This link is spent')}</h1>
        <Notice tone="caution" live="status">{said ?? t('This link was used, has ended, or was replaced by a newer one. Ask for a new one.')}</Notice>
        <p className="mt-4"><a className="btn" href="/signin">{t('Ask for a new one')}</a></p>
      </>
    )
  }
  const elsewhere = link.purpose === 'sign-in' && (await cookies()).get(cookieName('asked'))?.value !== linkMark(token)
  const viewer = await currentViewer()
  const another = viewer.kind === 'person' && link.person !== null && link.person !== viewer.id
  return (
    <>
      <h1>{t('Sign in')}</h1>
      <p className="soft mt-2">{link.handle === null ? <>{worded('This link signs in {0}.', <b>{link.address}</b>)}</> : <>{worded('This link signs in {0} (@{1}).', <bdi>{link.name}</bdi>, link.handle)}</>}</p>
      {said === null ? null : <Notice tone="danger" live="alert">{said} <Statement path={statement} /></Notice>}
      {elsewhere ? <Notice tone="caution">{t('Another browser asked for this link. Go on only if that was you; a password set before the address was confirmed ends.')}</Notice> : null}
      {another ? <Notice tone="caution">{worded('You are signed in as {0} here. Going on signs you out of that account.', viewer.name)}</Notice> : null}
      <form className="mt-7" method="post" action="/forms/link">
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="plain" value="1" />
        <button className="btn primary full">{t('Sign in')}</button>
      </form>
    </>
  )
}
