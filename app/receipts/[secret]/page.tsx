import { notFound } from 'next/navigation'
import { currentView, kept } from '@/auth/current'
import { anchorChoices } from '@/components/anchor-fields'
import { Crumbs } from '@/components/crumbs'
import { EditForm } from '@/components/edit-form'
import { EarlyFonts } from '@/components/early-fonts'
import { Notice } from '@/components/notice'
import { AppealForm, StatementOf } from '@/components/own-statement'
import { PostBody, PostByline } from '@/components/post'
import { PostState, tombstoneOf } from '@/components/post-state'
import { Refused } from '@/components/refused'
import { address } from '@/components/words'
import type { OwnStatement } from '@/forum/appealing'
import { readReceipt } from '@/forum/receipts'
import type { Receipt } from '@/forum/receipts'
import { headingOf } from '../../heading'
import { Shell } from '../../shell'
import { Versions } from '../../posts/[id]/edit/versions'
import { WaitingChange } from '../../posts/[id]/edit/waiting-change'
import { t } from '@/words'
import { worded } from '@/words/worded'

type Props = { params: Promise<{ secret: string }> }

export async function generateMetadata() {
  const { title, metadataBase } = await headingOf({ title: t('Your receipt'), path: '/', index: false })
  return { title, metadataBase, robots: { index: false, follow: false } }
}

export default async function ReceiptPage({ params }: Props) {
  const { secret } = await params
  const receipt = await readReceipt(secret)
  if (receipt === null) notFound()
  const { post, paper, question } = receipt
  const [view, form] = [await currentView(), await kept()]
  return (
    <Shell>
      <EarlyFonts pieces={[post.html, form?.preview ?? '']} />
      <Crumbs steps={[{ href: `/papers/${paper.slug}`, title: paper.title }, { href: question.url, title: question.heading, titleHtml: question.headingHtml }]} />
      <div className="desk-form">
        <h1>{worded('Your {0}', post.kind)}</h1>
        <p className="soft mt-2">{t('Whoever has this address can do what you can do here. Keep it, and tell it to nobody.')}</p>
        <div className="mt-4">{form !== null && form.form !== 'receipt-edit' ? <Refused kept={form} /> : null}</div>
        <StateOf receipt={receipt} />
        {isTold(receipt.told) ? <Told told={receipt.told} secret={secret} form={form} /> : null}
        {post.state === 'deleted' ? null : (
          <article className="mt-4" aria-label={t('Your {0}', post.kind)} data-post={post.id}>
            {receipt.title === null ? null : <p className="label">{receipt.title}</p>}
            <PostByline post={post} />
            <PostBody post={post} />
          </article>
        )}
        <WaitingChange changes={receipt} post={post} secret={secret} />
        <Doings receipt={receipt} secret={secret} handle={view?.handle ?? null} form={form} />
      </div>
    </Shell>
  )
}

function StateOf({ receipt: { post, ahead, question, told } }: { receipt: Receipt }) {
  if (post.state === 'public') return <Notice tone="good" lead={t('Published.')} live="status">{worded('Everybody can read it: {0}.', <a href={`/p/${post.id}`}>{t('see it in its thread')}</a>)}</Notice>
  if (post.state === 'deleted') return <Notice live="status">{tombstoneOf(post, false)} <a href={question.url}>{t('Back to the thread')}</a></Notice>
  // The statement says it, in full.
  if (post.state === 'hidden' && isTold(told)) return null
  return <PostState post={post} waiting={ahead === null ? null : { ahead, receipt: null }} bare />
}

/** Spam is not answered, but for an appeal that was made all the same. */
function isTold(told: OwnStatement | null): told is OwnStatement {
  return told !== null && (told.kind !== 'spam' || told.appeal !== null)
}

function Told({ told, secret, form }: { told: OwnStatement; secret: string; form: Form }) {
  return (
    <>
      <StatementOf told={told} />
      {told.mayAppeal ? <AppealForm action="/forms/receipt-appeal" about={{ name: 'secret', value: secret }} kept={form?.form === 'receipt-appeal' ? form : null} cancel={null} /> : null}
    </>
  )
}

type Form = Awaited<ReturnType<typeof kept>>
type Given = { receipt: Receipt; secret: string; handle: string | null; form: Form }

function Doings({ receipt, secret, handle, form }: Given) {
  const { post, claimed } = receipt
  if (claimed) return <p className="soft mt-4">{worded('This {0} belongs to an account now; it is changed {1}, by whoever signs in to that account.', post.kind, <a href={`/p/${post.id}`}>{t('in its thread')}</a>)}</p>
  return (
    <>
      <Edit receipt={receipt} secret={secret} form={form} />
      {post.state === 'held' || post.state === 'public' ? (
        <form className="send" method="post" action="/forms/receipt-withdraw">
          <input type="hidden" name="secret" value={secret} />
          <button className="btn">{t('Withdraw')}</button>
          <p className="why">{post.state === 'held' ? t('It then waits no longer.') : t('Where others replied, a line stays in its place.')}</p>
        </form>
      ) : null}
      {post.state === 'deleted' ? null : (
        <form className="send" method="post" action="/forms/receipt-claim">
          <input type="hidden" name="secret" value={secret} />
          <button className="btn plain">{handle === null ? t('Sign in and make it yours') : t('Make it @{0}’s', handle)}</button>
          {handle === null ? <p className="why">{worded('or {0} first', <a href={address('/signup', { next: `/receipts/${secret}` })}>{t('create an account')}</a>)}</p> : <p className="why">{t('From then on it is changed from your account. The guest’s name stays on it.')}</p>}
        </form>
      )}
    </>
  )
}

const editWords = { held: t('Edit'), public: t('Change it'), hidden: t('Edit it once, and send it again'), deleted: '' } as const

function Edit({ receipt: { post, title, anchor, proposal }, secret, form }: Omit<Given, 'handle'>) {
  const own = form?.form === 'receipt-edit' ? form : null
  const mayEdit = post.state === 'held' || post.state === 'public' || post.decision?.mayRevise === true || own !== null
  if (!mayEdit) return null
  // Of a published question the place in the paper stays.
  const subject = { id: post.id, kind: post.kind, revision: own?.current?.revision ?? post.revision, body: proposal?.body ?? post.body, title: proposal?.title ?? title, ...post.state === 'public' ? {} : { anchor } }
  return (
    <details className="mt-4" open={own !== null || post.state === 'hidden'}>
      <summary className="tool">{proposal === null ? editWords[post.state] : t('Edit your change')}</summary>
      <EditForm action="/forms/receipt-edit" id={`receipt-${post.id}`} secret={secret} kept={own} as="" isGuest choices={anchorChoices} cancel={`/receipts/${secret}`} post={subject} />
      {own?.current ? <Versions yours={own.fields['body'] ?? ''} present={own.current} /> : null}
    </details>
  )
}
