import { forbidden, unauthorized } from 'next/navigation'
import { currentViewer } from '@/auth/current'
import { didWords } from '@/components/decision-words'
import { Choice } from '@/components/field'
import { Nothing } from '@/components/nothing'
import { Pages } from '@/components/pages'
import { address } from '@/components/words'
import { readLog } from '@/forum/decision-log'
import { decisionKinds } from '@/forum/documents'
import { mayEver } from '@/forum/policy'
import { readPublicLog } from '@/forum/public-decisions'
import { headingOf } from '../../heading'
import { oneOf, readGiven, type Given } from '../../parameters'
import { Shell } from '../../shell'
import { DeskTabs } from '../desk'
import { Lines, PublicLines } from './lines'
import { t } from '@/words'
import { worded } from '@/words/worded'


export function generateMetadata() {
  return headingOf({ title: t('Moderation log'), path: '/moderation/log', index: false })
}

/** Moderators read who did what to whom; everybody else, where the house allows it, what was done and why. */
export default async function LogPage({ searchParams }: { searchParams: Given }) {
  const given = await readGiven(searchParams)
  return mayEver(await currentViewer(), 'moderation.read') ? <WholeLog after={given('after')} kind={given('kind')} /> : <PublicLog after={given('after')} />
}

async function WholeLog({ after, kind }: { after: string | null; kind: string | null }) {
  const viewer = await currentViewer()
  const only = oneOf(kind, decisionKinds)
  const log = await readLog(viewer, after, 50, only)
  if (!log.ok) return log.error.status === 401 ? unauthorized() : forbidden()
  return (
    <Shell current="moderation" path="/moderation/log">
      <h1>{t('Moderation log')}</h1>
      <div className="mt-4"><DeskTabs here="log" /></div>
      <form className="row mt-4 items-end" method="get" action="/moderation/log">
        <Choice label={t('Show')} name="kind" options={[{ value: '', label: t('Everything') }, ...decisionKinds.map(value => ({ value, label: didWords[value] }))]} defaultValue={only ?? ''} />
        <button className="btn compact">{t('Show')}</button>
      </form>
      {log.value.items.length === 0 ? <Empty /> : <Lines entries={log.value.items} />}
      <Pages label={t('Pages of the log')} next={log.value.next === null ? null : address('/moderation/log', { kind: only, after: log.value.next })} />
    </Shell>
  )
}

async function PublicLog({ after }: { after: string | null }) {
  const log = await readPublicLog(await currentViewer(), after)
  if (!log.ok) return log.error.status === 401 ? unauthorized() : forbidden()
  return (
    <Shell path="/moderation/log">
      <h1>{t('Moderation log')}</h1>
      <p className="soft mt-2">{worded('What moderators did here, and why. It names nobody, and quotes nothing that is hidden. It cannot be edited. {0} says what is expected of posts.', <a href="/about">{t('The guide')}</a>)}</p>
      {log.value.items.length === 0 ? <Empty /> : <PublicLines entries={log.value.items} />}
      <Pages label={t('Pages of the log')} next={log.value.next === null ? null : address('/moderation/log', { after: log.value.next })} />
    </Shell>
  )
}

function Empty() {
  return <div className="mt-6"><Nothing title={t('Nothing was decided yet')}>{t('Every decision is written here, and nobody can change it afterwards.')}</Nothing></div>
}
