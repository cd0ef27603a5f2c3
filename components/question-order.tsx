const orders = [
  { value: 'number', word: 'By number', address: '' },
  { value: 'anchor', word: 'By place in the paper', address: '?order=anchor' },
  { value: 'activity', word: 'By latest activity', address: '?order=activity' },
] as const

/** The order of a paper's questions, as links, so that it is kept in the address. */
export function QuestionOrder({ order, path }: { order: (typeof orders)[number]['value']; path: string }) {
  return (
    <nav className="tabs" aria-label="Order of the questions">
      {orders.map(({ value, word, address }) => (
        <a key={value} className="tab" href={`${path}${address}`} aria-current={value === order ? 'true' : undefined}>{word}</a>
      ))}
    </nav>
  )
}
