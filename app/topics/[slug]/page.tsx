import { notFound, permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { isFollowed } from '@/auth/current'
import { Crumbs } from '@/components/crumbs'
import { Follow } from '@/components/follow'
import { Html } from '@/components/html'
import { EarlyFonts } from '@/components/early-fonts'
import { NoteList } from '@/components/notes'
import { Pages } from '@/components/pages'
import { PaperList } from '@/components/paper-list'
import { QuestionsByVotes } from '@/components/question-list'
import { Legend } from '@/components/rating'
import { address, counted } from '@/components/words'
import { listOpenQuestions } from '@/forum/lists'
import { readSite } from '@/forum/site'
import { findTopic } from '@/forum/topics'
import { headingOf } from '../../heading'
import { Shell } from '../../shell'
import { readGiven, slugFrom, type Given } from '../../parameters'
import { t } from '@/words'

type Props = { params: Promise<{ slug: string }>; searchParams: Given }

const topicAt = cache(async (slug: string, after: string | null) => {
  const topic = await findTopic(slug, after)
  if (topic === null) notFound()
  if ('movedTo' in topic) permanentRedirect(topic.movedTo)
  return topic.found
})

export async function generateMetadata({ params, searchParams }: Props) {
  const topic = await topicAt(slugFrom((await params).slug), (await readGiven(searchParams))('after'))
  return headingOf({ title: topic.title, description: t('Papers and open questions on {0}.', topic.title), path: `/topics/${topic.slug}`, feed: `/topics/${topic.slug}/feed.atom` })
}

export default async function TopicPage({ params, searchParams }: Props) {
  const after = (await readGiven(searchParams))('after')
  const topic = await topicAt(slugFrom((await params).slug), after)
  const [site, open] = await Promise.all([readSite(), listOpenQuestions({ topic: topic.slug, order: 'votes', limit: 10 })])
  const path = `/topics/${topic.slug}`
  return (
    <Shell current="papers" path={path} feed={`${path}/feed.atom`}>
      <EarlyFonts pieces={[...topic.papers.map(paper => paper.titleHtml), ...topic.notes.map(note => note.html), ...open.items.map(question => question.headingHtml)]} />
      <Crumbs steps={[{ href: '/papers', title: t('Papers') }, ...(topic.parent === null ? [] : [{ href: `/topics/${topic.parent.slug}`, ...topic.parent }])]} />
      <div className="spread">
        <div className="column">
          <Html as="h1" html={topic.titleHtml} />
          <Follow kind="topic" id={topic.slug} following={await isFollowed(path)} />
          {topic.notes.length === 0 ? null : <div className="prose mt-5"><NoteList notes={topic.notes} /></div>}
          <section aria-labelledby="papers">
            <div className="head"><h2 id="papers">{counted(topic.total, 'paper')}</h2></div>
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
          {open.items.length === 0 ? null : (
            <section aria-labelledby="open-questions">
              <div className="head"><h2 id="open-questions">{t('Open questions')}</h2><a className="aside" href={`/questions?topic=${topic.slug}`}>{t('All of them')}</a></div>
              <QuestionsByVotes questions={open.items} />
            </section>
          )}
        </div>
      </div>
    </Shell>
  )
}
