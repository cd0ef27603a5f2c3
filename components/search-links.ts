/** Addresses of searches, each a change of the one that is shown. */
import { address } from '@/components/words'
import type { FoundKind, QuestionStatus } from '@/forum/documents'
import type { SearchOrder, SearchRequest } from '@/forum/search'
import { t } from '@/words'

/** What is looked for, without the place in its pages. */
export type Asked = Omit<SearchRequest, 'limit' | 'after'>

type Choices<T> = readonly { value: T; word: string }[]
export const kinds = [
  { value: 'paper', word: t('Papers') }, { value: 'question', word: t('Questions') }, { value: 'answer', word: t('Answers') }, { value: 'comment', word: t('Comments') }, { value: 'person', word: t('People') },
] as const satisfies Choices<FoundKind>
export const statuses = [
  { value: 'open', word: t('Open') }, { value: 'answered', word: t('Answered') }, { value: 'disputed', word: t('Disputed') }, { value: 'closed', word: t('Closed') },
] as const satisfies Choices<QuestionStatus>
export const ratings = [{ value: 'up', word: t('Rated up') }, { value: 'down', word: t('Rated down') }, { value: 'none', word: t('Unrated') }] as const
export const orders = [{ value: 'best', word: t('Best') }, { value: 'newest', word: t('Newest') }, { value: 'votes', word: t('Most upvoted') }] as const satisfies Choices<SearchOrder>

// What stands in the words goes before the parameters, so a choice made here takes it out of them.
const inWords = {
  kind: /(^|\s)(?:kind:(?:"[^"]*"|\S+)|is:"?(?:paper|question|answer|comment|person|people)s?"?(?!\S))/giu, topic: /(^|\s)topic:(?:"[^"]*"|\S+)/giu, author: /(^|\s)author:(?:"[^"]*"|\S+)/giu, status: /(^|\s)(?:status:(?:"[^"]*"|\S+)|is:"?(?:open|answered|disputed|closed)"?(?!\S))/giu,
  rating: /(^|\s)rating:(?:"[^"]*"|\S+)/giu, answered: /(^|\s)(?:has|no):"?answers?"?(?!\S)/giu, endorsed: /(^|\s)is:"?endorsed"?(?!\S)/giu,
  since: /(^|\s)after:(?:"[^"]*"|\S+)/giu, until: /(^|\s)before:(?:"[^"]*"|\S+)/giu,
} as const satisfies Partial<Record<keyof Asked, RegExp>>

/** The address of a search with something changed: from its first page, unless `after` says otherwise. Null takes a filter away. */
export function searchPath(asked: Asked, change: Partial<Asked> = {}, after: string | null = null): string {
  const { q, kind, topic, author, status, rating, answered, endorsed, since, until, order } = { ...asked, ...change }
  const words = Object.entries(inWords).reduce((text, [name, pattern]) => name in change ? text.replace(pattern, '$1') : text, q).trim().replace(/\s+/gu, ' ')
  return address('/search', {
    q: words, kind, topic, author, status, rating, answered: flag(answered), endorsed: flag(endorsed), since, until, order: order === 'best' ? null : order, after,
  })
}

/** The same filters as hidden fields of a form, by their names. */
export function filterFields(asked: Asked): [string, string][] {
  return Object.entries(asked).flatMap(([name, value]): [string, string][] => (name === 'q' || value === null || value === undefined ? [] : [[name, String(value)]]))
}

function flag(value: boolean | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value)
}
