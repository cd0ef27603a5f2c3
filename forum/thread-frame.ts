/** What stands round the answers of a thread: its summary, the questions merged into it, and those that repeat one another. The same number of queries whatever there is. */
import { and, asc, eq, or, sql } from 'drizzle-orm'
import type { Reader } from '@/db'
import { papers, posts } from '@/db/schema'
import { dependsOn } from './dependencies'
import type { MergedQuestion, QuestionRef, Thread } from './documents'
import type { PostRow } from './posts'
import { selectShown, writerOf } from './showing'
import { readSummaries } from './summaries'
import { questionPath } from './urls'

type Frame = Pick<Thread, 'summary' | 'merged' | 'duplicateOf' | 'duplicates'>

const refsMax = 50

export async function readFrame(on: Reader, question: Pick<PostRow, 'id' | 'summary' | 'duplicateOf'>): Promise<Frame> {
  const [summary] = await readSummaries(question.id, on, question.summary ?? 0)
  const refs = await readRefs(on, question)
  return {
    summary: summary ?? null, merged: await readMerged(on, question.id),
    duplicateOf: refs.find(ref => ref.id === question.duplicateOf) ?? null, duplicates: refs.filter(ref => ref.id !== question.duplicateOf),
  }
}

async function readMerged(on: Reader, question: number): Promise<MergedQuestion[]> {
  // In the words of the index, which holds nothing else.
  const rows = await selectShown(on).where(and(sql`${posts.mergedInto} is not null`, eq(posts.mergedInto, question), eq(posts.state, 'hidden'))).orderBy(asc(posts.id)).limit(refsMax)
  return rows.map(row => ({
    id: row.post.id, heading: row.post.heading ?? '', headingHtml: row.post.titleHtml ?? '', html: row.post.html, plain: row.post.plain,
    writer: writerOf(row), at: row.post.publicAt ?? row.post.createdAt, editedAt: row.post.editedAt,
  }))
}

async function readRefs(on: Reader, question: Pick<PostRow, 'id' | 'duplicateOf'>): Promise<QuestionRef[]> {
  const repeats = and(sql`${posts.duplicateOf} is not null`, eq(posts.duplicateOf, question.id))
  const found = await on.select({ id: posts.id, state: posts.state, number: posts.number, heading: posts.heading, headingHtml: posts.titleHtml, slug: papers.slug })
    .from(posts).innerJoin(papers, eq(papers.id, posts.paper)).where(or(eq(posts.id, question.duplicateOf ?? 0), repeats)).limit(refsMax)
  // A heading that changes there changes here, and what is hidden now may come back.
  dependsOn(...found.map(row => `thread:${row.id}` as const))
  const rows = found.filter(row => row.state === 'public').sort((a, b) => a.id - b.id)
  return rows.map(row => ({ id: row.id, number: row.number ?? 0, heading: row.heading ?? '', headingHtml: row.headingHtml ?? '', url: questionPath(row.slug, row.number ?? 0) }))
}
