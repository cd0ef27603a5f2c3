import { notFound, permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { Crumbs } from '@/components/crumbs'
import { Html } from '@/components/html'
import { MathematicalFont } from '@/components/mathematics'
import { NoteList } from '@/components/notes'
import { PaperList } from '@/components/paper-list'
import { QuestionsByVotes } from '@/components/question-list'
import { Legend } from '@/components/rating'
import { counted } from '@/components/words'
import { listOpenQuestions } from '@/forum/lists'
import { readSite } from '@/forum/site'
import { findTopic } from '@/forum/topics'
import { headingOf } from '../../heading'
import { Shell } from '../../shell'
import { slugFrom } from '../../parameters'

type Props = { params: Promise<{ slug: string }> }

const topicAt = cache(async (slug: string) => {
  const topic = await findTopic(slug)
  if (topic === null) notFound()
  if ('movedTo' in topic) permanentRedirect(topic.movedTo)
  return topic.found
})

export async function generateMetadata({ params }: Props) {
  const topic = await topicAt(slugFrom((await params).slug))
  return headingOf({ title: topic.title, description: `Papers and open questions on ${topic.title}.`, path: `/topics/${topic.slug}`, feed: `/topics/${topic.slug}/feed.atom` })
}

export default async function TopicPage({ params }: Props) {
  const topic = await topicAt(slugFrom((await params).slug))
  const [site, open] = await Promise.all([readSite(), listOpenQuestions({ topic: topic.slug, order: 'votes', limit: 10 })])
  const path = `/topics/${topic.slug}`
  return (
    <Shell current="papers" path={path} feed={`${path}/feed.atom`}>
      <MathematicalFont pieces={[...topic.papers.map(paper => paper.titleHtml), ...topic.notes.map(note => note.html), ...open.items.map(question => question.headingHtml)]} />
      <Crumbs steps={[{ href: '/papers', title: 'Papers' }, ...(topic.parent === null ? [] : [{ href: `/topics/${topic.parent.slug}`, ...topic.parent }])]} />
      <div className="spread">
        <div className="column">
          <Html as="h1" html={topic.titleHtml} />
          {topic.notes.length === 0 ? null : <div className="prose mt-5"><NoteList notes={topic.notes} /></div>}
          <section aria-labelledby="papers">
            <div className="head"><h2 id="papers">{counted(topic.papers.length, 'paper')}</h2></div>
            <Legend legend={site.legend} author={site.author} />
            <PaperList papers={topic.papers} legend={site.legend} />
          </section>
          {topic.topics.length === 0 ? null : (
            <section aria-labelledby="topics">
              <div className="head"><h2 id="topics">Topics under it</h2></div>
              <ul className="toc mt-3">
                {topic.topics.map(under => <li key={under.slug}><span className="n">{under.papers}</span><a href={`/topics/${under.slug}`}><Html as="span" html={under.titleHtml} /></a></li>)}
              </ul>
            </section>
          )}
          {open.items.length === 0 ? null : (
            <section aria-labelledby="open-questions">
              <div className="head"><h2 id="open-questions">Open questions</h2><a className="aside" href={`/questions?topic=${topic.slug}`}>All of them</a></div>
              <QuestionsByVotes questions={open.items} />
            </section>
          )}
        </div>
      </div>
    </Shell>
  )
}
