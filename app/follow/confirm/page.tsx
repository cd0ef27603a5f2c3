import type { Metadata } from 'next'
import { kept } from '@/auth/current'
import { EarlyFonts } from '@/components/early-fonts'
import { Html } from '@/components/html'
import { Notice } from '@/components/notice'
import { errors } from '@/forum/errors'
import { unsubscribeToken } from '@/forum/mail-addresses'
import { readConfirmation } from '@/forum/mail-follows'
import type { Confirmation } from '@/forum/mail-follows'
import { headingOf } from '../../heading'
import { keptForm } from '../../kept-form'
import { readGiven } from '../../parameters'
import type { Given } from '../../parameters'
import { Shell } from '../../shell'
import { t } from '@/words'
import { worded } from '@/words/worded'

export async function generateMetadata(): Promise<Metadata> {
  return { ...await headingOf({ title: t('Follow by e-mail'), path: '/follow/confirm', index: false }), robots: { index: false, follow: false } }
}

/** Opened from a mail. Opening confirms nothing: mail scanners open what they find. */
export default async function ConfirmFollowPage({ searchParams }: { searchParams: Given }) {
  const given = await readGiven(searchParams)
  const form = keptForm(await kept(), 'follow-confirm')
  const token = form.value('token', given('token') ?? '')
  const found = await readConfirmation(token)
  return (
    <Shell>
      <div className="desk-form">{found === null ? <Spent /> : found.confirmed ? <Confirmed found={found} /> : <Door found={found} token={token} />}</div>
    </Shell>
  )
}

function Spent() {
  return (
    <>
      <h1>{t('This link is spent')}</h1>
      <Notice tone="caution" live="status">{errors['link-spent'].text}</Notice>
      <p className="mt-4"><a className="btn" href="/questions">{t('Questions')}</a></p>
    </>
  )
}

function Door({ found, token }: { found: Confirmation; token: string }) {
  return (
    <>
      <h1>{t('Follow this question by e-mail?')}</h1>
      <Question found={found} />
      <p className="soft mt-2">{worded('Each new answer is mailed to {0}. One click in any of the mails ends it, and the address is forgotten.', <b>{found.address}</b>)}</p>
      <form className="mt-7" method="post" action="/forms/follow-confirm">
        <input type="hidden" name="token" value={token} />
        <button className="btn primary">{t('Follow by e-mail')}</button>
      </form>
    </>
  )
}

function Confirmed({ found }: { found: Confirmation }) {
  return (
    <>
      <h1>{t('You follow this question')}</h1>
      <Question found={found} />
      <div className="mt-4"><Notice tone="good" live="status">{worded('Each new answer is mailed to {0}.', found.address)}</Notice></div>
      <p className="mt-4"><a className="btn plain" href={`/unsubscribe?token=${unsubscribeToken({ mailFollow: found.id })}`}>{t('Follow no longer')}</a></p>
    </>
  )
}

function Question({ found: { headingHtml, url } }: { found: Confirmation }) {
  return headingHtml === null || url === null ? null : <p className="mt-2"><EarlyFonts pieces={[headingHtml]} /><a href={url}><bdi><Html as="span" html={headingHtml} /></bdi></a></p>
}
