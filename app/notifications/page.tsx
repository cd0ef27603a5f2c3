import { unauthorized } from 'next/navigation'
import { currentAsked, kept } from '@/auth/current'
import { FollowedList } from '@/components/followed-list'
import { InboxList } from '@/components/inbox-list'
import { Nothing } from '@/components/nothing'
import { OwnDrafts } from '@/components/own-drafts'
import { Pages } from '@/components/pages'
import { Refused } from '@/components/refused'
import { address } from '@/components/words'
import { assets } from '@/config/assets'
import { readDrafts } from '@/forum/drafts'
import { listFollowed } from '@/forum/following'
import { newestNotice, readNotifications, shows } from '@/forum/notifications'
import { headingOf } from '../heading'
import { oneOf, readGiven, type Given } from '../parameters'
import { Shell } from '../shell'
import { t } from '@/words'
import { worded } from '@/words/worded'

export function generateMetadata() {
  return headingOf({ title: t('Notifications'), path: '/notifications', index: false })
}

const tabs = { all: t('All'), unread: t('Unread'), replies: t('Replies to you'), follows: t('What you follow'), decisions: t('Decisions') } as const

export default async function NotificationsPage({ searchParams }: { searchParams: Given }) {
  const { viewer, unread } = await currentAsked()
  if (viewer.kind !== 'person') unauthorized()
  const given = await readGiven(searchParams)
  const [show, after] = [oneOf(given('show'), shows) ?? 'all', given('after')]
  const [{ items, next }, followed, drafts] = await Promise.all([readNotifications(viewer.id, { shows: show, after }), listFollowed(viewer.id), readDrafts(viewer)])
  const now = new Date()
  const newest = after === null ? items[0]?.id : await newestNotice(viewer.id)
  return (
    <Shell current="notifications" path="/notifications">
      <div className="spread">
        <div className="column">
          <div className="row justify-between">
            <h1>{t('Notifications')}</h1>
            {newest === undefined || unread === 0 ? null : (
              <form method="post" action="/forms/notices-read">
                <input type="hidden" name="up_to" value={newest} />
                <button className="btn compact">{t('Mark all as read')}</button>
              </form>
            )}
          </div>
          <nav className="tabs line mt-4" aria-label={t('Which notifications')}>
            {shows.map(one => <a key={one} className="tab" href={address('/notifications', { show: one === 'all' ? null : one })} aria-current={one === show ? 'page' : undefined}>{tabs[one]}</a>)}
          </nav>
          <Refused kept={await kept()} />
          {items.length === 0 ? <div className="mt-6"><Nothing title={show === 'unread' ? t('Nothing is unread.') : t('Nothing yet.')}>{t('Answers to your questions, comments on what you wrote, and news of what you follow come here.')}</Nothing></div> : <InboxList items={items} show={show} now={now} />}
          <Pages label={t('Pages of notifications')} first={after === null ? null : address('/notifications', { show: show === 'all' ? null : show })} next={next === null ? null : address('/notifications', { show: show === 'all' ? null : show, after: next })} />
          <p className="small faint mt-5 with-script wide-only">{worded('Keys: {0} and {1} move, {2} opens, {3} marks as read.', <kbd>j</kbd>, <kbd>k</kbd>, <kbd>o</kbd>, <kbd>e</kbd>)}</p>
        </div>
        <aside className="margin keep" aria-label={t('What you follow')}>
          <OwnDrafts drafts={drafts} now={now} />
          <FollowedList followed={followed} />
        </aside>
      </div>
      {assets().inbox === '' ? null : <script type="module" src={assets().inbox} />}
    </Shell>
  )
}
