const keys = [
  { keys: ['j', 'k'], does: 'next, previous' },
  { keys: ['a'], does: 'approve (keeps a flagged post)' },
  { keys: ['r'], does: 'reject: reason 1 to 5, then Enter' },
  { keys: ['h'], does: 'hide' },
  { keys: ['o'], does: 'open in its thread' },
  { keys: ['u'], does: 'restore what was taken down' },
] as const

type Tab = 'waiting' | 'held' | 'flagged' | 'hidden' | 'log'

/** The rooms of the moderation desk with what waits in each. */
export function DeskTabs({ here, waiting }: { here: Tab; waiting: { held: number; flagged: number } }) {
  const tabs = [
    { id: 'waiting', label: 'Waiting', href: '/moderation', count: waiting.held + waiting.flagged },
    { id: 'held', label: 'Held', href: '/moderation?show=held', count: waiting.held },
    { id: 'flagged', label: 'Flagged', href: '/moderation?show=flagged', count: waiting.flagged },
    { id: 'hidden', label: 'Hidden', href: '/moderation?show=hidden', count: null },
    { id: 'log', label: 'Log', href: '/moderation/log', count: null },
  ] as const
  return (
    <nav className="tabs line" aria-label="Queue">
      {tabs.map(tab => (
        <a key={tab.id} className="tab" href={tab.href} aria-current={tab.id === here ? 'page' : undefined}>
          {tab.label}{tab.count === null ? null : <> <span className="num">{tab.count}</span></>}
        </a>
      ))}
    </nav>
  )
}

/** The keys of the queue and who is held, beside it. */
export function QueueHelp() {
  return (
    <aside className="margin keep" aria-label="Help with the queue">
      <div className="notes with-script">
        <h2 className="notes-title text-ink">Keys</h2>
        <dl className="keys small">
          {keys.map(line => <div className="contents" key={line.does}><dt>{line.keys.map(key => <kbd key={key}>{key}</kbd>)}</dt><dd>{line.does}</dd></div>)}
        </dl>
      </div>
      <div className="notes">
        <h2 className="notes-title text-ink">Who is held</h2>
        <p className="soft mt-1.5">Guests always. Members until two posts of theirs are approved. Anything with three links or more.</p>
      </div>
    </aside>
  )
}
