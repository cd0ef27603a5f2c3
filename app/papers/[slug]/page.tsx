import { notFound, permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { currentView, isFollowed } from '@/auth/current'
import { Crumbs } from '@/components/crumbs'
import { EditNotes } from '@/components/edit-notes'
import { Follow } from '@/components/follow'
import { Html } from '@/components/html'
import { EarlyFonts } from '@/components/early-fonts'
import { htmlOfAssessments, MarginNotes, StripNotes } from '@/components/notes'
import { Nothing } from '@/components/nothing'
import { PaperFacts, venueOf } from '@/components/paper-facts'
import { QuestionOrder } from '@/components/question-order'
import { QuestionsByNumber } from '@/components/question-list'
import { counted } from '@/components/words'
import { listQuestionsOf } from '@/forum/lists'
import { findPaper } from '@/forum/papers'
import { readSite } from '@/forum/site'
import { headingOf } from '../../heading'
import { oneOf, readGiven, type Given, slugFrom } from '../../parameters'
import { Shell } from '../../shell'
import { t } from '@/words'

type Props = { params: Promise<{ slug: string }>; searchParams: Given }

// Metadata and page ask for the same paper.
const paperAt = cache(async (slug: string) => {
  const paper = await findPaper(slug)
  if (paper === null) notFound()
  if ('movedTo' in paper) permanentRedirect(paper.movedTo)
  return paper.found
})

export async function generateMetadata({ params }: Props) {
  const paper = await paperAt(slugFrom((await params).slug))
  const description = t('Questions on {0}{1}, with the author’s notes.', paper.title, paper.authors.length === 0 ? '' : ` (${paper.authors.join(', ')})`)
  return headingOf({ title: paper.title, description, path: paper.url, feed: `${paper.url}/feed.atom` })
}

export default async function PaperPage({ params, searchParams }: Props) {
  const paper = await paperAt(slugFrom((await params).slug))
  const order = oneOf((await readGiven(searchParams))('order'), ['anchor', 'activity']) ?? 'number'
  const [site, questions, view] = await Promise.all([readSite(), listQuestionsOf(paper.slug, order), currentView()])
  const facts = [paper.authors.join(', '), venueOf(paper) ?? '', paper.aliases.length === 0 ? '' : t('also known as {0}', paper.aliases.join(', '))].filter(fact => fact !== '')
  const crumbs = [{ href: '/papers', title: t('Papers') }, ...(paper.topic === null ? [] : [{ href: `/topics/${paper.topic.slug}`, ...paper.topic }])]
  return (
    <Shell current="papers" path={paper.url} feed={`${paper.url}/feed.atom`}>
      <EarlyFonts pieces={[paper.titleHtml, ...htmlOfAssessments(paper.assessments), ...questions.map(question => question.headingHtml)]} names={paper.authors} />
      <Crumbs steps={crumbs} />
      <div className="spread">
        <div className="column">
          <header>
            <Html as="h1" html={paper.titleHtml} />
            {facts.length === 0 ? null : <p className="byauthors">{facts.join(' · ')}</p>}
            <PaperFacts paper={paper} />
            <Follow kind="paper" id={paper.slug} following={await isFollowed(paper.url)} />
            <EditNotes slug={paper.slug} author={view?.role === 'author'} />
            {paper.onList ? null : <p className="small faint mt-2">{t('No longer on the author’s list. Its questions and answers stay.')}</p>}
          </header>
          <StripNotes assessments={paper.assessments} legend={site.legend} />
          <section aria-labelledby="questions">
            <div className="head items-center">
              <h2 id="questions">{questions.length === 0 ? t('Questions') : counted(questions.length, 'question')}</h2>
              <a className="btn primary" href={`${paper.url}/ask`}>{t('Ask a question')}</a>
            </div>
            {questions.length < 2 ? null : <QuestionOrder order={order} path={paper.url} />}
            {questions.length > 0 ? <QuestionsByNumber questions={questions} /> : (
              <Nothing title={t('No questions on this paper')}>{t('The author has left it without any. If something in it stopped you, ask.')}</Nothing>
            )}
          </section>
        </div>
        <MarginNotes assessments={paper.assessments} legend={site.legend} />
      </div>
    </Shell>
  )
}
