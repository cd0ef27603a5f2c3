/** One post with what its own page needs: where it stands, its title and place, and what the viewer may do to it. */
import { and, desc, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import type { Reader } from '@/db'
import { given, preparedOnce } from '@/db/prepared'
import { flags, guests, papers, people, posts } from '@/db/schema'
import type { Anchor, Expertise, Post, QuestionStatus } from './documents'
import { undoMs } from './decisions'
import { may } from './policy'
import type { ActionName } from './policy'
import { isSeen, loadPost, targetOf } from './posts'
import type { PostRow } from './posts'
import { besides, nothingBeside } from './beside'
import { anchorOf, expertiseOf, selectShown, showPost, showQuestion, writerColumns } from './showing'
import { questionPath } from './urls'
import { personOf } from './viewer'
import type { Viewer } from './viewer'

const doings = { edit: 'posts.edit', delete: 'posts.delete', undelete: 'posts.undelete', comment: 'comments.post', flag: 'posts.flag', status: 'questions.status', expertise: 'questions.expertise', decide: 'moderation.decide', amend: 'posts.amend', tend: 'threads.tend' } as const satisfies Record<string, ActionName>

export type OnePost = {
  post: Post
  title: string | null
  anchor: Anchor | null
  /** Of a question: the number of its summary. */
  summary: number | null
  question: { id: number; heading: string; headingHtml: string; number: number; url: string; status: QuestionStatus; statusWhy: string | null; expertise: Expertise | null; locked: boolean }
  paper: { id: number; slug: string; title: string; titleHtml: string }
  may: Record<keyof typeof doings, boolean>
  /** Until when its writer can take the deletion back; null where that is over or nothing was deleted. */
  undoUntil: Date | null
  /** The viewer's own report on it, and what came of it. */
  flagged: { outcome: 'kept' | 'hidden' | null; at: Date } | null
}

/** A post by its id; null where the viewer may not see it. Its writer sees it when it is deleted, too. */
export async function findPost(id: number, viewer: Viewer, now: Date = new Date()): Promise<OnePost | null> {
  const on = db().read
  const found = await loadPost(on, id)
  if (!found || !isSeen(viewer, found)) return null
  const [row] = await selectShown(on).where(eq(posts.id, id))
  const [thread] = await on.select({ post: posts, slug: papers.slug, title: papers.title, titleHtml: papers.titleHtml })
    .from(posts).innerJoin(papers, eq(papers.id, posts.paper)).where(eq(posts.id, found.thread.id))
  if (!row || !thread) return null
  const target = targetOf(viewer, found)
  const [questionRow] = await selectShown(on).where(eq(posts.id, found.thread.id))
  const question = questionRow ? showQuestion(viewer, questionRow, { slug: found.slug, number: found.number }, await besides(on, [questionRow])) : null
  const allowed = (action: ActionName) => may(viewer, action, target)
  return {
    post: showPost(viewer, row, { slug: found.slug, number: found.number }, await besides(on, [row])),
    title: found.post.title,
    anchor: anchorOf(found.post),
    summary: found.post.summary,
    question: {
      id: found.thread.id, heading: question?.heading ?? '', headingHtml: question?.headingHtml ?? '', number: found.number, url: questionPath(found.slug, found.number),
      status: found.thread.status ?? 'open', statusWhy: thread.post.statusWhy, expertise: question?.expertise ?? null, locked: found.thread.locked,
    },
    paper: { id: found.post.paper, slug: found.slug, title: thread.title, titleHtml: thread.titleHtml },
    may: {
      edit: allowed(doings.edit), delete: allowed(doings.delete), undelete: allowed(doings.undelete), comment: allowed(doings.comment),
      flag: allowed(doings.flag), status: allowed(doings.status), expertise: allowed(doings.expertise), decide: allowed(doings.decide), amend: allowed(doings.amend), tend: allowed(doings.tend),
    },
    undoUntil: undoUntil(found.post.deletedAt, now),
    flagged: await ownFlag(on, viewer, id),
  }
}

export type PlacedPost = Pick<OnePost, 'post' | 'title' | 'anchor'> & { question: Pick<OnePost['question'], 'number' | 'status' | 'expertise' | 'locked'> }

/** The same for programs, which ask for little of what stands around it: one query, two more for a hidden post. Who endorsed it is not told. */
export async function findPlacedPost(id: number, viewer: Viewer): Promise<PlacedPost | null> {
  const [row] = await placed().execute({ id })
  if (!row) return null
  const { post, guest, slug } = row
  const thread = row.thread ?? post
  const number = thread.number ?? 0
  if (!isSeen(viewer, { post, guest, slug, number, thread: { id: thread.id, state: thread.state, locked: thread.locked, status: thread.status, heading: '', slowMinutes: 0, mergedInto: post.mergedInto }, intoState: row.intoState })) return null
  const beside = post.state === 'hidden' ? await besides(db().read, [row]) : nothingBeside
  return { post: showPost(viewer, row, { slug, number }, beside), title: post.title, anchor: anchorOf(post), question: { number, status: thread.status ?? 'open', expertise: post.kind === 'question' ? expertiseOf(post.expertise) : null, locked: thread.locked } }
}

const placed = preparedOnce(on => {
  const thread = alias(posts, 'thread')
  return on.select({
    post: posts, guest: guests, person: writerColumns.person, slug: papers.slug,
    thread: { id: thread.id, number: thread.number, state: thread.state, status: thread.status, locked: thread.locked },
    intoState: sql<PostRow['state'] | null>`(select into_.state from posts into_ where into_.id = ${posts.mergedInto})`,
  }).from(posts).innerJoin(papers, eq(papers.id, posts.paper)).leftJoin(guests, eq(guests.id, posts.guest)).leftJoin(people, eq(people.id, posts.person))
    .leftJoin(thread, eq(thread.id, posts.question)).where(eq(posts.id, given('id', posts.id))).prepare('placed_post')
})

function undoUntil(deletedAt: Date | null, now: Date): Date | null {
  const until = deletedAt ? new Date(deletedAt.getTime() + undoMs) : null
  return until && until > now ? until : null
}

async function ownFlag(on: Reader, viewer: Viewer, post: number): Promise<OnePost['flagged']> {
  const person = personOf(viewer)
  const address = viewer.kind === 'guest' ? viewer.network?.address ?? null : null
  if (person === null && address === null) return null
  const mine = person !== null ? eq(flags.person, person) : eq(flags.addressHash, address ?? '')
  const [flag] = await on.select({ outcome: flags.outcome, at: flags.createdAt }).from(flags).where(and(eq(flags.post, post), mine)).orderBy(desc(flags.id)).limit(1)
  return flag ?? null
}
