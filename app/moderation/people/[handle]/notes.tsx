import { didInWords, whyInWords } from '@/components/decision-words'
import { TextField } from '@/components/field'
import { Time } from '@/components/time'
import { rules } from '@/forum/moderation'
import type { PersonDesk } from '@/forum/person-desk'
import type { KeptForm } from '../../../kept-form'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** What moderators have noted of a person, and a line for one more. */
export function Notes({ person: { handle, notes }, form }: { person: PersonDesk; form: KeptForm }) {
  return (
    <section aria-labelledby="notes">
      <h2 id="notes" className="mt-7">{t('Notes')}</h2>
      <p className="soft mt-2">{t('Moderators read these, nobody else; the person does not get them either.')}</p>
      <ul className="mt-2">
        {notes.map(note => (
          <li key={note.id} className="mt-2">
            <p dir="auto">{note.words}</p>
            <form className="small faint" method="post" action="/forms/person-note-delete">
              <bdi>{note.by ?? t('The operator')}</bdi>, <Time date={note.at} />
              <input type="hidden" name="handle" value={handle} />
              <input type="hidden" name="note" value={note.id} />
              {note.own ? <button className="tool">{t('Delete this note')}</button> : null}
            </form>
          </li>
        ))}
      </ul>
      <form className="mt-4" method="post" action="/forms/person-note">
        <input type="hidden" name="handle" value={handle} />
        <TextField label={t('A note')} name="words" maxLength={1000} defaultValue={form.value('words')} error={form.error('words')} />
        <div className="send"><button className="btn">{t('Keep the note')}</button></div>
      </form>
    </section>
  )
}

/** What was decided about the person and their posts lately. */
export function Decisions({ person: { decisions } }: { person: PersonDesk }) {
  if (decisions.length === 0) return null
  return (
    <section aria-labelledby="decisions">
      <h2 id="decisions" className="mt-7">{t('Decisions')}</h2>
      <ul className="mt-2">
        {decisions.map(decision => (
          <li key={decision.id} className="small mt-1">
            <Time date={decision.at} />: <bdi>{decision.by ?? t('the operator')}</bdi> {didInWords(decision.decision)} {decision.post === null ? t('this person') : <a href={`/p/${decision.post}`}>{worded('post {0}', decision.post)}</a>}{decision.undone ? t(', taken back since') : ''}. {whyInWords(decision, rules)}
          </li>
        ))}
      </ul>
    </section>
  )
}
