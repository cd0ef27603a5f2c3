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
import { t } from '@/words'
import { worded } from '@/words/worded'

export function generateMetadata() {
  return headingOf({ title: t('Moderation'), path: '/moderation', index: false })
}

const empty: Partial<Record<QueueFilter, string>> = { hidden: t('No post is hidden.'), edits: t('Edits of guests’ published posts come here.'), appeals: t('Who was not published, or taken down, may appeal once.'), spam: t('What the filter takes for spam comes here.') }

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
      <h1>{t('Moderation')}</h1>
      <div className="spread mt-4">
        <div className="column">
          <DeskTabs here={filter} />
          <Refused kept={await kept()} />
          {appeals.ok && filter === 'waiting' ? <PersonAppeals appeals={appeals.value} /> : null}
          {like === null ? null : <Notice tone="caution" lead={t('{0} {1}, all chosen.', counted(items.length, 'post'), likeWords[like.by])}>{worded('Untick what is honest, then decide on the rest. {0}', <a href="/moderation">{t('The whole queue')}</a>)}</Notice>}
          <JustDecided decisions={recent} back={page} open={given('decided') !== null} />
          {items.length === 0 ? <div className="mt-6"><Nothing title={t('Nothing is waiting.')}>{empty[filter] ?? t('Guests’ posts, first posts, flagged posts, edits and appeals come here.')}</Nothing></div> : (
            <>
              <OrderOfQueue order={order} state={state} />
              <form className="bulk" id="bulk" method="post" action="/forms/decide-many" aria-label={t('Decide on the selection')} data-bulk="">
                <input type="hidden" name="back" value={page} />
                {like === null || next === null ? null : <Rest like={like} shown={items.map(item => item.post.id)} />}
                <span className="grow" data-chosen="" role="status"><span className="plain-only">{t('Decide on what is ticked')}</span></span>
                <BulkButtons filter={filter} />
                <button type="button" className="btn compact plain with-script" data-all="">{t('Select all')}</button>
                {filter === 'hidden' || filter === 'appeals' ? null : <Reasons rules={choices} />}
              </form>
              <ul className="queue" data-queue="">
                {items.map(item => <QueueItem key={item.post.id} item={item} page={page} rules={choices} legend={legend} now={now} picked={like !== null} changes={item.edit === null ? [] : difference(item.edit.before, item.edit.after)} />)}
              </ul>
            </>
          )}
          <Pages label={t('Pages of the queue')} next={next === null ? null : address('/moderation', { ...state, after: next })} />
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
      <label className="check"><input type="checkbox" name="rest" value="1" data-rest="" /><span>{t('And all others like it, on the next pages')}</span></label>
    </>
  )
}

const likeWords = { text: t('with this text'), network: t('from one network'), writer: t('by one writer') } as const

function likeOf(given: (name: string) => string | null): Like | null {
  const post = numberIn(given('like'))
  const by = oneOf(given('by'), likenesses)
  return post !== null && post <= 2_147_483_647 && by !== null ? { post, by } : null
}

function BulkButtons({ filter }: { filter: QueueFilter }) {
  if (filter === 'hidden') return <button className="btn compact" name="decision" value="restore">{t('Restore these')}</button>
  if (filter === 'appeals') {
    return (
      <>
        <button className="btn compact" name="decision" value="restore">{t('Restore these')}</button>
        <button className="btn compact" name="decision" value="uphold">{t('Uphold these')}</button>
      </>
    )
  }
  return (
    <>
      <button className="btn compact" name="decision" value="approve">{t('Approve these')}</button>
      <button className="btn compact" name="decision" value="reject">{t('Reject these')}</button>
      <button className="btn compact" name="decision" value="hide">{t('Hide these')}</button>
      <button className="btn compact" name="decision" value="spam">{t('Spam, these')}</button>
    </>
  )
}
