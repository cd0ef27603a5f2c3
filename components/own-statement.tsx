import { TextLines } from '@/components/field'
import { Notice } from '@/components/notice'
import { Time } from '@/components/time'
import type { Kept } from '@/auth/kept'
import type { OwnStatement } from '@/forum/appealing'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** What was decided, for whoever it concerns: what follows, why, by whom, what they may do, and what came of an appeal. */
export function StatementOf({ told: { statement, appeal, mayAppeal } }: { told: OwnStatement }) {
  const remedies = statement.remedies.filter(remedy => remedy.kind !== 'appeal' || mayAppeal)
  return (
    <section className="mt-4" aria-labelledby="statement">
      <h2 id="statement">{statement.title}</h2>
      <div className="prose">
        {statement.effect === '' ? null : <p>{statement.effect}</p>}
        {statement.rule === null ? null : <p>{statement.rule}</p>}
        {statement.words === null ? (statement.rule === null ? <p>{t('No reason was given.')}</p> : null) : <blockquote><p dir="auto">{statement.words}</p></blockquote>}
        <p>{statement.by} {statement.automatic}</p>
        {remedies.length === 0 ? null : <ul>{remedies.map(remedy => <li key={remedy.kind}>{remedy.text}</li>)}</ul>}
      </div>
      {appeal === null ? null : <Appealed appeal={appeal} />}
    </section>
  )
}

const answers = { granted: t('Your appeal was granted.'), refused: t('Your appeal was read, and the decision stands.') } as const
const deciders: Record<string, string> = { moderator: t('a moderator'), author: t('the author'), operator: t('the operator') }

function Appealed({ appeal }: { appeal: NonNullable<OwnStatement['appeal']> }) {
  return (
    <div className="mt-4">
      {appeal.outcome === null ? <Notice tone="caution" lead={t('Your appeal waits.')} live="status">{t('Another moderator reads it, where there is one. The answer will stand here.')}</Notice> : (
        <Notice tone={appeal.outcome === 'granted' ? 'good' : 'neutral'} lead={answers[appeal.outcome]} live="status">
          {appeal.answer === null ? null : <>{worded('Answered by {0} on {1}. {2}', deciders[appeal.answer.byRole] ?? t('a moderator'), <Time date={appeal.answer.at} />, appeal.answer.words ?? '')}</>}
        </Notice>
      )}
      <p className="small faint mt-2">{worded('You wrote on {0}:', <Time date={appeal.at} />)}</p>
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
      <TextLines label={t('Your appeal')} name="words" maxLength={1000} hint={t('Once, in your own words, at most 1,000 characters. Moderators read it, nobody else.')} defaultValue={kept?.fields['words']} error={error} />
      <div className="send"><button className="btn primary">{t('Appeal')}</button>{cancel === null ? null : <a className="btn plain" href={cancel}>{t('Leave it')}</a>}</div>
    </form>
  )
}
