import { Who } from '@/components/byline'
import { heldInShort } from '@/components/held-words'
import { Html } from '@/components/html'
import { Icon } from '@/components/icons'
import { NotesInBrief } from '@/components/notes-in-brief'
import { Time } from '@/components/time'
import { counted, nameOf } from '@/components/words'
import type { QueueItem as Document } from '@/forum/queue'

export type Rules = readonly { value: string; label: string }[]

/** A post that waits for a moderator: the text as it would appear, where it stands, why it is here, and what can be decided. */
export function QueueItem({ item, page, rules, legend }: { item: Document; page: string; rules: Rules; legend: string | null }) {
  const { post, question, paper } = item
  return (
    <li>
      <article className="what" id={`post-${post.id}`} data-post={post.id} data-open={`/p/${post.id}`} aria-label={`${kinds[post.kind]} by ${nameOf(post.writer)}`} tabIndex={-1}>
        <div className="row">
          <h2 className="mt"><a className="quiet" href={`/p/${post.id}`}>{placeOf(item)}</a></h2>
          <Why item={item} />
        </div>
        <p className="byline"><Who writer={post.writer} /><span aria-hidden="true">·</span><Time date={post.createdAt} /></p>
        {post.kind === 'question' ? <Html as="p" className="label mt-2" html={question.headingHtml} /> : <p className="small soft mt-1">on <a href={question.url}><Html as="span" html={question.headingHtml} /></a></p>}
        <div className="said"><Html className="prose" html={post.html} body /></div>
        {item.flags.map((flag, at) => <p className="small soft mt-1.5" key={at}>“{flag.words}{flag.note ? `: ${flag.note}` : ''}” <Time date={flag.at} /></p>)}
        <p className="small faint mt-1.5">{recordOf(item)}</p>
        {item.decisions.map(decision => <p className="small faint" key={decision.id}>{past[decision.decision] ?? decision.decision} by {decision.by ?? 'the operator'} on <Time date={decision.at} />{decision.reason ? `: ${decision.reason}` : ''}</p>)}
        <details className="context small"><summary>The paper and the author’s notes</summary><p><a href={paper.url}>{paper.title}</a></p><NotesInBrief assessments={item.assessments} legend={legend} /></details>
        <Decisions item={item} page={page} rules={rules} />
      </article>
    </li>
  )
}

const kinds = { question: 'Question', answer: 'Answer', comment: 'Comment' } as const
const past: Record<string, string> = { approve: 'Approved', reject: 'Rejected', hide: 'Hidden', restore: 'Restored', lock: 'Locked', unlock: 'Unlocked', suspend: 'Writer suspended', unsuspend: 'Suspension ended' }

function placeOf({ post, question, paper }: Document): string {
  if (post.kind === 'question') return `Question ${question.number} on ${paper.title}`
  return `${kinds[post.kind]} to ${paper.title}, Question ${question.number}`
}

function Why({ item: { post, heldWhy, flags } }: { item: Document }) {
  if (post.state === 'held') return <span className="status disputed"><Icon name="clock" />Held: {heldInShort(heldWhy)}</span>
  if (post.state === 'hidden') return <span className="status closed"><Icon name="eye" />{post.decision?.decision === 'reject' ? 'Not published' : 'Not shown'}</span>
  return <span className="status closed"><Icon name="flag" />Flagged: {counted(flags.length, 'reader')}</span>
}

function recordOf({ post, record }: Document): string {
  if ('guest' in post.writer) return 'A guest, without a record here.'
  return `${counted(record.posts, 'post')} here, ${record.approved} public, ${record.rejected} not published.`
}

function Decisions({ item: { post, question }, page, rules }: { item: Document; page: string; rules: Rules }) {
  return (
    <form className="send" method="post" action="/forms/decide" data-decide="">
      <input type="hidden" name="post" value={post.id} />
      <input type="hidden" name="back" value={page} />
      <input type="hidden" name="seen" value={post.state} />
      <input type="hidden" name="revision" value={post.revision} />
      {post.state === 'hidden' ? <button className="btn compact primary" name="decision" value="restore" data-key="u">Restore<kbd aria-hidden="true">u</kbd></button> : (
        <>
          <button className="btn compact primary" name="decision" value="approve" data-key="a">Approve<kbd aria-hidden="true">a</kbd></button>
          <button className="btn compact" name="decision" value="reject" data-key="r">Reject<kbd aria-hidden="true">r</kbd></button>
          <button className="btn compact" name="decision" value="hide" data-key="h">Hide<kbd aria-hidden="true">h</kbd></button>
        </>
      )}
      <button className="btn compact plain" name="decision" value={question.locked ? 'unlock' : 'lock'}>{question.locked ? 'Unlock the thread' : 'Lock the thread'}</button>
      {'handle' in post.writer && !post.writer.former ? <a className="btn compact plain" href={`/moderation/people/${post.writer.handle}`}>Suspend the writer</a> : null}
      {post.state === 'hidden' ? null : (
        <>
          <label><span className="vh">Reason</span><select className="input" name="rule" defaultValue=""><option value="">No reason named</option>{rules.map(rule => <option key={rule.value} value={rule.value}>{rule.label}</option>)}</select></label>
          <label><span className="vh">In your words, told to the writer</span><input className="input" name="reason" placeholder="In your words" maxLength={1000} /></label>
        </>
      )}
    </form>
  )
}
