import { forbidden, notFound, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { TextLines } from '@/components/field'
import { Refused } from '@/components/refused'
import { mayEver } from '@/forum/policy'
import { headingOf } from '../../../heading'
import { keptForm } from '../../../kept-form'
import { PostFrame } from '../frame'
import { postAt, type Props } from '../post'
import { t } from '@/words'

export async function generateMetadata(props: Props) {
  return headingOf({ title: t('Make a note'), path: (await postAt(props)).question.url, index: false })
}

/** Turns an answer into a note of the reading list on its paper. */
export default async function NotePage(props: Props) {
  const about = await postAt(props)
  const { post } = about
  if (post.kind !== 'answer' || post.state !== 'public') notFound()
  const viewer = await currentViewer()
  if (!mayEver(viewer, 'answers.note')) return viewer.kind === 'guest' ? unauthorized() : forbidden()
  const state = await kept()
  const form = keptForm(state, 'reading-list-note')
  return (
    <PostFrame about={about} title={t('Make a note of this answer')} quoted>
      <div className="mt-4"><Refused kept={state} /></div>
      <form method="post" action="/forms/reading-list-note">
        <input type="hidden" name="post" value={post.id} />
        <TextLines label={t('Your note')} name="text" className="input md notes-md" dir="auto" defaultValue={form.value('text', beginningOf(post.body))} error={form.error('text')} focus={form.focus('text')} hint={t('In Markdown, as short as you like. It stands last among your notes on the paper, and says whose answer it comes from.')} />
        <div className="send">
          <button className="btn primary">{t('Add the note')}</button>
          <a className="btn plain" href={`/p/${post.id}`}>{t('Leave it')}</a>
        </div>
      </form>
    </PostFrame>
  )
}

const wholeMax = 600

/** A short answer whole, of a long one the first paragraph. */
function beginningOf(body: string): string {
  return body.length <= wholeMax ? body : body.split(/\n[ \t]*\n/)[0] ?? body
}
