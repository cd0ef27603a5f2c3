import { forbidden, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { Choice, TextField } from '@/components/field'
import { Refused } from '@/components/refused'
import { rules } from '@/forum/moderation'
import { headingOf } from '../../../heading'
import { PostFrame } from '../frame'
import { postAt, type Props } from '../post'

export async function generateMetadata(props: Props) {
  return headingOf({ title: 'Hide', path: (await postAt(props)).question.url, index: false })
}

export default async function HidePage(props: Props) {
  const about = await postAt(props)
  const { post, question } = about
  if (!about.may.decide) return (await currentViewer()).kind === 'guest' ? unauthorized() : forbidden()
  const form = await kept()
  const options = [{ value: '', label: 'No reason named' }, ...Object.entries(rules).map(([value, label]) => ({ value, label }))]
  const hidden = post.state === 'hidden'
  return (
    <PostFrame about={about} title={hidden ? `Restore this ${post.kind}?` : `Hide this ${post.kind}?`} quoted>
      <div className="mt-4"><Refused kept={form} /></div>
      <form method="post" action="/forms/decide" data-dialog="hide">
        <input type="hidden" name="post" value={post.id} />
        <input type="hidden" name="back" value={post.kind === 'question' && !hidden ? `/papers/${about.paper.slug}` : question.url} />
        <input type="hidden" name="page" value={`/posts/${post.id}/hide`} />
        {hidden ? null : (
          <>
            <Choice label="Reason" name="rule" options={options} defaultValue={form?.fields['rule'] ?? ''} />
            <TextField label="In your words, told to the writer" name="reason" maxLength={1000} defaultValue={form?.fields['reason']} />
          </>
        )}
        <div className="send">
          <button className={hidden ? 'btn primary' : 'btn danger'} name="decision" value={hidden ? 'restore' : 'hide'}>{hidden ? 'Restore' : 'Hide'}</button>
          <a className="btn plain" href={`/p/${post.id}`} data-cancel="">Leave it</a>
          <p className="why">It is written in the moderation log.</p>
        </div>
      </form>
    </PostFrame>
  )
}
