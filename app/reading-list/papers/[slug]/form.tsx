import { Check, TextField, TextLines } from '@/components/field'
import type { Assessed } from '@/reading-list/assessment'
import type { KeptForm } from '../../../kept-form'

/** Rating, remark and notes as plain fields. `seen` says what was read, so that nobody's change is overwritten unseen. */
export function NotesForm({ paper, form, seen }: { paper: Assessed; form: KeptForm; seen: string }) {
  const { rating, mark, remark, notes } = paper.site
  const other = rating === null && mark !== null ? mark : null
  const chosen = form.value('rating', rating ?? (other === null ? 'none' : 'kept'))
  const choices = [
    { value: 'up', label: 'Up' }, { value: 'down', label: 'Down' },
    ...other === null ? [] : [{ value: 'kept', label: `${other}, as it is written` }],
    { value: 'none', label: 'None' },
  ]
  return (
    <form className="mt-5" method="post" action="/forms/reading-list-notes">
      <input type="hidden" name="slug" value={paper.slug} />
      <input type="hidden" name="seen" value={seen} />
      <fieldset className="reasons">
        <legend className="label">Rating</legend>
        {choices.map(choice => <Check key={choice.value} type="radio" name="rating" value={choice.value} label={choice.label} defaultChecked={choice.value === chosen} />)}
      </fieldset>
      <TextField label="Remark" name="remark" className="serif" maxLength={2_000} defaultValue={form.value('remark', remark ?? '')} error={form.error('remark')} focus={form.focus('remark')} hint="In one line; it stands beside the title in the list. Empty means none." />
      <TextLines label="Notes" name="notes" className="input md notes-md" spellCheck dir="auto" defaultValue={form.value('notes', notes)} error={form.error('notes')} focus={form.focus('notes')} hint="Markdown bullets; indent a bullet by two spaces to put it under another. Mathematics stands between $ signs." />
      <div className="send">
        <button className="btn primary">Save</button>
        <a className="btn plain" href={`/papers/${encodeURIComponent(paper.slug)}`}>Leave it as it was</a>
        <p className="why">{paper.file === null ? 'The Markdown export has it. Where the list’s file changes too, both are shown and you choose.' : 'Saving settles it with this text.'}</p>
      </div>
    </form>
  )
}
