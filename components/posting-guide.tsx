import { Html } from '@/components/html'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** What is expected of a post: the author's own words as safe HTML, or those that come with the program. */
export function PostingGuide({ html }: { html: string | null }) {
  if (html !== null) return <Html className="prose" html={html} />
  return (
    <div className="prose">
      <ul>
        <li>{t('Stay with the paper and the question. A question of your own gets a thread of its own.')}</li>
        <li>{t('Say how you know: a proof, a number, a reference, or “I think”. A partial answer helps too.')}</li>
        <li>{t('Judge the work, never the person.')}</li>
        <li>{t('Name what you mean, and it becomes a link: Q2, #post-12, arXiv:2101.00001, 10.1038/nature14539; another paper of this site by its short name or title in double brackets, [[pencil]] or [[pencil Q2]].')}</li>
        <li>{t('Quote what is not yours, and say where it is from, text by a machine too.')}</li>
        <li>{t('No advertising. If something is yours, say so.')}</li>
      </ul>
    </div>
  )
}

/** So long an author's guide may be to stand beside every form; a longer one is read on its own page. */
const besideMaxChars = 3_000

/** The guide beside the form of whoever posts for the first time, closed. A script takes it away from those who have posted. */
export function FirstVisit({ html }: { html: string | null }) {
  return (
    <details className="first-visit" data-first-visit="">
      <summary>{t('Before you post')}</summary>
      {html !== null && html.length > besideMaxChars ? <p className="prose">{worded('Read {0} first.', <a href="/about#before">{t('what is expected of posts here')}</a>)}</p> : <PostingGuide html={html} />}
    </details>
  )
}
