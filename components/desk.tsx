import { Time } from '@/components/time'
import { pastOf } from '@/components/words'
import type { LogEntry } from '@/forum/decision-log'
import type { PersonAppeal } from '@/forum/person-appeals'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** What this moderator decided in the last ten minutes, newest first, each with its undoing. */
export function JustDecided({ decisions, back, open }: { decisions: LogEntry[]; back: string; open: boolean }) {
  if (decisions.length === 0) return null
  return (
    <details className="context small" open={open} data-recent="">
      <summary>{worded('Decided in the last ten minutes: {0}', decisions.length)}</summary>
      <ul>
        {decisions.map(entry => (
          <li key={entry.id} className="row" data-undoable={entry.post ?? ''}>
            <span>{pastOf(entry.decision)}: {entry.postUrl === null ? t('a person') : <a href={entry.postUrl}>{worded('post {0}', entry.post)}</a>}</span>
            <form method="post" action="/forms/decide">
              <input type="hidden" name="post" value={entry.post ?? ''} />
              <input type="hidden" name="number" value={entry.id} />
              <input type="hidden" name="back" value={back} />
              <button className="btn compact plain" name="decision" value="undo">{t('Undo')}</button>
            </form>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Appeals against suspensions: read at the person's page, where they are settled. */
export function PersonAppeals({ appeals }: { appeals: PersonAppeal[] }) {
  if (appeals.length === 0) return null
  return (
    <section className="notes" aria-labelledby="person-appeals">
      <h2 className="notes-title text-ink" id="person-appeals">{t('Appeals against suspensions')}</h2>
      <ul>{appeals.map(appeal => <li key={appeal.id} className="mt-2"><a href={`/moderation/people/${appeal.handle}`}><bdi>{appeal.name}</bdi></a>, <Time date={appeal.at} />: <bdi>{appeal.words}</bdi></li>)}</ul>
    </section>
  )
}
