import type { SessionLine } from '@/auth/sessions'
import { enabledProviders, isProviderName, providerNames } from '@/auth/providers'
import { TextField } from '@/components/field'
import { Time } from '@/components/time'
import { keptForm } from '../kept-form'
import { ProofField } from './proof-field'
import type { Parts } from './proof-field'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** Address, password, providers, and the browsers that are signed in. */
export function Entrances({ account, state, session }: Parts & { session: number | null }) {
  return (
    <>
      <Email account={account} state={state} />
      <Password account={account} state={state} />
      <Providers account={account} state={state} />
      <h3 className="mt-7">{t('Browsers signed in')}</h3>
      <ul className="sessions">{account.sessions.map(line => <Session key={line.id} line={line} here={line.id === session} />)}</ul>
      <form className="mt-4" method="post" action="/forms/signout-everywhere"><button className="btn">{t('Sign out everywhere')}</button></form>
    </>
  )
}

function Email({ account, state }: Parts) {
  const form = keptForm(state, 'settings-email')
  const hint = account.email === null ? t('None yet.') : account.emailProved ? t('Confirmed. Shown to nobody.') : t('Not confirmed. Shown to nobody.')
  return (
    <form id="email" method="post" action="/forms/settings-email" noValidate>
      <TextField id="settings-email" name="email" type="email" label={t('E-mail')} autoComplete="email" maxLength={254} defaultValue={form.value('email', account.email ?? '')} error={form.error('email')} focus={form.focus('email')} hint={hint} />
      <ProofField account={account} form={form} id="email-proof" />
      <div className="send"><button className="btn">{t('Change e-mail')}</button></div>
    </form>
  )
}

function Password({ account, state }: Parts) {
  const form = keptForm(state, 'settings-password')
  return (
    <form id="password" className="mt-7" method="post" action="/forms/settings-password" noValidate>
      <TextField name="new_password" type="password" label={t('New password')} autoComplete="new-password" error={form.error('new_password')} focus={form.focus('new_password')} hint={account.hasPassword ? t('Changing it signs all other browsers out.') : t('Not set; you sign in another way.')} />
      <ProofField account={account} form={form} id="password-proof" />
      <div className="send"><button className="btn">{account.hasPassword ? t('Change password') : t('Set password')}</button></div>
    </form>
  )
}

function Providers({ account, state }: Parts) {
  const unlink = keptForm(state, 'sign-in-unlink')
  const linked = account.signIns.map(line => line.provider)
  const free = enabledProviders().filter(provider => !linked.includes(provider))
  if (linked.length === 0 && free.length === 0) return null
  return (
    <>
      <h3 className="mt-7">{t('Other ways in')}</h3>
      <ul className="sessions">
        {account.signIns.map(line => (
          <li key={line.id}>
            <span>{isProviderName(line.provider) ? providerNames[line.provider] : line.provider}<span className="small faint block">{line.label}</span></span>
            <form method="post" action="/forms/sign-in-unlink"><input type="hidden" name="id" value={line.id} /><ProofField account={account} form={unlink} id={`unlink-${line.id}`} /><button className="btn compact">{t('Unlink')}</button></form>
          </li>
        ))}
        {free.map(provider => (
          <li key={provider}>
            <span>{providerNames[provider]}</span>
            <form method="post" action="/forms/sign-in-link"><ProofField account={account} form={keptForm(state, 'sign-in-link')} id={`link-${provider}`} /><button className="btn compact" name="provider" value={provider}>{t('Link')}</button></form>
          </li>
        ))}
      </ul>
    </>
  )
}

function Session({ line, here }: { line: SessionLine; here: boolean }) {
  return (
    <li>
      <span>{line.label}<span className="small faint block">{here ? t('This browser, since ') : t('Since ')}<Time date={line.createdAt} /></span></span>
      {here ? null : <form method="post" action="/forms/session-end"><input type="hidden" name="id" value={line.id} /><button className="btn compact">{worded('Sign out{0}', <span className="vh"> {line.label}</span>)}</button></form>}
    </li>
  )
}
