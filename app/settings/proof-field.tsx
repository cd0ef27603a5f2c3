import type { Account } from '@/auth/account'
import type { Kept } from '@/auth/kept'
import { TextField } from '@/components/field'
import type { KeptForm } from '../kept-form'

export type Parts = { account: Account; state: Kept | null }

/** Asks for the password once more, where the sign-in is older than 15 minutes. */
export function ProofField({ account, form, id }: { account: Account; form: KeptForm; id: string }) {
  if (account.proved) return null
  if (!account.hasPassword) return <p className="hint">This asks for a sign-in of the last 15 minutes: <a href="/signin?next=/settings">sign in once more</a> first.</p>
  return <TextField id={id} name="current_password" type="password" label="Current password" autoComplete="current-password" error={form.error('current_password')} focus={form.focus('current_password')} />
}
