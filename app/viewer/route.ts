/** What one reader sees beyond the stored page: a small document that a script lays over it. Never stored by anybody. */
import { viewOf } from '@/auth/current'
import { viewerOfRequest } from '@/auth/viewer'
import { nameOf } from '@/components/byline'
import { aheadInWords, standingOf } from '@/components/post-state'
import { dayOf, momentOf } from '@/components/words'
import { readOverlay } from '@/forum/overlay'
import type { HeldPost } from '@/forum/overlay'
import { timingToken } from '@/forum/posting'

const threadPath = /^\/papers\/([^/]{1,200})\/questions\/([1-9]\d{0,8})$/

export async function GET(request: Request): Promise<Response> {
  const { viewer } = await viewerOfRequest(request)
  const thread = threadPath.exec(new URL(request.url).searchParams.get('path') ?? '')
  const slug = decoded(thread?.[1] ?? '')
  const laid = slug === '' ? null : await readOverlay(viewer, { slug, number: Number(thread?.[2]) })
  return Response.json({
    person: await viewOf(viewer),
    votes: laid?.votes ?? [],
    own: laid?.own ?? [],
    held: laid?.held.map(heldDocument) ?? [],
    timing: timingToken(new Date()),
  })
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
    mayEdit: post.own && (post.state === 'held' || post.decision?.mayRevise === true),
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return ''
    throw error
  }
}
