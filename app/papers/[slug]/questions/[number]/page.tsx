import { notFound, permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { currentView, currentViewer, isFollowed, kept } from '@/auth/current'
import { Cards } from '@/components/cards'
import { Composer } from '@/components/composer'
import { Crumbs } from '@/components/crumbs'
import { HeldTemplates } from '@/components/held-templates'
import { EarlyFonts } from '@/components/early-fonts'
import { htmlOfAssessments } from '@/components/notes'
import { ToolTemplates } from '@/components/post-tools'
import { RelatedQuestions } from '@/components/near'
import { Question } from '@/components/question'
import { Refused } from '@/components/refused'
import { ThreadAnswers } from '@/components/thread-answers'
import { NextQuestion, ThreadMargin } from '@/components/thread-margin'
import { counted, nameOf } from '@/components/words'
import { assets } from '@/config/assets'
import { cardPath, questionCard } from '@/forum/cards'
import { readGuide } from '@/forum/house-rules'
import { relatedQuestions } from '@/forum/neighbours'
import { readWaiting } from '@/forum/overlay'
import { orcidOf, workOf } from '@/forum/citing'
import { readSite } from '@/forum/site'
import { readThread } from '@/forum/threads'
import { votedIn } from '@/forum/voted'
import { Engines } from '../../../../engines/data'
import { QuestionLinks } from '../../../../engines/links'
import { crumbsOf } from '../../../../engines/pages'
import { qaPageOf } from '../../../../engines/question'
import { headingOf } from '../../../../heading'
import { numberIn, oneOf, readGiven, type Given, slugFrom } from '../../../../parameters'
import { Shell } from '../../../../shell'
import { excerpt } from '@/text/excerpt'
import { withoutTex } from '@/text/without-tex'
import { t } from '@/words'

type Props = { params: Promise<{ slug: string; number: string }>; searchParams: Given }

const threadAt = cache(async (slug: string, number: number, order: string | null, after: string | null, before: string | null, post: number | null) => {
  const thread = await readThread({ slug, number, order: oneOf(order, ['ranked', 'newest', 'oldest']) ?? 'ranked', after, before, post }, await currentViewer())
  if (thread === null) notFound()
  if ('movedTo' in thread) permanentRedirect(thread.movedTo)
  return thread.found
})

async function threadOf({ params, searchParams }: Props) {
  const { slug: part, number } = await params
  const slug = slugFrom(part)
  const asked = numberIn(number)
  if (asked === null) notFound()
  const given = await readGiven(searchParams)
  return threadAt(slug, asked, given('order'), given('after'), given('before'), numberIn(given('post')))
}

export async function generateMetadata(props: Props) {
  const { question, paper, order } = await threadOf(props)
  const given = await readGiven(props.searchParams)
  const path = `${paper.url}/questions/${question.number}`
  const description = question.state === 'public' ? descriptionOf(question, paper) : t('Question {0} on {1}: {2}.', question.number, paper.title, counted(question.answerCount, 'answer'))
  const card = questionCard({ number: question.number, heading: question.heading, answers: question.answerCount, paper: paper.title }, await readSite())
  return headingOf({ title: question.heading, description, path, feed: `${path}/feed.atom`, index: question.state === 'public', after: order === 'ranked' && given('post') === null ? given('after') : null,
    card: question.state === 'public' ? { path: cardPath('question', question.id, card), alt: [card.title, card.paper, ...card.facts].join(' · ') } : null })
}

const describedMost = 200

// Its own words first: where it stands and how many answers it has is said beside it by whoever lists it.
function descriptionOf(question: { number: number; plain: string; answerCount: number }, paper: { title: string }): string {
  return t('{0} Question {1} on {2}, {3}.', excerpt(withoutTex(question.plain), describedMost), question.number, paper.title, counted(question.answerCount, 'answer'))
}

export default async function ThreadPage(props: Props) {
  const [thread, site, view, form, guide] = [await threadOf(props), await readSite(), await currentView(), await kept(), await readGuide()]
  const { paper, question } = thread
  const path = `${paper.url}/questions/${question.number}`
  const [viewer, related] = [await currentViewer(), await relatedQuestions(question.id)]
  const sight = { view, following: await isFollowed(path), voted: await votedIn(viewer, question.id), waiting: await readWaiting(viewer, { slug: paper.slug, number: question.number }) }
  const target = numberIn((await readGiven(props.searchParams))('post'))
  const posts = [question, ...thread.comments, ...thread.answers.flatMap(answer => [answer, ...answer.comments])]
  const crumbs = [{ href: '/papers', title: t('Papers') }, ...(paper.topic === null ? [] : [{ href: `/topics/${paper.topic.slug}`, ...paper.topic }])]
  const pieces = [...posts.map(post => post.html), ...thread.siblings.map(sibling => sibling.headingHtml), ...related.map(other => other.headingHtml), ...htmlOfAssessments(paper.assessments)]
  return (
    <Shell path={path} feed={`${path}/feed.atom`}>
      <EarlyFonts pieces={pieces} names={posts.map(post => nameOf(post.writer))} />
      {question.state === 'public' ? <QuestionLinks id={question.id} orcid={await orcidOf(question.writer)} site={site} /> : null}
      <Engines data={[qaPageOf(thread, await workOf(paper), site), crumbsOf([...crumbs, { href: paper.url, title: paper.title }, { href: path, title: question.heading }], site)]} />
      <Crumbs steps={crumbs} />
      <div className="spread">
        <div className="column" data-thread={question.id} data-paper={paper.slug} data-later={assets().live}>
          {form === null || form.form === 'answer' ? null : <Refused kept={form} />}
          <Question thread={thread} question={question} comments={thread.comments} paper={paper} legend={site.legend} sight={sight} target={target} />
          <ThreadAnswers thread={thread} sight={sight} path={path} target={target} />
          <Composer form="answer" question={question.id} path={path} kept={form?.form === 'answer' ? form : null} signedIn={view} guide={guide?.html ?? null} closed={question.status === 'closed'} locked={question.locked} />
          <NextQuestion thread={thread} />
          <RelatedQuestions questions={related} paper={paper.slug} />
        </div>
        <ThreadMargin thread={thread} legend={site.legend} author={view?.role === 'author'} />
      </div>
      <Cards address={assets().cards} />
      <ToolTemplates />
      <HeldTemplates />
    </Shell>
  )
}
