import type { ReactNode } from 'react'
import type { Kept } from '@/auth/kept'
import { TextField } from '@/components/field'
import { Html } from '@/components/html'
import { Icon } from '@/components/icons'
import { FirstVisit } from '@/components/posting-guide'
import { Refused } from '@/components/refused'
import type { ViewerView } from '@/components/viewer-view'
import { WritingBar } from '@/components/writing-bar'
import { t } from '@/words'
import { worded } from '@/words/worded'

const nouns = { answer: t('answer'), comment: t('comment'), ask: t('question') } as const
const sends = { answer: t('Post answer'), comment: t('Post comment'), ask: t('Ask question') } as const
const invites = { answer: t('What do you know that would help settle this?'), comment: '', ask: '' } as const
export type PostingForm = keyof typeof nouns

/** What is said of where a post will be seen, before it is written. */
export function whoSees(form: PostingForm, signedIn: ViewerView | null): string {
  if (signedIn === null) return t('You are writing as a guest, so a moderator reads this before it appears.')
  return signedIn.atOnce ? t('Your {0} appears at once.', nouns[form]) : t('A member’s first posts are read by a moderator before they appear.')
}

type Given = {
  form: PostingForm
  /** The page that shows this form, without a mark: shown again where the form is refused. */
  show: string
  /** Where the post will stand: `question`, `parent` or `paper`. */
  place: { name: 'question' | 'parent' | 'paper'; value: string | number }
  kept: Kept | null
  signedIn: ViewerView | null
  /** The author's own posting guide as safe HTML; null for the one that comes with the program. */
  guide: string | null
  focus?: boolean
  /** Fields above the text, such as the title of a question. */
  children?: ReactNode
  /** Further buttons beside the first. */
  actions?: ReactNode
}

/** The form in which an answer, a comment or a question is written. Works without a script; `browser/composer.ts` builds on it. */
export function WriteForm({ form, show, place, kept, signedIn, guide, focus = false, children, actions }: Given) {
  const id = `${form}-${place.value}`
  const fields = kept?.fields ?? {}
  const wrong = kept?.refusal?.fields ?? []
  const nameError = wrong.find(fault => fault.field === 'guest')?.text
  const name = signedIn !== null ? null : (
    <div className="guest-name" data-guest="">
      <TextField label={t('Your name')} name="guest" id={`${id}-name`} autoComplete="name" placeholder={t('For example, Amara')} defaultValue={fields['guest']} error={nameError ?? null} focus={nameError !== undefined} />
    </div>
  )
  return (
    <form className="write" method="post" action={`/forms/${form}`} data-composer={form} data-draft={`${form}:${place.value}`}>
      <Refused kept={kept} />
      <input type="hidden" name="form" value={form} />
      <input type="hidden" name="show" value={show} />
      <input type="hidden" name={place.name} value={place.value} />
      <input type="hidden" name="timing" value="" />
      <input type="hidden" name="as" value={signedIn?.handle ?? ''} />
      {signedIn === null ? <input type="hidden" name="plain" value="1" /> : null}
      <Trap id={id} />
      {form === 'ask' ? null : name}
      {children}
      <p className="why" id={`${id}-why`} data-why="" data-at-once={t('Your {0} appears at once.', nouns[form])} data-first={t('A member’s first posts are read by a moderator before they appear.')}>{whoSees(form, signedIn)}</p>
      {signedIn === null || signedIn.first ? <FirstVisit html={guide} /> : null}
      {form === 'ask' ? <p className="label mt-5">{t('What you have understood so far, and where it stops')}</p> : null}
      <TextBox id={id} said={`${id}-why`} label={t('Your {0}', nouns[form])} text={fields['body'] ?? ''} kept={kept} short={form === 'comment'} placeholder={invites[form]} focus={focus && nameError === undefined} />
      {form === 'ask' ? name : null}
      <div className="send">
        <button className="btn primary" data-send="">{sends[form]}</button>
        <button className="btn plain-only" formAction="/forms/preview" formNoValidate>{t('Preview')}</button>
        {signedIn === null ? <button className="btn plain plain-only" formAction="/forms/to-signin" formNoValidate>{t('Sign in, with this text kept')}</button> : null}
        {actions}
      </div>
    </form>
  )
}

type Box = { id: string; label: string; /** Id of a sentence that is to be heard before writing. */ said?: string; text: string; kept: Kept | null; short?: boolean; placeholder?: string; focus?: boolean }

/** The text field of a composer with its bar, its preview and its errors. */
export function TextBox({ id, label, said, text, kept, short = false, placeholder, focus = false }: Box) {
  const error = kept?.refusal?.fields.find(fault => fault.field === 'body')?.text
  return (
    <div className="field">
      <div className={short ? 'composer short' : 'composer'}>
        <WritingBar id={id} />
        <div id={`${id}-panel`} role="group" aria-label={t('Text')} data-panel="">
          <textarea id={id} name="body" aria-label={label} placeholder={placeholder} defaultValue={text} autoFocus={focus || error !== undefined} aria-invalid={error === undefined ? undefined : true} aria-describedby={[error === undefined ? null : `${id}-error`, said, `${id}-hint`].filter(Boolean).join(' ')} dir="auto" />
        </div>
        <div className="under">
          <span id={`${id}-hint`}>{worded('Markdown, and mathematics between $ signs · {0}', <a href="/about#writing">{t('Guide')}</a>)}</span>
          <span data-counter="" role="status" />
          <span data-saved="" role="status" />
        </div>
      </div>
      {error === undefined ? null : <p className="error" id={`${id}-error`}><Icon name="warn" />{error}</p>}
      {kept?.preview ? <section className="previewed" aria-label={t('Preview')}><p className="label">{t('Preview')}</p><Html className="prose" html={kept.preview} /></section> : null}
    </div>
  )
}

// People do not see this field; what fills every field does.
function Trap({ id }: { id: string }) {
  return (
    <div className="vh" aria-hidden="true">
      <label htmlFor={`${id}-trap`}>{t('Leave this empty')}</label>
      <input id={`${id}-trap`} name="trap" tabIndex={-1} autoComplete="off" />
    </div>
  )
}
