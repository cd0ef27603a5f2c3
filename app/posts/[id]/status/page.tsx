import { forbidden, notFound, unauthorized } from 'next/navigation'
import { currentView, currentViewer, kept } from '@/auth/current'
import { Check, Choice, TextField } from '@/components/field'
import { Icon } from '@/components/icons'
import { Refused } from '@/components/refused'
import { headingOf } from '../../../heading'
import { PostFrame } from '../frame'
import { postAt, type Props } from '../post'
import { t } from '@/words'
import { worded } from '@/words/worded'

const statuses = [
  { value: 'open', label: t('Open: nobody has settled it yet') },
  { value: 'answered', label: t('Answered') },
  { value: 'disputed', label: t('Disputed: answers disagree') },
  { value: 'closed', label: t('Closed: no new answers, comments go on') },
] as const

const closings = [
  { value: '', label: t('None of these') }, { value: 'off-topic', label: t('Not about this paper') }, { value: 'duplicate', label: t('Repeats another question') }, { value: 'in-paper', label: t('Answered in the paper') },
] as const

export async function generateMetadata(props: Props) {
  return headingOf({ title: t('Set status'), path: (await postAt(props)).question.url, index: false })
}

export default async function StatusPage(props: Props) {
  const about = await postAt(props)
  const { post, question } = about
  if (post.kind !== 'question') notFound()
  if (!about.may.status) return (await currentViewer()).kind === 'guest' ? unauthorized() : forbidden()
  const role = (await currentView())?.role ?? 'member'
  const choices = role === 'member' ? statuses.filter(({ value }) => value === 'open' || value === 'answered') : statuses
  const form = await kept()
  const fault = form?.refusal?.fields.find(one => one.field === 'status')?.text
  const chosen = form?.fields['status'] ?? question.status
  return (
    <PostFrame about={about} title={t('Set the status of this question')}>
      <div className="mt-4"><Refused kept={form} /></div>
      <form method="post" action="/forms/status" data-dialog="status">
        <input type="hidden" name="question" value={post.id} />
        <fieldset className="reasons">
          <legend className="label">{t('Status')}</legend>
          {choices.map(choice => <Check key={choice.value} type="radio" name="status" value={choice.value} label={choice.label} defaultChecked={choice.value === chosen} />)}
          {fault === undefined ? null : <p className="error"><Icon name="warn" />{fault}</p>}
        </fieldset>
        {role === 'member' ? null : <Closing fields={form?.fields ?? {}} error={form?.refusal?.fields.find(one => one.field === 'target' || one.field === 'closing.target')?.text ?? null} />}
        <TextField label={t('Reason, shown in the thread (optional)')} name="reason" maxLength={1000} defaultValue={form?.fields['reason'] ?? question.statusWhy ?? ''} />
        {about.may.expertise ? <p className="small mt-4"><a href={`/posts/${post.id}/expertise`}>{question.expertise === null ? t('Say what kind of expert it needs') : worded('Needs an expert in {0}: change it', <bdi>{question.expertise.words}</bdi>)}</a></p> : null}
        <div className="send"><button className="btn primary">{t('Set status')}</button><a className="btn plain" href={question.url} data-cancel="">{t('Leave it')}</a></div>
      </form>
    </PostFrame>
  )
}

/** Why a question is closed: only what goes with the chosen reason counts. */
function Closing({ fields, error }: { fields: Record<string, string>; error: string | null }) {
  return (
    <fieldset className="reasons">
      <legend className="label">{t('If you close it')}</legend>
      <Choice label={t('Why')} name="closing" options={closings} defaultValue={fields['closing'] ?? ''} />
      <TextField label={t('The question that it repeats, by its address or number')} name="target" defaultValue={fields['target']} error={error} autoComplete="off" />
      <TextField label={t('Where the paper answers it')} name="place" maxLength={120} placeholder={t('For example, Section 3.2')} defaultValue={fields['place']} />
    </fieldset>
  )
}
