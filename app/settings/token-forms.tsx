import { Choice, TextField } from '@/components/field'
import { Notice } from '@/components/notice'
import { Time } from '@/components/time'
import { keptForm } from '../kept-form'
import { ProofField } from './proof-field'
import type { Parts } from './proof-field'

const scopes = [
  { value: 'read', label: 'Read: what you may read' },
  { value: 'write', label: 'Write: and post, edit, vote' },
  { value: 'moderate', label: 'Moderate: and decide' },
] as const

/** Tokens for programs: made here, shown once. */
export function Tokens({ account, state, mayModerate }: Parts & { mayModerate: boolean }) {
  const form = keptForm(state, 'token-create')
  const made = form.value('token')
  return (
    <>
      {made === '' ? null : (
        <Notice tone="good" live="status" lead="Your token.">It is shown this once; keep it where you keep passwords. <code data-token="">{made}</code></Notice>
      )}
      {account.tokens.length === 0 ? <p className="soft">None. A token lets a program of yours use the <a href="/api/v1/openapi.json">interface for programs</a>.</p> : (
        <ul className="sessions">
          {account.tokens.map(token => (
            <li key={token.id}>
              <span>{token.label === '' ? 'Token' : token.label}<span className="small faint block">{token.scope}, since <Time date={token.createdAt} />, {token.lastUsed === null ? 'never used' : `last used on ${token.lastUsed}`}</span></span>
              <form method="post" action="/forms/token-revoke"><input type="hidden" name="id" value={token.id} /><button className="btn compact">Revoke<span className="vh"> {token.label}</span></button></form>
            </li>
          ))}
        </ul>
      )}
      <form className="mt-4" method="post" action="/forms/token-create" noValidate>
        <TextField name="label" label="What the token is for" maxLength={60} defaultValue={form.value('label')} error={form.error('label')} focus={form.focus('label')} />
        <Choice name="scope" label="What it may do" options={mayModerate ? scopes : scopes.slice(0, 2)} defaultValue={form.value('scope', 'read')} error={form.error('scope')} />
        <ProofField account={account} form={form} id="token-proof" />
        <div className="send"><button className="btn">Create token</button></div>
      </form>
    </>
  )
}
