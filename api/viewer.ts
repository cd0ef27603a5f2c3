/** What one reader sees beyond the stored page: a small document that a script lays over it. At most four queries; never stored by anybody. */
import { viewOf } from '@/auth/view'
import type { View } from '@/auth/view'
import { viewerOf } from '@/auth/viewer'
import type { Asking } from '@/auth/viewer'
import { assets } from '@/config/assets'
import { aheadInWords, standingOf, statementPath } from '@/components/standing'
import { dayOf, momentOf, nameOf } from '@/components/words'
import { recentHouseRules } from '@/forum/house-rules'
import { followedOn } from '@/forum/following'
import { limits } from '@/forum/limits'
import { decodedSlug } from '@/forum/urls'
import { readOverlay } from '@/forum/overlay'
import type { HeldPost } from '@/forum/overlay'
import { readLeft } from '@/forum/returning'
import type { Left, LeftAt } from '@/forum/returning'
import { timingToken } from '@/forum/screening/timing'
import type { Viewer } from '@/forum/viewer'

const threadPath = /^\/papers\/([^/]{1,200})\/questions\/([1-9]\d{0,8})$/
const askPath = /^\/papers\/([^/]{1,200})\/ask$/
const writingPath = /^\/posts\/([1-9]\d{0,8})\/(comment|edit)$/

export type ViewerDocument = { person: View | null; votes: number[]; scores: number[]; own: number[]; held: HeldDocument[]; follows: string[]; timing: string; work: WorkWish | null; left: LeftDocument | null }
/** A little calculation that is asked of a guest's browser before it posts: how hard, and the script that knows how. */
type WorkWish = { bits: number; script: string }
/** What the person left on this page, and the script that keeps their texts on the server. */
type LeftDocument = Left & { script: string }
type HeldDocument = ReturnType<typeof heldDocument>

/** The document of whoever asks, for the page at `path`: the person, and on a thread own votes, own posts, and posts that wait. */
export async function viewerDocument(asking: Asking, path: string | null, now: Date = new Date()): Promise<ViewerDocument> {
  const asked = await viewerOf(asking, now)
  const [, slug = '', number] = threadPath.exec(path ?? '') ?? []
  const named = decodedSlug(slug)
  const thread = named === '' ? null : { slug: named, number: Number(number) }
  const [laid, left, follows] = await Promise.all([thread && readOverlay(asked.viewer, thread), leftAt(asked.viewer, thread ?? writingPlace(path ?? '')), followedOn(asked.viewer, path ?? '')])
  const person = await viewOf(asked)
  const work = person === null && (await recentHouseRules()).work ? { bits: limits.workBits, script: assets().work } : null
  return { person, votes: laid?.votes ?? [], scores: laid?.scores ?? [], own: laid?.own ?? [], held: laid?.held.map(heldDocument) ?? [], follows, timing: timingToken(now), work, left }
}

async function leftAt(viewer: Viewer, at: LeftAt | null): Promise<LeftDocument | null> {
  return viewer.kind === 'person' && at ? { ...await readLeft(viewer, at), script: assets().drafts } : null
}

function writingPlace(path: string): LeftAt | null {
  const [, post, kind] = writingPath.exec(path) ?? []
  if (post !== undefined && kind !== undefined) return { place: `${kind} ${post}` }
  const slug = decodedSlug(askPath.exec(path)?.[1] ?? '')
  return slug === '' ? null : { place: `ask ${slug}` }
}

function heldDocument({ post, under, waiting }: HeldPost) {
  const standing = standingOf(post)
  return {
    id: post.id, kind: post.kind, parent: post.parent, under, state: post.state, own: post.own,
    writer: nameOf(post.writer), guest: 'guest' in post.writer, html: post.html,
    date: dayOf(post.createdAt), moment: momentOf(post.createdAt),
    lead: standing?.lead ?? '', tone: standing?.tone ?? 'caution',
    text: [standing?.text ?? '', waiting === null ? '' : aheadInWords(waiting.ahead)].filter(part => part !== '').join(' '),
    receipt: waiting?.receipt ?? null,
    statement: statementPath(post),
    mayEdit: post.own && (post.state === 'held' || post.decision?.mayRevise === true),
  }
}
