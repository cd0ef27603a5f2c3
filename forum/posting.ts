/** What asking, answering and commenting share: who writes, whether it is held, the row, the event, and posting once. */
import { z } from 'zod'
import type { Tx } from '@/db'
import { beforeCommit } from '@/db'
import type { Screening } from '@/db/schema'
import { together } from '@/db/together'
import type { Rendered } from '@/text/rendered'
import { rendererVersion } from '@/text/version'
import { countMove } from './counters'
import { done, refuse, refuseField } from './errors'
import type { Result } from './errors'
import { record } from './events'
import { body, guestName } from './fields'
import { followOwn } from './follows'
import { makeGuest, mayGuestPost, receiptAddress } from './guests'
import { isAway } from './house-rules'
import { rates } from './limits'
import { isSeen, loadPost } from './posts'
import type { PostRow } from './posts'
import { mentionFrom } from './mentions'
import { insertHeld } from './new-posts'
import type { NewPost } from './new-posts'
import { followNew, idsOf, writePublic } from './publishing'
import { countOne, countedAs } from './rates'
import { renderPost } from './rendering'
import { kept } from './screening/facts'
import type { Facts } from './screening/facts'
import { markText } from './screening/likeness'
import { lookAt } from './screening/looking'
import type { Looked, Under } from './screening/looking'
import { riskOf, whyHeld } from './screening/rules'
import { isWorkDone, judgeTiming } from './screening/timing'
import { postPath } from './urls'
import { isAtLeast, personOf, roleOf } from './viewer'
import type { Viewer } from './viewer'

/** What every posting form and request has beside its own fields. `trap`, `timing` and `work` come from the page, not from people. */
export const postingFields = {
  body,
  guest: guestName.optional().meta({ description: 'The name of a guest; without an account only' }),
  trap: z.string().optional(),
  timing: z.string().max(100).optional(),
  work: z.string().max(20).optional(),
}
export type PostingInput = { body: string; guest?: string | undefined; trap?: string | undefined; timing?: string | undefined; work?: string | undefined }

/** What posting answers: the post's id, whether it is public or held, and a guest's receipt. */
export type Posted = { id: number; state: 'public' | 'held'; url: string; receipt: string | null }

type Place = Omit<NewPost, 'person' | 'guest' | 'role' | 'body' | 'html' | 'plain' | 'renderer' | 'screening' | 'risk'>

/** A text that was rendered and looked at, as it is written next. */
export type Written = Rendered & { looked?: Looked | null }

/** Renders a text and looks at it. `paper`: where `Q2` leads. Refuses guests while they are paused. */
export async function prepareText(viewer: Viewer, text: { title?: string | undefined; expertise?: string | undefined; body: string }, under: Under, paper: Parameters<typeof renderPost>[1], now: Date): Promise<Result<Written>> {
  const rendered = await renderPost(text.body, paper)
  const looked = await lookAt(viewer, { title: [text.title, text.expertise].filter(Boolean).join(' ') || null, body: text.body }, rendered.links, under, now)
  if (viewer.kind === 'guest' && looked && isAway(looked.house, now) && looked.house.away.guests === 'paused') return refuse('guests-paused')
  return done({ ...rendered, looked })
}

/** Inserts a post at its place, public or held as its writer's standing and its text say. */
export async function insertPost(tx: Tx, viewer: Viewer, input: PostingInput, written: Written, place: Place, now: Date): Promise<Result<{ post: PostRow; guest: number | null }>> {
  const allowing = mayPostNow(tx, viewer, written.links, now)
  let guest: number | null = null
  if (viewer.kind === 'guest') {
    const allowed = await allowing
    if (!allowed.ok) return allowed
    if (!input.guest) return refuseField('guest', 'name-missing')
    const made = await makeGuest(tx, viewer, input.guest, now)
    if (!made.ok) return made
    guest = made.value.id
  }
  const { screening, risk } = await screened(tx, viewer, input, written, now)
  const row = { ...place, person: personOf(viewer), guest, role: roleOf(viewer), body: input.body, html: written.html, plain: written.text, renderer: rendererOf(written), screening, risk }
  // Sent together; where there were too many posts the row is undone with all else.
  const isHeld = screening !== null && screening.why.length > 0
  const writing = isHeld ? insertHeld(tx, row, screening.why.join(','), now) : writePublic(tx, row, now)
  await together(allowing, writing)
  const [allowed, post] = [await allowing, await writing]
  if (!allowed.ok) return allowed
  // Of those who are trusted no marks are kept: they are not who floods.
  if (screening?.standing === 'guest' || screening?.standing === 'new') beforeCommit(tx, markText(tx, post))
  if (post.person !== null) beforeCommit(tx, followOwn(tx, post.person, post.question ?? post.id, now))
  if (isHeld) await followHeld(tx, post, now)
  else {
    followNew(tx, post, now)
    await mentionFrom(tx, post, now, true)
  }
  return done({ post, guest })
}

/** What the rules say of a new post; for a moderator's nothing. */
async function screened(tx: Tx, viewer: Viewer, input: PostingInput, { looked }: Written, now: Date): Promise<{ screening: Screening | null; risk: number }> {
  if (viewer.kind === 'operator' || isAtLeast(viewer, 'moderator')) return { screening: null, risk: 0 }
  // A text that nobody looked at must not pass for one that is in order.
  if (!looked) throw new Error('a text is posted that was not looked at')
  const isGuest = viewer.kind === 'guest'
  const timing = isGuest ? await judgeTiming(tx, input.timing, now) : null
  const worked = isGuest && looked.house.work ? timing === null && isWorkDone(input.timing, input.work) : null
  const facts: Facts = { ...looked.facts, trap: Boolean(input.trap), timing, worked, ...(viewer.kind === 'person' && viewer.doubtful ? { doubtful: true } : {}) }
  const why = whyHeld(facts, looked.house)
  return { screening: kept(facts, why, looked.signals), risk: riskOf(facts, why) }
}

async function followHeld(tx: Tx, post: PostRow, now: Date): Promise<void> {
  await countMove(tx, post, 'nowhere', 'held')
  await record(tx, `${post.kind}.held`, { ...idsOf(post), actor: post.person }, now)
}

/** The renderer's version to store; 0 for a text that could not be rendered in its bounds and is tried again later. */
export function rendererOf(rendered: Rendered): number {
  return rendered.plain ? 0 : rendererVersion
}

/** Why a post waits that a moderator or its writer gave back to the queue. */
export function whyHeldAgain(post: Pick<PostRow, 'guest'>): string {
  return post.guest === null ? 'first-posts' : 'guest'
}

async function mayPostNow(tx: Tx, viewer: Viewer, links: number, now: Date): Promise<Result<null>> {
  if (viewer.kind === 'operator') return done(null)
  if (viewer.kind === 'guest') return mayGuestPost(tx, viewer, links, now)
  const young = now.getTime() - viewer.createdAt.getTime() < 24 * 3_600_000
  const rate = isAtLeast(viewer, 'moderator') ? rates.moderatorPosts : young ? rates.newMemberPosts : rates.memberPosts
  return countOne(tx, rate, countedAs(viewer), now)
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
