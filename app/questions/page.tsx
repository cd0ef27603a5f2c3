import { Choice } from '@/components/field'
import { EarlyFonts } from '@/components/early-fonts'
import { Facets } from '@/components/facets'
import { Nothing } from '@/components/nothing'
import { Pages } from '@/components/pages'
import { topicOptions } from '@/components/paper-filter'
import { QuestionsByVotes } from '@/components/question-list'
import { address } from '@/components/words'
import { dependsOn } from '@/forum/dependencies'
import { listOpenQuestions } from '@/forum/lists'
import { countOpenByExpert, countOpenByTopic, openOrderNames } from '@/forum/open-questions'
import { listTopics } from '@/forum/topics'
import { readSite } from '@/forum/site'
import { Engines } from '../engines/data'
import { collectionOf } from '../engines/pages'
import { headingOf, siteCard } from '../heading'
import { oneOf, readGiven, type Given } from '../parameters'
import { Shell } from '../shell'
import { meansNothing, namesNothing, Unmeant } from '../unmeant'
import { t } from '@/words'
import { worded } from '@/words/worded'

const orders = { unanswered: t('Unanswered first'), waiting: t('Longest waiting'), votes: t('Most upvoted'), newest: t('Newest') } as const
const sentences = {
  unanswered: t('Questions without answers come first, then those with more upvotes.'),
  waiting: t('The question that has been open longest comes first.'),
  votes: t('Questions with more upvotes come first, then the newer.'),
  newest: t('The newest question comes first.'),
} as const
const statuses = [{ value: '', label: t('Both') }, { value: 'open', label: t('Open') }, { value: 'disputed', label: t('Disputed') }] as const

export async function generateMetadata({ searchParams }: { searchParams: Given }) {
  const given = await readGiven(searchParams)
  const usual = ['topic', 'status', 'expert'].every(name => given(name) === null) && (oneOf(given('order'), openOrderNames) ?? 'unanswered') === 'unanswered'
  return headingOf({ title: t('Open questions'), path: '/questions', card: await siteCard(), after: usual ? given('after') : null, feed: '/questions/feed.atom', description: t('Questions on the papers of the reading list that still want an answer.') })
}

export default async function QuestionsPage({ searchParams }: { searchParams: Given }) {
  const given = await readGiven(searchParams)
  const [asked, [topics, byTopic, byExpert]] = [{ topic: given('topic'), expert: given('expert') }, await Promise.all([listTopics(), countOpenByTopic(), countOpenByExpert()])]
  const isNoTopic = asked.topic !== null && !topics.some(one => one.slug === asked.topic)
  const isNoExpert = asked.expert !== null && !byExpert.some(one => one.slug === asked.expert)
  // Such pages are without end: none is kept.
  if (isNoTopic || isNoExpert) dependsOn('passing')
  const narrowed = { topic: isNoTopic ? null : asked.topic, status: oneOf(given('status'), ['open', 'disputed']), expert: isNoExpert ? null : asked.expert }
  const said = [
    ...isNoTopic ? [namesNothing(asked.topic, t('Topic'), t('There is no topic “{0}”; the questions of all topics are shown.', asked.topic))] : [],
    ...isNoExpert ? [namesNothing(asked.expert, t('Expert'), t('No open question needs an expert in “{0}”; all are shown.', asked.expert))] : [],
    ...given('status') !== null && narrowed.status === null ? [meansNothing(t('Status'))] : [],
    ...given('order') !== null && oneOf(given('order'), openOrderNames) === null ? [meansNothing(t('Order'))] : [],
  ]
  const order = oneOf(given('order'), openOrderNames) ?? 'unanswered'
  const [site, page] = await Promise.all([readSite(), listOpenQuestions({ ...narrowed, order, after: given('after'), limit: 30 })])
  const at = (changed: Record<string, string | null>) => address('/questions', { ...narrowed, order: order === 'unanswered' ? null : order, ...changed })
  const expert = byExpert.find(one => one.slug === narrowed.expert)
  const isNarrowed = Object.values(narrowed).some(value => value !== null)
  return (
    <Shell current="questions" path="/questions" feed="/questions/feed.atom">
      <Engines data={[collectionOf({ name: t('Open questions'), path: '/questions', items: page.items.map(question => ({ name: question.heading, url: question.url })) }, site)]} />
      <EarlyFonts pieces={[...page.items.map(question => question.headingHtml), ...byTopic.map(topic => topic.titleHtml)]} />
      <div className="spread">
        <div className="column">
          <h1>{t('Open questions')}</h1>
          <p className="soft mt-2">{worded('They are not settled: open, or disputed. {0}.', <a href="/questions/feed.atom">{t('Follow them as a feed')}</a>)}</p>
          <form className="filters" method="get" action="/questions" aria-label={t('Filters')}>
            {narrowed.expert === null ? null : <input type="hidden" name="expert" value={narrowed.expert} />}
            <Choice label={t('Topic')} name="topic" defaultValue={narrowed.topic ?? ''} options={topicOptions(topics)} />
            <Choice label={t('Status')} name="status" defaultValue={narrowed.status ?? ''} options={statuses} />
            <Choice label={t('Order')} name="order" defaultValue={order} options={Object.entries(orders).map(([value, label]) => ({ value, label }))} />
            <button className="btn">{t('Show')}</button>
          </form>
          <Unmeant said={said} clear={at({})} />
          <p className="small faint mt-3">{expert === undefined ? null : <>{worded('Only those that need an expert in {0}.', <bdi>{expert.words}</bdi>)} </>}{sentences[order]} {isNarrowed ? <a href="/questions">{t('All open questions')}</a> : null}</p>
          {page.items.length > 0 ? <div className="mt-3"><h2 className="vh">{t('Questions')}</h2><QuestionsByVotes questions={page.items} /></div> : (
            <Nothing title={t('No open questions')}>{isNarrowed ? t('None is open of those that you look for.') : t('Every question has its answer for now.')}</Nothing>
          )}
          <Pages label={t('Pages of questions')} first={given('after') === null ? null : at({})} next={page.next === null ? null : at({ after: page.next })} />
        </div>
        <aside className="margin keep" aria-label={t('By topic and by expert')}>
          <Facets id="by-topic" title={t('By topic')} all={at({ topic: null })} lines={byTopic.map(topic => ({ ...topic, key: topic.slug, html: topic.titleHtml, words: topic.title, href: at({ topic: topic.slug }), current: topic.slug === narrowed.topic }))} />
          <Facets id="by-expert" title={t('Needs an expert in')} all={at({ expert: null })} lines={byExpert.slice(0, 100).map(one => ({ ...one, key: one.slug, depth: 0, href: at({ expert: one.slug }), current: one.slug === narrowed.expert }))} />
        </aside>
      </div>
    </Shell>
  )
}
