/** Finding papers, questions, answers and comments by their words. */
import { eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import { papers, people, posts, topics } from '@/db/schema'
import { markEnd, markStart, searchIndex, wordsIn } from '@/db/search'
import { escapeHtml } from '@/text/xml'
import { cursorOf, readCursor } from './cursors'
import type { QuestionStatus } from './documents'
import { done } from './errors'
import type { Result } from './errors'
import { refusalOf } from './faults'
import { limits } from './limits'
import { lastingPath, paperPath, postPath } from './urls'

export type SearchRequest = { q: string; kind?: string | null; topic?: string | null; author?: string | null; status?: string | null; after?: string | null; limit?: number }
export type Hit = { id: number | null; kind: 'paper' | 'question' | 'answer' | 'comment'; title: string; titleHtml: string; snippet: string; url: string; paper: string; questionNumber: number | null; status: QuestionStatus | null; score: number; endorsed: boolean }

/** How many words a query has; more than `limits.searchTerms` are too many. */
export function wordsOf(q: string): number {
  return wordsIn(q).length
}

const pageSize = 20
const deepest = 1_000
const offsetCursor = z.tuple([z.number().int().min(1).max(deepest)])

export type Found = { hits: Hit[]; next: string | null }

/** The same for a page, which says in a sentence where a search took too long. */
export async function trySearch(request: SearchRequest): Promise<Result<Found>> {
  try {
    return done(await search(request))
  } catch (error) {
    const fault = refusalOf(error)
    if (fault) return fault
    throw error
  }
}

/** Public hits, best first. A query without a word finds nothing. Throws what `refusalOf` knows where it takes too long. */
export async function search(request: SearchRequest): Promise<Found> {
  const on = db().read
  const offset = readCursor(request.after, offsetCursor)?.[0] ?? 0
  const limit = request.limit ?? pageSize
  const [topic] = request.topic ? await on.select({ id: topics.id }).from(topics).where(eq(topics.slug, request.topic)) : []
  const [author] = request.author ? await on.select({ id: people.id }).from(people).where(eq(people.handleFolded, request.author.toLowerCase())) : []
  if ((request.topic && !topic) || (request.author && !author)) return { hits: [], next: null }
  const found = await searchIndex(db().heavy, request.q.slice(0, limits.search), { kind: request.kind ?? undefined, topic: topic?.id, author: author?.id, status: request.status ?? undefined, limit: limit + 1, offset })
  const page = found.slice(0, limit)
  const paperRows = page.length === 0 ? [] : await on.select({ id: papers.id, slug: papers.slug, title: papers.title, titleHtml: papers.titleHtml }).from(papers).where(inArray(papers.id, page.map(hit => hit.paper)))
  const postIds = page.flatMap(hit => hit.post ?? [])
  const postRows = postIds.length === 0 ? [] : await on.select().from(posts).where(inArray(posts.id, postIds))
  const threadIds = postRows.map(post => post.question ?? post.id)
  const threads = threadIds.length === 0 ? [] : await on.select({ id: posts.id, number: posts.number, heading: posts.heading, headingHtml: posts.titleHtml, status: posts.status }).from(posts).where(inArray(posts.id, threadIds))
  const hits = page.flatMap((hit): Hit[] => {
    const paper = paperRows.find(row => row.id === hit.paper)
    if (!paper) return []
    const snippet = snippetHtml(hit.snippet)
    if (hit.post === null) return [{ id: null, kind: 'paper', title: paper.title, titleHtml: paper.titleHtml, snippet, url: paperPath(paper.slug), paper: paper.title, questionNumber: null, status: null, score: 0, endorsed: false }]
    const post = postRows.find(row => row.id === hit.post)
    const thread = threads.find(row => row.id === (post?.question ?? post?.id))
    if (!post || !thread) return []
    return [{
      id: post.id, kind: hit.kind, title: thread.heading ?? '', titleHtml: thread.headingHtml ?? '', snippet,
      url: post.kind === 'question' ? postPath(paper.slug, thread.number ?? 0, post.id, true) : lastingPath(post.id),
      paper: paper.title, questionNumber: thread.number, status: thread.status, score: post.score, endorsed: post.endorsed,
    }]
  })
  return { hits, next: found.length > limit && offset + limit <= deepest ? cursorOf([offset + limit]) : null }
}

/** The engines mark found words with control characters; the text is escaped first, then these become elements. */
function snippetHtml(snippet: string): string {
  return escapeHtml(snippet).replaceAll(markStart, '<mark>').replaceAll(markEnd, '</mark>')
}
