import { Check, TextField, TextLines } from '@/components/field'
import type { Assessed } from '@/reading-list/assessment'
import type { KeptForm } from '../../../kept-form'
import { t } from '@/words'

/** Rating, remark and notes as plain fields. `seen` says what was read, so that nobody's change is overwritten unseen. */
export function NotesForm({ paper, form, seen }: { paper: Assessed; form: KeptForm; seen: string }) {
  const { rating, mark, remark, notes } = paper.site
  const other = rating === null && mark !== null ? mark : null
  const chosen = form.value('rating', rating ?? (other === null ? 'none' : 'kept'))
  const choices = [
    { value: 'up', label: t('Up') }, { value: 'down', label: t('Down') },
    ...other === null ? [] : [{ value: 'kept', label: t('{0}, as it is written', other) }],
    { value: 'none', label: t('None') },
  ]
  return (
    <form className="mt-5" method="post" action="/forms/reading-list-notes">
      <input type="hidden" name="slug" value={paper.slug} />
      <input type="hidden" name="seen" value={seen} />
      <fieldset className="reasons">
        <legend className="label">{t('Rating')}</legend>
        {choices.map(choice => <Check key={choice.value} type="radio" name="rating" value={choice.value} label={choice.label} defaultChecked={choice.value === chosen} />)}
      </fieldset>
      <TextField label={t('Remark')} name="remark" className="serif" maxLength={2_000} defaultValue={form.value('remark', remark ?? '')} error={form.error('remark')} focus={form.focus('remark')} hint={t('In one line; it stands beside the title in the list. Empty means none.')} />
      <TextLines label={t('Notes')} name="notes" className="input md notes-md" spellCheck dir="auto" defaultValue={form.value('notes', notes)} error={form.error('notes')} focus={form.focus('notes')} hint={t('Markdown bullets; indent a bullet by two spaces to put it under another. Mathematics stands between $ signs.')} />
      <div className="send">
        <button className="btn primary">{t('Save')}</button>
        <a className="btn plain" href={`/papers/${encodeURIComponent(paper.slug)}`}>{t('Leave it as it was')}</a>
        <p className="why">{paper.file === null ? t('The Markdown export has it. Where the list’s file changes too, both are shown and you choose.') : t('Saving settles it with this text.')}</p>
      </div>
    </form>
  )
}
