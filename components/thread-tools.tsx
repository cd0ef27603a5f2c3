import { useId } from 'react'
import type { ReactNode } from 'react'
import type { Kept } from '@/auth/kept'
import { ExpertiseForm } from '@/components/expertise-form'
import { Check, TextField } from '@/components/field'
import { Time } from '@/components/time'
import { counted, nameOf, pastOf } from '@/components/words'
import type { OnePost } from '@/forum/one-post'
import type { PostDesk } from '@/forum/post-desk'
import { t } from '@/words'
import { worded } from '@/words/worded'

type Given = { about: OnePost; desk: PostDesk; kept: Kept | null }

/** A moderator's tools on one post: undo, move, merge, split, turn into another kind, slow down, and what was decided before. */
export function ThreadTools({ about, desk, kept }: Given) {
  const { post } = about
  const isPublic = post.state === 'public'
  return (
    <div className="tools-of mt-5">
      {desk.undoable === null ? null : <Section title={t('Undo')} why={t('The last decision: {0}. It can be undone until {1} UTC, and what was before comes again.', pastOf(desk.undoable.kind).toLowerCase(), desk.undoable.until.toISOString().slice(11, 16))}><Decide about={about} decision="undo" label={t('Undo it')}><input type="hidden" name="number" value={desk.undoable.number} /></Decide></Section>}
      {desk.mergedInto === null ? null : <Section title={t('Merged')} why={<>{worded('This question was merged into {0}. Within ten minutes that can be undone.', <a href={`/p/${desk.mergedInto}`}>{t('another one')}</a>)}</>} />}
      {post.own || !['public', 'held'].includes(post.state) ? null : <Section title={t('Edit')} why={t('The former text stays readable, the post says that a moderator edited it, and its writer is told.')}><a className="btn" href={`/posts/${post.id}/amend`}>{t('Edit it')}</a></Section>}
      {isPublic ? <Moving about={about} kept={kept} /> : null}
      {isPublic && post.kind === 'question' ? <OfQuestion about={about} desk={desk} kept={kept} /> : null}
      {post.own || !isPublic ? null : <Section title={t('Hide')} why={t('Its writer is told why; a tombstone stays where others replied.')}><a className="btn" href={`/posts/${post.id}/hide`}>{t('Hide it')}</a></Section>}
      <Decided desk={desk} />
    </div>
  )
}

function Section({ title, why, children }: { title: string; why: ReactNode; children?: ReactNode }) {
  const id = useId()
  return <section aria-labelledby={id}><h2 id={id}>{title}</h2><p className="soft">{why}</p>{children}</section>
}

/** A form of one decision on the post, with what it needs beside. */
function Decide({ about: { post }, decision, label, children }: { about: OnePost; decision: string; label: string; children?: ReactNode }) {
  return (
    <form method="post" action="/forms/decide" className="mt-2">
      <input type="hidden" name="post" value={post.id} />
      <input type="hidden" name="to" value="post" />
      <input type="hidden" name="page" value={`/posts/${post.id}/moderate`} />
      {children}
      <div className="send"><button className="btn" name="decision" value={decision}>{label}</button></div>
    </form>
  )
}

function Moving({ about, kept }: Pick<Given, 'about' | 'kept'>) {
  const { post } = about
  const given = kept?.form === 'decide' ? kept.fields : {}
  const target = (decision: string) => given['decision'] === decision ? given['target'] : undefined
  const where = { question: t('A paper, by its address or slug'), answer: t('A question, by its address or number'), comment: t('A post, by its address or number') }[post.kind]
  return (
    <>
      <Section title={t('Move')} why={t('Its address, votes, comments and former texts go along; old addresses lead to the new place.')}>
        <Decide about={about} decision="move" label={t('Move it')}><TextField label={where} name="target" id="move-target" defaultValue={target('move')} autoComplete="off" required /></Decide>
      </Section>
      {post.kind === 'answer' ? (
        <Section title={t('Make it a comment')} why={t('It stands under the question, or under the post that you name. Its own comments become replies.')}>
          <Decide about={about} decision="to-comment" label={t('Make it a comment')}><TextField label={t('Under which post, by its address or number (optional)')} name="target" id="comment-target" defaultValue={target('to-comment')} autoComplete="off" /></Decide>
        </Section>
      ) : null}
      {post.kind === 'comment' ? <Section title={t('Make it an answer')} why={t('It stands among the answers, and its replies become its comments.')}><Decide about={about} decision="to-answer" label={t('Make it an answer')} /></Section> : null}
    </>
  )
}

function OfQuestion({ about, desk, kept }: Given) {
  const { post, question } = about
  const given = kept?.form === 'decide' ? kept.fields : {}
  return (
    <>
      <Section title={t('Merge')} why={t('Answers, comments, votes and follows go into the other question; this one’s own text stays readable there, and its address leads there.')}>
        <Decide about={about} decision="merge" label={t('Merge it')}><TextField label={t('The question that it repeats, by its address or number')} name="target" id="merge-target" defaultValue={given['decision'] === 'merge' ? given['target'] : undefined} autoComplete="off" required /></Decide>
      </Section>
      {desk.answers.length === 0 ? null : <Split about={about} desk={desk} kept={kept} />}
      <Section title={t('Summary')} why={t('It stands over the answers with your name; former summaries stay readable.')}><a className="btn" href={`/posts/${post.id}/summary`}>{desk.summary === null ? t('Write a summary') : t('Change the summary')}</a></Section>
      <Section title={t('Close')} why={t('Not about this paper, a duplicate, answered in the paper: with a reason, which stands in the thread.')}><a className="btn" href={`/posts/${post.id}/status`}>{t('Set the status')}</a></Section>
      <Section title={t('Expert')} why={t('Named in the thread and in lists while the question is open. Leave it empty to take it back.')}><ExpertiseForm about={about} show="moderate" kept={kept} /></Section>
      <Section title={t('Lock')} why={question.locked ? t('The thread is locked: only moderators post in it.') : t('In a locked thread only moderators post.')}><Decide about={about} decision={question.locked ? 'unlock' : 'lock'} label={question.locked ? t('Unlock the thread') : t('Lock the thread')} /></Section>
      <Section title={t('Slow mode')} why={desk.slowMinutes === 0 ? t('Everybody but moderators waits so long between two posts.') : t('Now one post every {0} by each person.', counted(desk.slowMinutes, 'minute'))}>
        {desk.slowMinutes === 0
          ? <Decide about={about} decision="slow" label={t('Slow it down')}><TextField label={t('Minutes between two posts')} name="minutes" type="number" min={1} max={10_080} defaultValue={given['minutes'] ?? '60'} /></Decide>
          : <Decide about={about} decision="unslow" label={t('At the usual pace again')} />}
      </Section>
    </>
  )
}

function Split({ about: { post }, desk, kept }: Given) {
  const form = kept?.form === 'split' ? kept : null
  const chosen = new Set((form?.fields['posts'] ?? '').split(','))
  const errorOf = (field: string) => form?.refusal?.fields.find(fault => fault.field === field)?.text ?? null
  return (
    <Section title={t('Split')} why={t('The answers you tick move into a new question on this paper, asked by you.')}>
      <form method="post" action="/forms/split" className="mt-2">
        <input type="hidden" name="post" value={post.id} />
        <fieldset className="reasons"><legend className="label">{t('Answers')}</legend>
          {desk.answers.map(answer => <Check key={answer.id} name="posts" value={answer.id} defaultChecked={chosen.has(String(answer.id))} label={<><bdi>{nameOf(answer.writer)}</bdi>: {answer.excerpt}</>} />)}
          {errorOf('posts') === null ? null : <p className="error">{errorOf('posts')}</p>}
        </fieldset>
        <TextField label={t('Title of the new question')} name="title" maxLength={400} defaultValue={form?.fields['title']} error={errorOf('title')} />
        <div className="field"><label htmlFor="split-body">{t('What it asks')}</label><textarea className="input" id="split-body" name="body" defaultValue={form?.fields['body']} aria-invalid={errorOf('body') === null ? undefined : true} />{errorOf('body') === null ? null : <p className="error">{errorOf('body')}</p>}</div>
        <div className="send"><button className="btn">{t('Split them off')}</button></div>
      </form>
    </Section>
  )
}

function Decided({ desk }: Pick<Given, 'desk'>) {
  if (desk.decisions.length === 0) return null
  return (
    <Section title={t('Decided before')} why={t('Newest first.')}>
      <ul>{desk.decisions.map(one => <li key={one.id} className="small mt-1">{worded('{0}: {1} by {2}{3}{4}', <Time date={one.at} />, pastOf(one.decision).toLowerCase(), one.by ?? t('the operator'), one.reason ? `: ${one.reason}` : '', one.undone ? t(' (undone)') : '')}</li>)}</ul>
    </Section>
  )
}
