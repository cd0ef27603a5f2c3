import { notFound } from 'next/navigation'
import { kept } from '@/auth/current'
import { AppealForm, StatementOf } from '@/components/own-statement'
import { Refused } from '@/components/refused'
import { readFurtherStatements, readStatementAt } from '@/forum/appealing'
import { headingOf } from '../../heading'
import { Shell } from '../../shell'
import { t } from '@/words'
import { worded } from '@/words/worded'

type Props = { params: Promise<{ address: string }> }

export async function generateMetadata() {
  const { title, metadataBase } = await headingOf({ title: t('What was decided'), path: '/', index: false })
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
        <h1>{t('What was decided')}</h1>
        <p className="soft mt-2">{t('Whoever has this address can read this, and appeal. Tell it to nobody.')}</p>
        <div className="mt-4"><Refused kept={form} /></div>
        <StatementOf told={told} />
        {told.mayAppeal ? <AppealForm action="/forms/address-appeal" about={{ name: 'address', value: address }} kept={form} cancel={null} /> : null}
        <Further statements={await readFurtherStatements(address)} />
        <p className="small faint mt-7"><a href="/about">{t('What is expected of posts here')}</a></p>
      </div>
    </Shell>
  )
}

/** Posts of somebody suspended that were taken down by themselves: each has its own statement and appeal. */
function Further({ statements }: { statements: Awaited<ReturnType<typeof readFurtherStatements>> }) {
  if (statements.length === 0) return null
  return (
    <section className="mt-7" aria-labelledby="further">
      <h2 id="further">{t('Posts of yours that were taken down before')}</h2>
      <ul className="mt-2">{statements.map(one => <li key={one.address} className="mt-1"><a href={one.address}>{worded('Your {0}: {1}', one.kind, <bdi>{one.excerpt}</bdi>)}</a></li>)}</ul>
    </section>
  )
}
