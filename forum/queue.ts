/** The moderators' queue and log. */
import { and, asc, count, desc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import type { Reader } from '@/db'
import { decisions, flags, papers, people, posts } from '@/db/schema'
import { cut, idCursor, readCursor } from './cursors'
import type { Assessment, Page, Post } from './documents'
import { refuse } from './errors'
import type { Result } from './errors'
import { flagWords } from './flags'
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
  const rows = await selectShown(on).where(and(inQueue(filter), position ? gt(posts.id, position[0]) : undefined)).orderBy(asc(posts.id)).limit(limit + 1)
  const { items, next } = cut(rows, limit, row => [row.post.id])
  return { ok: true, value: { items: await queueItems(on, viewer, items), next } }
}

/** How many posts wait: held or flagged. */
export async function countWaiting(on: Reader = db().read): Promise<{ held: number; flagged: number }> {
  const [held] = await on.select({ n: count() }).from(posts).where(eq(posts.state, 'held'))
  const [flagged] = await on.select({ n: count() }).from(posts).where(and(gt(posts.flags, 0), eq(posts.state, 'public')))
  return { held: held?.n ?? 0, flagged: flagged?.n ?? 0 }
}

/** The two together in one query, for the tally that stands on every page. */
export async function countQueue(on: Reader = db().read): Promise<number> {
  const [row] = await on.select({ n: count() }).from(posts).where(inQueue('waiting'))
  return row?.n ?? 0
}

function inQueue(filter: QueueFilter) {
  const flagged = and(gt(posts.flags, 0), eq(posts.state, 'public'))
  if (filter === 'held') return eq(posts.state, 'held')
  if (filter === 'flagged') return flagged
  if (filter === 'hidden') return eq(posts.state, 'hidden')
  return or(eq(posts.state, 'held'), flagged)
}

async function queueItems(on: Reader, viewer: Viewer, rows: ShownRow[]): Promise<QueueItem[]> {
  if (rows.length === 0) return []
  const ids = rows.map(row => row.post.id)
  const threadIds = rows.map(row => row.post.question ?? row.post.id)
  const threads = await on.select({ id: posts.id, number: posts.number, heading: posts.heading, headingHtml: posts.titleHtml, locked: posts.locked, status: posts.status, slug: papers.slug, title: papers.title, paper: papers.id })
    .from(posts).innerJoin(papers, eq(papers.id, posts.paper)).where(inArray(posts.id, threadIds))
  const paperRows = await on.select({ paper: papers }).from(papers).where(inArray(papers.id, threads.map(thread => thread.paper)))
  const paperDocs = await fullPapers(on, paperRows.map(row => ({ paper: row.paper, topic: null })))
  const beside = await besides(on, rows)
  const flagRows = await on.select().from(flags).where(and(inArray(flags.post, ids), isNull(flags.outcome))).orderBy(asc(flags.id))
  const personIds = rows.flatMap(row => row.post.person ?? [])
  const decided = await decisionsWhere(on, or(inArray(decisions.post, ids), personIds.length > 0 ? inArray(decisions.person, personIds) : undefined), 400)
  const records = personIds.length === 0 ? [] : await on.select({
    person: posts.person, n: count(), since: people.createdAt,
    approved: sql<number>`sum(case when ${posts.state} = 'public' then 1 else 0 end)`.mapWith(Number), rejected: sql<number>`sum(case when ${posts.state} = 'hidden' then 1 else 0 end)`.mapWith(Number),
  }).from(posts).innerJoin(people, eq(people.id, posts.person)).where(inArray(posts.person, personIds)).groupBy(posts.person, people.createdAt)
  return rows.flatMap((row): QueueItem[] => {
    const thread = threads.find(one => one.id === (row.post.question ?? row.post.id))
    if (!thread) return []
    const number = thread.number ?? 0
    const record = records.find(one => one.person === row.post.person)
    return [{
      post: showPost(viewer, row, { slug: thread.slug, number }, beside),
      question: { heading: thread.heading ?? '', headingHtml: thread.headingHtml ?? '', number, url: questionPath(thread.slug, number), locked: thread.locked, status: thread.status ?? 'open' },
      paper: { slug: thread.slug, title: thread.title, url: `/papers/${thread.slug}` },
      assessments: paperDocs.find(paper => paper.slug === thread.slug)?.assessments ?? [],
      heldWhy: row.post.heldWhy ? row.post.heldWhy.split(',') : [],
      flags: flagRows.filter(flag => flag.post === row.post.id).map(flag => ({ reason: flag.reason, words: flagWords(flag.reason), note: flag.note, at: flag.createdAt })),
      record: { posts: record?.n ?? 1, approved: record?.approved ?? 0, rejected: record?.rejected ?? 0, since: record?.since ?? null },
      decisions: decided.filter(one => one.post === row.post.id || (one.person !== null && one.person === row.post.person)).slice(0, 5),
    }]
  })
}

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
