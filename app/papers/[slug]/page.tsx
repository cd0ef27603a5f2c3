import { notFound, permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { currentView, isFollowed } from '@/auth/current'
import { Abstract, numbersOf } from '@/components/abstract'
import { Cards } from '@/components/cards'
import { Crumbs } from '@/components/crumbs'
import { EditNotes } from '@/components/edit-notes'
import { Follow } from '@/components/follow'
import { Html } from '@/components/html'
import { Icon } from '@/components/icons'
import { EarlyFonts } from '@/components/early-fonts'
import { MentionedIn } from '@/components/mentioned-in'
import { htmlOfAssessments, MarginNotes, StripNotes } from '@/components/notes'
import { PapersNear } from '@/components/near'
import { Nothing } from '@/components/nothing'
import { PaperFacts, placesOf, venueOf } from '@/components/paper-facts'
import { QuestionOrder } from '@/components/question-order'
import { QuestionsByNumber } from '@/components/question-list'
import { counted } from '@/components/words'
import { assets } from '@/config/assets'
import { listQuestionsOf } from '@/forum/lists'
import { mentionsOfPaper } from '@/forum/mentioned'
import { papersNear } from '@/forum/neighbours'
import { findPaper } from '@/forum/papers'
import { cardPath, paperCard } from '@/forum/cards'
import { doiAddress } from '@/forum/cited-formats'
import { workOf } from '@/forum/citing'
import { setAbstract } from '@/forum/set-lines'
import { readSite } from '@/forum/site'
import { Engines } from '../../engines/data'
import { PaperLinks } from '../../engines/links'
import { collectionOf, crumbsOf } from '../../engines/pages'
import { Coins, tagsOf } from '../../engines/paper-head'
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
  return { paper: paper.found, work: await workOf(paper.found) }
})

export async function generateMetadata({ params }: Props) {
  const { paper, work } = await paperAt(slugFrom((await params).slug))
  const description = t('Questions on {0}{1}, with the author’s notes.', paper.title, paper.authors.length === 0 ? '' : ` (${paper.authors.join(', ')})`)
  const card = paperCard({ title: paper.title, ...paper.counts }, await readSite())
  return headingOf({ title: paper.title, description, path: paper.url, feed: `${paper.url}/feed.atom`, tags: tagsOf(work), card: { path: cardPath('paper', paper.id, card), alt: [card.title, ...card.facts].join(' · ') } })
}

export default async function PaperPage({ params, searchParams }: Props) {
  const { paper, work } = await paperAt(slugFrom((await params).slug))
  const order = oneOf((await readGiven(searchParams))('order'), ['anchor', 'activity']) ?? 'number'
  const [site, questions, mentions, view, near, abstract] = await Promise.all([readSite(), listQuestionsOf(paper.slug, order), mentionsOfPaper(paper.id), currentView(), papersNear(paper.id), setAbstract(paper.facts?.abstract)])
  const facts = [paper.authors.join(', '), venueOf(paper) ?? '', numbersOf(paper.facts) ?? '', paper.aliases.length === 0 ? '' : t('also known as {0}', paper.aliases.join(', '))].filter(fact => fact !== '')
  // Where a link of the list leads there by another name, the DOI still stands as text, by which reference managers know the paper.
  const doi = work.doi === null || placesOf(paper).some(place => place.label.includes(work.doi ?? '')) ? null : <a href={doiAddress(work.doi)} rel="noopener">{doiAddress(work.doi)}</a>
  const crumbs = [{ href: '/papers', title: t('Papers') }, ...(paper.topic === null ? [] : [{ href: `/topics/${paper.topic.slug}`, ...paper.topic }])]
  return (
    <Shell current="papers" path={paper.url} feed={`${paper.url}/feed.atom`}>
      <EarlyFonts pieces={[paper.titleHtml, ...htmlOfAssessments(paper.assessments), ...questions.flatMap(question => [question.headingHtml, question.gistHtml]), ...near.map(other => other.titleHtml)]} names={paper.authors} />
      <PaperLinks work={work} path={paper.url} site={site} />
      <Engines data={[crumbsOf([...crumbs, { href: paper.url, title: paper.title }], site), collectionOf({ name: paper.title, path: paper.url, items: questions.map(question => ({ name: question.heading, url: question.url })), about: work }, site)]} />
      <Crumbs steps={crumbs} />
      <div className="spread">
        <div className="column">
          <header>
            <Html as="h1" html={paper.titleHtml} />
            {facts.length === 0 ? null : <p className="byauthors">{facts.join(' · ')}</p>}
            <Coins work={work} />
            <PaperFacts paper={paper}>{doi}<a href={`${paper.url}/cite`} rel="nofollow"><Icon name="quote" />{t('Cite')}</a><Follow kind="paper" id={paper.slug} following={await isFollowed(paper.url)} /></PaperFacts>
            <Abstract paragraphs={abstract} />
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
          <MentionedIn mentions={mentions} />
          <PapersNear papers={near} />
        </div>
        <MarginNotes assessments={paper.assessments} legend={site.legend} />
      </div>
      <Cards address={assets().cards} />
    </Shell>
  )
}
