/** The front page: open questions worth answering, latest answers, the list by topic. */
import { and, count, eq } from 'drizzle-orm'
import { db } from '@/db'
import { papers, posts } from '@/db/schema'

import type { QuestionLine, RecentAnswer, TopicGroup } from './documents'
import { listOpenQuestions, listRecentAnswers } from './lists'
import { listTopicsWithPapers } from './topics'

export type Home = { open: QuestionLine[]; recent: RecentAnswer[]; topics: TopicGroup[]; counts: { papers: number; topics: number; questions: number } }

export async function readHome(): Promise<Home> {
  const on = db().read
  const open = await listOpenQuestions({ order: 'votes', limit: 5 })
  const recent = await listRecentAnswers({ limit: 5 })
  const topics = await listTopicsWithPapers()
  const [paperCount] = await on.select({ n: count() }).from(papers).where(eq(papers.onList, true))
  const [questionCount] = await on.select({ n: count() }).from(posts).where(and(eq(posts.kind, 'question'), eq(posts.state, 'public')))
  return { open: open.items, recent, topics, counts: { papers: paperCount?.n ?? 0, topics: topics.length, questions: questionCount?.n ?? 0 } }
}
