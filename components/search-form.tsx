import type { ReactNode } from 'react'
import { t } from '@/words'

/** The one search field, on the search page and where a page is missing. */
export function SearchForm({ q = '', name = t('Search papers, questions and answers'), children }: { q?: string; name?: string; children?: ReactNode }) {
  return (
    <form role="search" method="get" action="/search">
      <div className="find">
        <input className="input" type="search" name="q" aria-label={name} defaultValue={q} maxLength={200} autoComplete="off" />
        <button className="btn">{t('Search')}</button>
      </div>
      {children}
    </form>
  )
}
