/** A guest's edit of a public post: it waits beside the public text until a moderator lets it through or drops it. */
import { and, eq, inArray, isNull, lt } from 'drizzle-orm'
import type { Reader, Tx } from '@/db'
import { among } from '@/db/among'
import { decisions, posts, proposedEdits } from '@/db/schema'
import { record } from './events'
import type { PostRow } from './posts'
import { idsOf } from './publishing'
import { replaceText } from './texts'
import type { PostText } from './texts'

export type ProposalRow = typeof proposedEdits.$inferSelect

/** Keeps a text that waits; one that waited before is replaced. `post` is held by this transaction. */
export async function proposeText(tx: Tx, post: PostRow, text: PostText, why: string, now: Date): Promise<void> {
  const waiting = { ...keptOf(text), revision: post.revision, why, decision: null, createdAt: now }
  await tx.insert(proposedEdits).values({ post: post.id, ...waiting }).onConflictDoUpdate({ target: proposedEdits.post, set: waiting })
  await tx.update(posts).set({ proposed: true }).where(eq(posts.id, post.id))
  await record(tx, 'post.proposed', { ...idsOf(post), actor: post.person }, now)
}

/** The edit that waits for a post, or null. */
export async function waitingProposal(on: Reader, post: number): Promise<ProposalRow | null> {
  return (await waitingProposals(on, [post])).get(post) ?? null
}

/** The edits that wait for several posts, by post. */
export async function waitingProposals(on: Reader, ids: number[]): Promise<Map<number, ProposalRow>> {
  const found = await on.select().from(proposedEdits).where(and(among(proposedEdits.post, ids), isNull(proposedEdits.decision)))
  return new Map(found.map(row => [row.post, row]))
}

/** Makes the waiting edit the text of `post`, which this transaction holds: the former text stays as a revision. Gives the new revision;
 *  null where none waits. */
export async function applyProposal(tx: Tx, post: PostRow, decision: number, now: Date): Promise<number | null> {
  const waiting = await waitingProposal(tx, post.id)
  if (!waiting) return null
  const revision = await exchange(tx, post, waiting, { proposed: false }, decision, now)
  await tx.update(proposedEdits).set({ decision, revision }).where(eq(proposedEdits.post, post.id))
  return revision
}

/** Drops the waiting edit: the public text stays as it is. False where none waits. */
export async function dropProposal(tx: Tx, post: PostRow, decision: number): Promise<boolean> {
  const dropped = await tx.update(proposedEdits).set({ decision }).where(isWaiting(post.id)).returning({ post: proposedEdits.post })
  await tx.update(posts).set({ proposed: false }).where(eq(posts.id, post.id))
  return dropped.length > 0
}

/** Undoes a decision on an edit: it waits again. Where it had become the text (`applied`: the revision that it made), the former text stands
 *  again, as a further revision. False, and nothing is changed, where the text was changed since, or another edit waits in its place. */
export async function restoreProposal(tx: Tx, post: PostRow, decision: number, applied: number | null, now: Date): Promise<boolean> {
  const [kept] = await tx.select().from(proposedEdits).where(eq(proposedEdits.post, post.id))
  // A newer edit of the writer's has taken the place of a dropped one, as it would have where that still waited.
  if (kept?.decision === null && applied === null) return true
  if (kept?.decision !== decision || (applied !== null && post.revision !== applied)) return false
  if (applied !== null) await exchange(tx, post, kept, { proposed: true }, decision, now)
  await tx.update(proposedEdits).set({ decision: null, revision: applied === null ? kept.revision : applied + 1 }).where(eq(proposedEdits.post, post.id))
  await tx.update(posts).set({ proposed: true }).where(eq(posts.id, post.id))
  await record(tx, 'post.proposed', { ...idsOf(post), actor: post.person, decision }, now)
  return true
}

/** The kept text becomes the post's, and the post's is kept in its place: what was exchanged can be exchanged back, exactly. */
async function exchange(tx: Tx, post: PostRow, kept: ProposalRow, beside: { proposed: boolean }, decision: number, now: Date): Promise<number> {
  const { body, html, plain, renderer } = kept
  const titled = post.kind === 'question' ? { title: kept.title, titleHtml: kept.titleHtml, heading: kept.heading } : {}
  const changed = await replaceText(tx, post, post.revision, { body, html, plain, renderer, ...titled }, { ...beside, editedBy: null }, now, beside.proposed ? 'held' : post.state)
  if (!changed) throw new Error('a post that is held was changed')
  await tx.update(proposedEdits).set(keptOf(textOf(post))).where(eq(proposedEdits.post, post.id))
  // In the public log it is its writer's edit; who let it through stands in the decision.
  await record(tx, changed.state === 'public' ? 'post.edited' : 'post.held-edited', { ...idsOf(post), actor: post.person, decision }, now)
  return changed.revision
}

/** Takes a waiting edit away for good, as its writer does. False where none waits. */
export async function withdrawProposal(tx: Tx, post: number): Promise<boolean> {
  const gone = await tx.delete(proposedEdits).where(isWaiting(post)).returning({ post: proposedEdits.post })
  await tx.update(posts).set({ proposed: false }).where(eq(posts.id, post))
  return gone.length > 0
}

/** Forgets edits that were decided on before a moment, when no undoing needs them any more. */
export async function forgetDecidedProposals(tx: Tx, before: Date): Promise<void> {
  const long = tx.select({ id: decisions.id }).from(decisions).where(lt(decisions.createdAt, before))
  await tx.delete(proposedEdits).where(inArray(proposedEdits.decision, long))
}

function isWaiting(post: number) {
  return and(eq(proposedEdits.post, post), isNull(proposedEdits.decision))
}

/** The heading of an answer or comment is its question's, and no text of its own. */
function textOf({ kind, title, titleHtml, heading, body, html, plain, renderer }: PostRow): PostText {
  return { body, html, plain, renderer, ...kind === 'question' ? { title, titleHtml, heading } : {} }
}

function keptOf({ title, titleHtml, heading, body, html, plain, renderer }: PostText) {
  return { title: title ?? null, titleHtml: titleHtml ?? null, heading: heading ?? null, body, html, plain, renderer }
}
