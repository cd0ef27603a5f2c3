import { forbidden, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { JustDecided, PersonAppeals } from '@/components/desk'
import { Nothing } from '@/components/nothing'
import { Notice } from '@/components/notice'
import { Pages } from '@/components/pages'
import { Reasons } from '@/components/queue-decisions'
import { QueueItem } from '@/components/queue-item'
import { Refused } from '@/components/refused'
import { address, counted } from '@/components/words'
import { assets } from '@/config/assets'
import { recentDecisions } from '@/forum/decision-log'
import { rules } from '@/forum/moderation'
import { listPersonAppeals } from '@/forum/person-appeals'
import { likenesses, queueFilters, queueOrders, readQueue } from '@/forum/queue'
import type { Like, QueueFilter } from '@/forum/queue'
import { readSite } from '@/forum/site'
import { difference } from '@/text/difference'
import { headingOf } from '../heading'
import { numberIn, oneOf, readGiven, type Given } from '../parameters'
import { Shell } from '../shell'
import { DeskTabs, OrderOfQueue, QueueHelp } from './desk'

export function generateMetadata() {
  return headingOf({ title: 'Moderation', path: '/moderation', index: false })
}

const empty: Partial<Record<QueueFilter, string>> = { hidden: 'No post is hidden.', edits: 'Edits of guests’ published posts come here.', appeals: 'Who was not published, or taken down, may appeal once.', spam: 'What the filter takes for spam comes here.' }

export default async function ModerationPage({ searchParams }: { searchParams: Given }) {
  const given = await readGiven(searchParams)
  const filter = oneOf(given('show'), queueFilters) ?? 'waiting'
  const order = oneOf(given('order'), queueOrders) ?? 'oldest'
  const like = likeOf(given)
  const viewer = await currentViewer()
  const queue = await readQueue(viewer, { filter, order, like, after: given('after') })
  if (!queue.ok) return queue.error.status === 401 ? unauthorized() : forbidden()
  const [{ legend }, recent, appeals] = [await readSite(), await recentDecisions(viewer), await listPersonAppeals(viewer)]
  const state = { show: filter === 'waiting' ? null : filter, order: order === 'oldest' ? null : order, like: like && String(like.post), by: like?.by }
  const page = address('/moderation', { ...state, after: given('after') })
  const choices = Object.entries(rules).map(([value, label]) => ({ value, label }))
  const { items, next } = queue.value
  const now = new Date()
  return (
    <Shell current="moderation" path="/moderation">
      <h1>Moderation</h1>
      <div className="spread mt-4">
        <div className="column">
          <DeskTabs here={filter} />
          <Refused kept={await kept()} />
          {appeals.ok && filter === 'waiting' ? <PersonAppeals appeals={appeals.value} /> : null}
          {like === null ? null : <Notice tone="caution" lead={`${counted(items.length, 'post')} ${likeWords[like.by]}, all chosen.`}>Untick what is honest, then decide on the rest. <a href="/moderation">The whole queue</a></Notice>}
          <JustDecided decisions={recent} back={page} open={given('decided') !== null} />
          {items.length === 0 ? <div className="mt-6"><Nothing title="Nothing is waiting.">{empty[filter] ?? 'Guests’ posts, first posts, flagged posts, edits and appeals come here.'}</Nothing></div> : (
            <>
              <OrderOfQueue order={order} state={state} />
              <form className="bulk" id="bulk" method="post" action="/forms/decide-many" aria-label="Decide on the selection" data-bulk="">
                <input type="hidden" name="back" value={page} />
                {like === null || next === null ? null : <Rest like={like} shown={items.map(item => item.post.id)} />}
                <span className="grow" data-chosen="" role="status"><span className="plain-only">Decide on what is ticked</span></span>
                <BulkButtons filter={filter} />
                <button type="button" className="btn compact plain with-script" data-all="">Select all</button>
                {filter === 'hidden' || filter === 'appeals' ? null : <Reasons rules={choices} />}
              </form>
              <ul className="queue" data-queue="">
                {items.map(item => <QueueItem key={item.post.id} item={item} page={page} rules={choices} legend={legend} now={now} picked={like !== null} changes={item.edit === null ? [] : difference(item.edit.before, item.edit.after)} />)}
              </ul>
            </>
          )}
          <Pages label="Pages of the queue" next={next === null ? null : address('/moderation', { ...state, after: next })} />
        </div>
        <QueueHelp />
      </div>
      {assets().queue === '' ? null : <script type="module" src={assets().queue} />}
    </Shell>
  )
}

/** A group larger than a page is decided on whole, but for what is unticked here. */
function Rest({ like, shown }: { like: Like; shown: number[] }) {
  return (
    <>
      <input type="hidden" name="like" value={like.post} />
      <input type="hidden" name="by" value={like.by} />
      <input type="hidden" name="shown" value={shown.join(',')} />
      <label className="check"><input type="checkbox" name="rest" value="1" data-rest="" /><span>And all others like it, on the next pages</span></label>
    </>
  )
}

const likeWords = { text: 'with this text', network: 'from one network', writer: 'by one writer' } as const

function likeOf(given: (name: string) => string | null): Like | null {
  const post = numberIn(given('like'))
  const by = oneOf(given('by'), likenesses)
  return post !== null && post <= 2_147_483_647 && by !== null ? { post, by } : null
}

function BulkButtons({ filter }: { filter: QueueFilter }) {
  if (filter === 'hidden') return <button className="btn compact" name="decision" value="restore">Restore these</button>
  if (filter === 'appeals') {
    return (
      <>
        <button className="btn compact" name="decision" value="restore">Restore these</button>
        <button className="btn compact" name="decision" value="uphold">Uphold these</button>
      </>
    )
  }
  return (
    <>
      <button className="btn compact" name="decision" value="approve">Approve these</button>
      <button className="btn compact" name="decision" value="reject">Reject these</button>
      <button className="btn compact" name="decision" value="hide">Hide these</button>
      <button className="btn compact" name="decision" value="spam">Spam, these</button>
    </>
  )
}
