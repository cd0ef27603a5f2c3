import type { Kept } from '@/auth/kept'
import { TextField } from '@/components/field'
import type { OnePost } from '@/forum/one-post'
import { t } from '@/words'

/** Says in what an answerer should be at home, or takes that back. `show`: the page that has the form. */
export function ExpertiseForm({ about, show, kept }: { about: OnePost; show: 'expertise' | 'moderate'; kept: Kept | null }) {
  const form = kept?.form === 'expertise' ? kept : null
  return (
    <form method="post" action="/forms/expertise" className="mt-2">
      <input type="hidden" name="question" value={about.question.id} />
      <input type="hidden" name="show" value={show} />
      <ExpertiseField value={form?.fields['expertise'] ?? about.question.expertise?.words} error={form?.refusal?.fields.find(fault => fault.field === 'expertise')?.text ?? null} />
      <div className="send"><button className="btn">{t('Say so')}</button></div>
    </form>
  )
}

/** The field itself, as it stands in the form of a question, too. */
export function ExpertiseField({ value, error }: { value: string | undefined; error: string | null }) {
  return <TextField label={t('Needs an expert in (optional)')} name="expertise" maxLength={60} defaultValue={value} error={error} focus={error !== null} placeholder={t('For example, measure theory')} autoComplete="off" hint={t('In what somebody must be at home to answer it. Readers find such questions together.')} />
}
