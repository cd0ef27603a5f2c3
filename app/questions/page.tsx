import { Choice } from '@/components/field'
import { EarlyFonts } from '@/components/early-fonts'
import { Nothing } from '@/components/nothing'
import { Pages } from '@/components/pages'
import { topicOptions } from '@/components/paper-filter'
import { QuestionsByVotes } from '@/components/question-list'
import { address } from '@/components/words'
import { listOpenQuestions } from '@/forum/lists'
import { listTopics } from '@/forum/topics'
import { headingOf } from '../heading'
import { oneOf, readGiven, type Given } from '../parameters'
import { Shell } from '../shell'
import { t } from '@/words'
import { worded } from '@/words/worded'

const orders = { votes: t('Most upvoted'), newest: t('Newest'), unanswered: t('Unanswered first') } as const
const sentences = {
  votes: t('Questions with more upvotes come first, then the newer.'),
  newest: t('The newest question comes first.'),
  unanswered: t('Questions without answers come first, then those with more upvotes.'),
} as const

export const generateMetadata = () => headingOf({ title: t('Open questions'), path: '/questions', feed: '/questions/feed.atom', description: t('Questions on the papers of the reading list that still want an answer.') })

export default async function QuestionsPage({ searchParams }: { searchParams: Given }) {
  const given = await readGiven(searchParams)
  const topic = given('topic')
  const order = oneOf(given('order'), ['votes', 'newest', 'unanswered']) ?? 'votes'
  const [topics, page] = await Promise.all([listTopics(), listOpenQuestions({ topic, order, after: given('after'), limit: 30 })])
  return (
    <Shell current="questions" path="/questions" feed="/questions/feed.atom">
      <EarlyFonts pieces={page.items.map(question => question.headingHtml)} />
      <div className="spread"><div className="column">
        <h1>{t('Open questions')}</h1>
        <p className="soft mt-2">{worded('They are not settled: open, or disputed. {0}.', <a href="/questions/feed.atom">{t('Follow them as a feed')}</a>)}</p>
        <form className="filters" method="get" action="/questions" aria-label={t('Filters')}>
          <Choice label={t('Topic')} name="topic" defaultValue={topic ?? ''} options={topicOptions(topics)} />
          <Choice label={t('Order')} name="order" defaultValue={order} options={Object.entries(orders).map(([value, label]) => ({ value, label }))} />
          <button className="btn">{t('Show')}</button>
        </form>
        <p className="small faint mt-3">{sentences[order]}</p>
        {page.items.length === 0 ? <Nothing title={t('No open questions')}>{topic === null ? t('Every question has its answer for now.') : t('On this topic every question has its answer for now.')}</Nothing> : (
          <div className="mt-3"><h2 className="vh">{t('Questions')}</h2><QuestionsByVotes questions={page.items} /></div>
        )}
        <Pages label={t('Pages of questions')} first={given('after') === null ? null : address('/questions', { topic, order })} next={page.next === null ? null : address('/questions', { topic, order, after: page.next })} />
      </div></div>
    </Shell>
  )
}
