import { Notice } from '@/components/notice'
import { aheadInWords, standingOf } from '@/components/standing'
import { dayOf } from '@/components/words'
import type { Post } from '@/forum/documents'

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
