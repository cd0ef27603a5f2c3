import { TextLines } from '@/components/field'
import { Notice } from '@/components/notice'
import { Time } from '@/components/time'
import type { Kept } from '@/auth/kept'
import type { OwnStatement } from '@/forum/appealing'

/** What was decided, for whoever it concerns: what follows, why, by whom, what they may do, and what came of an appeal. */
export function StatementOf({ told: { statement, appeal, mayAppeal } }: { told: OwnStatement }) {
  const remedies = statement.remedies.filter(remedy => remedy.kind !== 'appeal' || mayAppeal)
  return (
    <section className="mt-4" aria-labelledby="statement">
      <h2 id="statement">{statement.title}</h2>
      <div className="prose">
        {statement.effect === '' ? null : <p>{statement.effect}</p>}
        {statement.rule === null ? null : <p>{statement.rule}</p>}
        {statement.words === null ? (statement.rule === null ? <p>No reason was given.</p> : null) : <blockquote><p dir="auto">{statement.words}</p></blockquote>}
        <p>{statement.by} {statement.automatic}</p>
        {remedies.length === 0 ? null : <ul>{remedies.map(remedy => <li key={remedy.kind}>{remedy.text}</li>)}</ul>}
      </div>
      {appeal === null ? null : <Appealed appeal={appeal} />}
    </section>
  )
}

const answers = { granted: 'Your appeal was granted.', refused: 'Your appeal was read, and the decision stands.' } as const
const deciders: Record<string, string> = { moderator: 'a moderator', author: 'the author', operator: 'the operator' }

function Appealed({ appeal }: { appeal: NonNullable<OwnStatement['appeal']> }) {
  return (
    <div className="mt-4">
      {appeal.outcome === null ? <Notice tone="caution" lead="Your appeal waits." live="status">Another moderator reads it, where there is one. The answer will stand here.</Notice> : (
        <Notice tone={appeal.outcome === 'granted' ? 'good' : 'neutral'} lead={answers[appeal.outcome]} live="status">
          {appeal.answer === null ? null : <>Answered by {deciders[appeal.answer.byRole] ?? 'a moderator'} on <Time date={appeal.answer.at} />. {appeal.answer.words ?? ''}</>}
        </Notice>
      )}
      <p className="small faint mt-2">You wrote on <Time date={appeal.at} />:</p>
      <blockquote className="prose"><p dir="auto">{appeal.words}</p></blockquote>
    </div>
  )
}

/** The form of the one appeal. `name` and `value` say what it is about: a post, a receipt, a signed address. */
export function AppealForm({ action, about: { name, value }, kept, cancel }: { action: string; about: { name: 'post' | 'secret' | 'address'; value: string }; kept: Kept | null; cancel: string | null }) {
  const error = kept?.refusal?.fields.find(fault => fault.field === 'words')?.text ?? null
  return (
    <form className="mt-5" method="post" action={action}>
      <input type="hidden" name={name} value={value} />
      <TextLines label="Your appeal" name="words" maxLength={1000} hint="Once, in your own words, at most 1,000 characters. Moderators read it, nobody else." defaultValue={kept?.fields['words']} error={error} />
      <div className="send"><button className="btn primary">Appeal</button>{cancel === null ? null : <a className="btn plain" href={cancel}>Leave it</a>}</div>
    </form>
  )
}
