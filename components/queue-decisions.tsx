import type { QueueItem } from '@/forum/queue'
import { t } from '@/words'
import { worded } from '@/words/worded'

export type Rules = readonly { value: string; label: string }[]

/** The buttons of an item: a form that works by itself; keys and a selection are laid over it. */
export function QueueDecisions({ item, page, rules }: { item: QueueItem; page: string; rules: Rules }) {
  const { post, appeal } = item
  return (
    <form className="send" method="post" action="/forms/decide" data-decide="">
      <input type="hidden" name="post" value={post.id} />
      <input type="hidden" name="back" value={page} />
      <input type="hidden" name="seen" value={post.state} />
      <input type="hidden" name="revision" value={post.revision} />
      {post.state === 'hidden' ? <OnHidden appealed={appeal !== null} mayJudge={appeal?.mayJudge ?? true} /> : <OnWaiting item={item} />}
      <More item={item} />
      {post.state === 'hidden' ? null : <Reasons rules={rules} />}
    </form>
  )
}

/** The reason that goes with a rejection or removal: a rule, and one's own words. */
export function Reasons({ rules, form }: { rules: Rules; form?: string }) {
  return (
    <span className="reason">
      <label><span className="vh">{t('Reason')}</span><select className="input" name="rule" form={form} defaultValue=""><option value="">{t('No reason named')}</option>{rules.map((rule, at) => <option key={rule.value} value={rule.value}>{at + 1}. {rule.label}</option>)}</select></label>
      <label><span className="vh">{t('In your words, told to the writer')}</span><input className="input" name="reason" form={form} placeholder={t('In your words')} maxLength={1000} /></label>
    </span>
  )
}

function OnWaiting({ item: { post } }: { item: QueueItem }) {
  return (
    <>
      <button className="btn compact primary" name="decision" value="approve" data-key="a">{worded('Approve{0}', <kbd aria-hidden="true">a</kbd>)}</button>
      <button className="btn compact" name="decision" value="reject" data-key="r">{worded('Reject{0}', <kbd aria-hidden="true">r</kbd>)}</button>
      <button className="btn compact" name="decision" value="hide" data-key="h">{worded('Hide{0}', <kbd aria-hidden="true">h</kbd>)}</button>
      <button className="btn compact" name="decision" value="spam" data-key="s">{worded('Spam{0}', <kbd aria-hidden="true">s</kbd>)}</button>
      {'handle' in post.writer && post.writer.role === 'member' && !post.writer.former ? <button className="btn compact plain" name="decision" value="trust" data-key="t">{worded('Trust {0}{1}', <bdi>{post.writer.name}</bdi>, <kbd aria-hidden="true">t</kbd>)}</button> : null}
    </>
  )
}

function OnHidden({ appealed, mayJudge }: { appealed: boolean; mayJudge: boolean }) {
  if (!mayJudge) return <p className="small soft">{t('This appeal is against your own decision; another moderator reads it.')}</p>
  return (
    <>
      <button className="btn compact primary" name="decision" value="restore" data-key="a">{worded('Restore{0}', <kbd aria-hidden="true">a</kbd>)}</button>
      {appealed ? <button className="btn compact" name="decision" value="uphold" data-key="r">{worded('Uphold{0}', <kbd aria-hidden="true">r</kbd>)}</button> : null}
      {appealed ? <label><span className="vh">{t('In your words, told to the writer')}</span><input className="input" name="reason" placeholder={t('In your words')} maxLength={1000} /></label> : null}
    </>
  )
}

function More({ item: { post, question } }: { item: QueueItem }) {
  return (
    <>
      {post.state === 'hidden' ? null : <a className="btn compact plain" href={`/posts/${post.id}/amend`} data-key="e">{worded('Edit first{0}', <kbd aria-hidden="true">e</kbd>)}</a>}
      <a className="btn compact plain" href={`/posts/${post.id}/moderate`}>{t('Tools')}</a>
      <button className="btn compact plain" name="decision" value={question.locked ? 'unlock' : 'lock'}>{question.locked ? t('Unlock the thread') : t('Lock the thread')}</button>
      {'handle' in post.writer && !post.writer.former ? <a className="btn compact plain" href={`/moderation/people/${post.writer.handle}`}>{t('About the writer')}</a> : null}
    </>
  )
}
