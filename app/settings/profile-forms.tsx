import { TextField } from '@/components/field'
import { keptForm } from '../kept-form'
import type { Parts } from './proof-field'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** Name, line and handle. */
export function Profile({ account, state }: Parts) {
  const profile = keptForm(state, 'settings-profile')
  const handle = keptForm(state, 'settings-handle')
  return (
    <>
      <form method="post" action="/forms/settings-profile" noValidate data-autosave="">
        <TextField name="name" label={t('Name shown with your posts')} autoComplete="name" maxLength={60} defaultValue={profile.value('name', account.name)} error={profile.error('name')} focus={profile.focus('name')} />
        <TextField name="about" label={<>{worded('A line about you {0}', <span className="faint">{t('(optional)')}</span>)}</>} maxLength={300} defaultValue={profile.value('about', account.about)} error={profile.error('about')} focus={profile.focus('about')} />
        <div className="send"><button className="btn primary">{t('Save changes')}</button><p className="why" role="status" data-saved="" /></div>
      </form>
      <form className="mt-7" method="post" action="/forms/settings-handle" noValidate>
        <TextField name="handle" label={t('Handle')} autoComplete="nickname" autoCapitalize="none" spellCheck={false} maxLength={30} defaultValue={handle.value('handle', account.handle)} error={handle.error('handle')} focus={handle.focus('handle')} hint={t('Your former handle stays yours and leads to your page.')} />
        <div className="send"><button className="btn">{t('Change handle')}</button></div>
      </form>
    </>
  )
}
