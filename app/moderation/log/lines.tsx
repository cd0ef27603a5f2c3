import type { ReactNode } from 'react'
import { didInWords, roleWords, whyInWords } from '@/components/decision-words'
import { Time } from '@/components/time'
import { dayOf } from '@/components/words'
import type { LogEntry } from '@/forum/decision-log'
import { rules } from '@/forum/moderation'
import type { PublicDecision } from '@/forum/public-decisions'
import { untilInWords } from '@/forum/suspensions'

/** The log as moderators read it. */
export function Lines({ entries }: { entries: LogEntry[] }) {
  return <Table>{entries.map(entry => <Line key={entry.id} entry={entry} />)}</Table>
}

function Line({ entry }: { entry: LogEntry }) {
  return (
    <tr id={`decision-${entry.id}`}>
      <td><Time date={entry.at} /></td>
      <td><bdi>{entry.by ?? 'The operator'}</bdi>{entry.byRole === 'author' ? ', author' : ''}</td>
      <td>{didInWords(entry.decision)}{entry.undoes === null ? '' : ` (${entry.decision === 'undo' ? 'decision' : 'after decision'} ${entry.undoes})`}{entry.undone ? <Undone /> : null}</td>
      <td>{entry.postUrl === null ? <bdi>{entry.personName ?? 'somebody'}</bdi> : <a href={entry.postUrl}>post {entry.post}</a>}{entry.until === null ? null : ` until ${untilInWords(entry.until)}`}</td>
      <td>{whyInWords(entry, rules)}</td>
    </tr>
  )
}

/** The log as everybody reads it. */
export function PublicLines({ entries }: { entries: PublicDecision[] }) {
  return <Table>{entries.map(entry => <PublicLine key={entry.id} entry={entry} />)}</Table>
}

const things = { question: 'a question', answer: 'an answer', comment: 'a comment', person: 'somebody' } as const

function PublicLine({ entry }: { entry: PublicDecision }) {
  const withheld = entry.reasonWithheld ? 'The words of the reason are not shown: they name somebody, or quote what is hidden.' : ''
  return (
    <tr id={`decision-${entry.id}`}>
      <td><Time date={entry.at} /></td>
      <td>{roleWords[entry.byRole] ?? 'A moderator'}</td>
      <td>{didInWords(entry.decision)}{entry.undone ? <Undone /> : null}</td>
      <td>{entry.url === null ? things[entry.on] : <a href={entry.url}>{things[entry.on]}</a>}{entry.until === null ? '' : ` until ${dayOf(entry.until)}`}</td>
      <td>{[whyInWords(entry, rules), withheld].filter(part => part !== '').join(' ')}</td>
    </tr>
  )
}

function Undone() {
  return <span className="faint"> (taken back since)</span>
}

function Table({ children }: { children: ReactNode }) {
  return (
    <div className="log-scroll" tabIndex={0} role="region" aria-label="Decisions, newest first">
      <table className="log">
        <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">Did</th><th scope="col">To</th><th scope="col">Why</th></tr></thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
