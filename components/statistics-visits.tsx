/** Visits: how many, of what, from where. */
import type { ReactNode } from 'react'
import { Html } from '@/components/html'
import { LinePlot } from '@/components/line-plot'
import { Nothing } from '@/components/nothing'
import { Figures } from '@/components/plot-frame'
import { changeOf, pageName, shortDate } from '@/components/statistics-words'
import type { Visited, VisitedPage } from '@/forum/statistics/visited'
import { figures, t } from '@/words'

/** `file`: the address of a table as CSV. */
export function VisitStatistics({ visits, counting, file }: { visits: Visited; counting: boolean; file: (name: string) => string }) {
  const views = visits.days.reduce((sum, day) => sum + day.views, 0)
  return (
    <section aria-labelledby="visits">
      <h2 id="visits">{t('Visits')}</h2>
      <p className="soft small mt-2">{t('Pages sent to people, as numbers. Visitors are told apart for one day and by nothing that is kept, so somebody who comes on two days counts as two. Programs that say so, and pages that a browser fetches ahead, are not counted.')}</p>
      {counting ? null : <p className="small mt-2">{t('Visits are not counted now: VISITS is off.')}</p>}
      {views === 0 ? <NothingYet>{t('No page was sent to a reader in this time. Numbers are written down each minute.')}</NothingYet> : (
        <>
          <VisitPlot visits={visits} views={views} csv={file('visits')} />
          <PageTable title={t('Papers read most')} pages={visits.papers} csv={file('pages')} />
          <PageTable title={t('Questions read most')} pages={visits.questions} csv={file('pages')} />
          <PageTable title={t('Other pages')} pages={visits.others} csv={file('pages')} />
          {visits.sources.length === 0 ? null : (
            <Tabled title={t('Where readers came from')} csv={file('sources')}>
              <Figures label={t('Where readers came from')} heads={[t('Site'), t('Visits')]} rows={visits.sources.map(({ host, visits: count }) => [host === 'other' ? t('other sites') : <bdi key="host">{host}</bdi>, figures(count)])} />
            </Tabled>
          )}
        </>
      )}
    </section>
  )
}

export function NothingYet({ children }: { children: ReactNode }) {
  return <Nothing level="h3" title={t('Nothing to draw yet')}>{children}</Nothing>
}

function VisitPlot({ visits: { days }, views, csv }: { visits: Visited; views: number; csv: string }) {
  const most = days.reduce((best, day) => (day.views > best.views ? day : best))
  return (
    <LinePlot
      id="plot-visits" title={t('Views and visitors')} measure="count" csv={csv} labels={days.map(day => shortDate(day.day))}
      says={t('{0} views in all; most on {1}: {2} views by {3} visitors.', figures(views), shortDate(most.day), figures(most.views), figures(most.visitors))}
      lines={[{ name: t('Views'), tone: 'first', values: days.map(day => day.views), filled: true }, { name: t('Visitors'), tone: 'second', values: days.map(day => day.visitors) }]}
      table={{ heads: [t('Day'), t('Views'), t('Visitors')], rows: days.toReversed().map(day => [day.day, figures(day.views), figures(day.visitors)]) }}
    />
  )
}

function PageTable({ title, pages, csv }: { title: string; pages: VisitedPage[]; csv: string }) {
  if (pages.length === 0) return null
  return (
    <Tabled title={title} csv={csv}>
      <Figures named label={title} heads={[t('Page'), t('Views'), t('Visitors'), t('Change')]} rows={pages.map(page => [<PageName key={page.page} page={page} />, figures(page.views), figures(page.visitors), changeOf(page.change)])} />
    </Tabled>
  )
}

function PageName({ page: { page, title, titleHtml, url } }: { page: VisitedPage }) {
  if (url === null) return /^(paper|question) \d+$/.test(page) ? t('no longer public') : pageName(page)
  return <a href={url}>{titleHtml ? <Html as="span" html={titleHtml} /> : title}</a>
}

/** A table with its file beside it. The table is a region by the same name, so this is none. */
export function Tabled({ title, csv, children }: { title: string; csv: string; children: ReactNode }) {
  return (
    <div className="plot-table mt-6">
      <div className="row justify-between"><h3 className="label">{title}</h3><a className="small" href={csv} download="" aria-label={t('CSV: {0}', title)}>{t('CSV')}</a></div>
      {children}
    </div>
  )
}
