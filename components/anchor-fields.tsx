import { Choice, TextField } from '@/components/field'
import type { Anchor } from '@/forum/documents'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** The kinds of places in a paper, for a form. */
export const anchorChoices = [
  { value: '', label: t('Place') },
  { value: 'equation', label: t('Equation') },
  { value: 'section', label: t('Section') },
  { value: 'figure', label: t('Figure') },
  { value: 'table', label: t('Table') },
  { value: 'algorithm', label: t('Algorithm') },
  { value: 'theorem', label: t('Theorem') },
  { value: 'page', label: t('Page') },
  { value: 'quote', label: t('Quotation') },
  { value: 'other', label: t('Elsewhere') },
] as const

type Given = { id: string; anchor: Anchor | null; fields: Record<string, string>; choices: typeof anchorChoices; error?: string | null }

/** Where in the paper a question is about: its kind, which one, and perhaps the words. */
export function AnchorFields({ id, anchor, fields, choices, error = null }: Given) {
  return (
    <fieldset className="field">
      <legend className="label">{worded('Where in the paper {0}', <span className="faint">{t('(optional)')}</span>)}</legend>
      <div className="locus">
        <Choice label={<span className="vh">{t('Kind of place')}</span>} name="anchor_kind" id={`${id}-kind`} options={choices} defaultValue={fields['anchor_kind'] ?? anchor?.kind ?? ''} />
        <TextField label={<span className="vh">{t('Which one')}</span>} name="anchor_label" id={`${id}-label`} placeholder={t('For example, Eq. (7) or §3.2')} maxLength={120} defaultValue={fields['anchor_label'] ?? anchor?.label ?? ''} error={error} />
      </div>
      <div className="mt-2">
        <TextField label={<span className="faint">{t('A passage, in the paper’s words (optional)')}</span>} name="anchor_quote" id={`${id}-quote`} maxLength={1000} defaultValue={fields['anchor_quote'] ?? anchor?.quote ?? ''} />
      </div>
    </fieldset>
  )
}
