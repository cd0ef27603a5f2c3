import { draftNames } from '@/auth/drafts'
import type { KeptForm } from '../kept-form'

const carriedNames = ['draft_form', 'draft_show', ...draftNames.map(name => `draft_${name}`)]

/** Hidden fields that travel through every way of signing in: where to go then, and a text half-written. */
export function Carried({ form, next }: { form: KeptForm; next: string }) {
  const drafts = carriedNames.map(name => ({ name, value: form.value(name) })).filter(({ value }) => value !== '')
  return (
    <>
      <input type="hidden" name="next" value={form.value('next', next)} />
      <input type="hidden" name="plain" value="1" />
      {drafts.map(({ name, value }) => <input key={name} type="hidden" name={name} value={value} />)}
    </>
  )
}
