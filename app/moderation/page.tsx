import { forbidden, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { Nothing } from '@/components/nothing'
import { Pages } from '@/components/pages'
import { QueueItem } from '@/components/queue-item'
import { Refused } from '@/components/refused'
import { address } from '@/components/words'
import { assets } from '@/config/assets'
import { rules } from '@/forum/moderation'
import { countWaiting, readQueue } from '@/forum/queue'
import { readSite } from '@/forum/site'
import { headingOf } from '../heading'
import { oneOf, readGiven, type Given } from '../parameters'
import { Shell } from '../shell'
import { DeskTabs, QueueHelp } from './desk'

export function generateMetadata() {
  return headingOf({ title: 'Moderation', path: '/moderation', index: false })
}

export default async function ModerationPage({ searchParams }: { searchParams: Given }) {
  const given = await readGiven(searchParams)
  const filter = oneOf(given('show'), ['held', 'flagged', 'hidden']) ?? 'waiting'
  const queue = await readQueue(await currentViewer(), filter, given('after'))
  if (!queue.ok) return queue.error.status === 401 ? unauthorized() : forbidden()
  const [waiting, { legend }] = [await countWaiting(), await readSite()]
  const page = address('/moderation', { show: filter === 'waiting' ? null : filter })
  const choices = Object.entries(rules).map(([value, label]) => ({ value, label }))
  return (
    <Shell current="moderation" path="/moderation">
      <h1>Moderation</h1>
      <div className="spread mt-4">
        <div className="column">
          <DeskTabs here={filter} waiting={waiting} />
          <Refused kept={await kept()} />
          {queue.value.items.length === 0 ? <div className="mt-6"><Nothing title="Nothing is waiting.">{filter === 'hidden' ? 'No post is hidden.' : 'Guests’ posts, first posts and flagged posts come here.'}</Nothing></div> : (
            <ul className="queue" data-queue="">{queue.value.items.map(item => <QueueItem key={item.post.id} item={item} page={page} rules={choices} legend={legend} />)}</ul>
          )}
          <Pages label="Pages of the queue" next={queue.value.next === null ? null : address('/moderation', { show: filter === 'waiting' ? null : filter, after: queue.value.next })} />
        </div>
        <QueueHelp />
      </div>
      {assets().queue === '' ? null : <script type="module" src={assets().queue} />}
    </Shell>
  )
}
