/** The moderators' queue and log. */
import { and, asc, desc, eq, gt, isNull, lt, or } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { decisions, flags, papers, people, posts, postKinds } from '@/db/schema'
import { readCounters } from './counters'
import { cut, idCursor, readCursor } from './cursors'
import type { Assessment, Page, Post } from './documents'
import { refuse } from './errors'
import type { Result } from './errors'
import { flagWords } from './flags'
import { isFlagged, isHeld, isHidden } from './indexed'
import { fullPapers } from './papers'
import { mayEver } from './policy'
import { besides, selectShown, showPost } from './showing'
import type { ShownRow } from './showing'
import { lastingPath, questionPath } from './urls'
import type { Viewer } from './viewer'

export type QueueFilter = 'waiting' | 'held' | 'flagged' | 'hidden'
export type Decision = { id: number; decision: string; rule: string | null; reason: string | null; by: string | null; byRole: string; at: Date }
export type QueueItem = {
  post: Post
  question: { heading: string; headingHtml: string; number: number; url: string; locked: boolean; status: string }
  paper: { slug: string; title: string; url: string }
  /** The author's rating and notes of the paper, as context. */
  assessments: Assessment[]
  /** Why it is here: codes such as guest, first-posts, links, revised, no-script. */
  heldWhy: string[]
  flags: { reason: string; words: string; note: string | null; at: Date }[]
  record: { posts: number; approved: number; rejected: number; since: Date | null }
  decisions: Decision[]
}

/** Held and flagged posts, oldest first. Refuses whoever is no moderator. */
export async function readQueue(viewer: Viewer, filter: QueueFilter = 'waiting', after: string | null = null, limit = 50): Promise<Result<Page<QueueItem>>> {
  if (!mayEver(viewer, 'moderation.read')) return viewer.kind === 'guest' ? refuse('sign-in', { sent: 'nothing' }) : refuse('not-allowed', { why: 'This room is for moderators.' })
  const on = db().read
  const position = readCursor(after, idCursor)
  const found: ShownRow[] = []
  for (const queued of queues[filter]) found.push(...await selectShown(on).where(and(queued, position ? gt(posts.id, position[0]) : undefined)).orderBy(asc(posts.id)).limit(limit + 1))
  const { items, next } = cut(found.sort((a, b) => a.post.id - b.post.id), limit, row => [row.post.id])
  return { ok: true, value: { items: await queueItems(on, viewer, items), next } }
}

/** Each has an index that holds nothing else; no post is in two of them. */
const queues: Record<QueueFilter, SQL[]> = { waiting: [isHeld, isFlagged], held: [isHeld], flagged: [isFlagged], hidden: [isHidden] }

/** How many posts wait: held or flagged. */
export async function countWaiting(on: Reader = db().read): Promise<{ held: number; flagged: number }> {
  const { held, flagged } = await readCounters(on)
  return { held, flagged }
}

async function queueItems(on: Reader, viewer: Viewer, rows: ShownRow[]): Promise<QueueItem[]> {
  if (rows.length === 0) return []
  const ids = rows.map(row => row.post.id)
  const threadIds = rows.map(row => row.post.question ?? row.post.id)
  const threads = await on.select({ id: posts.id, number: posts.number, heading: posts.heading, headingHtml: posts.titleHtml, locked: posts.locked, status: posts.status, slug: papers.slug, title: papers.title, paper: papers.id })
    .from(posts).innerJoin(papers, eq(papers.id, posts.paper)).where(among(posts.id, threadIds))
  const paperRows = await on.select({ paper: papers }).from(papers).where(among(papers.id, threads.map(thread => thread.paper)))
  const paperDocs = await fullPapers(on, paperRows.map(row => ({ paper: row.paper, topic: null })))
  const beside = await besides(on, rows)
  const flagRows = await on.select().from(flags).where(and(among(flags.post, ids), isNull(flags.outcome)))
  flagRows.sort((a, b) => a.id - b.id)
  const personIds = rows.flatMap(row => row.post.person ?? [])
  const decided = await decisionsWhere(on, or(among(decisions.post, ids), among(decisions.person, personIds)), 400)
  const writers = await writersOf(on, personIds)
  return rows.flatMap((row): QueueItem[] => {
    const thread = threads.find(one => one.id === (row.post.question ?? row.post.id))
    if (!thread) return []
    const number = thread.number ?? 0
    return [{
      post: showPost(viewer, row, { slug: thread.slug, number }, beside),
      question: { heading: thread.heading ?? '', headingHtml: thread.headingHtml ?? '', number, url: questionPath(thread.slug, number), locked: thread.locked, status: thread.status ?? 'open' },
      paper: { slug: thread.slug, title: thread.title, url: `/papers/${thread.slug}` },
      assessments: paperDocs.find(paper => paper.slug === thread.slug)?.assessments ?? [],
      heldWhy: row.post.heldWhy ? row.post.heldWhy.split(',') : [],
      flags: flagRows.filter(flag => flag.post === row.post.id).map(flag => ({ reason: flag.reason, words: flagWords(flag.reason), note: flag.note, at: flag.createdAt })),
      record: writers.get(row.post.person ?? 0) ?? { posts: 1, approved: 0, rejected: 0, since: null },
      decisions: decided.filter(one => one.post === row.post.id || (one.person !== null && one.person === row.post.person)).slice(0, 5),
    }]
  })
}

/** What the writers have written so far, by what is counted of them; of what waits, at most so many. */
async function writersOf(on: Reader, ids: number[]): Promise<Map<number, QueueItem['record']>> {
  const known = await on.select().from(people).where(among(people.id, ids))
  const held = await on.select({ person: posts.person }).from(posts).where(and(among(posts.person, ids), among(posts.kind, [...postKinds]), eq(posts.state, 'held'))).limit(heldMax)
  return new Map(known.map(person => {
    const approved = person.answers + person.questions + person.comments
    return [person.id, { posts: approved + person.hidden + held.filter(one => one.person === person.id).length, approved, rejected: person.hidden, since: person.createdAt }]
  }))
}

const heldMax = 1_000

export type LogEntry = Decision & { post: number | null; postUrl: string | null; person: number | null; personName: string | null; stateBefore: string | null; until: Date | null; undoes: number | null }

/** Who decided what, when and why, newest first. */
export async function readLog(viewer: Viewer, after: string | null = null, limit = 50): Promise<Result<Page<LogEntry>>> {
  if (!mayEver(viewer, 'moderation.read')) return viewer.kind === 'guest' ? refuse('sign-in', { sent: 'nothing' }) : refuse('not-allowed', { why: 'This room is for moderators.' })
  const position = readCursor(after, idCursor)
  const found = await decisionsWhere(db().read, position ? lt(decisions.id, position[0]) : undefined, limit + 1)
  return { ok: true, value: cut(found, limit, entry => [entry.id]) }
}

async function decisionsWhere(on: Reader, where: ReturnType<typeof and>, limit: number): Promise<LogEntry[]> {
  const by = alias(people, 'decider')
  const about = alias(people, 'about')
  const found = await on.select({ decision: decisions, by: by.name, about: about.name }).from(decisions)
    .leftJoin(by, eq(by.id, decisions.by)).leftJoin(about, eq(about.id, decisions.person)).where(where).orderBy(desc(decisions.id)).limit(limit)
  return found.map(({ decision, by: name, about: personName }) => ({
    id: decision.id, decision: decision.kind, rule: decision.rule, reason: decision.words, by: name, byRole: decision.byRole, at: decision.createdAt,
    post: decision.post, postUrl: decision.post === null ? null : lastingPath(decision.post), person: decision.person, personName, stateBefore: decision.stateBefore, until: decision.until, undoes: decision.undoes,
  }))
}
