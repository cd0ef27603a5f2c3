import { t } from '@/words'

const orders = [
  { value: 'number', word: t('By number'), address: '' },
  { value: 'anchor', word: t('By place'), address: '?order=anchor' },
  { value: 'activity', word: t('By activity'), address: '?order=activity' },
] as const

/** The order of a paper's questions, as links, so that it is kept in the address. */
export function QuestionOrder({ order, path }: { order: (typeof orders)[number]['value']; path: string }) {
  return (
    <nav className="tabs" aria-label={t('Order of the questions')}>
      {orders.map(({ value, word, address }) => (
        <a key={value} className="tab" href={`${path}${address}`} aria-current={value === order ? 'true' : undefined}>{word}</a>
      ))}
    </nav>
  )
}
