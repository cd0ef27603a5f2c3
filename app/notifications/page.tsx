import { unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
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
import { readNotifications, shows } from '@/forum/notifications'
import { headingOf } from '../heading'
import { oneOf, readGiven, type Given } from '../parameters'
import { Shell } from '../shell'

export function generateMetadata() {
  return headingOf({ title: 'Notifications', path: '/notifications', index: false })
}

const tabs = { all: 'All', unread: 'Unread', replies: 'Replies to you', follows: 'What you follow', decisions: 'Decisions' } as const

export default async function NotificationsPage({ searchParams }: { searchParams: Given }) {
  const viewer = await currentViewer()
  if (viewer.kind !== 'person') unauthorized()
  const given = await readGiven(searchParams)
  const [show, after] = [oneOf(given('show'), shows) ?? 'all', given('after')]
  const [{ items, next }, followed, drafts] = await Promise.all([readNotifications(viewer.id, { shows: show, after }), listFollowed(viewer.id), readDrafts(viewer)])
  const now = new Date()
  const newest = items[0]
  return (
    <Shell current="notifications" path="/notifications">
      <div className="spread">
        <div className="column">
          <div className="row justify-between">
            <h1>Notifications</h1>
            {newest === undefined || !items.some(({ readAt }) => readAt === null) ? null : (
              <form method="post" action="/forms/notices-read">
                <input type="hidden" name="up_to" value={newest.id} />
                <button className="btn compact">Mark all as read</button>
              </form>
            )}
          </div>
          <nav className="tabs line mt-4" aria-label="Which notifications">
            {shows.map(one => <a key={one} className="tab" href={address('/notifications', { show: one === 'all' ? null : one })} aria-current={one === show ? 'page' : undefined}>{tabs[one]}</a>)}
          </nav>
          <Refused kept={await kept()} />
          {items.length === 0 ? <div className="mt-6"><Nothing title={show === 'unread' ? 'Nothing is unread.' : 'Nothing yet.'}>Answers to your questions, comments on what you wrote, and news of what you follow come here.</Nothing></div> : <InboxList items={items} show={show} now={now} />}
          <Pages label="Pages of notifications" first={after === null ? null : address('/notifications', { show: show === 'all' ? null : show })} next={next === null ? null : address('/notifications', { show: show === 'all' ? null : show, after: next })} />
          <p className="small faint mt-5 with-script wide-only">Keys: <kbd>j</kbd> and <kbd>k</kbd> move, <kbd>o</kbd> opens, <kbd>e</kbd> marks as read.</p>
        </div>
        <aside className="margin keep" aria-label="What you follow">
          <OwnDrafts drafts={drafts} now={now} />
          <FollowedList followed={followed} />
        </aside>
      </div>
      {assets().inbox === '' ? null : <script type="module" src={assets().inbox} />}
    </Shell>
  )
}
