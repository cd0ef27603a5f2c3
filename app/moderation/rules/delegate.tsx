import { readAccount } from '@/auth/account'
import { currentViewer, kept } from '@/auth/current'
import { TextField } from '@/components/field'
import { Notice } from '@/components/notice'
import { Time } from '@/components/time'
import { listDelegates } from '@/forum/delegates'
import type { Delegate } from '@/forum/delegates'
import { keptForm } from '../../kept-form'
import { ProofField } from '../../settings/proof-field'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** Who stands in as a moderator, and the form that appoints somebody. For authors. */
export async function Delegates() {
  const [account, delegates, state] = await Promise.all([currentViewer().then(readAccount), listDelegates(), kept()])
  const form = keptForm(state, 'delegate', 'delegate-end')
  return (
    <>
      <p className="soft">{t('A member can stand in as a moderator until a day: the queue is theirs as well, and the digest is mailed to them. It ends by itself, or at once when you end it.')}</p>
      {form.said === null ? null : <div className="refused mt-4"><Notice tone="danger" lead={t('Not done.')} live="alert">{form.said}</Notice></div>}
      {delegates.length === 0 ? null : <ul className="sessions">{delegates.map(delegate => <Line key={delegate.handle} delegate={delegate} />)}</ul>}
      <form className="mt-4" method="post" action="/forms/delegate" noValidate>
        <TextField name="handle" label={t('Handle of a member')} autoComplete="off" maxLength={31} defaultValue={form.value('handle')} error={form.error('handle')} focus={form.focus('handle')} />
        <TextField name="until" type="date" label={t('Until, that day included (UTC)')} defaultValue={form.value('until')} error={form.error('until')} focus={form.focus('until')} />
        {account === null ? null : <ProofField account={account} form={form} id="delegate-proof" />}
        <div className="send"><button className="btn">{t('Appoint')}</button></div>
      </form>
    </>
  )
}

function Line({ delegate: { handle, name, until } }: { delegate: Delegate }) {
  return (
    <li>
      <span><bdi>{name}</bdi> <a href={`/people/${handle}`}>@{handle}</a><span className="small faint block">{worded('until {0}', <Time date={until} />)}</span></span>
      <form method="post" action="/forms/delegate-end"><input type="hidden" name="handle" value={handle} /><button className="btn compact">{worded('End it{0}', <span className="vh">{' '}{worded('for {0}', name)}</span>)}</button></form>
    </li>
  )
}
