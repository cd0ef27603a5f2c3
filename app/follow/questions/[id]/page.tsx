import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { currentViewer, kept } from '@/auth/current'
import { EarlyFonts } from '@/components/early-fonts'
import { TextField } from '@/components/field'
import { Html } from '@/components/html'
import { Notice } from '@/components/notice'
import { publicQuestion } from '@/forum/mail-follows'
import { sendsMail } from '@/forum/outbox'
import { headingOf } from '../../../heading'
import { keptForm } from '../../../kept-form'
import { numberIn, readGiven } from '../../../parameters'
import type { Given } from '../../../parameters'
import { Shell } from '../../../shell'
import { t } from '@/words'

type Props = { params: Promise<{ id: string }>; searchParams: Given }

const questionAt = cache(async (id: string) => {
  const number = numberIn(id)
  return number === null || number > 2_147_483_647 ? null : publicQuestion(number)
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  return { ...await headingOf({ title: t('Follow a question'), path: `/follow/questions/${encodeURIComponent(id)}`, index: false }), robots: { index: false, follow: false } }
}

/** Where a guest's "Follow" leads: by a mail address alone, or by signing in. */
export default async function FollowQuestionPage({ params, searchParams }: Props) {
  const question = await questionAt((await params).id)
  if (question === null) notFound()
  const [given, form, viewer] = [await readGiven(searchParams), keptForm(await kept(), 'follow-by-mail'), await currentViewer()]
  const sent = given('sent') === '1' && form.said === null
  return (
    <Shell>
      <div className="desk-form">
        <h1>{sent ? t('Look into your mail') : t('Follow this question')}</h1>
        <p className="mt-2"><EarlyFonts pieces={[question.headingHtml]} /><a href={question.url}><bdi><Html as="span" html={question.headingHtml} /></bdi></a></p>
        {sent ? <Sent url={question.url} /> : viewer.kind === 'person' ? <Here url={question.url} /> : (
          <>
            {sendsMail() ? <ByMail question={question.id} form={form} /> : <Notice>{t('This site sends no mail.')}</Notice>}
            <p className="mt-7"><a className="btn" href={`/signin?next=${encodeURIComponent(question.url)}`}>{t('Sign in to follow here')}</a></p>
          </>
        )}
      </div>
    </Shell>
  )
}

function ByMail({ question, form }: { question: number; form: ReturnType<typeof keptForm> }) {
  const error = form.error('address')
  return (
    <form className="mt-4" method="post" action="/forms/follow-by-mail">
      {form.said !== null && error === null ? <Notice tone="danger" live="alert">{form.said}</Notice> : null}
      <input type="hidden" name="question" value={question} />
      <TextField label={t('E-mail')} name="address" type="email" autoComplete="email" maxLength={254} required defaultValue={form.value('address')} error={error} focus={form.focus('address')}
        hint={t('Each new answer is mailed to you. Kept are your address and which question it follows, nothing else, until you end it by one click in any of the mails.')} />
      <div className="send"><button className="btn primary">{t('Follow by e-mail')}</button></div>
    </form>
  )
}

// The same words whatever is known of the address.
function Sent({ url }: { url: string }) {
  return (
    <>
      <p className="soft mt-2" role="status">{t('A link is on its way to the address you gave, unless it follows this question already. It works for 24 hours; until then nothing else is sent.')}</p>
      <p className="mt-4"><a className="btn" href={url}>{t('Back to the question')}</a></p>
    </>
  )
}

function Here({ url }: { url: string }) {
  return (
    <>
      <p className="soft mt-2">{t('You are signed in: the question’s own page has the button.')}</p>
      <p className="mt-4"><a className="btn" href={url}>{t('Back to the question')}</a></p>
    </>
  )
}
