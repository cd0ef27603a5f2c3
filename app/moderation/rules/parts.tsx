import type { ReactNode } from 'react'
import { Check, TextField, TextLines } from '@/components/field'
import type { KeptForm } from '../../kept-form'
import { t } from '@/words'

/** The form as it is filled now; `ticked` says whether a box is. */
export type RulesForm = { form: KeptForm; ticked: (name: string) => boolean }

/** Who is read before they appear. */
export function Held({ form }: RulesForm) {
  return (
    <>
      <p className="soft mb-4">{t('Guests’ posts always wait, and moderators’ never do. These numbers are for members.')}</p>
      <NumberField form={form} name="first_held" label={t('First posts that wait')} hint={t('A member’s posts wait until so many of theirs were approved. A post that is rejected, or hidden after reports, counts one back. 0: none wait.')} min={0} max={50} />
      <NumberField form={form} name="long_from" label={t('Of long standing from')} hint={t('From so many approved posts on, more links are allowed.')} min={1} max={1000} />
      <NumberField form={form} name="links_held" label={t('Links that wait')} hint={t('A post with so many links to sites to which no approved post links waits.')} min={1} max={100} />
      <NumberField form={form} name="links_held_long" label={t('Links that wait, by members of long standing')} hint={t('For everybody else, so many links of any kind wait, too.')} min={1} max={100} />
    </>
  )
}

/** What the filter may do. */
export function Filter({ form, ticked }: RulesForm) {
  return (
    <>
      <p className="soft mb-4">{t('The filter learns from your decisions alone: what you approve, and what you mark as spam. It asks nobody else, says nothing until it has seen twenty of each, and never hides or deletes. It orders the queue and says because of what.')}</p>
      <Check name="filter" value="1" defaultChecked={ticked('filter')} label={t('What it takes for spam waits, whoever wrote it but moderators')} />
      <NumberField form={form} name="filter_from" label={t('Sure to so many per cent')} hint={t('Lower holds more, and more wrongly.')} min={50} max={100} />
      <Check name="alike" value="1" defaultChecked={ticked('alike')} label={t('A text like one that waits or was rejected waits, too')} />
    </>
  )
}

export function Blocked({ form }: RulesForm) {
  return (
    <>
      <p className="soft mb-4">{t('A post with one of these waits, whoever wrote it but moderators. It is not refused, and its writer is not told which word it was.')}</p>
      <TextLines name="words" label={t('Words or phrases')} hint={t('One a line. Whole words, in any case.')} rows={4} defaultValue={form.value('words')} error={form.error('words')} focus={form.focus('words')} />
      <TextLines name="domains" label={t('Domains')} hint={t('One a line, such as shop.example. Those under it count, too.')} rows={4} spellCheck={false} defaultValue={form.value('domains')} error={form.error('domains')} focus={form.focus('domains')} />
    </>
  )
}

export function Guests({ ticked }: RulesForm) {
  return (
    <>
      <p className="soft mb-4">{t('Guests are always read first, and bounded: five posts an hour from one address, thirty from one network, three hundred on the whole site, and five hundred that wait.')}</p>
      <Check name="work" value="1" defaultChecked={ticked('work')} label={t('Ask guests’ browsers for about a second of calculation before they post')} />
      <p className="small soft">{t('That costs whoever sends thousands of posts, and no reader notices. Whose browser does not do it is marked in the queue and never refused.')}</p>
    </>
  )
}

export function OpenLog({ ticked }: RulesForm) {
  return (
    <>
      <Check name="log_public" value="1" defaultChecked={ticked('log_public')} label={t('Everybody may read the moderation log')} />
      <p className="small soft">{t('What was done and why, without names and without texts that are hidden.')}</p>
    </>
  )
}

export function Guide({ form }: RulesForm) {
  return <TextLines name="guide" label={t('Before you post')} hint={t('Markdown. It stands on the guide page and beside the form of whoever posts for the first time. Empty: the one that comes with the program.')} rows={10} defaultValue={form.value('guide')} error={form.error('guide')} focus={form.focus('guide')} />
}

export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return <section className="sec" id={id} aria-labelledby={`${id}-title`}><h2 id={`${id}-title`}>{title}</h2><div>{children}</div></section>
}

function NumberField({ form, name, ...field }: { form: KeptForm; name: string; label: string; hint: string; min: number; max: number }) {
  return <TextField name={name} inputMode="numeric" autoComplete="off" type="number" step={1} defaultValue={form.value(name)} error={form.error(name)} focus={form.focus(name)} className="max-w-32" {...field} />
}
