import { notFound, permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { isFollowed } from '@/auth/current'
import { Crumbs } from '@/components/crumbs'
import { EarlyFonts } from '@/components/early-fonts'
import { Follow } from '@/components/follow'
import { Html } from '@/components/html'
import { NoteList } from '@/components/notes'
import { Pages } from '@/components/pages'
import { PaperList } from '@/components/paper-list'
import { QuestionsByVotes } from '@/components/question-list'
import { Legend } from '@/components/rating'
import { TopicPlace } from '@/components/topic-map'
import { address, counted } from '@/components/words'
import { topicCardPath } from '@/forum/cards'
import { listOpenQuestions } from '@/forum/lists'
import { readOverview } from '@/forum/paper-overview'
import type { MapTopic } from '@/forum/paper-overview'
import { readSite } from '@/forum/site'
import { findTopic } from '@/forum/topics'
import { Engines } from '../../engines/data'
import { collectionOf, crumbsOf } from '../../engines/pages'
import { headingOf } from '../../heading'
import { Shell } from '../../shell'
import { readGiven, slugFrom, type Given } from '../../parameters'
import { figures, t } from '@/words'
import { worded } from '@/words/worded'

type Props = { params: Promise<{ slug: string }>; searchParams: Given }

const topicAt = cache(async (slug: string, after: string | null) => {
  const topic = await findTopic(slug, after)
  if (topic === null) notFound()
  if ('movedTo' in topic) permanentRedirect(topic.movedTo)
  return topic.found
})

export async function generateMetadata({ params, searchParams }: Props) {
  const after = (await readGiven(searchParams))('after')
  const topic = await topicAt(slugFrom((await params).slug), after)
  return headingOf({ title: topic.title, description: t('Papers and open questions on {0}.', topic.title), path: `/topics/${topic.slug}`, feed: `/topics/${topic.slug}/feed.atom`, index: topic.total > 0 || topic.topics.length > 0, after,
    card: { path: topicCardPath(topic.id), alt: `${topic.title}, ${counted(topic.total, 'paper')}` } })
}

export default async function TopicPage({ params, searchParams }: Props) {
  const after = (await readGiven(searchParams))('after')
  const topic = await topicAt(slugFrom((await params).slug), after)
  const [site, open, overview] = await Promise.all([readSite(), listOpenQuestions({ topic: topic.slug, order: 'unanswered', limit: 10 }), readOverview()])
  const path = `/topics/${topic.slug}`
  const amount = find(overview.topics, topic.slug)?.whole
  const crumbs = [{ href: '/papers', title: t('Papers') }, ...(topic.parent === null ? [] : [{ href: `/topics/${topic.parent.slug}`, ...topic.parent }])]
  return (
    <Shell current="papers" path={path} feed={`${path}/feed.atom`}>
      <EarlyFonts pieces={[...topic.papers.flatMap(paper => [paper.titleHtml, paper.gistHtml ?? '']), ...topic.notes.map(note => note.html), ...open.items.map(question => question.headingHtml)]} />
      <Engines data={[crumbsOf([...crumbs, { href: path, title: topic.title }], site), collectionOf({ name: topic.title, path, items: topic.papers.map(paper => ({ name: paper.title, url: paper.url })) }, site)]} />
      <Crumbs steps={crumbs} />
      <div className="spread">
        <div className="column">
          <Html as="h1" html={topic.titleHtml} />
          <p className="soft mt-2"><a href={`${path}/feed.atom`}>{t('Questions and answers as a feed')}</a></p>
          <Follow kind="topic" id={topic.slug} following={await isFollowed(path)} />
          {topic.notes.length === 0 ? null : <div className="prose mt-5"><NoteList notes={topic.notes} /></div>}
          {open.items.length === 0 ? null : (
            <section aria-labelledby="open-questions">
              <div className="head"><h2 id="open-questions">{t('Open questions')}</h2><a className="aside" href={address('/questions', { topic: topic.slug })}>{t('All of them')}</a></div>
              <p className="small faint mt-3">{t('Questions without answers come first, then those with more upvotes.')}</p>
              <QuestionsByVotes questions={open.items} />
            </section>
          )}
          <section aria-labelledby="papers">
            <div className="head"><h2 id="papers">{counted(topic.total, 'paper')}</h2><a className="aside" href={address('/papers', { topic: topic.slug })}>{t('As a table')}</a></div>
            <Legend legend={site.legend} author={site.author} />
            <PaperList papers={topic.papers} legend={site.legend} />
            <Pages label={t('Pages of papers')} first={after === null ? null : path} next={topic.next === null ? null : address(path, { after: topic.next })} />
          </section>
          {topic.topics.length === 0 ? null : (
            <section aria-labelledby="topics">
              <div className="head"><h2 id="topics">{t('Topics under it')}</h2></div>
              <ul className="toc mt-3">
                {topic.topics.map(under => <li key={under.slug}><span className="n">{under.papers}</span><a href={`/topics/${under.slug}`}><Html as="span" html={under.titleHtml} /></a></li>)}
              </ul>
            </section>
          )}
        </div>
        {amount === undefined ? null : (
          <aside className="margin keep" aria-label={t('In numbers')}>
            <div className="notes">
              <h2 className="notes-title text-ink">{t('In numbers')}</h2>
              <p className="mt-2 num">{topic.topics.length === 0 ? null : `${t('With the topics under it:')} `}{worded('{0} of {1}', figures(amount.papers), counted(overview.whole.papers, 'paper'))}</p>
              <p className="mt-1 num">{worded('{0} with open questions', figures(amount.asked))}</p>
              <p className="mt-1 num">{amount.open === 1 ? t('One open question') : t('{0} open questions', figures(amount.open))}</p>
              <TopicPlace overview={overview} slug={topic.slug} title={topic.title} />
              <p className="small mt-2"><a href="/papers?view=map">{t('The whole map')}</a></p>
            </div>
          </aside>
        )}
      </div>
    </Shell>
  )
}

function find(topics: readonly MapTopic[], slug: string): MapTopic | undefined {
  for (const topic of topics) {
    const found = topic.slug === slug ? topic : find(topic.topics, slug)
    if (found) return found
  }
  return undefined
}
