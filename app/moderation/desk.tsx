import { currentViewer } from '@/auth/current'
import { address } from '@/components/words'
import { countQueue } from '@/forum/queue'
import type { QueueFilter, QueueOrder } from '@/forum/queue'
import { isAtLeast } from '@/forum/viewer'
import { t } from '@/words'

const keys = [
  { keys: ['j', 'k'], does: t('next, previous') },
  { keys: ['a'], does: t('approve (keeps a flagged post)') },
  { keys: ['r'], does: t('reject: reason 1 to 5, then Enter') },
  { keys: ['h'], does: t('hide') },
  { keys: ['s'], does: t('spam') },
  { keys: ['e'], does: t('edit, then approve') },
  { keys: ['t'], does: t('approve and trust the writer') },
  { keys: ['x'], does: t('select; the next key decides on the selection') },
  { keys: ['X'], does: t('select all, or none') },
  { keys: ['o'], does: t('open in its thread') },
  { keys: ['u'], does: t('undo, for ten minutes') },
  { keys: ['?'], does: t('this list') },
] as const

type Tab = QueueFilter | 'log' | 'rules' | 'statistics'

/** The rooms of the moderation desk with what waits in each. */
export async function DeskTabs({ here }: { here: Tab }) {
  const [counts, isAuthor] = [await countQueue(), isAtLeast(await currentViewer(), 'author')]
  const queue = (id: Exclude<QueueFilter, 'hidden'>, label: string) => ({ id, label, href: address('/moderation', { show: id === 'waiting' ? null : id }), count: counts[id] })
  const tabs: { id: Tab; label: string; href: string; count: number | null }[] = [
    queue('waiting', t('Waiting')), queue('held', t('Held')), queue('flagged', t('Flagged')), queue('edits', t('Edits')), queue('appeals', t('Appeals')), queue('spam', t('Likely spam')),
    { id: 'hidden', label: t('Hidden'), href: '/moderation?show=hidden', count: null },
    { id: 'log', label: t('Log'), href: '/moderation/log', count: null },
    ...isAuthor ? [{ id: 'rules' as const, label: t('Rules'), href: '/moderation/rules', count: null }, { id: 'statistics' as const, label: t('Statistics'), href: '/statistics', count: null }] : [],
  ]
  return (
    <nav className="tabs line" aria-label={t('Queue')} tabIndex={-1}>
      {tabs.map(tab => (
        <a key={tab.id} className="tab" href={tab.href} aria-current={tab.id === here ? 'page' : undefined}>
          {tab.label}{tab.count === null ? null : <> <span className="num">{tab.count}</span></>}
        </a>
      ))}
    </nav>
  )
}

/** In which order the queue stands. */
export function OrderOfQueue({ order, state }: { order: QueueOrder; state: Record<string, string | null | undefined> }) {
  const orders = [{ id: 'oldest', label: t('Oldest first') }, { id: 'riskiest', label: t('Riskiest first') }] as const
  return (
    <p className="order">
      {orders.map(({ id, label }, at) => (
        <span key={id}>{at === 0 ? '' : '· '}{id === order ? <b aria-current="true">{label}</b> : <a href={address('/moderation', { ...state, order: id === 'oldest' ? null : id })}>{label}</a>}</span>
      ))}
    </p>
  )
}

/** The keys of the queue and who is held, beside it. */
export async function QueueHelp() {
  const isAuthor = isAtLeast(await currentViewer(), 'author')
  return (
    <aside className="margin keep" aria-label={t('Help with the queue')}>
      <div className="notes with-script" data-queue-keys="">
        <h2 className="notes-title text-ink">{t('Keys')}</h2>
        <dl className="keys small">
          {keys.map(line => <div className="contents" key={line.does}><dt>{line.keys.map(key => <kbd key={key}>{key}</kbd>)}</dt><dd>{line.does}</dd></div>)}
        </dl>
        <p className="small faint mt-2">{t('On a phone, swipe an item to the right to approve it, to the left to hide it.')}</p>
      </div>
      <div className="notes">
        <h2 className="notes-title text-ink">{t('Decisions')}</h2>
        <p className="soft mt-1.5">{t('Each takes effect at once and can be undone for ten minutes; only then is its writer told. Rejected posts can be revised once; what is hidden cannot. Spam teaches the filter, and nobody is answered.')}</p>
        {isAuthor ? <p className="mt-2"><a href="/moderation/rules">{t('Who is held, and why')}</a></p> : null}
      </div>
    </aside>
  )
}
