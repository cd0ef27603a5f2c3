import { notFound } from 'next/navigation'
import { kept } from '@/auth/current'
import { Html } from '@/components/html'
import { Refused } from '@/components/refused'
import { Time } from '@/components/time'
import { TextBox } from '@/components/write-form'
import { readSummaries } from '@/forum/summaries'
import { headingOf } from '../../../heading'
import { Versions } from '../edit/versions'
import { PostFrame } from '../frame'
import { postAt, type Props } from '../post'
import { t } from '@/words'
import { worded } from '@/words/worded'

export async function generateMetadata(props: Props) {
  return headingOf({ title: t('Summary'), path: (await postAt(props)).question.url, index: false })
}

/** The summaries of a thread, readable by everybody who may read it; moderators and authors write the next one. */
export default async function SummaryPage(props: Props) {
  const about = await postAt(props)
  const { post } = about
  if (post.kind !== 'question' || post.state !== 'public') notFound()
  const form = await kept()
  const own = form?.form === 'summary' ? form : null
  const former = await readSummaries(post.id)
  const seen = own?.current?.revision ?? about.summary ?? 0
  const present = former.find(one => one.number === about.summary)
  return (
    <PostFrame about={about} title={t('Summary of this thread')}>
      <div className="mt-4"><Refused kept={own} /></div>
      {!about.may.tend ? null : (
        <form className="write" method="post" action="/forms/summary" data-draft={`summary:${post.id}:${seen}`}>
          <input type="hidden" name="form" value="summary" />
          <input type="hidden" name="question" value={post.id} />
          <input type="hidden" name="seen" value={seen} />
          <TextBox id={`summary-${post.id}`} label={t('The summary')} text={own?.fields['body'] ?? present?.body ?? ''} kept={own} focus={own === null} />
          <div className="send">
            <button className="btn primary">{t('Save the summary')}</button>
            {present === undefined ? null : <button className="btn plain" name="remove" value="1" formNoValidate>{t('Take it away')}</button>}
            <a className="btn plain" href={about.question.url}>{t('Leave it')}</a>
          </div>
        </form>
      )}
      {own?.current ? <Versions yours={own.fields['body'] ?? ''} present={own.current} /> : null}
      {former.length === 0 ? <p className="soft mt-4">{t('No summary was written yet.')}</p> : (
        <div className="versions">
          {former.map(one => (
            <section key={one.number} aria-labelledby={`version-${one.number}`}>
              <h2 id={`version-${one.number}`}>{worded('{0}, {1}, by {2}', one.number === about.summary ? t('The present summary') : t('Summary {0}', one.number), <Time date={one.at} />, <bdi>{one.by ?? t('the operator')}</bdi>)}</h2>
              <Html className="prose" html={one.html} />
            </section>
          ))}
        </div>
      )}
    </PostFrame>
  )
}
