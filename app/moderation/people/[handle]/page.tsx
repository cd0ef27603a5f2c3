import { forbidden, notFound, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { Notice } from '@/components/notice'
import { Time } from '@/components/time'
import { counted } from '@/components/words'
import { readPersonDesk } from '@/forum/person-desk'
import type { PersonDesk } from '@/forum/person-desk'
import { headingOf } from '../../../heading'
import { keptForm } from '../../../kept-form'
import { Shell } from '../../../shell'
import { AppealAgainst } from './appeal'
import { Decisions, Notes } from './notes'
import { Suspend, Suspended } from './suspension'
import { t } from '@/words'
import { worded } from '@/words/worded'

type Props = { params: Promise<{ handle: string }> }

export function generateMetadata() {
  return headingOf({ title: t('A person, for moderators'), path: '/moderation', index: false })
}

export default async function PersonForModeratorsPage({ params }: Props) {
  const found = await readPersonDesk(await currentViewer(), (await params).handle)
  if (!found.ok) return found.error.status === 401 ? unauthorized() : found.error.status === 404 ? notFound() : forbidden()
  const person = found.value
  const given = await kept()
  const said = keptForm(given, 'suspend', 'unsuspend', 'judge', 'person-note', 'person-note-delete').said
  return (
    <Shell current="moderation" path="/moderation">
      <div className="desk-form">
        <h1><bdi>{person.name}</bdi></h1>
        <p className="soft mt-2"><a href={`/people/${person.handle}`}>@{person.handle}</a>{person.role === 'member' ? '' : `, ${person.role}`}. <a href="/moderation/people">{t('Everybody suspended')}</a></p>
        {said === null ? null : <div className="refused mt-4"><Notice tone="danger" lead={t('Not done.')} live="alert">{said}</Notice></div>}
        <Record person={person} />
        {person.appeal === null ? null : <AppealAgainst appeal={person.appeal} handle={person.handle} />}
        {person.suspension === null ? <Suspend person={person} form={keptForm(given, 'suspend')} /> : <Suspended person={person} suspension={person.suspension} form={keptForm(given, 'unsuspend', 'suspend')} />}
        <Notes person={person} form={keptForm(given, 'person-note')} />
        <Decisions person={person} />
      </div>
    </Shell>
  )
}

function Record({ person: { record, since, firstPost, trust } }: { person: PersonDesk }) {
  return (
    <p className="soft mt-4">
      {worded('Here since {0}{1}. {2}, {3} waiting, {4} not published. Trust: {5}.', <Time date={since} />, firstPost === null ? t(', has posted nothing yet') : <>{worded(', first posted on {0}', <Time date={firstPost} />)}</>, counted(record.public, 'public post'), record.waiting, record.notPublished, trust)}
    </p>
  )
}
