import { forbidden, notFound, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { TextField } from '@/components/field'
import { Notice } from '@/components/notice'
import { Refused } from '@/components/refused'
import { readStanding, untilInWords } from '@/forum/suspensions'
import { headingOf } from '../../../heading'
import { Shell } from '../../../shell'

type Props = { params: Promise<{ handle: string }> }

export function generateMetadata() {
  return headingOf({ title: 'Suspension', path: '/moderation', index: false })
}

export default async function SuspensionPage({ params }: Props) {
  const standing = await readStanding(await currentViewer(), (await params).handle)
  if (!standing.ok) return standing.error.status === 401 ? unauthorized() : standing.error.status === 404 ? notFound() : forbidden()
  const { handle, name, until, why } = standing.value
  const form = await kept()
  const errorOf = (field: string) => form?.refusal?.fields.find(fault => fault.field === field)?.text ?? null
  return (
    <Shell current="moderation" path="/moderation">
      <div className="desk-form">
        <h1>{until === null ? 'Suspend' : 'Suspension of'} <bdi>{name}</bdi></h1>
        <p className="soft mt-2"><a href={`/people/${handle}`}>@{handle}</a></p>
        <div className="mt-4"><Refused kept={form} /></div>
        {until === null ? (
          <form method="post" action="/forms/suspend">
            <p className="soft">Sessions and tokens end at once. What was written stays.</p>
            <input type="hidden" name="handle" value={handle} />
            <TextField label="Until the end of" name="until" type="date" hint="Empty: until further notice." defaultValue={form?.fields['until']} error={errorOf('until')} />
            <TextField label="Reason, told to the person" name="reason" maxLength={1000} defaultValue={form?.fields['reason']} error={errorOf('reason')} />
            <div className="send"><button className="btn danger">Suspend</button><a className="btn plain" href="/moderation">Back to the queue</a></div>
          </form>
        ) : (
          <form method="post" action="/forms/unsuspend">
            <Notice tone="caution" lead={`Suspended until ${untilInWords(until)}.`}>{why}</Notice>
            <input type="hidden" name="handle" value={handle} />
            <TextField label="Reason for ending it" name="reason" maxLength={1000} defaultValue={form?.fields['reason']} error={errorOf('reason')} />
            <div className="send"><button className="btn">End the suspension</button><a className="btn plain" href="/moderation">Back to the queue</a></div>
          </form>
        )}
      </div>
    </Shell>
  )
}
