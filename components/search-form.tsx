import { t } from '@/words'

/** The one search field, on the search page and where a page is missing. `kept`: further fields, which narrow what is found. */
export function SearchForm({ q = '', name = t('Search papers, questions and answers'), kept = [] }: { q?: string; name?: string; kept?: [string, string][] }) {
  return (
    <form role="search" method="get" action="/search">
      <div className="find">
        <input className="input" type="search" name="q" aria-label={name} defaultValue={q} maxLength={200} autoComplete="off" enterKeyHint="search" dir="auto" />
        <button className="btn">{t('Search')}</button>
      </div>
      {kept.map(([field, value]) => <input key={field} type="hidden" name={field} value={value} />)}
    </form>
  )
}
