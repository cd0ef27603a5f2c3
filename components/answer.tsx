import { Comments } from '@/components/comments'
import { EndorsedBy, labelOf, PostBody, PostByline, PostTools } from '@/components/post'
import { isTombstone, PostState, tombstoneOf } from '@/components/post-state'
import type { Sight } from '@/components/sight'
import type { Answer as Document } from '@/forum/documents'
import { t } from '@/words'

/** An answer with its comments, or the tombstone under which the comments stay. */
export function Answer({ answer, sight, target = null }: { answer: Document; sight: Sight; target?: number | null }) {
  const given = { id: `post-${answer.id}`, 'data-post': answer.id, tabIndex: -1 } as const
  const comments = answer.comments.length === 0 ? null : <Comments comments={answer.comments} sight={sight} target={target} />
  if (isTombstone(answer)) {
    return (
      <article className="post answer hang" aria-label={t('Answer, withdrawn or removed')} {...given}>
        <p className="tombstone">{tombstoneOf(answer, answer.comments.length > 0)}</p>
        {comments}
      </article>
    )
  }
  const classes = { plain: 'post answer hang', endorsed: 'post answer hang is-endorsed', held: 'post answer hang is-held' } as const
  const look = answer.state !== 'public' ? 'held' : answer.endorsed ? 'endorsed' : 'plain'
  return (
    <article className={classes[look]} aria-label={labelOf(answer, t('Answer'))} data-state={answer.state} {...given}>
      <PostState post={answer} waiting={sight.waiting?.get(answer.id)} />
      <EndorsedBy post={answer} />
      <PostByline post={answer} />
      <PostBody post={answer} />
      <PostTools post={answer} sight={sight} reply={t('Comment')} />
      {comments}
    </article>
  )
}
