import { Check } from '@/components/field'
import { keptForm } from '../kept-form'
import { ProofField } from './proof-field'
import type { Parts } from './proof-field'
import { t } from '@/words'

/** Taking everything along, and leaving. */
export function Data({ account, state }: Parts) {
  const form = keptForm(state, 'account-close')
  const posts = form.value('posts', 'keep')
  return (
    <>
      <p className="soft">{t('Take everything you wrote with you, or leave.')}</p>
      <p className="mt-4">{account.proved ? <a className="btn" href="/settings/data">{t('Download my data')}</a> : <a className="btn" href="/signin?next=/settings">{t('Sign in once more to download your data')}</a>}</p>
      {account.keepsList ? <p className="soft mt-4">{t('You keep this site’s reading list, so your account stays with it.')}</p> : (
        <form className="mt-7" method="post" action="/forms/account-close" noValidate>
          <fieldset>
            <legend>{t('When you leave, your name, address and sign-ins are gone at once, with what you follow, your notifications, drafts and devices. Your posts')}</legend>
            <Check type="radio" name="posts" value="keep" defaultChecked={posts === 'keep'} label={t('stay under “Former member”')} />
            <Check type="radio" name="posts" value="empty" defaultChecked={posts === 'empty'} label={t('are emptied, their former texts too; a mark stays where others replied')} />
          </fieldset>
          <Check name="sure" value="1" aria-describedby={form.error('sure') === null ? undefined : 'sure-error'} aria-invalid={form.error('sure') === null ? undefined : true} label={t('Close my account. This cannot be taken back.')} />
          {form.error('sure') === null ? null : <p className="error" id="sure-error">{form.error('sure')}</p>}
          <ProofField account={account} form={form} id="close-proof" />
          <div className="send"><button className="btn danger">{t('Close my account')}</button></div>
        </form>
      )}
    </>
  )
}
