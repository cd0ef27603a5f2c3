/** A guest's own post by its receipt: state, place in the queue, edit, withdraw, claim. */
import { and, count, eq, isNull, lt } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Reader } from '@/db'
import { decisions, guests, papers, posts } from '@/db/schema'
import { action } from './action'
import { statementOfPost } from './appealing'
import type { OwnStatement } from './appealing'
import { countForWriter } from './counters'
import { isEditDropped, isUndone } from './decisions'
import type { Anchor, Post } from './documents'
import { done, refuse } from './errors'
import { record } from './events'
import { findReceipt, receiptSecret } from './guests'
import { isHeld } from './indexed'
import { isOwn, loadPost } from './posts'
import type { PostRow } from './posts'
import { waitingProposal } from './proposals'
import { idsOf } from './publishing'
import { besides } from './beside'
import { anchorOf, selectShown, showPost } from './showing'
import { questionPath } from './urls'
import { personOf } from './viewer'
import type { Guest, Viewer } from './viewer'
import { t } from '@/words'

export type Receipt = {
  post: Post
  title: string | null
  anchor: Anchor | null
  question: { heading: string; headingHtml: string; url: string }
  paper: { slug: string; title: string }
  /** How many wait before it; null where it waits no longer. */
  ahead: number | null
  claimed: boolean
  /** A change of the published post that waits, and how the last one was answered where none waits. */
  proposal: Proposed | null
  dropped: { rule: string | null; reason: string | null; at: Date } | null
  /** What was decided on it, and what became of an appeal; null where there is nothing to tell. */
  told: OwnStatement | null
}
export type Proposed = { title: string | null; body: string; html: string; at: Date }

/** A guest who bears this receipt, as a viewer: what one's own cookie allows, this allows on the one post. */
export async function bearerOf(secret: string, viewer: Viewer): Promise<{ viewer: Guest; post: number } | null> {
  const found = await findReceipt(db().read, secret)
  if (!found) return null
  const [guest] = await db().read.select({ cookieHash: guests.cookieHash, claimedBy: guests.claimedBy }).from(guests).where(eq(guests.id, found.guest))
  if (!guest) return null
  return { viewer: { kind: 'guest', role: 'guest', cookieHash: guest.cookieHash, network: viewer.kind === 'guest' ? viewer.network : null }, post: found.post }
}

export async function readReceipt(secret: string): Promise<Receipt | null> {
  const on = db().read
  const found = await findReceipt(on, secret)
  if (!found) return null
  const [row] = await selectShown(on).where(eq(posts.id, found.post))
  const placed = await loadPost(on, found.post)
  if (!row || !placed || !row.guest) return null
  const [paper] = await on.select({ slug: papers.slug, title: papers.title }).from(papers).where(eq(papers.slug, placed.slug))
  const [thread] = await on.select({ heading: posts.heading, headingHtml: posts.titleHtml }).from(posts).where(eq(posts.id, placed.thread.id))
  const owner: Guest = { kind: 'guest', role: 'guest', cookieHash: row.guest.cookieHash, network: null }
  const asOwner = { ...row, guest: { ...row.guest, cookieHash: owner.cookieHash, claimedBy: null } }
  const [ahead] = row.post.state === 'held' ? await on.select({ n: count() }).from(posts).where(and(isHeld, lt(posts.id, row.post.id))) : []
  return {
    post: showPost(owner, asOwner, { slug: placed.slug, number: placed.number }, await besides(on, [row])),
    title: row.post.title,
    anchor: anchorOf(row.post),
    question: { heading: thread?.heading ?? '', headingHtml: thread?.headingHtml ?? '', url: questionPath(placed.slug, placed.number) },
    paper: paper ?? { slug: placed.slug, title: '' },
    ahead: ahead ? ahead.n : null,
    claimed: row.guest.claimedBy !== null,
    ...await changesOf(on, row.post),
    told: row.guest.claimedBy === null ? await statementOfPost(row.post, on) : null,
  }
}

/** The change of one's own published post that waits, or how the last was answered; nothing of another's. */
export async function readProposed(viewer: Viewer, post: number): Promise<Pick<Receipt, 'proposal' | 'dropped'>> {
  const on = db().read
  const found = await loadPost(on, post)
  return found && isOwn(viewer, found.post, found.guest) ? changesOf(on, found.post) : { proposal: null, dropped: null }
}

async function changesOf(on: Reader, post: PostRow): Promise<Pick<Receipt, 'proposal' | 'dropped'>> {
  const waiting = post.proposed ? await waitingProposal(on, post.id) : null
  if (waiting) return { proposal: { title: waiting.title, body: waiting.body, html: waiting.html, at: waiting.createdAt }, dropped: null }
  if (post.state !== 'public') return { proposal: null, dropped: null }
  const all = await on.select().from(decisions).where(eq(decisions.post, post.id))
  const dropped = all.toSorted((a, b) => b.id - a.id).find(one => isEditDropped(one) && !isUndone(one.id, all))
  const newest = dropped && dropped.createdAt > (post.editedAt ?? post.createdAt) ? { rule: dropped.rule, reason: dropped.words, at: dropped.createdAt } : null
  return { proposal: null, dropped: newest }
}

/** The receipt's path of a guest's own post; null where it is not the viewer's, or no guest's. */
export async function receiptOfOwn(viewer: Viewer, post: number): Promise<string | null> {
  const found = await loadPost(db().read, post)
  return viewer.kind === 'guest' && found?.guest && isOwn(viewer, found.post, found.guest) ? `/receipts/${receiptSecret(found.guest.nonce)}` : null
}

/** Makes a guest's post one's own. The guest's name stays on it; from now on it is its member's to edit. */
export const claimReceipt = action({
  name: 'receipts.claim',
  input: z.object({ secret: z.string().min(20).max(100) }),
  async run({ tx, viewer, input, now }) {
    const person = personOf(viewer)
    const found = await findReceipt(tx, input.secret)
    if (!found || person === null) return refuse('not-found')
    const [claimed] = await tx.update(guests).set({ claimedBy: person }).where(and(eq(guests.id, found.guest), isNull(guests.claimedBy))).returning({ id: guests.id })
    if (!claimed) return refuse('not-allowed', { why: t('This post was claimed already.') })
    const [post] = await tx.update(posts).set({ person }).where(eq(posts.id, found.post)).returning()
    if (post) await countForWriter(tx, post, 'nowhere', post.state)
    if (post?.state === 'public') await record(tx, 'post.claimed', { ...idsOf(post), actor: person }, now)
    return done({ post: found.post })
  },
})
