import { heldToWriter, ruleWords } from '@/components/held-words'
import { Notice } from '@/components/notice'
import { counted, dayOf } from '@/components/words'
import type { Post, PostKind } from '@/forum/documents'

const nouns = { question: 'question', answer: 'answer', comment: 'comment' } as const satisfies Record<PostKind, string>

export type Standing = { lead: string; text: string; tone: 'caution' | 'danger' }

/** Why a post is not public, in the words for its writer and for moderators; null for a public post. */
export function standingOf(post: Pick<Post, 'kind' | 'state' | 'own' | 'heldWhy' | 'decision'>): Standing | null {
  const noun = nouns[post.kind]
  if (post.state === 'held') {
    const seenBy = post.own ? `Only you and the moderators see this ${noun}.` : `Only its writer and the moderators see this ${noun}.`
    return { tone: 'caution', lead: 'Waiting for review.', text: `${seenBy} ${heldToWriter(post.heldWhy, noun)}`.trim() }
  }
  if (post.state !== 'hidden') return null
  const reason = [post.decision?.rule === null ? null : ruleWords[post.decision?.rule ?? ''], post.decision?.reason].filter(part => part).join(' ')
  const told = reason === '' ? 'A moderator gave no reason.' : `A moderator wrote: “${reason}”`
  const revise = post.own && post.decision?.mayRevise ? ` You can edit the ${noun} once and send it again.` : ''
  return { tone: 'danger', lead: post.decision?.decision === 'reject' ? 'Not published.' : 'Not shown.', text: `${told}${revise}` }
}

/** Where a held post stands in the queue. */
export function aheadInWords(ahead: number): string {
  return ahead === 0 ? 'It is the next to be read.' : `${counted(ahead, 'post')} ${ahead === 1 ? 'is' : 'are'} before it.`
}

/** The notice over a post that is not public. Nothing for a public one. */
export function PostState({ post, waiting = null }: { post: Post; waiting?: { ahead: number; receipt: string | null } | null }) {
  const standing = standingOf(post)
  if (standing === null) return null
  return (
    <Notice tone={standing.tone} lead={standing.lead} live="status">
      {standing.text}
      {waiting === null ? null : ` ${aheadInWords(waiting.ahead)}`}
      {waiting?.receipt ? <> <a href={waiting.receipt}>Its receipt</a> shows and changes it in any browser; keep the address.</> : null}
    </Notice>
  )
}

/** The sentence that stands where a post was. */
export function tombstoneOf(post: Pick<Post, 'removed' | 'deletedAt' | 'kind'>, hasReplies: boolean): string {
  const when = post.deletedAt === null ? '' : `, ${dayOf(post.deletedAt)}`
  if (post.removed?.by === 'moderator') return `Removed by a moderator${when}${post.removed.reason === null ? '' : `: ${post.removed.reason}`}${/[.!?]$/.test(post.removed.reason ?? '') ? '' : '.'}`
  return `Withdrawn by its writer${when}.${hasReplies ? ' The replies stay.' : ''}`
}
