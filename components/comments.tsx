import type { ReactNode } from 'react'
import { Icon } from '@/components/icons'
import { labelOf, PostBody, PostByline, PostTools } from '@/components/post'
import { isTombstone, PostState, tombstoneOf } from '@/components/post-state'
import type { Sight } from '@/components/sight'
import type { Comment } from '@/forum/documents'
import { t } from '@/words'
import { worded } from '@/words/worded'

const shownAtOnce = 3

/** A comment with the replies that stand under it: those shown, and those folded away. */
export type Branch = { comment: Comment; replies: Comment[]; folded: Comment[] }

/**
 * Comments as they stand: the first three in sight, the others folded. Replies belong to the comment before them; a fold
 * that falls inside a branch folds the rest of that branch under it.
 */
export function branchesOf(comments: Comment[]): { shown: Branch[]; folded: Branch[] } {
  const shown: Branch[] = []
  const folded: Branch[] = []
  comments.forEach((comment, index) => {
    const inSight = index < shownAtOnce
    const branch = folded.at(-1) ?? shown.at(-1)
    if (comment.depth === 0 || branch === undefined) (inSight ? shown : folded).push({ comment, replies: [], folded: [] })
    else if (inSight || folded.length > 0) branch.replies.push(comment)
    else branch.folded.push(comment)
  })
  return { shown, folded }
}

/** The comments of one post. `target` is the post whose link was followed: a fold that holds it is open. */
export function Comments({ comments, sight, target = null }: { comments: Comment[]; sight: Sight; target?: number | null }) {
  const { shown, folded } = branchesOf(comments)
  const hidden = folded.reduce((sum, branch) => sum + 1 + branch.replies.length, 0)
  const open = folded.some(branch => [branch.comment, ...branch.replies].some(comment => comment.id === target))
  return (
    <div className="comments" data-slot="comments">
      {shown.map(branch => <BranchOfComments key={branch.comment.id} branch={branch} sight={sight} target={target} />)}
      {hidden === 0 ? null : (
        <details className="fold" open={open}>
          <summary className="tool"><Icon name="chev" />{worded('{0} more {1}', hidden, hidden === 1 ? t('comment') : t('comments'))}</summary>
          {folded.map(branch => <BranchOfComments key={branch.comment.id} branch={branch} sight={sight} target={target} />)}
        </details>
      )}
    </div>
  )
}

function BranchOfComments({ branch, sight, target }: { branch: Branch; sight: Sight; target: number | null }) {
  const { comment, replies, folded } = branch
  const some = replies.length + folded.length > 0
  return (
    <OneComment comment={comment} sight={sight} word={comment.depth === 0 ? t('Comment') : t('Reply')} hasReplies={some}>
      {!some ? null : (
        <div className="comments">
          {replies.map(reply => <OneComment key={reply.id} comment={reply} sight={sight} word={t('Reply')} />)}
          {folded.length === 0 ? null : (
            <details className="fold" open={folded.some(reply => reply.id === target)}>
              <summary className="tool"><Icon name="chev" />{worded('{0} more {1}', folded.length, folded.length === 1 ? t('reply') : t('replies'))}</summary>
              {folded.map(reply => <OneComment key={reply.id} comment={reply} sight={sight} word={t('Reply')} />)}
            </details>
          )}
        </div>
      )}
    </OneComment>
  )
}

/** One comment. A deeper reply names whom it answers, since it stands in the same list. */
function OneComment({ comment, sight, word, hasReplies = false, children }: {
  comment: Comment; sight: Sight; word: string; hasReplies?: boolean; children?: ReactNode
}) {
  const given = { id: `post-${comment.id}`, 'data-post': comment.id, tabIndex: -1 } as const
  if (isTombstone(comment)) {
    return (
      <article className="post comment" aria-label={t('{0}, withdrawn or removed', word)} {...given}>
        <p className="tombstone">{tombstoneOf(comment, hasReplies)}</p>
        {children}
      </article>
    )
  }
  return (
    <article className={comment.state !== 'public' ? 'post comment is-held' : 'post comment'} aria-label={labelOf(comment, word)} data-state={comment.state} {...given}>
      <PostState post={comment} waiting={sight.waiting?.get(comment.id)} />
      <PostByline post={comment} />
      {comment.replyTo === null ? null : <p className="small faint">{worded('to {0}', <bdi>{comment.replyTo}</bdi>)}</p>}
      <PostBody post={comment} />
      <PostTools post={comment} sight={sight} reply={t('Reply')} />
      {children}
    </article>
  )
}
