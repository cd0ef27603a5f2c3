/** Queries that name nothing to look for: signs alone, a lone AND, words that are only left out. */
import type { SearchRequest } from './search'
import { asksSomething, readQuery } from './search-query'
import { t } from '@/words'

/** Whether neither a word nor a formula nor a filter of the query can be looked for. */
export function asksNothing({ q }: Pick<SearchRequest, 'q'>): boolean {
  return !asksSomething(readQuery(q))
}

export function nothingAsked(q: string): string {
  return t('“{0}” has nothing in it to look for', q)
}
