import type { ReactNode } from 'react'
import type { Kept } from '@/auth/kept'
import { AnchorFields, type anchorChoices } from '@/components/anchor-fields'
import { TextField } from '@/components/field'
import { Refused } from '@/components/refused'
import { TextBox } from '@/components/write-form'
import type { Anchor, PostKind } from '@/forum/documents'
import { t } from '@/words'

type Given = {
  action: string
  id: string
  kept: Kept | null
  /** Handle of whoever is signed in, so that a text is never saved under another. */
  as: string
  isGuest: boolean
  /** Of a receipt's form: its secret. */
  secret?: string
  /** `anchor` is left out where the place in the paper is not changed with the text. */
  post: { id: number; kind: PostKind; revision: number; body: string; title: string | null; anchor?: Anchor | null }
  choices: typeof anchorChoices
  cancel: string
  children?: ReactNode
}

const labels = { question: t('Your question'), answer: t('Your answer'), comment: t('Your comment') } as const

/** The form in which a post is changed. It carries the revision that was seen, so that nobody's change is overwritten unseen. */
export function EditForm({ action, id, kept, as, isGuest, secret, post, choices, cancel, children }: Given) {
  const fields = kept?.fields ?? {}
  const titleError = kept?.refusal?.fields.find(fault => fault.field === 'title')?.text ?? null
  return (
    <form className="write" method="post" action={action} data-composer="edit" data-draft={`edit:${post.id}:${post.revision}`}>
      <Refused kept={kept} />
      <input type="hidden" name="form" value={secret === undefined ? 'edit' : 'receipt-edit'} />
      <input type="hidden" name="post" value={post.id} />
      <input type="hidden" name="revision" value={post.revision} />
      <input type="hidden" name="as" value={as} />
      {secret === undefined ? null : <input type="hidden" name="secret" value={secret} />}
      {post.kind !== 'question' ? null : (
        <>
          <TextField label={t('Title')} name="title" id={`${id}-title`} className="serif" maxLength={400} defaultValue={fields['title'] ?? post.title ?? ''} error={titleError} />
          {post.anchor === undefined ? null : <AnchorFields id={id} anchor={post.anchor} fields={fields} choices={choices} />}
        </>
      )}
      <TextBox id={id} label={labels[post.kind]} text={fields['body'] ?? post.body} kept={kept} focus={kept === null && secret === undefined} />
      <div className="send">
        <button className="btn primary" data-send="">{t('Save')}</button>
        <button className="btn plain-only" formAction="/forms/preview" formNoValidate>{t('Preview')}</button>
        <a className="btn plain" href={cancel} data-cancel="">{t('Leave it as it was')}</a>
        <p className="why">{isGuest ? t('A moderator reads it again before it appears.') : t('Former texts of a public post stay readable.')}</p>
        {children}
      </div>
    </form>
  )
}
