import { Notice } from '@/components/notice'
import { keptForm } from '../kept-form'
import { ProofField } from './proof-field'
import type { Parts } from './proof-field'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** One's notifications as a feed: its address is made here, shown once. */
export function OwnFeed({ account, state, exists }: Parts & { exists: boolean }) {
  const form = keptForm(state, 'feed-address')
  const made = form.value('address')
  return (
    <>
      {made === '' ? null : (
        <Notice tone="good" live="status" lead={t('The address of your feed.')}>{worded('It is shown this once; whoever has it can read your notifications. {0}', <code data-address="">{made}</code>)}</Notice>
      )}
      <p className="soft">{exists ? t('Your notifications can be read at a secret address. A new one ends the former; so does signing out everywhere, or a new password.') : t('A feed reader can fetch your notifications from a secret address, without signing in.')}</p>
      <form className="mt-4" method="post" action="/forms/feed-address" noValidate>
        <ProofField account={account} form={form} id="feed-proof" />
        <div className="send"><button className="btn">{exists ? t('Make a new address') : t('Make an address')}</button></div>
      </form>
      {exists ? <form className="mt-4" method="post" action="/forms/feed-address-end"><button className="btn">{t('End the address')}</button></form> : null}
    </>
  )
}
