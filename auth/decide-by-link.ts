/** Deciding by a mailed link: whoever bears it acts as the person it was mailed to, on the one post, once. No session is opened. */
import type { z } from 'zod'
import { db } from '@/db'
import { giveBackDecideLink, readDecideLink, takeDecideLink, whyTooLate } from '@/forum/decide-links'
import type { DecideLink, LinkDecision } from '@/forum/decide-links'
import { standingDecision, undoMs } from '@/forum/decisions'
import { done, refuse } from '@/forum/errors'
import type { Refusal, Result } from '@/forum/errors'
import { decide } from '@/forum/moderation'
import type { reason } from '@/forum/moderation'
import { findPost } from '@/forum/one-post'
import type { OnePost } from '@/forum/one-post'
import type { Person } from '@/forum/viewer'
import { viewerOfRow } from './person-rows'

/** What the page of a link shows: the post as it is now, and for whom is acted. */
export type LinkPage = {
  decision: LinkDecision
  as: { name: string; handle: string }
  shown: OnePost | null
  /** Why it decides nothing any more. */
  late: Refusal | null
  /** What this link did, and whether that can still be undone. */
  did: { undoable: boolean } | null
}

/** Reads what a link is for. Changes nothing: mail scanners open what they find. Null where it is spent, forged, or its person may not decide. */
export async function readLinkPage(secret: string, now: Date = new Date()): Promise<LinkPage | null> {
  const link = await readDecideLink(secret, now)
  const viewer = link && viewerOf(link, now)
  if (!link || !viewer) return null
  const own = link.usedAt === null ? null : await ownDecision(link)
  if (link.usedAt !== null && own === null) return null
  return {
    decision: link.decision, as: { name: viewer.name, handle: viewer.handle }, shown: await findPost(link.post, viewer, now),
    late: own ? null : await whyTooLate(link),
    did: own && { undoable: now.getTime() - own.createdAt.getTime() <= undoMs },
  }
}

/** Uses a link up and decides. Where the decision is refused the link is as it was, and nothing is changed. */
export async function decideByLink(secret: string, why: z.input<typeof reason>, now: Date = new Date()): Promise<Result<{ post: number; decision: LinkDecision }>> {
  const link = await readDecideLink(secret, now)
  const viewer = link && viewerOf(link, now)
  if (!link || !viewer || link.usedAt !== null) return refuse('decide-link-spent')
  const late = await whyTooLate(link)
  if (late) return { ok: false, error: late }
  if (!await takeDecideLink(link, now)) return refuse('decide-link-spent')
  try {
    const decided = await decide(viewer, { post: link.post, decision: link.decision, revision: link.revision, reason: why }, { now })
    if (decided.ok) return done({ post: link.post, decision: link.decision })
    await giveBackDecideLink(link)
    return decided
  } catch (error) {
    await giveBackDecideLink(link)
    throw error
  }
}

/** Takes back what a link did, within the ten minutes in which a decision can be undone, and only where nothing was decided since. */
export async function undoByLink(secret: string, now: Date = new Date()): Promise<Result<{ post: number }>> {
  const link = await readDecideLink(secret, now)
  const viewer = link && viewerOf(link, now)
  const own = link && await ownDecision(link)
  if (!link || !viewer || !own) return refuse('nothing-to-undo')
  const undone = await decide(viewer, { post: link.post, decision: 'undo', seen: link.decision === 'approve' ? 'public' : 'hidden' }, { now })
  return undone.ok ? done({ post: link.post }) : undone
}

/** The decision that this link made, where it is still the last one on the post. */
async function ownDecision(link: DecideLink) {
  const last = link.usedAt === null ? null : await standingDecision(db().read, link.post, link.usedAt)
  return last && last.by === link.person.id && last.kind === link.decision ? last : null
}

function viewerOf(link: DecideLink, now: Date): Person | null {
  return viewerOfRow(link.person, { scope: 'moderate', provedAt: null, now })
}
