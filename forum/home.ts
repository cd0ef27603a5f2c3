/** The front page: open questions worth answering, latest answers, the list by topic. */
import { db } from '@/db'
import { readCounters } from './counters'
import { dependsOn } from './dependencies'
import type { QuestionLine, RecentAnswer, TopicGroup } from './documents'
import { listOpenQuestions, listRecentAnswers } from './lists'
import { listTopicsWithPapers } from './topics'

export type Home = { open: QuestionLine[]; recent: RecentAnswer[]; topics: TopicGroup[]; counts: { papers: number; topics: number; questions: number } }

// A list up to this long is shown whole; of a longer one the first papers of each topic.
const wholeMax = 300
const ofEachTopic = 12

export async function readHome(): Promise<Home> {
  dependsOn('list', 'posts')
  const counts = await readCounters(db().read)
  const open = await listOpenQuestions({ order: 'votes', limit: 5 })
  const recent = await listRecentAnswers({ limit: 5 })
  const topics = await listTopicsWithPapers(counts.papers > wholeMax ? ofEachTopic : wholeMax)
  return { open: open.items, recent, topics, counts: { papers: counts.papers, topics: counts.topics, questions: counts.questions } }
}
