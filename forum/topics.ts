/** Topics: the list's headings, with their papers. */
import { and, asc, eq, sql } from 'drizzle-orm'
import { db } from '@/db'
import type { Reader } from '@/db'
import { addresses, notes, papers, topics } from '@/db/schema'
import { cut, keyedCursor, readCursor } from './cursors'
import { dependsOn } from './dependencies'
import type { TopicGroup, TopicPage } from './documents'
import { selectNotes } from './note-sources'
import { nestNotes, paperLines } from './papers'
import { topicPath } from './urls'

type TopicRow = typeof topics.$inferSelect

/** All topics of the list in its order, with their depth and number of papers. */
export async function listTopics(): Promise<(Omit<TopicGroup, 'papers' | 'total'> & { papers: number })[]> {
  const ordered = await topicsInOrder(db().read)
  return ordered.map(({ topic, depth }) => ({ slug: topic.slug, title: topic.title, titleHtml: topic.titleHtml, depth, papers: topic.papers }))
}

/** The same with the first papers of each, at most `each`. Reads what it gives, however long the list is. */
export async function listTopicsWithPapers(each: number): Promise<TopicGroup[]> {
  const on = db().read
  const ordered = await topicsInOrder(on)
  const rows = (await firstPapers(on, each)).sort((a, b) => a.paper.position - b.paper.position || a.paper.id - b.paper.id)
  const lines = await paperLines(on, rows.map(row => ({ paper: row.paper, topic: null })))
  const lineOf = new Map(lines.map(line => [line.id, line]))
  return ordered.map(({ topic, depth }) => ({
    slug: topic.slug, title: topic.title, titleHtml: topic.titleHtml, depth, total: topic.papers,
    papers: rows.filter(row => row.paper.topic === topic.id).slice(0, each).flatMap(row => lineOf.get(row.paper.id) ?? []),
  }))
}

/** The first papers of every topic in one query: those up to the place of a topic's last one to be shown, found by the index. */
async function firstPapers(on: Reader, each: number) {
  const last = sql`(select max(shown.position) from (select one.position from ${papers} one where one.topic = ${topics.id} and one.on_list = ${sql.param(true, papers.onList)} order by one.position, one.id limit ${each}) shown)`
  return on.select({ paper: papers }).from(topics).innerJoin(papers, and(eq(papers.topic, topics.id), eq(papers.onList, true), sql`${papers.position} <= ${last}`))
    .where(eq(topics.onList, true))
}

const papersPerPage = 100

/** A topic by its slug, with a page of its papers; a former slug tells where it is. */
export async function findTopic(slug: string, after: string | null = null): Promise<{ found: TopicPage } | { movedTo: string } | null> {
  dependsOn('list')
  const on = db().read
  const [topic] = await on.select().from(topics).where(eq(topics.slug, slug))
  if (!topic) {
    const [moved] = await on.select({ slug: topics.slug }).from(addresses).innerJoin(topics, eq(topics.id, addresses.target)).where(and(eq(addresses.kind, 'topic'), eq(addresses.slug, slug)))
    return moved ? { movedTo: topicPath(moved.slug) } : null
  }
  const ref = { slug: topic.slug, title: topic.title, titleHtml: topic.titleHtml }
  const [parent] = topic.parent === null ? [] : await on.select({ slug: topics.slug, title: topics.title, titleHtml: topics.titleHtml }).from(topics).where(eq(topics.id, topic.parent))
  const below = await on.select({ slug: topics.slug, title: topics.title, titleHtml: topics.titleHtml, papers: topics.papers }).from(topics)
    .where(and(eq(topics.parent, topic.id), eq(topics.onList, true))).orderBy(asc(topics.position))
  const { items, next } = await papersOf(on, topic.id, after)
  const noteRows = await selectNotes(on).where(eq(notes.topic, topic.id))
  noteRows.sort((a, b) => a.note.position - b.note.position || a.note.id - b.note.id)
  return {
    found: {
      id: topic.id, ...ref, notes: nestNotes(noteRows), parent: parent ?? null, topics: below, total: topic.papers, next,
      papers: await paperLines(on, items.map(paper => ({ paper, topic: ref }))),
    },
  }
}

async function papersOf(on: Reader, topic: number, cursor: string | null) {
  const after = readCursor(cursor, keyedCursor)
  const rows = await on.select().from(papers)
    .where(and(eq(papers.topic, topic), eq(papers.onList, true), after ? sql`(${papers.position}, ${papers.id}) > (${after[0]}, ${after[1]})` : undefined))
    .orderBy(asc(papers.position), asc(papers.id)).limit(papersPerPage + 1)
  return cut(rows, papersPerPage, row => [row.position, row.id])
}

async function topicsInOrder(on: Reader): Promise<{ topic: TopicRow; depth: number }[]> {
  dependsOn('list')
  const rows = await on.select().from(topics).where(eq(topics.onList, true)).orderBy(asc(topics.position), asc(topics.id))
  const below = (parent: number | null, depth: number): { topic: TopicRow; depth: number }[] =>
    rows.filter(row => row.parent === parent).flatMap(topic => [{ topic, depth }, ...below(topic.id, depth + 1)])
  return below(null, 0)
}
