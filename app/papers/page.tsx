import type { ReactNode } from 'react'
import { EarlyFonts } from '@/components/early-fonts'
import { Nothing } from '@/components/nothing'
import { Pages } from '@/components/pages'
import { PaperFilter } from '@/components/paper-filter'
import { PaperTable } from '@/components/paper-table'
import { Legend } from '@/components/rating'
import { Timeline } from '@/components/timeline'
import { amountWords, TopicMap } from '@/components/topic-map'
import { dependsOn } from '@/forum/dependencies'
import { readOverview } from '@/forum/paper-overview'
import { listPapers, listVenues } from '@/forum/papers'
import { readSite } from '@/forum/site'
import { listTopics } from '@/forum/topics'
import { Engines } from '../engines/data'
import { collectionOf } from '../engines/pages'
import { headingOf, siteCard } from '../heading'
import { readGiven, type Given } from '../parameters'
import { Shell } from '../shell'
import { meansNothing, namesNothing, Unmeant } from '../unmeant'
import { headingsOf, isNarrowed, orderWords, papersAddress, papersView, unmeant, type PapersView } from './view'
import { t } from '@/words'

const tabs = [{ view: 'comfortable', label: t('Table') }, { view: 'dense', label: t('Dense') }, { view: 'timeline', label: t('Timeline') }, { view: 'map', label: t('Map') }] as const
const venuesMost = 300

export async function generateMetadata({ searchParams }: { searchParams: Given }) {
  const view = papersView(await readGiven(searchParams))
  const usual = view.sort === 'list' && view.view === 'comfortable' && !isNarrowed(view)
  return headingOf({ title: t('Papers'), path: '/papers', card: await siteCard(), after: usual ? view.after : null, description: t('The papers of the reading list, by topic, by the author’s mark, with open questions.') })
}

export default async function PapersPage({ searchParams }: { searchParams: Given }) {
  const given = await readGiven(searchParams)
  const asked = papersView(given)
  const [topics, venues] = await Promise.all([listTopics(), listVenues(venuesMost)])
  const { view, said } = await known(asked, topics, unmeant(given))
  const isTable = view.view === 'comfortable' || view.view === 'dense'
  const besides = [...view.view === 'comfortable' ? [] : [{ name: 'view', value: view.view }], ...isTable || view.sort === 'list' ? [] : [{ name: 'sort', value: view.sort }]]
  return (
    <Shell current="papers" path="/papers">
      <div className="column wide">
        <h1>{t('Papers')}</h1>
        <nav className="tabs line mt-3" aria-label={t('Views')}>
          {tabs.map(tab => <a key={tab.view} className="tab" href={papersAddress(view, { view: tab.view })} aria-current={tab.view === view.view ? 'true' : undefined}>{tab.label}</a>)}
        </nav>
        <PaperFilter topics={topics} venues={venues} filter={view.filter} sort={isTable ? view.sort : null} besides={besides} />
        <Unmeant said={said} clear={papersAddress(view)} />
        {isTable ? await asTable(view) : await drawn(view)}
      </div>
    </Shell>
  )
}

/** A topic or venue that there is none of is left out, and said. Such pages are without end: none is kept. */
async function known(view: PapersView, topics: { slug: string }[], labels: string[]): Promise<{ view: PapersView; said: string[] }> {
  const { topic = null, venue = null } = view.filter
  const isNoTopic = topic !== null && !topics.some(one => one.slug === topic)
  const isNoVenue = venue !== null && (await listPapers({ venue, limit: 1 })).items.length === 0
  if (isNoTopic || isNoVenue) dependsOn('passing')
  const said = [
    ...isNoTopic ? [namesNothing(topic, t('Topic'), t('There is no topic “{0}”; the papers of all topics are shown.', topic))] : [],
    ...isNoVenue ? [namesNothing(venue, t('Venue'), t('There is no venue that begins with “{0}”; the papers of all venues are shown.', venue))] : [],
    ...labels.map(meansNothing),
  ]
  return { view: { ...view, filter: { ...view.filter, topic: isNoTopic ? null : topic, venue: isNoVenue ? null : venue } }, said }
}

async function asTable(view: PapersView): Promise<ReactNode> {
  const [site, page] = await Promise.all([readSite(), listPapers({ ...view.filter, sort: view.sort, dir: view.dir, after: view.after, limit: 100 })])
  return (
    <>
      <Engines data={[collectionOf({ name: t('Papers'), path: '/papers', items: page.items.map(paper => ({ name: paper.title, url: paper.url })) }, site)]} />
      <EarlyFonts pieces={page.items.flatMap(paper => [paper.titleHtml, paper.gistHtml ?? ''])} names={page.items.flatMap(paper => paper.authors)} />
      <Legend legend={site.legend} author={site.author} />
      {page.items.length === 0 ? <Nobody view={view} /> : (
        <>
          <p className="small faint mt-3">{orderWords(view)} {isNarrowed(view) ? <a href={papersAddress(view, { filter: nothing })}>{t('All papers')}</a> : null}</p>
          <PaperTable papers={page.items} legend={site.legend} headings={headingsOf(view)} dense={view.view === 'dense'} />
        </>
      )}
      <Pages label={t('Pages of papers')} first={view.after === null ? null : papersAddress(view)} next={page.next === null ? null : papersAddress(view, { after: page.next })} />
    </>
  )
}

async function drawn(view: PapersView): Promise<ReactNode> {
  const overview = await readOverview(view.filter)
  if (overview.whole.papers === 0) return <Nobody view={view} />
  return (
    <>
      <EarlyFonts pieces={overview.topics.map(topic => topic.titleHtml)} />
      <p className="soft mt-4 num">{t('{0}.', amountWords(overview.whole))} {isNarrowed(view) ? <a href={papersAddress(view, { filter: nothing })}>{t('All papers')}</a> : null}</p>
      {view.view === 'map' ? <TopicMap overview={overview} hrefOf={topic => papersAddress(view, { view: 'comfortable', filter: { topic } })} />
        : <Timeline overview={overview} hrefOf={(from, to) => papersAddress(view, { view: 'comfortable', filter: { from, to } })} />}
    </>
  )
}

const nothing = { topic: null, rating: null, open: false, venue: null, from: null, to: null, title: null }

function Nobody({ view }: { view: PapersView }) {
  const inUse = isNarrowed(view)
  return (
    <Nothing title={t('No such papers')} actions={inUse ? <a className="btn" href={papersAddress(view, { filter: nothing })}>{t('All papers')}</a> : undefined}>
      {inUse ? t('No paper of the list fits these filters.') : t('The reading list is empty.')}
    </Nothing>
  )
}
