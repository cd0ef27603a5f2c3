import type { ReactNode } from 'react'
import { didInWords, roleWords, whyInWords } from '@/components/decision-words'
import { Time } from '@/components/time'
import { dayOf } from '@/components/words'
import type { LogEntry } from '@/forum/decision-log'
import { rules } from '@/forum/moderation'
import type { PublicDecision } from '@/forum/public-decisions'
import { untilInWords } from '@/forum/suspensions'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** The log as moderators read it. */
export function Lines({ entries }: { entries: LogEntry[] }) {
  return <Table>{entries.map(entry => <Line key={entry.id} entry={entry} />)}</Table>
}

function Line({ entry }: { entry: LogEntry }) {
  return (
    <tr id={`decision-${entry.id}`}>
      <td><Time date={entry.at} /></td>
      <td><bdi>{entry.by ?? t('The operator')}</bdi>{entry.byRole === 'author' ? t(', author') : ''}</td>
      <td>{didInWords(entry.decision)}{entry.undoes === null ? '' : ` (${entry.decision === 'undo' ? t('decision') : t('after decision')} ${entry.undoes})`}{entry.undone ? <Undone /> : null}</td>
      <td>{entry.postUrl === null ? <bdi>{entry.personName ?? t('somebody')}</bdi> : <a href={entry.postUrl}>{worded('post {0}', entry.post)}</a>}{entry.until === null ? null : t(' until {0}', untilInWords(entry.until))}</td>
      <td>{whyInWords(entry, rules)}</td>
    </tr>
  )
}

/** The log as everybody reads it. */
export function PublicLines({ entries }: { entries: PublicDecision[] }) {
  return <Table>{entries.map(entry => <PublicLine key={entry.id} entry={entry} />)}</Table>
}

const things = { question: t('a question'), answer: t('an answer'), comment: t('a comment'), person: t('somebody') } as const

function PublicLine({ entry }: { entry: PublicDecision }) {
  const withheld = entry.reasonWithheld ? t('The words of the reason are not shown: they name somebody, or quote what is hidden.') : ''
  return (
    <tr id={`decision-${entry.id}`}>
      <td><Time date={entry.at} /></td>
      <td>{roleWords[entry.byRole] ?? t('A moderator')}</td>
      <td>{didInWords(entry.decision)}{entry.undone ? <Undone /> : null}</td>
      <td>{entry.url === null ? things[entry.on] : <a href={entry.url}>{things[entry.on]}</a>}{entry.until === null ? '' : t(' until {0}', dayOf(entry.until))}</td>
      <td>{[whyInWords(entry, rules), withheld].filter(part => part !== '').join(' ')}</td>
    </tr>
  )
}

function Undone() {
  return <span className="faint">{' '}{t('(taken back since)')}</span>
}

function Table({ children }: { children: ReactNode }) {
  return (
    <div className="log-scroll" tabIndex={0} role="region" aria-label={t('Decisions, newest first')}>
      <table className="log">
        <thead><tr><th scope="col">{t('When')}</th><th scope="col">{t('Who')}</th><th scope="col">{t('Did')}</th><th scope="col">{t('To')}</th><th scope="col">{t('Why')}</th></tr></thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
