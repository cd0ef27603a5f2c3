import { Check, Choice, TextField } from '@/components/field'
import type { RulesForm } from './parts'

/** What happens while the author is away, and who is told of what waits. */
export function Away({ form, ticked }: RulesForm) {
  return (
    <>
      <p className="soft mb-4">Members you trust go on as usual, however long the queue grows. A line over every page says that you are away.</p>
      <Check name="away" value="1" defaultChecked={ticked('away')} label="I am away" />
      <TextField name="away_until" type="date" label={<>Until the end of <span className="faint">(optional)</span></>} hint="In UTC. Without a day: until you untick it." defaultValue={form.value('away_until')} error={form.error('away_until')} focus={form.focus('away_until')} />
      <TextField name="away_words" label={<>A line for readers <span className="faint">(optional)</span></>} maxLength={300} defaultValue={form.value('away_words')} error={form.error('away_words')} focus={form.focus('away_words')} />
      <Choice name="away_guests" label="Guests’ posts meanwhile" options={[{ value: 'held', label: 'wait until you are back' }, { value: 'paused', label: 'are not taken; guests are asked to sign in' }]} defaultValue={form.value('away_guests')} error={form.error('away_guests')} />
      <Choice name="digest" label="Mail the queue to those who moderate" options={[{ value: 'never', label: 'never' }, { value: 'away', label: 'daily while you are away' }, { value: 'daily', label: 'on every day on which something waits' }]} defaultValue={form.value('digest')} error={form.error('digest')} hint="Once a day at most, with links that approve or reject. Needs mail to be set up." />
    </>
  )
}
