/** Topics: the list's headings, with their papers. */
import { and, asc, count, eq } from 'drizzle-orm'
import { db } from '@/db'
import type { Reader } from '@/db'
import { addresses, notes, papers, topics } from '@/db/schema'
import { dependsOn } from './dependencies'
import type { TopicGroup, TopicPage } from './documents'
import { nestNotes, paperLines } from './papers'
import { topicPath } from './urls'

type TopicRow = typeof topics.$inferSelect

/** All topics of the list in its order, with their depth and number of papers. */
export async function listTopics(): Promise<(Omit<TopicGroup, 'papers'> & { papers: number })[]> {
  const on = db().read
  const ordered = await topicsInOrder(on)
  const counts = await on.select({ topic: papers.topic, n: count() }).from(papers).where(eq(papers.onList, true)).groupBy(papers.topic)
  return ordered.map(({ topic, depth }) => ({ slug: topic.slug, title: topic.title, titleHtml: topic.titleHtml, depth, papers: counts.find(row => row.topic === topic.id)?.n ?? 0 }))
}

/** The same with the papers of each, at most a thousand in all. */
export async function listTopicsWithPapers(): Promise<TopicGroup[]> {
  const on = db().read
  const ordered = await topicsInOrder(on)
  const rows = await on.select({ paper: papers }).from(papers).where(eq(papers.onList, true)).orderBy(asc(papers.position), asc(papers.id)).limit(1000)
  const lines = await paperLines(on, rows.map(row => ({ paper: row.paper, topic: null })))
  const topicOf = new Map(rows.map(row => [row.paper.id, row.paper.topic]))
  return ordered.map(({ topic, depth }) => ({ slug: topic.slug, title: topic.title, titleHtml: topic.titleHtml, depth, papers: lines.filter(line => topicOf.get(line.id) === topic.id) }))
}

export async function findTopic(slug: string): Promise<{ found: TopicPage } | { movedTo: string } | null> {
  dependsOn('list')
  const on = db().read
  const [topic] = await on.select().from(topics).where(eq(topics.slug, slug))
  if (!topic) {
    const [moved] = await on.select({ slug: topics.slug }).from(addresses).innerJoin(topics, eq(topics.id, addresses.target)).where(and(eq(addresses.kind, 'topic'), eq(addresses.slug, slug)))
    return moved ? { movedTo: topicPath(moved.slug) } : null
  }
  const [parent] = topic.parent === null ? [] : await on.select({ slug: topics.slug, title: topics.title, titleHtml: topics.titleHtml }).from(topics).where(eq(topics.id, topic.parent))
  const below = await on.select({ id: topics.id, slug: topics.slug, title: topics.title, titleHtml: topics.titleHtml, papers: count(papers.id) }).from(topics)
    .leftJoin(papers, and(eq(papers.topic, topics.id), eq(papers.onList, true))).where(and(eq(topics.parent, topic.id), eq(topics.onList, true))).groupBy(topics.id).orderBy(asc(topics.position))
  const rows = await on.select({ paper: papers }).from(papers).where(and(eq(papers.topic, topic.id), eq(papers.onList, true))).orderBy(asc(papers.position), asc(papers.id)).limit(1000)
  const noteRows = await on.select().from(notes).where(eq(notes.topic, topic.id)).orderBy(asc(notes.position), asc(notes.id))
  return {
    found: {
      slug: topic.slug, title: topic.title, titleHtml: topic.titleHtml, notes: nestNotes(noteRows), parent: parent ?? null,
      topics: below.map(({ slug: childSlug, title, titleHtml, papers: n }) => ({ slug: childSlug, title, titleHtml, papers: n })),
      papers: await paperLines(on, rows.map(row => ({ paper: row.paper, topic: { slug: topic.slug, title: topic.title, titleHtml: topic.titleHtml } }))),
    },
  }
}

async function topicsInOrder(on: Reader): Promise<{ topic: TopicRow; depth: number }[]> {
  dependsOn('list')
  const rows = await on.select().from(topics).where(eq(topics.onList, true)).orderBy(asc(topics.position), asc(topics.id))
  const below = (parent: number | null, depth: number): { topic: TopicRow; depth: number }[] =>
    rows.filter(row => row.parent === parent).flatMap(topic => [{ topic, depth }, ...below(topic.id, depth + 1)])
  return below(null, 0)
}
