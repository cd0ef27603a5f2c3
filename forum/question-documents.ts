/** The questions of one paper as whole documents, by number. */
import { and, asc, eq, gt } from 'drizzle-orm'
import { db } from '@/db'
import { papers, posts } from '@/db/schema'
import { cut, idCursor, readCursor } from './cursors'
import type { Page, Question } from './documents'
import { findPaper } from './papers'
import { besides } from './beside'
import { selectShown, showQuestion } from './showing'
import { nobody } from './viewer'

/** Public questions of a paper, by number. An alias or former slug tells where the paper is; null where there is none. */
export async function listQuestionDocuments(slug: string, page: { after: string | null; limit: number }): Promise<{ found: Page<Question> } | { movedTo: string } | null> {
  const on = db().read
  const [paper] = await on.select({ id: papers.id }).from(papers).where(eq(papers.slug, slug))
  if (!paper) {
    const moved = await findPaper(slug)
    return moved && 'movedTo' in moved ? moved : null
  }
  const after = readCursor(page.after, idCursor)
  const rows = await selectShown(on)
    .where(and(eq(posts.paper, paper.id), eq(posts.kind, 'question'), eq(posts.state, 'public'), gt(posts.number, after?.[0] ?? 0)))
    .orderBy(asc(posts.number)).limit(page.limit + 1)
  const { items, next } = cut(rows, page.limit, row => [row.post.number ?? 0])
  const beside = await besides(on, items)
  return { found: { items: items.map(row => showQuestion(nobody, row, { slug, number: row.post.number ?? 0 }, beside)), next } }
}
