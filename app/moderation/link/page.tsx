import type { Metadata } from 'next'
import { kept } from '@/auth/current'
import { readLinkPage } from '@/auth/decide-by-link'
import type { LinkPage } from '@/auth/decide-by-link'
import { EarlyFonts } from '@/components/early-fonts'
import { heldInShort } from '@/components/held-words'
import { Html } from '@/components/html'
import { Notice } from '@/components/notice'
import { PostBody, PostByline, labelOf } from '@/components/post'
import { errors } from '@/forum/errors'
import { rules } from '@/forum/moderation'
import { headingOf } from '../../heading'
import { keptForm } from '../../kept-form'
import type { KeptForm } from '../../kept-form'
import { readGiven } from '../../parameters'
import type { Given } from '../../parameters'
import { Shell } from '../../shell'
import { t } from '@/words'
import { worded } from '@/words/worded'

export async function generateMetadata(): Promise<Metadata> {
  return { ...await headingOf({ title: t('Decide by link'), path: '/moderation/link', index: false }), robots: { index: false, follow: false } }
}

/** Opened from a mail. Opening changes nothing: mail scanners open what they find. */
export default async function DecideLinkPage({ searchParams }: { searchParams: Given }) {
  const given = await readGiven(searchParams)
  const form = keptForm(await kept(), 'decide-link')
  const token = form.value('token', given('token') ?? '')
  const page = token === '' ? null : await readLinkPage(token)
  return (
    <Shell>
      <div className="desk-form">
        {token === '' && given('undone') === '1' ? <Undone /> : page === null ? <Spent said={form.said} /> : <Door page={page} token={token} form={form} />}
      </div>
    </Shell>
  )
}

function Undone() {
  return (
    <>
      <h1>{t('Undone')}</h1>
      <Notice tone="good" live="status">{t('The post stands as it stood before. The link that decided on it is used up; the queue has it again.')}</Notice>
      <p className="mt-4"><a className="btn" href="/moderation">{t('Open the queue')}</a></p>
    </>
  )
}

function Spent({ said }: { said: string | null }) {
  return (
    <>
      <h1>{t('This link is spent')}</h1>
      <Notice tone="caution" live="status">{said ?? errors['decide-link-spent'].text}</Notice>
      <p className="mt-4"><a className="btn" href="/moderation">{t('Open the queue')}</a></p>
    </>
  )
}

const words = {
  approve: { title: t('Approve this post?'), button: t('Approve'), done: t('Approved.') },
  reject: { title: t('Reject this post?'), button: t('Reject'), done: t('Rejected.') },
  spam: { title: t('Is this post spam?'), button: t('It is spam'), done: t('Taken for spam.') },
} as const

function Door({ page, token, form }: { page: LinkPage; token: string; form: KeptForm }) {
  const { decision, as, shown, late, did } = page
  const said = form.said ?? late?.text ?? null
  return (
    <>
      <h1>{did ? words[decision].done : words[decision].title}</h1>
      <p className="soft mt-2">{worded('{0} as {1} (@{2}).', did ? t('You decided') : t('You act'), <bdi>{as.name}</bdi>, as.handle)}</p>
      {said === null ? null : <Notice tone="caution" live="alert">{said}</Notice>}
      {shown === null ? null : <Shown shown={shown} />}
      {did ? <Done undoable={did.undoable} token={token} post={shown?.post.state === 'public' ? shown.post.id : null} /> : late ? <p className="mt-4"><a className="btn" href="/moderation">{t('Open the queue')}</a></p> : <Decision decision={decision} token={token} form={form} />}
    </>
  )
}

function Shown({ shown: { post, title, question, paper } }: { shown: NonNullable<LinkPage['shown']> }) {
  return (
    <>
      <EarlyFonts pieces={[post.html]} />
      <p className="small soft mt-4"><a href={`/papers/${paper.slug}`}><Html as="span" html={paper.titleHtml} /></a>{post.kind === 'question' ? null : <>, <a href={question.url}><Html as="span" html={question.headingHtml} /></a></>}</p>
      {post.state === 'held' && post.heldWhy ? <p className="small soft">{worded('Held: {0}.', heldInShort(post.heldWhy.split(',')))}</p> : null}
      <article className="mt-4" aria-label={labelOf(post, { question: t('Question'), answer: t('Answer'), comment: t('Comment') }[post.kind])}>
        {title === null ? null : <p className="label">{title}</p>}
        <PostByline post={post} />
        <PostBody post={post} />
      </article>
    </>
  )
}

function Decision({ decision, token, form }: { decision: LinkPage['decision']; token: string; form: KeptForm }) {
  return (
    <form className="send" method="post" action="/forms/decide-link">
      <input type="hidden" name="token" value={token} />
      {decision === 'reject' ? (
        <>
          <label><span className="vh">{t('Reason')}</span><select className="input" name="rule" defaultValue={form.value('rule')}><option value="">{t('No reason named')}</option>{Object.entries(rules).map(([value, label]) => <option key={value} value={value}>{label}</option>)}</select></label>
          <label><span className="vh">{t('In your words, told to the writer')}</span><input className="input" name="reason" placeholder={t('In your words')} maxLength={1000} defaultValue={form.value('reason')} /></label>
        </>
      ) : null}
      <button className="btn primary">{words[decision].button}</button>
    </form>
  )
}

function Done({ undoable, token, post }: { undoable: boolean; token: string; post: number | null }) {
  return (
    <div className="send">
      {undoable ? (
        <form method="post" action="/forms/decide-link">
          <input type="hidden" name="token" value={token} />
          <button className="btn" name="undo" value="1">{t('Undo')}</button>
        </form>
      ) : null}
      {post === null ? null : <a className="btn plain" href={`/p/${post}`}>{t('See it in its thread')}</a>}
      <a className="btn plain" href="/moderation">{t('Open the queue')}</a>
    </div>
  )
}
