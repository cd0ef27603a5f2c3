/** Lists of questions and answers across papers. */
import { and, asc, desc, eq, gt, inArray, isNotNull, lt, or } from 'drizzle-orm'
import { db } from '@/db'
import type { Reader } from '@/db'
import { guests, papers, people, posts, topics } from '@/db/schema'
import { excerpt } from '@/text/excerpt'
import { alias } from 'drizzle-orm/pg-core'
import { cut, keyedCursor, readCursor } from './cursors'
import { dependsOn, dependsOnPerson } from './dependencies'
import type { Page, QuestionLine, RecentAnswer } from './documents'
import { anchorOf, writerColumns, writerOf } from './showing'
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
    .where(and(eq(posts.paper, paper.id), eq(posts.kind, 'question'), eq(posts.state, 'public'))).orderBy(asc(posts.number)).limit(500)
  const sorted = order === 'number' ? rows : rows.toSorted((a, b) => order === 'activity'
    ? b.post.activeAt.getTime() - a.post.activeAt.getTime() || (a.post.number ?? 0) - (b.post.number ?? 0)
    : compareText(a.post.anchorSort ?? '~', b.post.anchorSort ?? '~') || (a.post.number ?? 0) - (b.post.number ?? 0))
  return sorted.map(row => questionLine(row.post, paper))
}

export type OpenFilter = { topic?: string | null; order?: 'votes' | 'newest' | 'unanswered'; after?: string | null; limit?: number }

/** Questions still worth answering (open or disputed), of all papers. */
export async function listOpenQuestions(filter: OpenFilter = {}): Promise<Page<QuestionLine>> {
  const on = db().read
  const limit = filter.limit ?? 30
  const order = filter.order ?? 'votes'
  const after = filter.after ? readCursor(filter.after, keyedCursor) : null
  const [by, later] = order === 'votes' ? [posts.score, lt] as const : order === 'unanswered' ? [posts.answers, gt] as const : [posts.id, lt] as const
  const rows = await on.select({ post: posts, paper: paperColumns }).from(posts).innerJoin(papers, eq(papers.id, posts.paper)).leftJoin(topics, eq(topics.id, papers.topic))
    .where(and(
      eq(posts.kind, 'question'), eq(posts.state, 'public'), inArray(posts.status, ['open', 'disputed']),
      filter.topic ? eq(topics.slug, filter.topic) : undefined,
      after ? or(later(by, after[0]), and(eq(by, after[0]), order === 'newest' ? lt(posts.id, after[1]) : gt(posts.id, after[1]))) : undefined,
    ))
    .orderBy(order === 'unanswered' ? asc(by) : desc(by), order === 'newest' ? desc(posts.id) : asc(posts.id)).limit(limit + 1)
  dependsOn('posts', 'list', ...rows.map(row => `paper:${row.post.paper}` as const))
  const { items, next } = cut(rows, limit, row => [order === 'votes' ? row.post.score : order === 'unanswered' ? row.post.answers : row.post.id, row.post.id])
  return { items: items.map(row => questionLine(row.post, row.paper)), next }
}

/** The newest public answers, newest first. */
export async function listRecentAnswers(filter: { paper?: number; topic?: number; person?: number; question?: number; limit: number }, on: Reader = db().read): Promise<(RecentAnswer & { html: string; editedAt: Date | null; questionId: number })[]> {
  const question = alias(posts, 'question_post')
  const rows = await on.select({ post: posts, slug: papers.slug, number: question.number, heading: question.heading, headingHtml: question.titleHtml, ...writerColumns })
    .from(posts).innerJoin(question, eq(question.id, posts.question)).innerJoin(papers, eq(papers.id, posts.paper))
    .leftJoin(people, eq(people.id, posts.person)).leftJoin(guests, eq(guests.id, posts.guest))
    .where(and(
      eq(posts.kind, 'answer'), eq(posts.state, 'public'), eq(question.state, 'public'), isNotNull(posts.publicAt),
      filter.paper ? eq(posts.paper, filter.paper) : undefined, filter.topic ? eq(papers.topic, filter.topic) : undefined,
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
