/** What a small card tells of the place to which a link leads: a paper, a question, a post. The same for all; what is not public has none. */
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { papers, posts } from '@/db/schema'
import { excerpt } from '@/text/excerpt'
import { dependsOn, dependsOnPerson } from './dependencies'
import type { Paper, PostKind, QuestionStatus, Writer } from './documents'
import { findPaper } from './papers'
import { setExcerpts } from './set-lines'
import { selectShown, writerOf } from './showing'
import { targetsAt } from './targets'
import { paperPath, postPath } from './urls'

type QuestionOf = { heading: string; headingHtml: string; status: QuestionStatus; answers: number; number: number }
export type Card =
  | { kind: 'paper'; paper: Paper }
  | { kind: PostKind; url: string; writer: Writer; excerptHtml: string; question: QuestionOf; paper: { title: string; titleHtml: string; url: string } }

const excerptMax = 220

/** The card of a path of this site; null where there is nothing public. */
export async function readCard(path: string): Promise<Card | null> {
  const on = db().read
  const target = (await targetsAt(on, [path])).get(path)
  if (!target) return null
  const [of] = await on.select({ id: papers.id, slug: papers.slug, title: papers.title, titleHtml: papers.titleHtml }).from(papers).where(eq(papers.id, target.paper))
  if (!of) return null
  if (target.kind === 'paper') {
    const found = await findPaper(of.slug)
    dependsOn(`questions:${of.id}`)
    return found && 'found' in found ? { kind: 'paper', paper: found.found } : null
  }
  dependsOn(`thread:${target.question}`, `headings:${of.id}`, `paper:${of.id}`)
  const [row] = await selectShown(on).where(eq(posts.id, target.post))
  const [question] = await on.select().from(posts).where(eq(posts.id, target.question))
  if (!row || !question) return null
  dependsOnPerson(row.post.person)
  const [excerptHtml = ''] = await setExcerpts([excerpt(row.post.plain, excerptMax)])
  return {
    kind: row.post.kind, url: postPath(of.slug, question.number ?? 0, row.post.id, row.post.kind === 'question'), writer: writerOf(row), excerptHtml,
    question: { heading: question.heading ?? '', headingHtml: question.titleHtml ?? '', status: question.status ?? 'open', answers: question.answers, number: question.number ?? 0 },
    paper: { title: of.title, titleHtml: of.titleHtml, url: paperPath(of.slug) },
  }
}
