/** Appealing against a decision, once: on one's own hidden post, or by the signed address of a decision. */
import { and, desc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Reader, Tx } from '@/db'
import { appeals, decisions, postKinds, posts } from '@/db/schema'
import { isBlank } from '@/text/characters'
import { excerpt } from '@/text/excerpt'
import { action } from './action'
import { appealAddress, decisionOfAddress, standingSuspension, standingTakeDown } from './appeals'
import type { AppealOutcome } from './appeals'
import type { DecisionRow } from './decisions'
import { done, errors, refuse } from './errors'
import type { Result } from './errors'
import { record } from './events'
import { positiveId, smallText } from './fields'
import { limits } from './limits'
import { allowedPost, isOwn, loadPost } from './posts'
import type { PostRow } from './posts'
import { holdPost, idsOf } from './publishing'
import { readStatement } from './statements'
import type { Statement } from './statements'
import { personOf } from './viewer'
import type { Viewer } from './viewer'

export const appealWords = smallText(limits.appeal).refine(text => !isBlank(text), { params: { code: 'blank' }, message: errors.blank.text })
  .meta({ description: 'Why the decision should be changed', maxLength: limits.appeal })

/** Appeals against the decision that took one's own post down. A second one on the same decision changes nothing. */
export const makeAppeal = action({
  name: 'posts.appeal',
  input: z.object({ post: positiveId, words: appealWords }),
  async run({ tx, viewer, input, now }) {
    const allowed = await allowedPost(tx, viewer, 'posts.appeal', input.post)
    // One's own that is not hidden has nothing to appeal against.
    if (!allowed.ok) return allowed.error.code === 'not-allowed' ? refuse('nothing-to-appeal') : allowed
    const post = await holdPost(tx, allowed.value.thing.post)
    const decision = post.state === 'hidden' ? await standingTakeDown(tx, post.id) : null
    return decision ? appealAgainst(tx, { decision, post, by: personOf(viewer), words: input.words }, now) : refuse('nothing-to-appeal')
  },
})

/** The same by whoever bears the signed address of a decision: somebody suspended cannot sign in. `address` is its last part. */
export const appealByAddress = action({
  name: 'people.appeal',
  input: z.object({ address: z.string().max(100), words: appealWords }),
  async run({ tx, input, now }) {
    const id = decisionOfAddress(input.address)
    const [decision] = id === null ? [] : await tx.select().from(decisions).where(eq(decisions.id, id))
    if (!decision) return refuse('not-found')
    const [read] = decision.post === null ? [] : await tx.select().from(posts).where(eq(posts.id, decision.post))
    const post = read ? await holdPost(tx, read) : null
    return await stands(tx, decision, post, now) ? appealAgainst(tx, { decision, post, by: decision.person, words: input.words }, now) : refuse('nothing-to-appeal')
  },
})

type Appeal = { decision: DecisionRow; post: PostRow | null; by: number | null; words: string }

async function appealAgainst(tx: Tx, { decision, post, by, words }: Appeal, now: Date): Promise<Result<{ decision: number; post: number | null }>> {
  const made = await tx.insert(appeals).values({ decision: decision.id, post: post?.id ?? null, person: by, guest: post?.guest ?? null, words, createdAt: now })
    .onConflictDoNothing({ target: appeals.decision }).returning({ id: appeals.id })
  if (made.length === 0) return refuse('appealed-already')
  if (post) await tx.update(posts).set({ appealed: true }).where(eq(posts.id, post.id))
  await record(tx, 'appeal.made', { ...post ? idsOf(post) : { person: decision.person }, actor: by, decision: decision.id }, now)
  return done({ decision: decision.id, post: post?.id ?? null })
}

/** Whether a decision still holds, so that there is something to appeal against. */
async function stands(on: Reader, decision: DecisionRow, post: PostRow | null, now: Date): Promise<boolean> {
  if (post) return post.state === 'hidden' && (await standingTakeDown(on, post.id))?.id === decision.id
  return decision.kind === 'suspend' && (await standingSuspension(on, decision.person ?? 0, now))?.id === decision.id
}

export type AppealTold = { words: string; at: Date; outcome: AppealOutcome | null; answer: { words: string | null; byRole: string; at: Date } | null }
/** What somebody is told of a decision that concerns them, whether they may appeal, and what came of it. */
export type OwnStatement = { decision: number; kind: DecisionRow['kind']; statement: Statement; appeal: AppealTold | null; mayAppeal: boolean }

/** The statement on one's own hidden post; null where it is not one's own, or nothing was decided. */
export async function readOwnStatement(viewer: Viewer, post: number, on: Reader = db().read): Promise<OwnStatement | null> {
  const found = await loadPost(on, post)
  return found && isOwn(viewer, found.post, found.guest) ? statementOfPost(found.post, on) : null
}

/** The same for whoever is known to be its writer already. */
export async function statementOfPost(post: PostRow, on: Reader = db().read): Promise<OwnStatement | null> {
  // What was appealed about and restored since is told too: the writer reads what came of it.
  const decision = post.state === 'hidden' ? await standingTakeDown(on, post.id) : await lastAppealed(on, post.id)
  return decision ? told(on, decision, post.state === 'hidden') : null
}

/** The statement by the signed address of a decision; null where the address is not ours. */
export async function readStatementAt(address: string, now: Date = new Date(), on: Reader = db().read): Promise<OwnStatement | null> {
  const id = decisionOfAddress(address)
  const found = id === null ? null : await readStatement(id, on)
  return found ? told(on, found.decision, await stands(on, found.decision, found.post, now)) : null
}

/** What else was decided about somebody suspended: the addresses of the statements on posts of theirs that were taken down by themselves.
 *  For whoever bears the address of the suspension; nothing for another's. */
export async function readFurtherStatements(address: string, on: Reader = db().read): Promise<{ kind: PostRow['kind']; excerpt: string; address: string }[]> {
  const id = decisionOfAddress(address)
  const [suspension] = id === null ? [] : await on.select().from(decisions).where(and(eq(decisions.id, id), eq(decisions.kind, 'suspend')))
  if (!suspension) return []
  const hidden = await on.select({ id: posts.id, kind: posts.kind, plain: posts.plain }).from(posts)
    .where(and(eq(posts.person, suspension.person ?? 0), inArray(posts.kind, [...postKinds]), eq(posts.state, 'hidden'))).orderBy(desc(posts.id)).limit(furtherMax)
  const further: Awaited<ReturnType<typeof readFurtherStatements>> = []
  for (const post of hidden) {
    const decision = await standingTakeDown(on, post.id)
    if (decision && decision.partOf === null && decision.kind !== 'spam') further.push({ kind: post.kind, excerpt: excerpt(post.plain, 80), address: appealAddress(decision.id) })
  }
  return further
}

const furtherMax = 50

async function lastAppealed(on: Reader, post: number): Promise<DecisionRow | null> {
  const found = await on.select({ decision: decisions }).from(appeals).innerJoin(decisions, eq(decisions.id, appeals.decision)).where(eq(appeals.post, post))
  return found.toSorted((a, b) => b.decision.id - a.decision.id)[0]?.decision ?? null
}

async function told(on: Reader, decision: DecisionRow, standing: boolean): Promise<OwnStatement | null> {
  const found = await readStatement(decision.id, on)
  if (!found) return null
  const [row] = await on.select({ appeal: appeals, answer: decisions }).from(appeals).leftJoin(decisions, eq(decisions.id, appeals.settledBy)).where(eq(appeals.decision, decision.id))
  const appeal = row ? {
    words: row.appeal.words, at: row.appeal.createdAt, outcome: row.appeal.outcome,
    answer: row.answer && { words: row.answer.words || null, byRole: row.answer.byRole, at: row.answer.createdAt },
  } : null
  // Spam is not answered: who appeals all the same is read, but nobody is invited to.
  return { decision: decision.id, kind: decision.kind, statement: found.statement, appeal, mayAppeal: standing && appeal === null && decision.kind !== 'spam' }
}
