import { notFound, permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { currentView, currentViewer, isFollowed, kept } from '@/auth/current'
import { Composer } from '@/components/composer'
import { Crumbs } from '@/components/crumbs'
import { HeldTemplates } from '@/components/held-templates'
import { EarlyFonts } from '@/components/early-fonts'
import { htmlOfAssessments } from '@/components/notes'
import { ToolTemplates } from '@/components/post-tools'
import { Question } from '@/components/question'
import { Refused } from '@/components/refused'
import { ThreadAnswers } from '@/components/thread-answers'
import { NextQuestion, ThreadMargin } from '@/components/thread-margin'
import { counted, nameOf } from '@/components/words'
import { assets } from '@/config/assets'
import { readGuide } from '@/forum/house-rules'
import { readWaiting } from '@/forum/overlay'
import { readSite } from '@/forum/site'
import { readThread } from '@/forum/threads'
import { votedIn } from '@/forum/voted'
import { headingOf } from '../../../../heading'
import { numberIn, oneOf, readGiven, type Given, slugFrom } from '../../../../parameters'
import { Shell } from '../../../../shell'
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
  const { question, paper } = await threadOf(props)
  const path = `${paper.url}/questions/${question.number}`
  const description = t('Question {0} on {1}: {2}.', question.number, paper.title, counted(question.answerCount, 'answer'))
  return headingOf({ title: question.heading, description, path, feed: `${path}/feed.atom` })
}

export default async function ThreadPage(props: Props) {
  const [thread, site, view, form, guide] = [await threadOf(props), await readSite(), await currentView(), await kept(), await readGuide()]
  const { paper, question } = thread
  const path = `${paper.url}/questions/${question.number}`
  const viewer = await currentViewer()
  const sight = { view, following: await isFollowed(path), voted: await votedIn(viewer, question.id), waiting: await readWaiting(viewer, { slug: paper.slug, number: question.number }) }
  const target = numberIn((await readGiven(props.searchParams))('post'))
  const posts = [question, ...thread.comments, ...thread.answers.flatMap(answer => [answer, ...answer.comments])]
  const pieces = [...posts.map(post => post.html), ...thread.siblings.map(sibling => sibling.headingHtml), ...htmlOfAssessments(paper.assessments)]
  return (
    <Shell path={path} feed={`${path}/feed.atom`}>
      <EarlyFonts pieces={pieces} names={posts.map(post => nameOf(post.writer))} />
      <Crumbs steps={[{ href: '/papers', title: t('Papers') }, ...(paper.topic === null ? [] : [{ href: `/topics/${paper.topic.slug}`, ...paper.topic }])]} />
      <div className="spread">
        <div className="column" data-thread={question.id} data-paper={paper.slug} data-live={assets().live}>
          {form === null || form.form === 'answer' ? null : <Refused kept={form} />}
          <Question thread={thread} question={question} comments={thread.comments} paper={paper} legend={site.legend} sight={sight} target={target} />
          <ThreadAnswers thread={thread} sight={sight} path={path} target={target} />
          <Composer form="answer" question={question.id} path={path} kept={form?.form === 'answer' ? form : null} signedIn={view} guide={guide?.html ?? null} closed={question.status === 'closed'} locked={question.locked} />
          <NextQuestion thread={thread} />
        </div>
        <ThreadMargin thread={thread} legend={site.legend} author={view?.role === 'author'} />
      </div>
      <ToolTemplates />
      <HeldTemplates />
    </Shell>
  )
}
