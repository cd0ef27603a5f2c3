import type { ReactNode } from 'react'
import { Icon } from '@/components/icons'
import type { IconName } from '@/components/icons'
import { groupNotices } from '@/components/notice-groups'
import type { NoticeGroup } from '@/components/notice-groups'
import { noticeWords } from '@/components/notice-words'
import { agoOf, dayOf, momentOf } from '@/components/words'
import type { Notification, Shows } from '@/forum/notifications'
import { t } from '@/words'
import { worded } from '@/words/worded'

const icons: Record<Notification['kind'], IconName> = { question: 'open', answer: 'bell', comment: 'reply', mention: 'reply', endorsement: 'check', status: 'answered', decision: 'eye', votes: 'up' }

/** Notices by day, those that say the same of one thing as one line, each with a button that marks it read. */
export function InboxList({ items, show, now }: { items: Notification[]; show: Shows; now: Date }) {
  const days = new Map<string, NoticeGroup[]>()
  for (const group of groupNotices(items)) {
    const day = dayInWords(group.notices[0]?.createdAt ?? now, now)
    days.set(day, [...days.get(day) ?? [], group])
  }
  return (
    <div data-inbox="">
      {[...days].map(([day, groups]) => (
        <section key={day} aria-label={day}>
          <h2 className="day">{day}</h2>
          <ul className="inbox">{groups.map(group => <Line key={group.notices[0]?.id} group={group} show={show} now={now} />)}</ul>
        </section>
      ))}
    </div>
  )
}

function Line({ group: { notices, unread }, show, now }: { group: NoticeGroup; show: Shows; now: Date }) {
  const [newest, ...older] = notices
  if (!newest) return null
  const { url } = older.at(-1) ?? newest
  const sentence = noticeWords<ReactNode>([newest, ...older], { say: worded, who: name => <b><bdi>{name}</bdi></b>, heading: text => <a href={url} dir="auto">{text}</a> })
  return (
    <li className={unread ? 'unread' : undefined} tabIndex={-1} data-unread={unread ? '' : undefined}>
      <span className="ic"><Icon name={icons[newest.kind]} /></span>
      <div>
        <p>
          {unread ? <span className="vh">{t('Unread.')}{' '}</span> : null}{sentence}{newest.heading === '' ? <> <a href={url}>{t('See it')}</a></> : null}
        </p>
        {notices.length === 1 && newest.excerpt !== '' ? <p className="prose" dir="auto">{newest.excerpt}</p> : null}
        <div className="row small faint">
          <time dateTime={newest.createdAt.toISOString()} title={momentOf(newest.createdAt)}>{agoOf(newest.createdAt, now)}</time>
          <form method="post" action="/forms/notices-read" data-read="">
            <input type="hidden" name="ids" value={notices.map(({ id }) => id).join(',')} />
            <input type="hidden" name="show" value={show} />
            <button className="tool" name="read" value={unread ? '1' : '0'}>{unread ? t('Mark as read') : t('Mark as unread')}</button>
          </form>
        </div>
      </div>
    </li>
  )
}

function dayInWords(moment: Date, now: Date): string {
  const days = Math.floor(now.getTime() / dayMs) - Math.floor(moment.getTime() / dayMs)
  if (days <= 0) return t('Today')
  if (days === 1) return t('Yesterday')
  return days < 7 ? t('This week') : dayOf(moment)
}
const dayMs = 86_400_000
