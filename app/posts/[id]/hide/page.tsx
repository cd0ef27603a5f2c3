import { forbidden, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { Choice, TextField } from '@/components/field'
import { Refused } from '@/components/refused'
import { rules } from '@/forum/moderation'
import { headingOf } from '../../../heading'
import { PostFrame } from '../frame'
import { postAt, type Props } from '../post'
import { t } from '@/words'

export async function generateMetadata(props: Props) {
  return headingOf({ title: t('Hide'), path: (await postAt(props)).question.url, index: false })
}

export default async function HidePage(props: Props) {
  const about = await postAt(props)
  const { post, question } = about
  if (!about.may.decide) return (await currentViewer()).kind === 'guest' ? unauthorized() : forbidden()
  const form = await kept()
  const options = [{ value: '', label: t('No reason named') }, ...Object.entries(rules).map(([value, label]) => ({ value, label }))]
  const hidden = post.state === 'hidden'
  return (
    <PostFrame about={about} title={hidden ? t('Restore this {0}?', post.kind) : t('Hide this {0}?', post.kind)} quoted>
      <div className="mt-4"><Refused kept={form} /></div>
      <form method="post" action="/forms/decide" data-dialog="hide">
        <input type="hidden" name="post" value={post.id} />
        <input type="hidden" name="back" value={post.kind === 'question' && !hidden ? `/papers/${about.paper.slug}` : question.url} />
        <input type="hidden" name="page" value={`/posts/${post.id}/hide`} />
        {hidden ? null : (
          <>
            <Choice label={t('Reason')} name="rule" options={options} defaultValue={form?.fields['rule'] ?? ''} />
            <TextField label={t('In your words, told to the writer')} name="reason" maxLength={1000} defaultValue={form?.fields['reason']} />
          </>
        )}
        <div className="send">
          <button className={hidden ? 'btn primary' : 'btn danger'} name="decision" value={hidden ? 'restore' : 'hide'}>{hidden ? t('Restore') : t('Hide')}</button>
          <a className="btn plain" href={`/p/${post.id}`} data-cancel="">{t('Leave it')}</a>
          <p className="why">{t('It is written in the moderation log.')}</p>
        </div>
      </form>
    </PostFrame>
  )
}
