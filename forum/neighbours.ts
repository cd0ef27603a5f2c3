/** Questions and papers near one another, as pages and the API show them: with the reasons, and only what everybody may read now. */
import { and, asc, desc, eq, gt } from 'drizzle-orm'
import { db } from '@/db'
import { neighbours, papers, posts } from '@/db/schema'
import { dependsOn } from './dependencies'
import type { NearPaper, RelatedQuestion } from './documents'
import { shortName } from './lists'
import { marked } from './neighbour-marks'
import { paperPath, questionPath } from './urls'

/** The questions related to one, nearest first. One query. */
export async function relatedQuestions(question: number): Promise<RelatedQuestion[]> {
  const rows = await db().read.select({
    why: neighbours.why, id: posts.id, state: posts.state, number: posts.number, heading: posts.heading, headingHtml: posts.titleHtml, status: posts.status, answers: posts.answers,
    paperId: papers.id, paper: { slug: papers.slug, title: papers.title, titleHtml: papers.titleHtml, venue: papers.venue, year: papers.year, authors: papers.authors },
  }).from(neighbours).innerJoin(posts, eq(posts.id, neighbours.other)).innerJoin(papers, eq(papers.id, posts.paper))
    .where(and(eq(neighbours.kind, 'question'), eq(neighbours.one, question), gt(neighbours.other, marked))).orderBy(desc(neighbours.score), asc(neighbours.other))
  // Of those that are hidden now, too: they may come back before their row goes.
  dependsOn(`near-question:${question}`, ...rows.flatMap(row => [`line:${row.id}` as const, `paper:${row.paperId}` as const]))
  return rows.filter(row => row.state === 'public').map(({ why, id, number, heading, headingHtml, status, answers, paper }) => ({
    id, number: number ?? 0, heading: heading ?? '', headingHtml: headingHtml ?? '', status: status ?? 'open', answers, url: questionPath(paper.slug, number ?? 0),
    paper: { slug: paper.slug, short: shortName(paper), url: paperPath(paper.slug) }, why,
  }))
}

/** The papers near one, nearest first. One query. */
export async function papersNear(paper: number): Promise<NearPaper[]> {
  const rows = await db().read.select({
    why: neighbours.why, id: papers.id, slug: papers.slug, title: papers.title, titleHtml: papers.titleHtml, authors: papers.authors, venue: papers.venue, year: papers.year, onList: papers.onList,
  }).from(neighbours).innerJoin(papers, eq(papers.id, neighbours.other))
    .where(and(eq(neighbours.kind, 'paper'), eq(neighbours.one, paper), gt(neighbours.other, marked))).orderBy(desc(neighbours.score), asc(neighbours.other))
  dependsOn(`near-paper:${paper}`, ...rows.map(row => `paper:${row.id}` as const))
  return rows.filter(row => row.onList).map(({ why, id, slug, title, titleHtml, authors, venue, year }) => ({ id, slug, title, titleHtml, authors, venue, year, url: paperPath(slug), why }))
}
