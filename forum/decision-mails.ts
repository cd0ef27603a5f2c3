/** What a mail about a decision says, read when it is sent: only what stands then is told. */
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Reader } from '@/db'
import { decisions, people } from '@/db/schema'
import { isUndone } from './decisions'
import { choicesOf } from './notice-choices'
import type { DecisionKind, DecisionRow } from './decisions'
import { loadPost } from './posts'
import type { PostInPlace, PostRow } from './posts'
import { readStatement } from './statements'
import type { Statement } from './statements'

export type DecisionMail = {
  person: number
  to: string
  /** Whether its reader can sign in now. */
  suspended: boolean
  statement: Statement
  /** The post it is on, as it is now; null where it is on the person. */
  post: PostInPlace | null
}

const ids = z.object({ decision: z.coerce.number().int().positive(), person: z.coerce.number().int().positive() })

/** The mail of an outbox row of the kind `decision`; null where there is nothing to tell any more: it was undone, a later decision took its
 *  place, the post was withdrawn, or the person is gone, wants none, or has no proved address that takes mail. */
export async function readDecisionMail(payload: Record<string, string>, now: Date, on: Reader = db().read): Promise<DecisionMail | null> {
  const given = ids.safeParse(payload)
  if (!given.success) return null
  const [person] = await on.select().from(people).where(eq(people.id, given.data.person))
  const to = person && !person.former && person.emailProved !== null && person.mailBouncedAt === null && choicesOf(person).decisions === 'now' ? person.email : null
  if (!person || to === null) return null
  const told = await readStatement(given.data.decision, on)
  if (!told || !agrees(told.decision, told.post) || !await stillStands(on, told.decision)) return null
  const post = told.post === null ? null : await loadPost(on, told.post.id)
  return { person: person.id, to, suspended: person.suspendedUntil !== null && person.suspendedUntil > now, statement: told.statement, post }
}

const letThrough: ReadonlySet<DecisionKind> = new Set(['approve', 'trust', 'edit'])
const takenDown: ReadonlySet<DecisionKind> = new Set(['reject', 'hide', 'spam'])

/** Whether the post is now as the decision left it. */
function agrees({ kind }: DecisionRow, post: PostRow | null): boolean {
  if (post === null) return true
  if (letThrough.has(kind)) return post.state === 'public'
  if (takenDown.has(kind)) return post.state === 'hidden'
  return post.state !== 'deleted'
}

/** Kinds of which a later one takes a former one's place: what a post is, what its text is; whether somebody is let in, and whether they stand in. */
const ofPosts: readonly ReadonlySet<DecisionKind>[] = [new Set<DecisionKind>(['approve', 'trust', ...takenDown, 'restore', 'uphold']), new Set<DecisionKind>(['edit'])]
const ofPeople: readonly ReadonlySet<DecisionKind>[] = [new Set<DecisionKind>(['suspend', 'unsuspend', 'uphold']), new Set<DecisionKind>(['appoint'])]

/** Whether a decision was neither undone nor followed by another one of its kind on the same thing. */
async function stillStands(on: Reader, decision: DecisionRow): Promise<boolean> {
  const about = decision.post !== null ? eq(decisions.post, decision.post) : eq(decisions.person, decision.person ?? 0)
  const all = (await on.select().from(decisions).where(about)).filter(one => (one.post === null) === (decision.post === null))
  const alike = (decision.post !== null ? ofPosts : ofPeople).find(kinds => kinds.has(decision.kind))
  return !isUndone(decision.id, all) && !all.some(one => one.id > decision.id && alike?.has(one.kind) && !isUndone(one.id, all))
}
