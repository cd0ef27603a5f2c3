/** Planned posts at their places, and the times of what happens to them. */
import type { Tx } from '@/db'
import { isPublic } from './plan'
import type { Planned, PlannedComment, Thread } from './plan'

/** A planned post at its place. `comment`: the same, where it is one. */
export type Placed = { post: Planned; thread: Thread; kind: 'question' | 'answer' | 'comment'; comment: PlannedComment | null; id: number; question: number }
/** A transaction that writes load data. `ids`: those of the posts; `author`: who endorses and sets statuses, if the site has an author. */
export type Work = { tx: Tx; ids: Map<Planned, number>; author: number | null }

/** When the last public thing happened in a thread. */
export function activeAt(thread: Thread): Date {
  return [thread.question, ...thread.answers, ...thread.comments].filter(isPublic).map(post => post.at).reduce((a, b) => a > b ? a : b)
}

/** When a post was edited, decided on, endorsed, flagged. */
export function editedAt(post: Planned): Date {
  return new Date(post.at.getTime() + 3 * 3_600_000)
}
