import { Notice } from '@/components/notice'
import { t } from '@/words'

/** What of an address means nothing, in sentences above the list, and the way to the address without it. */
export function Unmeant({ said, clear }: { said: readonly string[]; clear: string }) {
  if (said.length === 0) return null
  return <div className="mt-4"><Notice tone="caution" icon="warn">{said.join(' ')} <a href={clear}>{t('Clear it from the address')}</a></Notice></div>
}

/** Of a name that is none here; of one that cannot be one only the label is known. */
export function namesNothing(name: string | null, label: string, sentence: string): string {
  return name === '-' ? meansNothing(label) : sentence
}

export function meansNothing(label: string): string {
  return t('“{0}” in the address says nothing that this list knows, and was left out.', label)
}
