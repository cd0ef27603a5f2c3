/** Every page that a search engine should know, with the day of its last change as the log has it. */
import { and, asc, desc, eq, isNotNull, max, ne } from 'drizzle-orm'
import { db } from '@/db'
import { events, papers, posts, topics } from '@/db/schema'
import { dependsOn } from './dependencies'
import { paperPath, questionPath, topicPath } from './urls'

export type SitemapLine = { path: string; changed: Date | null }

// A sitemap holds at most 50,000 addresses (sitemaps.org, protocol 0.9).
const linesMax = 50_000

/** The front page, papers, topics and public questions. */
export async function readSitemap(): Promise<SitemapLine[]> {
  dependsOn('posts', 'list')
  const on = db().read
  const counts = and(eq(events.public, true), ne(events.kind, 'post.scored'))
  const byPaper = await on.select({ paper: events.paper, at: max(events.at) }).from(events).where(and(counts, isNotNull(events.paper))).groupBy(events.paper)
  const byQuestion = await on.select({ question: events.question, at: max(events.at) }).from(events).where(and(counts, isNotNull(events.question))).groupBy(events.question)
  const [last] = await on.select({ at: max(events.at) }).from(events).where(counts)
  const paperRows = await on.select({ id: papers.id, slug: papers.slug, topic: papers.topic, createdAt: papers.createdAt }).from(papers).orderBy(asc(papers.position), asc(papers.id)).limit(linesMax)
  const topicRows = await on.select({ id: topics.id, slug: topics.slug, createdAt: topics.createdAt }).from(topics).where(eq(topics.onList, true)).orderBy(asc(topics.position), asc(topics.id)).limit(linesMax)
  const questionRows = await on.select({ id: posts.id, slug: papers.slug, number: posts.number, publicAt: posts.publicAt }).from(posts).innerJoin(papers, eq(papers.id, posts.paper))
    .where(and(eq(posts.kind, 'question'), eq(posts.state, 'public'))).orderBy(desc(posts.id)).limit(linesMax)
  const paperChanged = new Map(byPaper.map(row => [row.paper, row.at]))
  const questionChanged = new Map(byQuestion.map(row => [row.question, row.at]))
  const changedOf = (paper: { id: number; createdAt: Date }) => paperChanged.get(paper.id) ?? paper.createdAt
  return [
    { path: '/', changed: last?.at ?? null },
    { path: '/papers', changed: latest(paperRows.map(changedOf)) },
    { path: '/questions', changed: last?.at ?? null },
    ...topicRows.map(topic => ({ path: topicPath(topic.slug), changed: latest([topic.createdAt, ...paperRows.filter(paper => paper.topic === topic.id).map(changedOf)]) })),
    ...paperRows.map(paper => ({ path: paperPath(paper.slug), changed: changedOf(paper) })),
    ...questionRows.map(question => ({ path: questionPath(question.slug, question.number ?? 0), changed: questionChanged.get(question.id) ?? question.publicAt })),
  ].slice(0, linesMax)
}

function latest(moments: Date[]): Date | null {
  return moments.reduce<Date | null>((last, moment) => (last === null || moment > last ? moment : last), null)
}
