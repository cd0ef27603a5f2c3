import { forbidden, unauthorized } from 'next/navigation'
import { currentViewer } from '@/auth/current'
import { Nothing } from '@/components/nothing'
import { Time } from '@/components/time'
import { listPersonAppeals } from '@/forum/person-appeals'
import type { PersonAppeal } from '@/forum/person-appeals'
import { listSuspended } from '@/forum/person-desk'
import type { SuspendedPerson } from '@/forum/person-desk'
import { untilInWords } from '@/forum/suspensions'
import { headingOf } from '../../heading'
import { Shell } from '../../shell'
import { t } from '@/words'
import { worded } from '@/words/worded'

export function generateMetadata() {
  return headingOf({ title: t('Suspensions'), path: '/moderation', index: false })
}

export default async function SuspensionsPage() {
  const viewer = await currentViewer()
  const [suspended, appeals] = [await listSuspended(viewer), await listPersonAppeals(viewer)]
  if (!suspended.ok || !appeals.ok) return !suspended.ok && suspended.error.status === 401 ? unauthorized() : forbidden()
  return (
    <Shell current="moderation" path="/moderation">
      <h1>{t('Suspensions')}</h1>
      <p className="soft mt-2"><a href="/moderation">{t('Back to the queue')}</a></p>
      {appeals.value.length === 0 ? null : <Appeals appeals={appeals.value} />}
      {suspended.value.length === 0 ? <div className="mt-6"><Nothing title={t('Nobody is suspended')}>{t('Whoever is, is suspended from a person’s own page for moderators, until a day.')}</Nothing></div> : <People people={suspended.value} />}
    </Shell>
  )
}

function Appeals({ appeals }: { appeals: PersonAppeal[] }) {
  return (
    <section aria-labelledby="appeals">
      <h2 id="appeals" className="mt-6">{t('Appeals that wait for an answer')}</h2>
      <ul className="mt-2">
        {appeals.map(appeal => (
          <li key={appeal.id} className="mt-2">
            <a href={`/moderation/people/${appeal.handle}`}><bdi>{appeal.name}</bdi></a>, <Time date={appeal.at} />{appeal.mayJudge ? '' : t(', against a decision of yours')}
            <p className="soft" dir="auto">{appeal.words}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function People({ people }: { people: SuspendedPerson[] }) {
  return (
    <section aria-labelledby="people">
      <h2 id="people" className="mt-6">{t('Suspended now')}</h2>
      <ul className="mt-2">
        {people.map(person => <li key={person.handle} className="mt-1">{worded('{0}, until {1}. {2}', <a href={`/moderation/people/${person.handle}`}><bdi>{person.name}</bdi></a>, untilInWords(person.until), <span className="soft">{person.why}</span>)}</li>)}
      </ul>
    </section>
  )
}
