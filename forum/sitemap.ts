/** Every page that a search engine should know, in parts that are read one at a time. */
import { and, asc, desc, eq, gt, isNotNull, lte } from 'drizzle-orm'
import { db } from '@/db'
import type { Reader } from '@/db'
import { papers, posts, topics } from '@/db/schema'
import { dependsOn } from './dependencies'
import { paperPath, questionPath, topicPath } from './urls'

export type SitemapLine = { path: string; changed: Date | null }
/** All lines, or the paths of the parts where there are too many papers for one. */
export type Sitemap = { lines: SitemapLine[] } | { parts: string[] }

// A sitemap holds at most 50,000 addresses (sitemaps.org, protocol 0.9).
const linesMax = 50_000
const papersInPart = 1_000

/** The front page, papers, topics and public questions; of a long list the parts that name them. */
export async function readSitemap(): Promise<Sitemap> {
  const on = db().read
  dependsOn('list', 'posts')
  const parts = await countParts(on)
  if (parts <= 1) return { lines: [...await frontLines(on), ...await partLines(on, 1)].slice(0, linesMax) }
  return { parts: Array.from({ length: parts + 1 }, (_, n) => `/sitemaps/${n}.xml`) }
}

/** One part: the front page and topics (0), or a thousand papers with their questions (from 1). Null where there is none such. */
export async function readSitemapPart(part: number): Promise<SitemapLine[] | null> {
  const on = db().read
  dependsOn('list', 'posts')
  if (part > await countParts(on)) return null
  return part === 0 ? frontLines(on) : (await partLines(on, part)).slice(0, linesMax)
}

/** By the largest id: papers that left for good leave a part shorter, and no part ever grows beyond its bound. */
async function countParts(on: Reader): Promise<number> {
  const [last] = await on.select({ id: papers.id }).from(papers).orderBy(desc(papers.id)).limit(1)
  return Math.ceil((last?.id ?? 0) / papersInPart)
}

async function frontLines(on: Reader): Promise<SitemapLine[]> {
  const changed = latest(...await Promise.all([lastPosted(on, 'question'), lastPosted(on, 'answer')]))
  const topicRows = await on.select({ slug: topics.slug }).from(topics).where(eq(topics.onList, true)).orderBy(asc(topics.position), asc(topics.id)).limit(linesMax)
  return [{ path: '/', changed }, { path: '/papers', changed: null }, { path: '/questions', changed }, ...topicRows.map(({ slug }) => ({ path: topicPath(slug), changed: null }))]
}

async function lastPosted(on: Reader, kind: 'question' | 'answer'): Promise<Date | null> {
  const [last] = await on.select({ at: posts.publicAt }).from(posts).where(and(eq(posts.kind, kind), eq(posts.state, 'public'), isNotNull(posts.publicAt))).orderBy(desc(posts.publicAt), desc(posts.id)).limit(1)
  return last?.at ?? null
}

async function partLines(on: Reader, part: number): Promise<SitemapLine[]> {
  const within = and(gt(papers.id, (part - 1) * papersInPart), lte(papers.id, part * papersInPart))
  const paperRows = await on.select({ slug: papers.slug, changed: papers.activeAt }).from(papers).where(within).orderBy(asc(papers.id))
  const questionRows = await on.select({ slug: papers.slug, number: posts.number, activeAt: posts.activeAt, editedAt: posts.editedAt }).from(papers)
    .innerJoin(posts, and(eq(posts.paper, papers.id), eq(posts.kind, 'question'), eq(posts.state, 'public'))).where(within).orderBy(asc(papers.id)).limit(linesMax)
  return [
    ...paperRows.map(({ slug, changed }) => ({ path: paperPath(slug), changed })),
    ...questionRows.map(row => ({ path: questionPath(row.slug, row.number ?? 0), changed: latest(row.activeAt, row.editedAt) })),
  ]
}

function latest(a: Date | null, b: Date | null): Date | null {
  return a === null || (b !== null && b > a) ? b : a
}
