import type { Kept } from '@/auth/kept'
import type { ViewerView } from '@/components/viewer-view'
import { WriteForm } from '@/components/write-form'
import { address } from '@/components/words'
import { t } from '@/words'
import { worded } from '@/words/worded'

type Given = {
  form: 'answer'
  /** The question's id, the slug of its paper and the path of its thread. */
  question: number
  path: string
  kept: Kept | null
  signedIn: ViewerView | null
  /** The author's own posting guide as safe HTML, or null. */
  guide: string | null
  closed: boolean
  locked: boolean
}

/** Where a thread is answered. A closed question and a locked thread take no answers, but give back one that was on its way. */
export function Composer({ question, path, kept, signedIn, guide, closed, locked }: Given) {
  const moderates = signedIn !== null && signedIn.role !== 'member'
  const isOver = (closed || locked) && kept === null && !moderates
  const asComment = kept?.refusal?.code === 'question-closed'
  const section = (
    <section className="inset" aria-labelledby="reply-title" id="reply">
      <div className="head thin">
        <h2 id="reply-title">{t('Your answer')}</h2>
        {signedIn === null ? <span className="aside" data-guest="">{worded('or {0} to vote and to edit later', <a href={address('/signin', { next: `${path}#reply` })}>{t('sign in')}</a>)}</span> : null}
      </div>
      <WriteForm
        form="answer" show={path} place={{ name: 'question', value: question }} kept={kept} signedIn={signedIn} guide={guide}
        actions={asComment ? <button className="btn" formAction="/forms/comment" name="parent" value={question}>{t('Post comment')}</button> : null}
      />
    </section>
  )
  // Moderators still answer: a script lays this over the stored page for them.
  if (isOver) return signedIn === null ? <template data-for="composer">{section}</template> : null
  return section
}
