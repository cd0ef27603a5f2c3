import { Check, Choice, TextField } from '@/components/field'
import type { RulesForm } from './parts'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** What happens while the author is away, and who is told of what waits. */
export function Away({ form, ticked }: RulesForm) {
  return (
    <>
      <p className="soft mb-4">{t('Members you trust go on as usual, however long the queue grows. A line over every page says that you are away.')}</p>
      <Check name="away" value="1" defaultChecked={ticked('away')} label={t('I am away')} />
      <TextField name="away_until" type="date" label={<>{worded('Until the end of {0}', <span className="faint">{t('(optional)')}</span>)}</>} hint={t('In UTC. Without a day: until you untick it.')} defaultValue={form.value('away_until')} error={form.error('away_until')} focus={form.focus('away_until')} />
      <TextField name="away_words" label={<>{worded('A line for readers {0}', <span className="faint">{t('(optional)')}</span>)}</>} maxLength={300} defaultValue={form.value('away_words')} error={form.error('away_words')} focus={form.focus('away_words')} />
      <Choice name="away_guests" label={t('Guests’ posts meanwhile')} options={[{ value: 'held', label: t('wait until you are back') }, { value: 'paused', label: t('are not taken; guests are asked to sign in') }]} defaultValue={form.value('away_guests')} error={form.error('away_guests')} />
      <Choice name="digest" label={t('Mail the queue to those who moderate')} options={[{ value: 'never', label: t('never') }, { value: 'away', label: t('daily while you are away') }, { value: 'daily', label: t('on every day on which something waits') }]} defaultValue={form.value('digest')} error={form.error('digest')} hint={t('Once a day at most, with links that approve or reject. Needs mail to be set up.')} />
    </>
  )
}
