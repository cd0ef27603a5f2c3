/** The front page: open questions worth answering, latest answers, the list by topic. */
import { db } from '@/db'
import { readCounters } from './counters'
import { dependsOn } from './dependencies'
import type { QuestionLine, RecentAnswer, TopicGroup } from './documents'
import { listOpenQuestions, listRecentAnswers } from './lists'
import { listTopicsWithPapers } from './topics'

export type Home = { open: QuestionLine[]; recent: RecentAnswer[]; topics: TopicGroup[]; counts: { papers: number; topics: number; questions: number } }

// A list up to this long is shown whole; of a longer one so many in all, shared among the topics: some of each, never less than three.
const wholeMax = 300
const shownOfMore = 150
const ofEachTopic = { most: 12, least: 3 }

export async function readHome(): Promise<Home> {
  dependsOn('list', 'posts')
  const counts = await readCounters(db().read)
  const open = await listOpenQuestions({ order: 'votes', limit: 5 })
  const recent = await listRecentAnswers({ limit: 5 })
  const topics = await listTopicsWithPapers(counts.papers > wholeMax ? shareOf(counts.topics) : wholeMax)
  return { open: open.items, recent, topics, counts: { papers: counts.papers, topics: counts.topics, questions: counts.questions } }
}

function shareOf(topics: number): number {
  return Math.min(ofEachTopic.most, Math.max(ofEachTopic.least, Math.floor(shownOfMore / Math.max(1, topics))))
}
