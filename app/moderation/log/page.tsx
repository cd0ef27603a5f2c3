import { forbidden, unauthorized } from 'next/navigation'
import { currentViewer } from '@/auth/current'
import { Nothing } from '@/components/nothing'
import { Pages } from '@/components/pages'
import { Time } from '@/components/time'
import { address, dayOf } from '@/components/words'
import { rules } from '@/forum/moderation'
import { countWaiting, readLog } from '@/forum/queue'
import type { LogEntry } from '@/forum/queue'
import { headingOf } from '../../heading'
import { readGiven, type Given } from '../../parameters'
import { Shell } from '../../shell'
import { DeskTabs } from '../desk'

export function generateMetadata() {
  return headingOf({ title: 'Moderation log', path: '/moderation/log', index: false })
}

export default async function LogPage({ searchParams }: { searchParams: Given }) {
  const log = await readLog(await currentViewer(), (await readGiven(searchParams))('after'))
  if (!log.ok) return log.error.status === 401 ? unauthorized() : forbidden()
  return (
    <Shell current="moderation" path="/moderation/log">
      <h1>Moderation log</h1>
      <div className="mt-4"><DeskTabs here="log" waiting={await countWaiting()} /></div>
      {log.value.items.length === 0 ? <div className="mt-6"><Nothing title="Nothing was decided yet">Every decision is written here, and nobody can change it afterwards.</Nothing></div> : (
        <div className="log-scroll" tabIndex={0} role="region" aria-label="Decisions, newest first">
          <table className="log">
            <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">Did</th><th scope="col">To</th><th scope="col">Why</th></tr></thead>
            <tbody>{log.value.items.map(entry => <Line key={entry.id} entry={entry} />)}</tbody>
          </table>
        </div>
      )}
      <Pages label="Pages of the log" next={log.value.next === null ? null : address('/moderation/log', { after: log.value.next })} />
    </Shell>
  )
}

const did: Record<string, string> = {
  approve: 'approved', reject: 'rejected', hide: 'hid', restore: 'restored', lock: 'locked', unlock: 'unlocked', suspend: 'suspended', unsuspend: 'ended the suspension of',
}
const ruleWords: Record<string, string> = rules

function Line({ entry }: { entry: LogEntry }) {
  const why = [entry.rule === null ? '' : ruleWords[entry.rule] ?? entry.rule, entry.reason ?? ''].filter(part => part !== '').join(' ')
  return (
    <tr>
      <td><Time date={entry.at} /></td>
      <td><bdi>{entry.by ?? 'The operator'}</bdi>{entry.byRole === 'author' ? ', author' : ''}</td>
      <td>{did[entry.decision] ?? entry.decision}{entry.undoes === null ? '' : ` (undoing decision ${entry.undoes})`}</td>
      <td>{entry.postUrl === null ? <bdi>{entry.personName ?? 'somebody'}</bdi> : <a href={entry.postUrl}>post {entry.post}</a>}{entry.until === null ? null : entry.until.getUTCFullYear() > 9000 ? ' without end' : ` until ${dayOf(entry.until)}`}</td>
      <td>{why}</td>
    </tr>
  )
}
