import type { Account } from '@/auth/account'
import type { Kept } from '@/auth/kept'
import { TextField } from '@/components/field'
import type { KeptForm } from '../kept-form'
import { t } from '@/words'
import { worded } from '@/words/worded'

export type Parts = { account: Account; state: Kept | null }

/** Asks for the password once more, where the sign-in is older than 15 minutes. */
export function ProofField({ account, form, id }: { account: Account; form: KeptForm; id: string }) {
  if (account.proved) return null
  if (!account.hasPassword) return <p className="hint">{worded('This asks for a sign-in of the last 15 minutes: {0} first.', <a href="/signin?next=/settings">{t('sign in once more')}</a>)}</p>
  return <TextField id={id} name="current_password" type="password" label={t('Current password')} autoComplete="current-password" error={form.error('current_password')} focus={form.focus('current_password')} />
}
