import type { AnswerOrder } from '@/forum/documents'
import { t } from '@/words'
import { worded } from '@/words/worded'

const words = { ranked: t('Endorsed, then votes'), newest: t('Newest'), oldest: t('Oldest') } as const satisfies Record<AnswerOrder, string>

/** The order of the answers: a plain form, so that it is kept in the address and works without script. */
export function AnswerOrderForm({ order, path }: { order: AnswerOrder; path: string }) {
  return (
    <form className="inline-select aside" method="get" action={path} data-order="">
      <label>{worded('Sort by {0}', <select name="order" defaultValue={order}>
        {Object.entries(words).map(([value, word]) => <option key={value} value={value}>{word}</option>)}
      </select>)}</label>
      <button className="btn compact">{t('Sort')}</button>
    </form>
  )
}

/** The order in one sentence. */
export function orderInWords(order: AnswerOrder): string {
  if (order === 'newest') return t('The newest answer comes first.')
  if (order === 'oldest') return t('The oldest answer comes first.')
  return t('Endorsed answers come first, then those that more of the people who voted here since they were posted have upvoted (the lower bound of Wilson’s interval at 80 %), then the older. It is the same order for every reader.')
}
