/** Lists of questions and answers across papers. */
import { and, asc, desc, eq, gt, isNotNull } from 'drizzle-orm'
import { db } from '@/db'
import type { Reader } from '@/db'
import { guests, papers, people, posts } from '@/db/schema'
import { excerpt } from '@/text/excerpt'
import { withoutTex } from '@/text/without-tex'
import { alias } from 'drizzle-orm/pg-core'
import { cut } from './cursors'
import { dependsOn, dependsOnPerson } from './dependencies'
import type { Page, QuestionLine, QuotedQuestion, RecentAnswer } from './documents'
import { openOrders, openWithin } from './open-questions'
import type { OpenNarrowing, OpenOrderName } from './open-questions'
import { setExcerpts } from './set-lines'
import { anchorOf, expertiseOf, writerColumns, writerOf } from './showing'
import type { PostRow } from './posts'
import { postPath, questionPath } from './urls'

const gistMax = 180
export type PaperOf = { slug: string; title: string; titleHtml: string; venue: string | null; year: number | null; authors: string[] }
const paperColumns = { slug: papers.slug, title: papers.title, titleHtml: papers.titleHtml, venue: papers.venue, year: papers.year, authors: papers.authors }

/** Questions of one paper: in the paper's order by anchor, by activity, or by number. */
export async function listQuestionsOf(slug: string, order: 'anchor' | 'activity' | 'number' = 'number'): Promise<QuotedQuestion[]> {
  const on = db().read
  const [paper] = await on.select({ id: papers.id, ...paperColumns }).from(papers).where(eq(papers.slug, slug))
  if (!paper) return []
  dependsOn(`paper:${paper.id}`, `questions:${paper.id}`)
  const rows = await on.select({ post: posts }).from(posts)
    .where(and(eq(posts.paper, paper.id), gt(posts.number, 0), eq(posts.kind, 'question'), eq(posts.state, 'public'))).orderBy(asc(posts.number)).limit(500)
  const sorted = order === 'number' ? rows : rows.toSorted((a, b) => order === 'activity'
    ? b.post.activeAt.getTime() - a.post.activeAt.getTime() || (a.post.number ?? 0) - (b.post.number ?? 0)
    : compareText(a.post.anchorSort ?? '~', b.post.anchorSort ?? '~') || (a.post.number ?? 0) - (b.post.number ?? 0))
  const gists = await setExcerpts(sorted.map(({ post }) => post.title === null ? '' : excerpt(post.plain, gistMax)))
  return sorted.map(({ post }, at) => ({ ...questionLine(post, paper), gistHtml: gists[at] ?? '' }))
}

export type OpenFilter = OpenNarrowing & { order?: OpenOrderName; after?: string | null; limit?: number }

/** Questions still worth answering (open or disputed), of all papers or of a topic's and of those under it. Each order is an index's own. */
export async function listOpenQuestions(filter: OpenFilter = {}): Promise<Page<QuestionLine>> {
  const on = db().read
  dependsOn('posts', 'list')
  const limit = filter.limit ?? 30
  const order = openOrders[filter.order ?? 'votes']
  const within = await openWithin(on, filter)
  if (within === null) return { items: [], next: null }
  const rows: { post: PostRow; paper: PaperOf }[] = []
  for (const stretch of filter.after ? order.beyond(filter.after) : [undefined]) {
    if (rows.length > limit) break
    rows.push(...await on.select({ post: posts, paper: paperColumns }).from(posts).innerJoin(papers, eq(papers.id, posts.paper))
      .where(and(within, stretch)).orderBy(...order.by).limit(limit + 1 - rows.length))
  }
  dependsOn(...rows.map(row => `paper:${row.post.paper}` as const))
  const { items, next } = cut(rows, limit, row => order.keys(row.post))
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
      filter.paper ? eq(posts.paper, filter.paper) : undefined, filter.topic ? eq(posts.topic, filter.topic) : undefined,
      filter.person ? eq(posts.person, filter.person) : undefined, filter.question ? eq(posts.question, filter.question) : undefined,
    )).orderBy(desc(posts.publicAt), desc(posts.id)).limit(filter.limit)
  dependsOn('posts', ...rows.map(row => `paper:${row.post.paper}` as const))
  dependsOnPerson(...rows.map(row => row.post.person))
  const excerpts = await setExcerpts(rows.map(row => excerpt(row.post.plain, gistMax)))
  return rows.map((row, at) => ({
    id: row.post.id, writer: writerOf(row), excerptHtml: excerpts[at] ?? '', publicAt: row.post.publicAt ?? row.post.createdAt, endorsed: row.post.endorsed, score: row.post.score,
    html: row.post.html, editedAt: row.post.editedAt, questionId: row.post.question ?? 0,
    url: postPath(row.slug, row.number ?? 0, row.post.id, false),
    question: { heading: row.heading ?? '', headingHtml: row.headingHtml ?? '', url: questionPath(row.slug, row.number ?? 0) },
  }))
}

function questionLine(post: PostRow, paper: PaperOf): QuestionLine {
  return {
    id: post.id, number: post.number ?? 0, heading: post.heading ?? '', headingHtml: post.titleHtml ?? '',
    paper: { slug: paper.slug, title: paper.title, titleHtml: paper.titleHtml, short: shortName(paper) },
    status: post.status ?? 'open', expertise: expertiseOf(post.expertise), anchor: anchorOf(post), score: post.score, answers: post.answers,
    createdAt: post.createdAt, activeAt: post.activeAt, imported: post.imported, listed: post.listed || !post.imported,
    url: questionPath(paper.slug, post.number ?? 0),
  }
}

/** A paper's name for narrow places, without TeX: its title up to a colon where that is long enough to know it by, with venue and year. */
export function shortName(paper: PaperOf): string {
  const title = withoutTex(paper.title)
  const [lead = ''] = title.split(':')
  const name = lead.length >= 4 && lead.length < title.length ? lead : excerpt(title, 70)
  const place = paper.venue ? paper.year && !paper.venue.includes(String(paper.year)) ? `${paper.venue} ${paper.year}` : paper.venue : ''
  return place ? `${name}, ${place}` : name
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
