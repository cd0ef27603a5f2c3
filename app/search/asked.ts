/** What an address of the search page asks for. What cannot be meant counts as not said. */
import type { Asked } from '@/components/search-links'
import { isPeriod } from '@/forum/days'
import { limits } from '@/forum/limits'
import { wordsOf } from '@/forum/search'
import { t } from '@/words'
import { oneOf } from '../parameters'

type Given = (name: string) => string | null

export function askedIn(given: Given): Asked {
  return {
    q: given('q')?.replace(/\p{Cc}/gu, ' ').trim() ?? '', kind: oneOf(given('kind'), ['paper', 'question', 'answer', 'comment', 'person']), topic: given('topic'), author: given('author'),
    status: oneOf(given('status'), ['open', 'answered', 'disputed', 'closed']), rating: oneOf(given('rating'), ['up', 'down', 'none']),
    answered: yesOrNo(given('answered')), endorsed: yesOrNo(given('endorsed')), since: period(given('since')), until: period(given('until')), order: oneOf(given('order'), ['newest', 'votes']),
  }
}

/** Why a query is not looked for at all; null where it is. */
export function tooLong(q: string): string | null {
  if (q.length > limits.search) return t('That is longer than a search takes: {0} characters at most. Shorten it; nothing was searched.', limits.search)
  return wordsOf(q) > limits.searchTerms ? t('Those are more words than a search takes: {0} at most. Leave some out; nothing was searched.', limits.searchTerms) : null
}

function yesOrNo(value: string | null): boolean | null {
  return value === 'true' ? true : value === 'false' ? false : null
}

function period(value: string | null): string | null {
  return value !== null && isPeriod(value) ? value : null
}
