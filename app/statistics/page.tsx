import { forbidden, unauthorized } from 'next/navigation'
import { currentViewer } from '@/auth/current'
import { EarlyFonts } from '@/components/early-fonts'
import { AnswerStatistics, PostStatistics, QueueStatistics, WaitingQuestions } from '@/components/statistics-posts'
import { VisitStatistics } from '@/components/statistics-visits'
import { Time } from '@/components/time'
import { address, momentOf } from '@/components/words'
import { readStatistics } from '@/forum/statistics'
import { headingOf } from '../heading'
import { readGiven, type Given } from '../parameters'
import { Shell } from '../shell'
import { daysOf, periodIn, periods } from './period'
import type { PeriodName } from './period'
import { t } from '@/words'
import { worded } from '@/words/worded'

export function generateMetadata() {
  return headingOf({ title: t('Statistics'), path: '/statistics', index: false })
}

/** What happened on the site, in numbers, for its authors. */
export default async function StatisticsPage({ searchParams }: { searchParams: Given }) {
  const given = await readGiven(searchParams)
  const period = periodIn(given('period'))
  const read = await readStatistics(await currentViewer(), daysOf(period))
  if (!read.ok) return read.error.status === 401 ? unauthorized() : forbidden()
  const { visits, posted, answering, queue, counting, at } = read.value
  const file = (name: string) => address(`/statistics/${name}.csv`, { period: period === '30' ? null : period })
  return (
    <Shell current="statistics" path="/statistics">
      <EarlyFonts pieces={[...visits.papers, ...visits.questions].map(page => page.titleHtml ?? '').concat(answering.waiting.map(one => one.headingHtml))} />
      <h1>{t('Statistics')}</h1>
      <div className="mt-4"><Periods here={period} /></div>
      <div className="statistics">
        <VisitStatistics visits={visits} counting={counting} file={file} />
        <PostStatistics posted={posted} file={file} />
        <AnswerStatistics answering={answering} file={file} />
        <WaitingQuestions waiting={answering.waiting} now={at} file={file} />
        <QueueStatistics queue={queue} file={file} />
      </div>
      <p className="small faint mt-8">{worded('As of {0}; found anew after five minutes. Days, weeks and months are in UTC.', <Time date={at} words={momentOf(at)} />)}</p>
    </Shell>
  )
}

const labels: Record<PeriodName, string> = { 30: t('30 days'), 90: t('90 days'), 365: t('A year'), all: t('All time') }

function Periods({ here }: { here: PeriodName }) {
  return (
    <nav className="tabs line" aria-label={t('Period')} tabIndex={-1}>
      {periods.map(period => <a key={period} className="tab" href={address('/statistics', { period: period === '30' ? null : period })} aria-current={period === here ? 'page' : undefined}>{labels[period]}</a>)}
    </nav>
  )
}
