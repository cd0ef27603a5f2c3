import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { draftOf } from '@/auth/drafts'
import { headingOf } from '../../heading'
import { Shell } from '../../shell'
import { t } from '@/words'

export function generateMetadata(): Promise<Metadata> {
  return headingOf({ title: t('Your text is kept'), path: '/signin/draft', index: false })
}

/** Where a provider sends somebody back who had a text half-written. */
export default async function DraftPage() {
  const draft = draftOf((await headers()).get('cookie'))
  return (
    <Shell current="signin">
      <div className="door">
        <h1>{t('You are signed in')}</h1>
        {draft === null ? <p className="soft mt-2">{t('Nothing of yours waits here.')}</p> : (
          <form method="post" action="/forms/signin-draft">
            <p className="soft mt-2">{t('Your text is kept.')}</p>
            <pre className="mt-4">{draft.fields['body']}</pre>
            <div className="send"><button className="btn primary">{t('Back to your text')}</button></div>
          </form>
        )}
        <p className="mt-4"><a href="/">{t('To the front page')}</a></p>
      </div>
    </Shell>
  )
}
