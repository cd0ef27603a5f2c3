/** Steps through a long list: addresses of the neighbours, not numbers, because lists move while they are read.
 * Lists that only go on have `first` in place of `previous`. */
import { t } from '@/words'

export function Pages({ label, first, previous, next }: { label: string; first?: string | null; previous?: string | null; next?: string | null }) {
  if (!first && !previous && !next) return null
  return (
    <nav className="pages" aria-label={label}>
      {first ? <a href={first}>{t('From the beginning')}</a> : null}
      {previous ? <a href={previous} rel="prev">{t('Previous')}</a> : null}
      {next ? <a href={next} rel="next">{t('Next')}</a> : null}
    </nav>
  )
}
