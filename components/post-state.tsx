import { Notice } from '@/components/notice'
import { dayOf } from '@/components/words'
import type { Post, PostKind } from '@/forum/documents'

const nouns = { question: 'question', answer: 'answer', comment: 'comment' } as const satisfies Record<PostKind, string>

/** Why a post is not public, told to its writer and to moderators. Nothing for a public post. */
export function PostState({ post }: { post: Post }) {
  const noun = nouns[post.kind]
  const guest = 'guest' in post.writer
  if (post.state === 'held') {
    return (
      <Notice tone="caution" lead="Waiting for review." live="status">
        {post.own ? `Only you and the moderators see this ${noun}.` : `Only its writer and the moderators see this ${noun}.`}
        {guest ? ` Guests’ ${noun}s are read before they appear.` : post.heldWhy === null ? null : ` ${post.heldWhy}`}
      </Notice>
    )
  }
  if (post.state !== 'hidden') return null
  const reason = [post.decision?.rule, post.decision?.reason].filter(part => part).join(': ')
  const told = reason === '' ? 'A moderator gave no reason.' : `A moderator wrote: “${reason}”.`
  return (
    <Notice tone="danger" lead={post.decision?.decision === 'reject' ? 'Not published.' : 'Hidden.'} live="status">
      {told}
      {post.own && post.decision?.mayRevise ? ` You can edit the ${noun} once and send it again.` : null}
    </Notice>
  )
}

/** The sentence that stands where a post was. */
export function tombstoneOf(post: Pick<Post, 'removed' | 'deletedAt' | 'kind'>, hasReplies: boolean): string {
  const when = post.deletedAt === null ? '' : `, ${dayOf(post.deletedAt)}`
  if (post.removed?.by === 'moderator') return `Removed by a moderator${when}${post.removed.reason === null ? '' : `: ${post.removed.reason}`}${/[.!?]$/.test(post.removed.reason ?? '') ? '' : '.'}`
  return `Withdrawn by its writer${when}.${hasReplies ? ' The replies stay.' : ''}`
}
