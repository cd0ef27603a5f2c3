import { forbidden, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { TextField } from '@/components/field'
import { PostState } from '@/components/post-state'
import { Refused } from '@/components/refused'
import { TextBox } from '@/components/write-form'
import { headingOf } from '../../../heading'
import { Versions } from '../edit/versions'
import { PostFrame } from '../frame'
import { postAt, type Props } from '../post'
import { t } from '@/words'

export async function generateMetadata(props: Props) {
  return headingOf({ title: t('Edit another’s post'), path: (await postAt(props)).question.url, index: false })
}

/** A moderator edits what somebody else wrote, visibly; a held post can be let through in the same go. */
export default async function AmendPage(props: Props) {
  const about = await postAt(props)
  const { post } = about
  const form = await kept()
  const own = form?.form === 'amend' ? form : null
  if (!about.may.amend && own === null) return (await currentViewer()).kind === 'guest' ? unauthorized() : forbidden()
  const fields = own?.fields ?? {}
  const titleError = own?.refusal?.fields.find(fault => fault.field === 'title')?.text ?? null
  const current = own?.current ?? null
  return (
    <PostFrame about={about} title={t('Edit this {0}', post.kind)}>
      <div className="mt-4"><PostState post={post} /><Refused kept={own} /></div>
      <form className="write" method="post" action="/forms/amend" data-draft={`amend:${post.id}:${post.revision}`}>
        <input type="hidden" name="form" value="amend" />
        <input type="hidden" name="post" value={post.id} />
        <input type="hidden" name="revision" value={current?.revision ?? post.revision} />
        {post.kind === 'question' ? <TextField label={t('Title')} name="title" className="serif" maxLength={400} defaultValue={fields['title'] ?? about.title ?? ''} error={titleError} /> : null}
        <TextBox id={`amend-${post.id}`} label={t('The {0}', post.kind)} text={fields['body'] ?? post.body} kept={own} focus={own === null} />
        <TextField label={t('Why, told to the writer (optional)')} name="reason" maxLength={1000} defaultValue={fields['reason']} />
        <div className="send">
          {post.state === 'held' ? <button className="btn primary" name="approve" value="1">{t('Save and approve')}</button> : null}
          <button className={post.state === 'held' ? 'btn' : 'btn primary'} name="approve" value="0">{t('Save')}</button>
          <a className="btn plain" href={post.state === 'held' ? '/moderation' : `/p/${post.id}`}>{t('Leave it as it was')}</a>
          <p className="why">{t('Its former text stays readable, and it says that a moderator edited it.')}</p>
        </div>
      </form>
      {current === null ? null : <Versions yours={fields['body'] ?? ''} present={current} />}
    </PostFrame>
  )
}
