import { Who } from '@/components/byline'
import { Html } from '@/components/html'
import { Notice } from '@/components/notice'
import { Time } from '@/components/time'
import { counted, dayOf } from '@/components/words'
import type { MergedQuestion, Question, QuestionRef, Summary, Thread } from '@/forum/documents'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** What limits the thread, or what became of it: closed and why, locked, slowed down, no longer on the list, the reason for its status. */
export function Standing({ question, thread }: { question: Question; thread: Pick<Thread, 'duplicateOf' | 'duplicates'> }) {
  return (
    <>
      {question.status === 'closed' ? <Closed question={question} duplicateOf={thread.duplicateOf} />
        : question.statusWhy === null ? null : <p className="small faint mt-2">{question.statusWhy}</p>}
      {question.locked ? <Notice lead={t('Locked.')}>{t('A moderator has locked this thread. It can still be read and voted on.')}</Notice> : null}
      {question.slowMinutes === 0 ? null : <p className="small faint mt-2">{worded('In slow mode: one post every {0} by each person.', question.slowMinutes === 60 ? t('hour') : counted(question.slowMinutes, 'minute'))}</p>}
      {question.listed ? null : <p className="small faint mt-2">{t('No longer on the author’s list; its answers stay.')}</p>}
      {thread.duplicates.length === 0 ? null : <p className="small faint mt-2">{worded('Asked again as {0}.', <Refs refs={thread.duplicates} />)}</p>}
    </>
  )
}

function Closed({ question, duplicateOf }: { question: Question; duplicateOf: QuestionRef | null }) {
  const on = question.statusAt === null ? '' : t(' on {0}', dayOf(question.statusAt))
  const words = question.statusWhy === null ? '' : `${question.statusWhy}${/[.!?]$/.test(question.statusWhy) ? '' : '.'} `
  return (
    <Notice lead={t('Closed.')}>
      {worded('{0}{1}{2}{3}It can still be read, commented and voted on.', question.closedWhy === 'off-topic' ? <>{worded('This question was closed{0}, since it is not about this paper. {1}', on, words)}</> : null, question.closedWhy === 'duplicate' ? <>{worded('This question was closed{0}: it repeats {1}. {2}', on, duplicateOf === null ? t('another one') : <Refs refs={[duplicateOf]} />, words)}</> : null, question.closedWhy === 'in-paper' ? <>{worded('This question was closed{0}: the paper answers it{1}. {2}', on, question.closedPlace === null ? '' : <>{' '}{worded('at {0}', <bdi>{question.closedPlace}</bdi>)}</>, words)}</> : null, question.closedWhy === null ? <>{worded('This question was closed{0}{1}', on, words === '' ? '. ' : `: ${words}`)}</> : null)}
    </Notice>
  )
}

function Refs({ refs }: { refs: QuestionRef[] }) {
  return <>{refs.map((ref, at) => <span key={ref.id}>{at === 0 ? '' : ', '}<a href={ref.url}>{worded('Question {0}: {1}', ref.number, <Html as="span" html={ref.headingHtml} />)}</a></span>)}</>
}

/** The summary over the answers: whose it is, since when, and the way to its former versions. */
export function ThreadSummary({ summary, question }: { summary: Summary | null; question: number }) {
  if (summary === null) return null
  return (
    <section className="inset" aria-labelledby="summary">
      <div className="head thin"><h2 id="summary">{t('Summary')}</h2><span className="aside">{worded('by {0}, {1}{2}', summary.by === null ? t('the operator') : <bdi>{summary.by}</bdi>, <Time date={summary.at} />, summary.number > 1 ? <> · <a href={`/posts/${question}/summary`}>{t('former summaries')}</a></> : null)}</span></div>
      <div className="said"><Html className="prose" html={summary.html} /></div>
    </section>
  )
}

/** Questions that were merged into this one, folded, each with its own text and address. */
export function MergedQuestions({ merged }: { merged: MergedQuestion[] }) {
  if (merged.length === 0) return null
  return (
    <div className="mt-3">
      {merged.map(question => (
        <details key={question.id} className="fold" id={`post-${question.id}`}>
          <summary className="tool"><span>{worded('Also asked: {0}', <Html as="span" html={question.headingHtml} />)}</span></summary>
          <article data-merged={question.id} aria-label={t('A question that was merged into this one')}>
            <p className="byline"><Who writer={question.writer} /><span aria-hidden="true">·</span><a href={`/p/${question.id}`}><Time date={question.at} /></a>{question.editedAt === null ? null : <><span aria-hidden="true">·</span><a href={`/posts/${question.id}/history`}>{t('edited')}</a></>}</p>
            <div className="said"><Html className="prose" html={question.html} body /></div>
          </article>
        </details>
      ))}
    </div>
  )
}
