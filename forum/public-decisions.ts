/** The moderation log as everybody may read it, where the house says so: what was done, why, when and in which role. Not who did it or to whom,
 *  nothing of what is hidden, and no address that leads to it. */
import { desc, eq, inArray, lt } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import { decisions, guests, people, posts } from '@/db/schema'
import { cut, idCursor, readCursor } from './cursors'
import type { DecisionRow } from './decisions'
import type { Page, PostKind } from './documents'
import { refuse } from './errors'
import type { Result } from './errors'
import { readHouseRules } from './house-rules'
import { mayEver } from './policy'
import { lastingPath } from './urls'
import { namesSomebody, quotes } from './withheld-words'
import type { Viewer } from './viewer'
import { t } from '@/words'

export type PublicDecision = {
  id: number
  decision: DecisionRow['kind']
  rule: string | null
  /** The moderator's words; null where there are none, or where they are kept from the public. */
  reason: string | null
  /** They name somebody or quote what is hidden, so they are not shown. */
  reasonWithheld: boolean
  byRole: DecisionRow['byRole']
  at: Date
  /** What it was done to. */
  on: PostKind | 'person'
  /** Where that stands, if everybody can read it now. */
  url: string | null
  until: Date | null
  undone: boolean
}

/** Decisions, newest first. Refuses where the house keeps its log to moderators, and the reader is none. */
export async function readPublicLog(viewer: Viewer, after: string | null = null, limit = 50): Promise<Result<Page<PublicDecision>>> {
  const on = db().read
  if (!(await readHouseRules(on)).logPublic && !mayEver(viewer, 'moderation.read')) {
    return viewer.kind === 'guest' ? refuse('sign-in', { sent: 'nothing' }) : refuse('not-allowed', { why: t('This room is for moderators.') })
  }
  const position = readCursor(after, idCursor)
  const [thread, by] = [alias(posts, 'thread'), alias(people, 'decider')]
  const found = await on.select({
    decision: decisions, threadState: thread.state, guest: guests.name, person: { name: people.name, handle: people.handle }, by: { name: by.name, handle: by.handle },
    post: { id: posts.id, kind: posts.kind, state: posts.state, title: posts.title, plain: posts.plain, body: posts.body },
  }).from(decisions).leftJoin(posts, eq(posts.id, decisions.post)).leftJoin(thread, eq(thread.id, posts.question)).leftJoin(guests, eq(guests.id, posts.guest)).leftJoin(people, eq(people.id, decisions.person))
    .leftJoin(by, eq(by.id, decisions.by)).where(position ? lt(decisions.id, position[0]) : undefined).orderBy(desc(decisions.id)).limit(limit + 1)
  const { items, next } = cut(found, limit, row => [row.decision.id])
  const ids = items.map(row => row.decision.id)
  const taken = ids.length === 0 ? [] : await on.select({ undoes: decisions.undoes, kind: decisions.kind }).from(decisions).where(inArray(decisions.undoes, ids))
  const undone = new Set(taken.flatMap(row => (row.kind === 'undo' ? row.undoes ?? [] : [])))
  return { ok: true, value: { items: items.map(row => shown(row, undone)), next } }
}

type Row = {
  decision: DecisionRow; threadState: string | null; guest: string | null; person: { name: string; handle: string } | null; by: { name: string; handle: string } | null
  post: { id: number; kind: PostKind; state: string; title: string | null; plain: string; body: string } | null
}

function shown({ decision, post, threadState, guest, person, by }: Row, undone: ReadonlySet<number>): PublicDecision {
  const open = post !== null && post.state === 'public' && (threadState === null || threadState === 'public')
  const names = [person?.name, person?.handle, guest, by?.name, by?.handle].filter(name => name !== null && name !== undefined)
  const words = decision.words?.trim() ?? ''
  const telling = words !== '' && (namesSomebody(words, names) || (post !== null && !open && quotes(words, [post.title ?? '', post.plain, post.body].join('\n'))))
  return {
    id: decision.id, decision: decision.kind, rule: decision.rule, reason: words === '' || telling ? null : words, reasonWithheld: telling,
    byRole: decision.byRole, at: decision.createdAt, on: decision.post === null ? 'person' : post?.kind ?? 'answer',
    url: open ? lastingPath(post.id) : null, until: decision.kind === 'suspend' ? decision.until : null, undone: undone.has(decision.id),
  }
}
