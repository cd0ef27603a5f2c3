/** Questions like one that is being written, so that what was asked already is found before it is asked again. Nothing of the text is kept. */
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import { among } from '@/db/among'
import { papers, posts } from '@/db/schema'
import { chunksIn } from '@/text/search-words'
import { writtenIn } from '@/text/telling-words'
import type { SimilarQuestion } from './documents'
import { done, refuse } from './errors'
import type { Result } from './errors'
import { refusalOf } from './faults'
import { candidatesFor, likeness, part, saidTogether, weigh, weighAmong } from './likeness'
import { shortName } from './lists'
import { limits } from './limits'
import { paperPath, questionPath } from './urls'

/** What is typed so far; more than is compared is cut off, never refused. */
export const typedQuestion = z.strictObject({
  title: z.string().max(2_000).default('').meta({ description: `The title as typed so far; ${limits.title} characters of it are compared` }),
  text: z.string().max(limits.body).default('').meta({ description: `The text as typed so far, in Markdown; ${limits.similarText} characters of it are compared` }),
})

export type SimilarRequest = { title: string; text: string; /** Slug: its questions come first. */ paper: string; limit?: number }

const ofPaperMost = 40
const ofSiteMost = 60
const rowsBudget = 2_000
/** One rare word that both have in their titles, or a few of middling rarity. */
const scoreLeast = 0.25
const wordsTold = 3

/** Public questions like a text: those of the paper first, each group best first. Refuses an unknown paper. */
export async function similarQuestions({ title, text, paper: slug, limit = 5 }: SimilarRequest): Promise<Result<SimilarQuestion[]>> {
  const [paper] = await db().read.select({ id: papers.id }).from(papers).where(eq(papers.slug, slug))
  if (!paper) return refuse('not-found')
  const typed = { title: title.slice(0, limits.title), text: text.slice(0, limits.similarText) }
  const weighed = await weigh(typed)
  if (weighed.terms.length === 0) return done([])
  const found = await Promise.all([
    candidatesFor(weighed, { kind: 'question', paper: paper.id }, ofPaperMost, rowsBudget),
    candidatesFor(weighed, { kind: 'question' }, ofSiteMost, rowsBudget),
  ])
  const rows = [...new Map(found.flat().map(row => [row.post, row])).values()].map(part)
  const here = weighAmong(weighed, rows)
  const near = rows.flatMap(row => row.post === null ? [] : [{ id: row.post, row, ...likeness(here, row) }]).filter(one => one.score >= scoreLeast)
  near.sort((a, b) => Number(b.row.paper === paper.id) - Number(a.row.paper === paper.id) || b.score - a.score || a.id - b.id)
  const spelled = chunksIn(`${typed.title}\n${typed.text}`).flatMap(chunk => chunk.words).join(' ')
  const written = writtenIn(`${typed.title}\n${typed.text}`)
  const shown = await publicLines(near.slice(0, 2 * limit).map(one => one.id))
  return done(near.flatMap(({ id, row, shared }) => {
    const line = shown.get(id)
    return line ? [{ ...line, here: row.paper === paper.id, words: saidTogether(shared, spelled, row, written, wordsTold) }] : []
  }).slice(0, limit))
}

/** The same for a page: where it takes too long, there is nothing to show. */
export async function trySimilarQuestions(request: SimilarRequest): Promise<SimilarQuestion[]> {
  try {
    const found = await similarQuestions(request)
    return found.ok ? found.value : []
  } catch (error) {
    if (refusalOf(error)) return []
    throw error
  }
}

async function publicLines(ids: readonly number[]): Promise<ReadonlyMap<number, Omit<SimilarQuestion, 'here' | 'words'>>> {
  const rows = await db().read.select({
    id: posts.id, number: posts.number, heading: posts.heading, headingHtml: posts.titleHtml, status: posts.status, answers: posts.answers,
    paper: { slug: papers.slug, title: papers.title, titleHtml: papers.titleHtml, venue: papers.venue, year: papers.year, authors: papers.authors },
  }).from(posts).innerJoin(papers, eq(papers.id, posts.paper)).where(and(among(posts.id, [...ids]), eq(posts.kind, 'question'), eq(posts.state, 'public')))
  return new Map(rows.map(({ id, number, heading, headingHtml, status, answers, paper }) => [id, {
    id, number: number ?? 0, heading: heading ?? '', headingHtml: headingHtml ?? '', status: status ?? 'open', answers, url: questionPath(paper.slug, number ?? 0),
    paper: { slug: paper.slug, short: shortName(paper), url: paperPath(paper.slug) },
  }]))
}
