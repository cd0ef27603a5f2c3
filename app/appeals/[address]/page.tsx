import { notFound } from 'next/navigation'
import { kept } from '@/auth/current'
import { AppealForm, StatementOf } from '@/components/own-statement'
import { Refused } from '@/components/refused'
import { readStatementAt } from '@/forum/appealing'
import { headingOf } from '../../heading'
import { Shell } from '../../shell'

type Props = { params: Promise<{ address: string }> }

export async function generateMetadata() {
  const { title, metadataBase } = await headingOf({ title: 'What was decided', path: '/', index: false })
  return { title, metadataBase, robots: { index: false, follow: false } }
}

/** The statement of a decision for whoever bears its signed address: somebody suspended cannot sign in to read it. */
export default async function SignedStatementPage({ params }: Props) {
  const { address } = await params
  const told = await readStatementAt(address)
  if (told === null) notFound()
  const form = await kept()
  return (
    <Shell>
      <div className="desk-form">
        <h1>What was decided</h1>
        <p className="soft mt-2">Whoever has this address can read this, and appeal. Tell it to nobody.</p>
        <div className="mt-4"><Refused kept={form} /></div>
        <StatementOf told={told} />
        {told.mayAppeal ? <AppealForm action="/forms/address-appeal" about={{ name: 'address', value: address }} kept={form} cancel={null} /> : null}
        <p className="small faint mt-7"><a href="/about">What is expected of posts here</a></p>
      </div>
    </Shell>
  )
}
