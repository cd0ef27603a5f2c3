/** Every way in which a post's state changes, in one place; whatever changes one goes through `moveState`. */
import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db'
import { posts } from '@/db/schema'
import { countMove } from './counters'
import type { State } from './policy'
import type { PostRow } from './posts'
import { publish, unpublish } from './publishing'

type Transition = { from: readonly State[]; to: readonly State[] }

/** A new post is written `public` or `held`; these are its ways from there. Nothing leads out of them but the reading list's removal of a question nobody wrote under. */
export const transitions = {
  /** A moderator lets it through. */
  approve: { from: ['held'], to: ['public'] },
  /** Not published: its writer may revise it once. */
  reject: { from: ['held', 'public'], to: ['hidden'] },
  /** Taken down. */
  hide: { from: ['held', 'public'], to: ['hidden'] },
  spam: { from: ['held', 'public'], to: ['hidden'] },
  /** A moderator gives back the state before. */
  restore: { from: ['hidden'], to: ['public', 'held'] },
  /** A question goes into another one and stands folded there. */
  merge: { from: ['public'], to: ['hidden'] },
  /** A decision is taken back within its ten minutes: the state before it, whichever that was. */
  undo: { from: ['public', 'held', 'hidden'], to: ['public', 'held', 'hidden'] },
  /** An edit brings what must be read first. */
  hold: { from: ['public'], to: ['held'] },
  /** The writer of a rejected post changes it, once. */
  revise: { from: ['hidden'], to: ['held'] },
  /** Its writer takes it away, and brings it back. */
  withdraw: { from: ['public', 'held', 'hidden'], to: ['deleted'] },
  'bring-back': { from: ['deleted'], to: ['public', 'held', 'hidden'] },
  /** Its writer closes the account and takes the texts along. */
  empty: { from: ['public', 'held', 'hidden', 'deleted'], to: ['deleted'] },
} as const satisfies Record<string, Transition>

export type TransitionName = keyof typeof transitions

/** Whether a transition leads from one state to another. */
export function leads(name: TransitionName, from: State, to: State): boolean {
  const way: Transition = transitions[name]
  return way.from.includes(from) && way.to.includes(to)
}

type Move = { by: TransitionName; to: State; also?: Partial<Omit<PostRow, 'id' | 'state'>> }

/** Moves a post that is held (`holdPost`) to another state, with its counters and search row; `also` is written with it. Gives the post as it
 *  is then, or null where another change came first: of two only one finds the state it knew. A way that does not exist is a bug and throws. */
export async function moveState(tx: Tx, post: PostRow, { by, to, also = {} }: Move, now: Date): Promise<PostRow | null> {
  if (post.state === to || !leads(by, post.state, to)) throw new Error(`"${by}" does not lead from ${post.state} to ${to}`)
  // What is written along counts already for a post that leaves the public, and not yet for one that comes back: a merged question is nobody's removal.
  const first = to === 'public' ? {} : also
  const [claimed] = await tx.update(posts).set({ ...first, state: post.state }).where(and(eq(posts.id, post.id), eq(posts.state, post.state))).returning()
  if (!claimed) return null
  if (to === 'public') await publish(tx, claimed, now)
  else if (post.state === 'public') await unpublish(tx, claimed, to, now)
  else await countMove(tx, claimed, post.state, to)
  const [moved] = await tx.update(posts).set({ heldWhy: null, ...also, state: to }).where(eq(posts.id, post.id)).returning()
  return moved ?? null
}
