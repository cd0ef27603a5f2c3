import { Difference } from '@/components/difference'
import { Who } from '@/components/byline'
import { heldInShort, ruleWords } from '@/components/held-words'
import { Html } from '@/components/html'
import { Icon } from '@/components/icons'
import { NotesInBrief } from '@/components/notes-in-brief'
import { QueueDecisions } from '@/components/queue-decisions'
import type { Rules } from '@/components/queue-decisions'
import { Time } from '@/components/time'
import { address, agoOf, counted, nameOf, pastOf } from '@/components/words'
import type { QueueItem as Document } from '@/forum/queue'
import type { Change } from '@/text/rendered'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** A thing that waits for a moderator: its text as it would appear, where it stands, why it is here, who wrote it, and what can be decided. */
export function QueueItem({ item, page, rules, legend, changes, now, picked = false }: { item: Document; page: string; rules: Rules; legend: string | null; changes: Change[]; now: Date; picked?: boolean }) {
  const { post, question, paper } = item
  const place = placeOf(item)
  return (
    <li>
      {post.own ? <span /> : <label className="pick"><input type="checkbox" name="posts" value={`${post.id}.${post.revision}.${post.state}`} form="bulk" defaultChecked={picked} data-pick="" /><span className="vh">{worded('Select {0}', place)}</span></label>}
      <article className="what" id={`post-${post.id}`} data-post={post.id} data-open={`/p/${post.id}`} aria-label={t('{0} by {1}', kinds[post.kind], nameOf(post.writer))} tabIndex={-1}>
        <div className="row">
          <h2 className="mt"><a className="quiet" href={`/p/${post.id}`}>{place}</a></h2>
          <Why item={item} />
        </div>
        <p className="byline"><Who writer={post.writer} /><span aria-hidden="true">·</span><span title={post.createdAt.toISOString()}><Time date={post.createdAt} words={agoOf(post.createdAt, now)} /></span></p>
        {post.kind === 'question' ? <Html as="p" className="label mt-2" html={question.headingHtml} /> : <p className="small soft mt-1">{worded('on {0}', <a href={question.url}><Html as="span" html={question.headingHtml} /></a>)}</p>}
        {item.expertise === null ? null : <p className="small soft mt-1">{worded('needs an expert in {0}', <bdi>{item.expertise}</bdi>)}</p>}
        <Text item={item} changes={changes} />
        {item.because.length === 0 ? null : <p className="small soft mt-1.5">{worded('Because of: {0}.', item.because.join(', '))}</p>}
        {item.flags.map((flag, at) => <p className="small soft mt-1.5" key={at}>“{flag.words}{flag.note ? `: ${flag.note}` : ''}” <Time date={flag.at} /></p>)}
        {item.appeal === null ? null : <p className="mt-1.5"><b>{t('Appeal:')}</b> <bdi>{item.appeal.words}</bdi> <Time date={item.appeal.at} /></p>}
        <Alike item={item} />
        <p className="small faint mt-1.5">{recordOf(item)}</p>
        {item.notes.map(note => <p className="small soft" key={note.id}>{worded('Note of {0}: {1}', note.by ?? t('the operator'), <bdi>{note.words}</bdi>)}</p>)}
        {item.decisions.map(decision => <p className="small faint" key={decision.id}>{worded('{0}{1} by {2} on {3}{4}{5}', decision.post === post.id ? '' : decision.post === null ? t('The writer: ') : t('Post {0}: ', decision.post), pastOf(decision.decision), decision.by ?? t('the operator'), <Time date={decision.at} />, [decision.rule === null ? '' : ruleWords[decision.rule] ?? '', decision.reason ?? ''].filter(part => part !== '').map(part => `: ${part}`).join(''), decision.undone ? t(' (undone)') : '')}</p>)}
        <details className="context small"><summary>{t('The paper and the author’s notes')}</summary><p><a href={paper.url}>{paper.title}</a></p><NotesInBrief assessments={item.assessments} legend={legend} /></details>
        <p className="small caution-text" data-looking="" hidden={item.looking.length === 0}>{item.looking.length === 0 ? '' : t('{0} {1} looking at this.', item.looking.join(t(' and ')), item.looking.length === 1 ? t('is') : t('are'))}</p>
        {post.own ? <p className="small soft mt-2">{t('This is your own: another moderator decides on it, or the operator at the command line.')}</p> : <QueueDecisions item={item} page={page} rules={rules} />}
      </article>
    </li>
  )
}

const kinds = { question: t('Question'), answer: t('Answer'), comment: t('Comment') } as const

/** What an item is called: "Answer to PENCIL, Question 1". */
export function placeOf({ post, question, paper, edit }: Pick<Document, 'post' | 'question' | 'paper' | 'edit'>): string {
  const at = [question.number, paper.title] as const
  if (edit?.waits) return { question: t('Edit of a question {0} on {1}', ...at), answer: t('Edit of an answer to {1}, Question {0}', ...at), comment: t('Edit of a comment to {1}, Question {0}', ...at) }[post.kind]
  return { question: t('Question {0} on {1}', ...at), answer: t('Answer to {1}, Question {0}', ...at), comment: t('Comment to {1}, Question {0}', ...at) }[post.kind]
}

function Text({ item: { post, edit }, changes }: { item: Document; changes: Change[] }) {
  if (edit === null) return <div className="said"><Html className="prose" html={post.html} body /></div>
  return (
    <>
      <div className="said"><Html className="prose" html={edit.html} body /></div>
      <details className="context small" open={edit.waits}><summary>{edit.waits ? t('What the edit changes') : t('What the last edit changed')}</summary><Difference changes={changes} /></details>
    </>
  )
}

function Why({ item: { post, heldWhy, flags, edit, appeal } }: { item: Document }) {
  if (appeal !== null) return <span className="status disputed"><Icon name="reply" />{t('Appeal')}</span>
  if (post.state === 'held') return <span className="status disputed"><Icon name="clock" />{worded('Held: {0}', heldInShort(heldWhy))}</span>
  if (post.state === 'hidden') return <span className="status closed"><Icon name="eye" />{post.decision?.decision === 'reject' ? t('Not published') : t('Not shown')}</span>
  return (
    <>
      {edit?.waits ? <span className="status disputed"><Icon name="pen" />{t('An edit waits')}</span> : null}
      {flags.length === 0 ? null : <span className="status closed"><Icon name="flag" />{worded('Flagged: {0}', counted(flags.length, 'reader'))}</span>}
    </>
  )
}

/** Others that wait and are like this one: each a link to them all, chosen already. */
function Alike({ item: { post, like } }: { item: Document }) {
  const ways = [['text', like.text, t('with this text')], ['network', like.network, t('from this network')], ['writer', like.writer, t('by this writer')]] as const
  const many = ways.filter(([, n]) => n > 0)
  if (many.length === 0) return null
  return (
    <p className="small soft mt-1.5 like">
      {many.map(([by, n, words], at) => <span key={by}>{at === 0 ? '' : ' · '}<a href={address('/moderation', { like: String(post.id), by })}>{worded('{0} more {1}', n, words)}</a></span>)}
    </p>
  )
}

function recordOf({ post, record, links }: Document): string {
  const linked = links === 0 ? '' : t(' {0} in it.', counted(links, 'link'))
  if ('guest' in post.writer && record.posts <= 1) return t('A guest, not seen here before.{0}', linked)
  const trust = record.trust === null ? '' : t(', trust {0}', record.trust)
  return t('{0}{1} here, {2} public, {3} not published, {4} waiting{5}.{6}', 'guest' in post.writer ? t('A guest, known by the browser: ') : '', counted(record.posts, 'post'), record.approved, record.rejected, record.held, trust, linked)
}
