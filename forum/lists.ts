/** Lists of questions and answers across papers. */
import { and, asc, desc, eq, gt, isNotNull, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { db } from '@/db'
import type { Reader } from '@/db'
import { guests, papers, people, posts, topics } from '@/db/schema'
import { excerpt } from '@/text/excerpt'
import { alias } from 'drizzle-orm/pg-core'
import { cut, keyedCursor, momentCursor, openCursor, readCursor } from './cursors'
import { dependsOn, dependsOnPerson } from './dependencies'
import type { Page, QuestionLine, RecentAnswer } from './documents'
import { isOpenQuestion } from './indexed'
import { anchorOf, olderThan, writerColumns, writerOf } from './showing'
import type { PostRow } from './posts'
import { postPath, questionPath } from './urls'

const gistMax = 180
type PaperOf = { slug: string; title: string; titleHtml: string; venue: string | null; year: number | null; authors: string[] }
const paperColumns = { slug: papers.slug, title: papers.title, titleHtml: papers.titleHtml, venue: papers.venue, year: papers.year, authors: papers.authors }

/** Questions of one paper: in the paper's order by anchor, by activity, or by number. */
export async function listQuestionsOf(slug: string, order: 'anchor' | 'activity' | 'number' = 'number'): Promise<QuestionLine[]> {
  const on = db().read
  const [paper] = await on.select({ id: papers.id, ...paperColumns }).from(papers).where(eq(papers.slug, slug))
  if (!paper) return []
  dependsOn(`paper:${paper.id}`, `questions:${paper.id}`)
  const rows = await on.select({ post: posts }).from(posts)
    .where(and(eq(posts.paper, paper.id), gt(posts.number, 0), eq(posts.kind, 'question'), eq(posts.state, 'public'))).orderBy(asc(posts.number)).limit(500)
  const sorted = order === 'number' ? rows : rows.toSorted((a, b) => order === 'activity'
    ? b.post.activeAt.getTime() - a.post.activeAt.getTime() || (a.post.number ?? 0) - (b.post.number ?? 0)
    : compareText(a.post.anchorSort ?? '~', b.post.anchorSort ?? '~') || (a.post.number ?? 0) - (b.post.number ?? 0))
  return sorted.map(row => questionLine(row.post, paper))
}

export type OpenFilter = { topic?: string | null; order?: 'votes' | 'newest' | 'unanswered'; after?: string | null; limit?: number }

/** Questions still worth answering (open or disputed), of all papers or a topic's. Each order is an index's own. */
export async function listOpenQuestions(filter: OpenFilter = {}): Promise<Page<QuestionLine>> {
  const on = db().read
  dependsOn('posts', 'list')
  const limit = filter.limit ?? 30
  const order = openOrders[filter.order ?? 'votes']
  const [topic] = filter.topic ? await on.select({ id: topics.id }).from(topics).where(eq(topics.slug, filter.topic)) : []
  if (filter.topic && !topic) return { items: [], next: null }
  const within = and(isOpenQuestion, topic ? eq(posts.topic, topic.id) : undefined)
  const rows: OpenRow[] = []
  for (const stretch of filter.after ? order.beyond(filter.after) : [undefined]) {
    if (rows.length > limit) break
    rows.push(...await on.select({ post: posts, paper: paperColumns }).from(posts).innerJoin(papers, eq(papers.id, posts.paper))
      .where(and(within, stretch)).orderBy(...order.by).limit(limit + 1 - rows.length))
  }
  dependsOn(...rows.map(row => `paper:${row.post.paper}` as const))
  const { items, next } = cut(rows, limit, row => order.keys(row.post))
  return { items: items.map(row => questionLine(row.post, row.paper)), next }
}

type OpenRow = { post: PostRow; paper: PaperOf }
/** `beyond`: what follows a cursor, in stretches that an index has one after the other; a foreign cursor is the beginning. */
type OpenOrder = { by: SQL[]; keys: (post: PostRow) => number[]; beyond: (cursor: string) => (SQL | undefined)[] }

const openOrders: Record<'votes' | 'newest' | 'unanswered', OpenOrder> = {
  votes: {
    by: [desc(posts.score), desc(posts.id)], keys: post => [post.score, post.id],
    beyond: cursor => {
      const keys = readCursor(cursor, keyedCursor)
      return [keys ? sql`(${posts.score}, ${posts.id}) < (${keys[0]}, ${keys[1]})` : undefined]
    },
  },
  newest: {
    by: [desc(posts.publicAt), desc(posts.id)], keys: post => [post.publicAt?.getTime() ?? 0, post.id],
    beyond: cursor => [olderThan(readCursor(cursor, momentCursor))],
  },
  unanswered: {
    by: [asc(posts.answers), desc(posts.score), desc(posts.id)], keys: post => [post.answers, post.score, post.id],
    beyond: cursor => {
      const keys = readCursor(cursor, openCursor)
      return keys ? [and(eq(posts.answers, keys[0]), sql`(${posts.score}, ${posts.id}) < (${keys[1]}, ${keys[2]})`), gt(posts.answers, keys[0])] : [undefined]
    },
  },
}

/** The newest public answers, newest first. */
export async function listRecentAnswers(filter: { paper?: number; topic?: number; person?: number; question?: number; limit: number }, on: Reader = db().read): Promise<(RecentAnswer & { html: string; editedAt: Date | null; questionId: number })[]> {
  const question = alias(posts, 'question_post')
  const rows = await on.select({ post: posts, slug: papers.slug, number: question.number, heading: question.heading, headingHtml: question.titleHtml, ...writerColumns })
    .from(posts).innerJoin(question, eq(question.id, posts.question)).innerJoin(papers, eq(papers.id, posts.paper))
    .leftJoin(people, eq(people.id, posts.person)).leftJoin(guests, eq(guests.id, posts.guest))
    .where(and(
      eq(posts.kind, 'answer'), eq(posts.state, 'public'), eq(question.state, 'public'), isNotNull(posts.publicAt),
      filter.paper ? eq(posts.paper, filter.paper) : undefined, filter.topic ? eq(posts.topic, filter.topic) : undefined,
      filter.person ? eq(posts.person, filter.person) : undefined, filter.question ? eq(posts.question, filter.question) : undefined,
    )).orderBy(desc(posts.publicAt), desc(posts.id)).limit(filter.limit)
  dependsOn('posts', ...rows.map(row => `paper:${row.post.paper}` as const))
  dependsOnPerson(...rows.map(row => row.post.person))
  return rows.map(row => ({
    id: row.post.id, writer: writerOf(row), excerpt: excerpt(row.post.plain, gistMax), publicAt: row.post.publicAt ?? row.post.createdAt, endorsed: row.post.endorsed, score: row.post.score,
    html: row.post.html, editedAt: row.post.editedAt, questionId: row.post.question ?? 0,
    url: postPath(row.slug, row.number ?? 0, row.post.id, false),
    question: { heading: row.heading ?? '', headingHtml: row.headingHtml ?? '', url: questionPath(row.slug, row.number ?? 0) },
  }))
}

function questionLine(post: PostRow, paper: PaperOf): QuestionLine {
  const text = excerpt(post.plain, gistMax)
  return {
    id: post.id, number: post.number ?? 0, heading: post.heading ?? '', headingHtml: post.titleHtml ?? '',
    gist: post.title === null ? '' : text,
    paper: { slug: paper.slug, title: paper.title, titleHtml: paper.titleHtml, short: shortName(paper) },
    status: post.status ?? 'open', anchor: anchorOf(post), score: post.score, answers: post.answers,
    createdAt: post.createdAt, activeAt: post.activeAt, imported: post.imported, listed: post.listed || !post.imported,
    url: questionPath(paper.slug, post.number ?? 0),
  }
}

/** A paper's name for narrow places: its title up to a colon where that is long enough to know it by, with venue and year. */
function shortName(paper: PaperOf): string {
  const [lead = ''] = paper.title.split(':')
  const name = lead.length >= 4 && lead.length < paper.title.length ? lead : excerpt(paper.title, 70)
  const place = paper.venue ? paper.year && !paper.venue.includes(String(paper.year)) ? `${paper.venue} ${paper.year}` : paper.venue : ''
  return place ? `${name}, ${place}` : name
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
