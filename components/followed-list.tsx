import type { Followed } from '@/forum/following'
import { t } from '@/words'

const kinds = [['question', t('Questions')], ['paper', t('Papers')], ['topic', t('Topics')], ['person', t('People')], ['site', t('The whole site')], ['mute', t('Nothing more of')]] as const

/** What somebody follows, each with one click off. A long list is folded. */
export function FollowedList({ followed }: { followed: Followed[] }) {
  return (
    <div className="notes">
      <h2 className="notes-title text-ink">{t('You follow')}</h2>
      {followed.length === 0 ? <p className="small faint mt-2">{t('Nothing yet. Writing in a thread follows it; papers, topics and people have a button.')}</p> : null}
      {kinds.map(([kind, title]) => <Some key={kind} title={title} followed={followed.filter(one => one.kind === kind)} />)}
      <p className="mt-3"><a href="/settings#notices">{t('What you are told of, and how')}</a></p>
    </div>
  )
}

const openMax = 8

function Some({ title, followed }: { title: string; followed: Followed[] }) {
  if (followed.length === 0) return null
  const list = <ul className="followed">{followed.map(one => <li key={one.id}><a href={one.url} dir="auto">{one.title}</a><Off one={one} /></li>)}</ul>
  return (
    <details className="fold" open={followed.length <= openMax}>
      <summary className="tool"><span>{title} <span className="num">{followed.length}</span></span></summary>
      {list}
    </details>
  )
}

/** Following a muted question by hand is what ends the silence; it is then followed no longer than one wants. */
function Off({ one }: { one: Followed }) {
  const isMuted = one.kind === 'mute'
  return (
    <form method="post" action="/forms/follow">
      <input type="hidden" name="kind" value={isMuted ? 'question' : one.kind} />
      <input type="hidden" name="id" value={one.id} />
      <input type="hidden" name="back" value="notifications" />
      <button className="tool" name="following" value={isMuted ? '1' : '0'} aria-label={isMuted ? t('Follow again: {0}', one.title) : t('Follow no longer: {0}', one.title)}>{isMuted ? t('Follow') : t('Unfollow')}</button>
    </form>
  )
}
