/** Who may do what: one table, default deny.
 *
 *  A row names an action. For each role it says on whose things and in which states it may be done; a role has what the
 *  lesser roles have, so a row names only what each role adds. `true` stands for an action that is on no post. */
import type { postStates } from '@/db/schema'
import { refuse } from './errors'
import type { Result } from './errors'
import { roleOf } from './viewer'
import type { Role, Viewer } from './viewer'

export type State = (typeof postStates)[number]
type Cell = true | { own?: readonly State[]; others?: readonly State[]; locked?: true }
type Row = Partial<Record<Role, Cell>>

const live = ['public', 'held'] as const
const shown = ['public', 'held', 'hidden'] as const
const all = ['public', 'held', 'hidden', 'deleted'] as const

export const policy = {
  'questions.ask': { guest: true },
  'questions.status': { member: { own: ['public'] }, moderator: { own: ['public'], others: ['public'], locked: true } },
  'questions.expertise': { member: { own: ['public'] }, moderator: { own: ['public'], others: ['public'], locked: true } },
  'answers.post': { guest: { own: ['public'], others: ['public'] }, moderator: { own: ['public'], others: ['public'], locked: true } },
  'comments.post': { guest: { own: ['public'], others: ['public'] }, moderator: { own: ['public'], others: ['public'], locked: true } },
  'posts.edit': { guest: { own: ['public', 'held', 'hidden'] }, moderator: { own: ['public', 'held', 'hidden'], locked: true } },
  'posts.delete': { guest: { own: live }, member: { own: ['public', 'held', 'hidden'] }, moderator: { own: ['public', 'held', 'hidden'], locked: true } },
  'posts.undelete': { member: { own: ['deleted'] }, moderator: { own: ['deleted'], locked: true } },
  'posts.see': { guest: { own: all, others: ['public'], locked: true }, moderator: { own: all, others: all, locked: true } },
  'posts.vote': { member: { others: ['public'], locked: true } },
  'posts.flag': { guest: { others: ['public'], locked: true } },
  'answers.endorse': { author: { others: ['public'], locked: true } },
  'answers.note': { author: { own: ['public'], others: ['public'], locked: true } },
  'moderation.read': { moderator: true },
  // Nobody decides on a post of their own; threads are tended whoever asked.
  'moderation.decide': { moderator: { others: all, locked: true } },
  'moderation.look': { moderator: true },
  'threads.tend': { moderator: { own: shown, others: shown, locked: true } },
  'posts.amend': { moderator: { others: live, locked: true } },
  'posts.appeal': { guest: { own: ['hidden'], locked: true } },
  'people.appeal': { guest: true },
  'people.judge': { moderator: true },
  'people.note': { moderator: true },
  'people.suspend': { moderator: true },
  'people.list': { author: true },
  'people.add': { author: true },
  'people.appoint': { author: true },
  'people.sign-up': { guest: true },
  'people.change': { member: true },
  'people.close': { member: true },
  'follows.set': { member: true },
  // The signed address in a mail is the permission: it is judged inside.
  'follows.unsubscribe': { guest: true },
  'follows.by-mail': { guest: true },
  'follows.confirm': { guest: true },
  'drafts.keep': { member: true },
  'drafts.drop': { member: true },
  'readings.mark': { member: true },
  'notices.choose': { member: true },
  'notices.read': { member: true },
  'push.subscribe': { member: true },
  'push.unsubscribe': { member: true },
  'feeds.address': { member: true },
  'receipts.claim': { member: true },
  'tokens.create': { member: true },
  'tokens.revoke': { member: true },
  'lists.read': { author: true },
  'lists.apply': { author: true },
  'papers.assess': { author: true },
  'papers.settle': { author: true },
  'statistics.read': { author: true },
  'papers.describe': { author: true },
  'house.set': { author: true },
  'site.restore': { author: true },
  'site.seed': { author: true },
  'site.mend': { author: true },
} as const satisfies Record<string, Row>

export type ActionName = keyof typeof policy

const lesser: Record<Role, readonly Role[]> = {
  guest: ['guest'],
  member: ['guest', 'member'],
  moderator: ['guest', 'member', 'moderator'],
  author: ['guest', 'member', 'moderator', 'author'],
}

/** What an action is done to: whose it is, its state, and whether its thread is locked. */
export type Target = { own: boolean; state: State; locked: boolean }

/** Whether a viewer's role may do an action at all, on whatsoever. */
export function mayEver(viewer: Viewer, action: ActionName): boolean {
  return cellsOf(viewer, action).length > 0
}

/** Whether a viewer may do an action to a thing. */
export function may(viewer: Viewer, action: ActionName, target: Target): boolean {
  return cellsOf(viewer, action).some(cell => cell === true
    || ((!target.locked || cell.locked === true) && (target.own ? cell.own : cell.others)?.includes(target.state) === true))
}

/** Proof that the policy allowed this thing to this viewer; only `allow` makes one. */
export class Allowed<T> {
  readonly #seal = true
  private constructor(readonly thing: T) {}
  static of<T>(viewer: Viewer, action: ActionName, thing: T, target: Target): Result<Allowed<T>> {
    if (may(viewer, action, target)) return { ok: true, value: new Allowed(thing) }
    if (!may(viewer, 'posts.see', target)) return refuse('not-found')
    if (target.locked && may(viewer, action, { ...target, locked: false })) return refuse('thread-locked')
    if (viewer.kind === 'guest' && may(anyMember, action, target)) return refuse('sign-in')
    return refuse('not-allowed')
  }
  /** True of every proof; reading it keeps the seal from being dropped. */
  get sealed(): boolean { return this.#seal }
}

const anyMember: Viewer = {
  kind: 'person', id: -1, handle: '', name: '', role: 'member', scope: 'moderate', suspendedUntil: null, trust: 0,
  createdAt: new Date(0), provedAt: null, network: null,
}

function cellsOf(viewer: Viewer, action: ActionName): Cell[] {
  const row: Row = policy[action]
  return lesser[roleOf(viewer)].flatMap(role => row[role] ?? [])
}
