/** What asking, answering and commenting share: who writes, whether it is held, the row, the event, and posting once. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { remembering } from '@/config/memo'
import { keyFor } from '@/config/secret'
import type { Tx } from '@/db'
import { together } from '@/db/together'
import type { Rendered } from '@/text/rendered'
import { rendererVersion } from '@/text/version'
import { countMove } from './counters'
import { done, refuseField } from './errors'
import type { Result } from './errors'
import { record } from './events'
import { body, guestName } from './fields'
import { makeGuest, mayGuestPost, receiptAddress } from './guests'
import { rates } from './limits'
import { isSeen, loadPost } from './posts'
import type { PostRow } from './posts'
import { insertHeld } from './new-posts'
import type { NewPost } from './new-posts'
import { followNew, idsOf, writePublic } from './publishing'
import { countOne, countedAs } from './rates'
import { postPath } from './urls'
import { isAtLeast, personOf, roleOf } from './viewer'
import type { Viewer } from './viewer'

/** What every posting form and request has beside its own fields. `trap` and `timing` come from the page, not from people. */
export const postingFields = {
  body,
  guest: guestName.optional().meta({ description: 'The name of a guest; without an account only' }),
  trap: z.string().optional(),
  timing: z.string().max(100).optional(),
}
export type PostingInput = { body: string; guest?: string | undefined; trap?: string | undefined; timing?: string | undefined }

/** What posting answers: the post's id, whether it is public or held, and a guest's receipt. */
export type Posted = { id: number; state: 'public' | 'held'; url: string; receipt: string | null }

type Place = Omit<NewPost, 'person' | 'guest' | 'role' | 'body' | 'html' | 'plain' | 'renderer'>

/** Inserts a post at its place, public or held as its writer's standing says. */
export async function insertPost(tx: Tx, viewer: Viewer, input: PostingInput, rendered: Rendered, place: Place, now: Date): Promise<Result<{ post: PostRow; guest: number | null }>> {
  const allowing = mayPostNow(tx, viewer, rendered.links, now)
  let guest: number | null = null
  if (viewer.kind === 'guest') {
    const allowed = await allowing
    if (!allowed.ok) return allowed
    if (!input.guest) return refuseField('guest', 'name-missing')
    const made = await makeGuest(tx, viewer, input.guest, now)
    if (!made.ok) return made
    guest = made.value.id
  }
  const heldWhy = await whyHeld(tx, viewer, input, rendered.links, now)
  const written = { ...place, person: personOf(viewer), guest, role: roleOf(viewer), body: input.body, html: rendered.html, plain: rendered.text, renderer: rendererOf(rendered) }
  // Sent together; where there were too many posts the row is undone with all else.
  const writing = heldWhy === null ? writePublic(tx, written, now) : insertHeld(tx, written, heldWhy, now)
  await together(allowing, writing)
  const [allowed, post] = [await allowing, await writing]
  if (!allowed.ok) return allowed
  if (heldWhy === null) followNew(tx, post, now)
  else await followHeld(tx, post, now)
  return done({ post, guest })
}

async function followHeld(tx: Tx, post: PostRow, now: Date): Promise<void> {
  await countMove(tx, post, 'nowhere', 'held')
  await record(tx, `${post.kind}.held`, { ...idsOf(post), actor: post.person }, now)
}

/** The renderer's version to store; 0 for a text that could not be rendered in its bounds and is tried again later. */
export function rendererOf(rendered: Rendered): number {
  return rendered.plain ? 0 : rendererVersion
}

/** Why a post is held, as codes for the queue joined by commas; null where it is public at once. */
async function whyHeld(tx: Tx, viewer: Viewer, input: PostingInput, links: number, now: Date): Promise<string | null> {
  if (viewer.kind === 'operator' || isAtLeast(viewer, 'moderator')) return null
  const reasons: string[] = []
  if (viewer.kind === 'guest') {
    reasons.push('guest')
    const timing = await judgeTiming(tx, input.timing, now)
    if (timing) reasons.push(timing)
  } else {
    if (viewer.trust < trustedFrom) reasons.push('first-posts')
    if (links >= manyLinks) reasons.push('links')
  }
  if (input.trap) reasons.push('trap')
  return reasons.length > 0 ? reasons.join(',') : null
}
/** Why a post waits that a moderator or its writer gave back to the queue. */
export function whyHeldAgain(post: Pick<PostRow, 'guest'>): string {
  return post.guest === null ? 'first-posts' : 'guest'
}
/** A member's posts are public at once after so many were approved. */
export const trustedFrom = 2
/** A post with so many links is held, whoever wrote it (but moderators). */
export const manyLinks = 3

async function mayPostNow(tx: Tx, viewer: Viewer, links: number, now: Date): Promise<Result<null>> {
  if (viewer.kind === 'operator') return done(null)
  if (viewer.kind === 'guest') return mayGuestPost(tx, viewer, links, now)
  const young = now.getTime() - viewer.createdAt.getTime() < 24 * 3_600_000
  const rate = isAtLeast(viewer, 'moderator') ? rates.moderatorPosts : young ? rates.newMemberPosts : rates.memberPosts
  return countOne(tx, rate, countedAs(viewer), now)
}

/** A token that says when a page's composer came alive: `milliseconds.signature`. Given out in the viewer document. */
export function timingToken(now: Date): string {
  return signed(String(now.getTime()))
}

// Readers who come within the same millisecond get the same one.
const signed = remembering(4, ms => `${ms}.${sign(Number(ms))}`)

async function judgeTiming(tx: Tx, token: string | undefined, now: Date): Promise<'no-script' | 'haste' | null> {
  const [ms, signature] = (token ?? '').split('.')
  if (!ms || !signature || !/^\d{10,15}$/.test(ms)) return 'no-script'
  const right = Buffer.from(sign(Number(ms)))
  const given = Buffer.from(signature)
  if (right.length !== given.length || !timingSafeEqual(right, given)) return 'no-script'
  const age = now.getTime() - Number(ms)
  if (age < 3_000 || age > 24 * 3_600_000) return 'haste'
  const used = await countOne(tx, { name: 'timing', count: 1, windowMs: 48 * 3_600_000, what: '' }, signature, now)
  return used.ok ? null : 'haste'
}

function sign(ms: number): string {
  return createHmac('sha256', keyFor('timing')).update(String(ms)).digest('base64url')
}

/** How the three posting actions are done once: the same text by the same person at the same place within a day is the same post. */
export const postedOnce = {
  sender: (viewer: Viewer, input: PostingInput) => viewer.kind === 'guest' ? `guest ${(input.guest ?? '').toLowerCase()} at ${viewer.network?.address ?? ''}` : countedAs(viewer),
  kept: (posted: Posted & { guestId?: number | null }) => ({ post: posted.id, guest: posted.guestId ?? null }),
  async again(tx: Tx, kept: { post: number; guest: number | null }, viewer: Viewer): Promise<(Posted & { guestId: number | null }) | null> {
    const found = await loadPost(tx, kept.post)
    if (!found || found.post.state === 'deleted') return null
    // Who sent the same text from the same address may learn what became of it, also from another browser: the state, not more.
    const state = found.post.state === 'public' && isSeen(viewer, found) ? 'public' : 'held'
    return { id: kept.post, state, url: postPath(found.slug, found.number, kept.post, found.post.kind === 'question'), receipt: kept.guest === null ? null : await receiptAddress(tx, kept.guest), guestId: kept.guest }
  },
}

/** The result of a posting action. `at` is where its thread stands: the paper's slug and the question's number. */
export async function postedResult(tx: Tx, made: { post: PostRow; guest: number | null }, at: { slug: string; number: number }): Promise<Posted & { guestId: number | null }> {
  return {
    id: made.post.id,
    state: made.post.state === 'public' ? 'public' : 'held',
    url: postPath(at.slug, at.number, made.post.id, made.post.kind === 'question'),
    receipt: made.guest === null ? null : await receiptAddress(tx, made.guest),
    guestId: made.guest,
  }
}
