import type { Metadata } from 'next'
import { kept } from '@/auth/current'
import { EarlyFonts } from '@/components/early-fonts'
import { groupsInWords } from '@/components/ending-words'
import { Html } from '@/components/html'
import { Notice } from '@/components/notice'
import { errors } from '@/forum/errors'
import { readEnding } from '@/forum/unsubscribing'
import type { Ending } from '@/forum/unsubscribing'
import { headingOf } from '../heading'
import { keptForm } from '../kept-form'
import { readGiven } from '../parameters'
import type { Given } from '../parameters'
import { Shell } from '../shell'
import { t } from '@/words'
import { worded } from '@/words/worded'

export async function generateMetadata(): Promise<Metadata> {
  return { ...await headingOf({ title: t('End these mails'), path: '/unsubscribe', index: false }), robots: { index: false, follow: false } }
}

/** Opened from a mail. Opening ends nothing: mail scanners open what they find. */
export default async function UnsubscribePage({ searchParams }: { searchParams: Given }) {
  const given = await readGiven(searchParams)
  const form = keptForm(await kept(), 'unsubscribe')
  const token = form.value('token', given('token') ?? '')
  const ending = await readEnding(token)
  return (
    <Shell>
      <div className="desk-form">{ending === null ? <Forged /> : ending.ended ? <Ended ending={ending} /> : <Door ending={ending} token={token} said={form.said} />}</div>
    </Shell>
  )
}

function Forged() {
  return (
    <>
      <h1>{t('Nothing was ended')}</h1>
      <Notice tone="caution" live="alert">{errors['unsubscribe-forged'].text}</Notice>
      <p className="mt-4"><a className="btn" href="/settings#notices">{t('What is mailed to you')}</a></p>
    </>
  )
}

function Door({ ending, token, said }: { ending: Ending; token: string; said: string | null }) {
  return (
    <>
      <h1>{t('End these mails?')}</h1>
      {said === null ? null : <Notice tone="danger" live="alert">{said}</Notice>}
      <p className="mt-2">{worded('This ends {0}.', <What ending={ending} />)}</p>
      <p className="soft mt-2">{after[ending.kind]}</p>
      <form className="mt-7" method="post" action="/forms/unsubscribe">
        <input type="hidden" name="token" value={token} />
        <button className="btn primary">{t('End these mails')}</button>
      </form>
    </>
  )
}

function Ended({ ending }: { ending: Ending }) {
  return (
    <>
      <h1>{t('Ended')}</h1>
      <div className="mt-4"><Notice tone="good" live="status">{worded('You get {0} no longer.', <What ending={ending} />)}</Notice></div>
      <p className="soft mt-4">{after[ending.kind]}</p>
      {ending.kind === 'mail-follow' ? null : <p className="mt-4"><a className="btn" href="/settings#notices">{t('What is mailed to you')}</a></p>}
    </>
  )
}

const after: Record<Ending['kind'], string> = {
  'thread': t('You follow the question no longer and hear nothing more of it, until you follow it again on its page.'),
  'mail-follow': t('The address is forgotten with it.'),
  'mailing': t('What it told you of is shown on the site alone.'),
  'notices': t('What they told you of is shown on the site alone.'),
}

/** What ends, in the middle of a sentence. */
function What({ ending }: { ending: Ending }) {
  switch (ending.kind) {
    case 'thread':
    case 'mail-follow': return ending.headingHtml === null ? <>{t('mails about one question')}</> : <>{worded('{0}mails about the question “{1}”', <EarlyFonts pieces={[ending.headingHtml]} />, <bdi><Html as="span" html={ending.headingHtml} /></bdi>)}</>
    case 'mailing': return ending.of === 'daily' ? <>{t('the daily summary')}</> : <>{t('the weekly summary')}</>
    case 'notices': return <>{worded('mails about {0}', groupsInWords(ending.groups))}</>
  }
}
