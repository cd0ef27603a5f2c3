import { Choice, TextField } from '@/components/field'
import type { Anchor } from '@/forum/documents'

/** The kinds of places in a paper, for a form. */
export const anchorChoices = [
  { value: '', label: 'Place' },
  { value: 'equation', label: 'Equation' },
  { value: 'section', label: 'Section' },
  { value: 'figure', label: 'Figure' },
  { value: 'table', label: 'Table' },
  { value: 'algorithm', label: 'Algorithm' },
  { value: 'theorem', label: 'Theorem' },
  { value: 'page', label: 'Page' },
  { value: 'quote', label: 'Quotation' },
  { value: 'other', label: 'Elsewhere' },
] as const

type Given = { id: string; anchor: Anchor | null; fields: Record<string, string>; choices: typeof anchorChoices; error?: string | null }

/** Where in the paper a question is about: its kind, which one, and perhaps the words. */
export function AnchorFields({ id, anchor, fields, choices, error = null }: Given) {
  return (
    <fieldset className="field">
      <legend className="label">Where in the paper <span className="faint">(optional)</span></legend>
      <div className="locus">
        <Choice label={<span className="vh">Kind of place</span>} name="anchor_kind" id={`${id}-kind`} options={choices} defaultValue={fields['anchor_kind'] ?? anchor?.kind ?? ''} />
        <TextField label={<span className="vh">Which one</span>} name="anchor_label" id={`${id}-label`} placeholder="For example, Eq. (7) or §3.2" maxLength={120} defaultValue={fields['anchor_label'] ?? anchor?.label ?? ''} error={error} />
      </div>
      <div className="mt-2">
        <TextField label={<span className="faint">A passage, in the paper’s words (optional)</span>} name="anchor_quote" id={`${id}-quote`} maxLength={1000} defaultValue={fields['anchor_quote'] ?? anchor?.quote ?? ''} />
      </div>
    </fieldset>
  )
}
