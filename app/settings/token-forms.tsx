import { Choice, TextField } from '@/components/field'
import { Notice } from '@/components/notice'
import { Time } from '@/components/time'
import { keptForm } from '../kept-form'
import { ProofField } from './proof-field'
import type { Parts } from './proof-field'
import { t } from '@/words'
import { worded } from '@/words/worded'

const scopes = [
  { value: 'read', label: t('Read: what you may read') },
  { value: 'write', label: t('Write: and post, edit, vote') },
  { value: 'moderate', label: t('Moderate: and decide') },
] as const

/** Tokens for programs: made here, shown once. */
export function Tokens({ account, state, mayModerate }: Parts & { mayModerate: boolean }) {
  const form = keptForm(state, 'token-create')
  const made = form.value('token')
  return (
    <>
      {made === '' ? null : (
        <Notice tone="good" live="status" lead={t('Your token.')}>{worded('It is shown this once; keep it where you keep passwords. {0}', <code data-token="">{made}</code>)}</Notice>
      )}
      {account.tokens.length === 0 ? <p className="soft">{worded('None. A token lets a program of yours use the {0}.', <a href="/api/v1/openapi.json">{t('interface for programs')}</a>)}</p> : (
        <ul className="sessions">
          {account.tokens.map(token => (
            <li key={token.id}>
              <span>{token.label === '' ? t('Token') : token.label}<span className="small faint block">{worded('{0}, since {1}, {2}', token.scope, <Time date={token.createdAt} />, token.lastUsed === null ? t('never used') : t('last used on {0}', token.lastUsed))}</span></span>
              <form method="post" action="/forms/token-revoke"><input type="hidden" name="id" value={token.id} /><button className="btn compact">{worded('Revoke{0}', <span className="vh"> {token.label}</span>)}</button></form>
            </li>
          ))}
        </ul>
      )}
      <form className="mt-4" method="post" action="/forms/token-create" noValidate>
        <TextField name="label" label={t('What the token is for')} maxLength={60} defaultValue={form.value('label')} error={form.error('label')} focus={form.focus('label')} />
        <Choice name="scope" label={t('What it may do')} options={mayModerate ? scopes : scopes.slice(0, 2)} defaultValue={form.value('scope', 'read')} error={form.error('scope')} />
        <ProofField account={account} form={form} id="token-proof" />
        <div className="send"><button className="btn">{t('Create token')}</button></div>
      </form>
    </>
  )
}
