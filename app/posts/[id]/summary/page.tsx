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

export async function generateMetadata(props: Props) {
  return headingOf({ title: 'Summary', path: (await postAt(props)).question.url, index: false })
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
    <PostFrame about={about} title="Summary of this thread">
      <div className="mt-4"><Refused kept={own} /></div>
      {!about.may.tend ? null : (
        <form className="write" method="post" action="/forms/summary" data-draft={`summary:${post.id}:${seen}`}>
          <input type="hidden" name="form" value="summary" />
          <input type="hidden" name="question" value={post.id} />
          <input type="hidden" name="seen" value={seen} />
          <TextBox id={`summary-${post.id}`} label="The summary" text={own?.fields['body'] ?? present?.body ?? ''} kept={own} focus={own === null} />
          <div className="send">
            <button className="btn primary">Save the summary</button>
            {present === undefined ? null : <button className="btn plain" name="remove" value="1" formNoValidate>Take it away</button>}
            <a className="btn plain" href={about.question.url}>Leave it</a>
          </div>
        </form>
      )}
      {own?.current ? <Versions yours={own.fields['body'] ?? ''} present={own.current} /> : null}
      {former.length === 0 ? <p className="soft mt-4">No summary was written yet.</p> : (
        <div className="versions">
          {former.map(one => (
            <section key={one.number} aria-labelledby={`version-${one.number}`}>
              <h2 id={`version-${one.number}`}>{one.number === about.summary ? 'The present summary' : `Summary ${one.number}`}, <Time date={one.at} />, by <bdi>{one.by ?? 'the operator'}</bdi></h2>
              <Html className="prose" html={one.html} />
            </section>
          ))}
        </div>
      )}
    </PostFrame>
  )
}
