/** Notifications as they may be shown now: a post's only while it is public, an endorsement's only while it stands, a decision's always
 *  to its person. Where they are read one by one: the feed of one's own, and messages to browsers. */
import { and, desc, eq, ne, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Reader } from '@/db'
import { guests, notifications, papers, people, posts } from '@/db/schema'
import type { Writer } from './documents'
import type { PostKind } from './documents'
import type { NoticeKind } from './notice-choices'
import { writerColumns, writerOf } from './showing'
import { lastingPath } from './urls'

export type ShownNotice = {
  id: number
  kind: NoticeKind
  at: Date
  /** What happened, in a line of text: "Ada answered". */
  line: string
  /** The question's heading, where there is one that may be read. */
  heading: string
  /** The question that it is about; what is told of one question replaces what was told of it before. */
  question: number | null
  /** Where it leads, on this site. */
  url: string
  /** The post as it is now, where the notice is about words that came; null for marks and decisions. */
  post: { id: number; kind: PostKind; html: string; writer: Writer; parent: number | null; updated: Date } | null
}

/** Those that match and may be shown, newest first. */
export async function readShownNotices(on: Reader, where: SQL | undefined, limit: number): Promise<ShownNotice[]> {
  const thread = alias(posts, 'thread')
  const rows = await on.select({ notice: notifications, post: posts, threadState: thread.state, heading: thread.heading, number: thread.number, ...writerColumns })
    .from(notifications).leftJoin(posts, eq(posts.id, notifications.post)).leftJoin(thread, sql`${thread.id} = coalesce(${posts.question}, ${posts.id})`)
    .leftJoin(papers, eq(papers.id, posts.paper)).leftJoin(people, eq(people.id, posts.person)).leftJoin(guests, eq(guests.id, posts.guest))
    .where(and(where, or(eq(notifications.kind, 'decision'), and(eq(posts.state, 'public'), ne(thread.state, 'held'), or(ne(notifications.kind, 'endorsement'), eq(posts.endorsed, true))))))
    .orderBy(desc(notifications.id)).limit(limit)
  return rows.map(row => {
    const { notice, post } = row
    const writer = post === null ? null : writerOf({ ...row, post })
    const isWords = post !== null && writer !== null && words.has(notice.kind)
    return {
      id: notice.id, kind: notice.kind, at: notice.createdAt, question: notice.question,
      line: lineOf(notice, post, writer),
      // A hidden question's own words are shown nowhere, nor are those of a post that was decided on and may be hidden.
      heading: notice.kind === 'decision' || row.threadState === null ? '' : row.threadState === 'public' ? row.heading ?? '' : `Question ${row.number ?? 0}`,
      url: notice.post === null ? '/notifications' : notice.kind === 'decision' ? `/posts/${notice.post}` : lastingPath(notice.post),
      post: isWords ? { id: post.id, kind: post.kind, html: post.html, writer, parent: post.parent, updated: post.editedAt ?? post.publicAt ?? post.createdAt } : null,
    }
  })
}

const words: ReadonlySet<NoticeKind> = new Set(['question', 'answer', 'comment', 'mention'])

type Row = Pick<typeof notifications.$inferSelect, 'kind' | 'own' | 'milestone'>

function lineOf({ kind, own, milestone }: Row, post: typeof posts.$inferSelect | null, writer: Writer | null): string {
  const who = writer === null ? 'Somebody' : 'guest' in writer ? writer.guest : writer.name
  const what = post?.kind ?? 'post'
  switch (kind) {
    case 'question': return `${who} asked`
    case 'answer': return `${who} answered`
    case 'comment': return `${who} commented`
    case 'mention': return `${who} mentioned you`
    case 'endorsement': return own ? 'Your answer was endorsed' : 'An answer was endorsed'
    case 'status': return `${own ? 'Your question' : 'The question'} is now ${post?.status ?? 'changed'}`
    case 'votes': return `Your ${what} has ${milestone ?? 0} ${milestone === 1 ? 'upvote' : 'upvotes'}`
    case 'decision': return post === null ? 'A moderator decided on your account' : `A moderator decided on your ${what}`
  }
}
