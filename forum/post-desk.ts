/** What a moderator's page about one post needs: what was decided on it, what can be undone, and the answers that could be split off. */
import { and, asc, eq } from 'drizzle-orm'
import { db } from '@/db'
import { decisions, posts } from '@/db/schema'
import { excerpt } from '@/text/excerpt'
import { decisionsWhere } from './decision-log'
import type { LogEntry } from './decision-log'
import { standingDecision, undoMs } from './decisions'
import type { Writer } from './documents'
import { mayEver } from './policy'
import { selectShown, writerOf } from './showing'
import type { Viewer } from './viewer'

export type PostDesk = {
  decisions: LogEntry[]
  /** The last decision that stands, where it is young enough to be undone. */
  undoable: { number: number; kind: string; until: Date } | null
  answers: { id: number; writer: Writer; excerpt: string }[]
  slowMinutes: number
  mergedInto: number | null
  summary: number | null
}

const answersMax = 200
const excerptMax = 120

/** Null for whoever is no moderator, and where there is no such post. */
export async function readPostDesk(viewer: Viewer, id: number, now: Date = new Date()): Promise<PostDesk | null> {
  if (!mayEver(viewer, 'moderation.read')) return null
  const on = db().read
  const [post] = await on.select().from(posts).where(eq(posts.id, id))
  if (!post) return null
  const last = await standingDecision(on, id)
  const until = last && new Date(last.createdAt.getTime() + undoMs)
  const answers = post.kind !== 'question' ? [] : await selectShown(on).where(and(eq(posts.question, id), eq(posts.kind, 'answer'), eq(posts.state, 'public'))).orderBy(asc(posts.id)).limit(answersMax)
  return {
    decisions: await decisionsWhere(on, eq(decisions.post, id), 50),
    undoable: last && until && until > now ? { number: last.id, kind: last.kind, until } : null,
    answers: answers.map(row => ({ id: row.post.id, writer: writerOf(row), excerpt: excerpt(row.post.plain, excerptMax) })),
    slowMinutes: post.slowMinutes, mergedInto: post.mergedInto, summary: post.summary,
  }
}
