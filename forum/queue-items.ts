/** What one must know of a post to decide on it in one look: the text, where it stands, why it is here, who wrote it, what is like it. A fixed number of queries for a page. */
import { and, eq, isNull, or } from 'drizzle-orm'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { decisions, flags, papers, posts, revisions } from '@/db/schema'
import { mayJudgeAppeal, openAppeals, standingTakeDown } from './appeals'
import { decisionsWhere } from './decision-log'
import type { LogEntry } from './decision-log'
import type { Assessment, Post } from './documents'
import { flagWords } from './flags'
import { readLooks } from './looks'
import { fullPapers } from './papers'
import { readPersonNotes } from './person-notes'
import type { PersonNote } from './person-notes'
import { waitingProposals } from './proposals'
import { likeness } from './queue-likeness'
import type { Likes } from './queue-likeness'
import { recordsOf } from './records'
import type { WriterRecord } from './records'
import { besides } from './beside'
import { showPost } from './showing'
import type { ShownRow } from './showing'
import { questionPath } from './urls'
import type { Viewer } from './viewer'

export type QueueItem = {
  post: Post
  question: { id: number; heading: string; headingHtml: string; number: number; url: string; locked: boolean; status: string }
  /** Of a question: what kind of expert it wants. */
  expertise: string | null
  paper: { slug: string; title: string; url: string }
  /** The author's rating and notes of the paper, as context. */
  assessments: Assessment[]
  /** Why it is here: codes such as guest, first-posts, links, filter, alike, no-script. */
  heldWhy: string[]
  /** The words that weighed most with the filter, and how likely it takes the post for spam. */
  because: string[]
  risk: number
  links: number
  flags: { reason: string; words: string; note: string | null; at: Date }[]
  /** A change to look at: one that waits for a public post, or the last one of a flagged post. */
  edit: { waits: boolean; before: string; after: string; html: string; at: Date | null } | null
  appeal: { words: string; at: Date; against: { decision: string; reason: string | null; rule: string | null }; mayJudge: boolean } | null
  record: WriterRecord
  /** What moderators noted of the writer. */
  notes: PersonNote[]
  decisions: LogEntry[]
  /** Other moderators who have this item before them. */
  looking: string[]
  /** How many waiting posts are like it, itself not counted. */
  like: Likes
}

type Thread = { id: number; number: number | null; heading: string | null; headingHtml: string | null; locked: boolean; status: string | null; slug: string; title: string; paper: number }

/** The items of these posts, in their order. */
export async function queueItems(on: Reader, viewer: Viewer, rows: ShownRow[], now: Date = new Date()): Promise<QueueItem[]> {
  if (rows.length === 0) return []
  const ids = rows.map(row => row.post.id)
  const threads = await threadsOf(on, rows)
  const assessments = await assessmentsOf(on, threads)
  const beside = await besides(on, rows)
  const flagged = await flagsOf(on, ids)
  const personIds = [...new Set(rows.flatMap(row => row.post.person ?? []))]
  const decided = await decisionsWhere(on, or(among(decisions.post, ids), among(decisions.person, personIds)), decidedMax)
  const records = await recordsOf(on, rows)
  const notes = await readPersonNotes(viewer, personIds)
  const edits = await editsOf(on, rows)
  const appeals = await appealsOf(on, viewer, rows)
  const looks = await readLooks(on, viewer, ids, now)
  const likes = await likeness(on, rows)
  return rows.flatMap((row): QueueItem[] => {
    const { post } = row
    const thread = threads.get(post.question ?? post.id)
    if (!thread) return []
    const number = thread.number ?? 0
    return [{
      post: showPost(viewer, row, { slug: thread.slug, number }, beside),
      question: { id: thread.id, heading: thread.heading ?? '', headingHtml: thread.headingHtml ?? '', number, url: questionPath(thread.slug, number), locked: thread.locked, status: thread.status ?? 'open' },
      expertise: post.expertise,
      paper: { slug: thread.slug, title: thread.title, url: `/papers/${thread.slug}` },
      assessments: assessments.get(thread.slug) ?? [],
      heldWhy: post.heldWhy ? post.heldWhy.split(',') : [],
      because: post.screening?.because ?? [], risk: post.risk, links: post.screening?.links ?? 0,
      flags: flagged.get(post.id) ?? [],
      edit: edits.get(post.id) ?? null, appeal: appeals.get(post.id) ?? null,
      record: records(row), notes: notes.get(post.person ?? 0) ?? [],
      decisions: [...decided.filter(one => one.post === post.id), ...decided.filter(one => one.post !== post.id && one.person !== null && one.person === post.person)].slice(0, shownDecisions),
      looking: looks.get(post.id) ?? [], like: likes(post.id),
    }]
  })
}

const decidedMax = 1_000
const shownDecisions = 5

async function threadsOf(on: Reader, rows: ShownRow[]): Promise<Map<number, Thread>> {
  const found = await on.select({ id: posts.id, number: posts.number, heading: posts.heading, headingHtml: posts.titleHtml, locked: posts.locked, status: posts.status, slug: papers.slug, title: papers.title, paper: papers.id })
    .from(posts).innerJoin(papers, eq(papers.id, posts.paper)).where(among(posts.id, [...new Set(rows.map(row => row.post.question ?? row.post.id))]))
  return new Map(found.map(thread => [thread.id, thread]))
}

async function assessmentsOf(on: Reader, threads: Map<number, Thread>): Promise<Map<string, Assessment[]>> {
  const found = await on.select({ paper: papers }).from(papers).where(among(papers.id, [...new Set([...threads.values()].map(thread => thread.paper))]))
  return new Map((await fullPapers(on, found.map(row => ({ paper: row.paper, topic: null })))).map(paper => [paper.slug, paper.assessments]))
}

async function flagsOf(on: Reader, ids: number[]): Promise<Map<number, QueueItem['flags']>> {
  const found = await on.select().from(flags).where(and(among(flags.post, ids), isNull(flags.outcome)))
  const by = new Map<number, QueueItem['flags']>()
  for (const flag of found.sort((a, b) => a.id - b.id)) by.set(flag.post, [...by.get(flag.post) ?? [], { reason: flag.reason, words: flagWords(flag.reason), note: flag.note, at: flag.createdAt }])
  return by
}

async function editsOf(on: Reader, rows: ShownRow[]): Promise<Map<number, QueueItem['edit']>> {
  const waiting = await waitingProposals(on, rows.filter(row => row.post.proposed).map(row => row.post.id))
  const edited = rows.filter(row => row.post.state === 'public' && row.post.flags > 0 && row.post.editedAt !== null && !row.post.proposed)
  const former = await on.select({ post: revisions.post, number: revisions.number, title: revisions.title, body: revisions.body }).from(revisions).where(and(among(revisions.post, edited.map(row => row.post.id)), eq(revisions.state, 'public')))
  const last = new Map(former.sort((a, b) => a.number - b.number).map(one => [one.post, one]))
  return new Map(rows.map(({ post }): [number, QueueItem['edit']] => {
    const [proposal, before] = [waiting.get(post.id), last.get(post.id)]
    if (proposal) return [post.id, { waits: true, before: whole(post), after: whole(proposal), html: proposal.html, at: proposal.createdAt }]
    return [post.id, before ? { waits: false, before: whole(before), after: whole(post), html: post.html, at: post.editedAt } : null]
  }))
}

function whole({ title, body }: { title: string | null; body: string }): string {
  return title === null ? body : `${title}\n\n${body}`
}

async function appealsOf(on: Reader, viewer: Viewer, rows: ShownRow[]): Promise<Map<number, QueueItem['appeal']>> {
  const found = await openAppeals(on, rows.filter(row => row.post.appealed).map(row => row.post.id))
  const appeals = new Map<number, QueueItem['appeal']>()
  for (const [post, appeal] of found) {
    const against = await standingTakeDown(on, post)
    appeals.set(post, { words: appeal.words, at: appeal.createdAt, against: { decision: against?.kind ?? 'hide', reason: against?.words ?? null, rule: against?.rule ?? null }, mayJudge: await mayJudgeAppeal(on, viewer, post) })
  }
  return appeals
}
