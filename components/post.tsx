import type { ReactNode } from 'react'
import { Byline } from '@/components/byline'
import { Html } from '@/components/html'
import { Icon } from '@/components/icons'
import { MentionedIn } from '@/components/mentioned-in'
import { ReaderTools } from '@/components/post-tools'
import type { Sight } from '@/components/sight'
import { Vote } from '@/components/vote'
import { nameOf } from '@/components/words'
import type { Post } from '@/forum/documents'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** How a post is called by screen readers: "Answer by Léa Fournier, endorsed". */
export function labelOf(post: Post, word: string): string {
  if (post.state === 'held' && post.own) return t('Your {0}, waiting for review', word.toLowerCase())
  const guest = 'guest' in post.writer ? t(', a guest') : ''
  const held = post.state === 'held' ? t(', waiting for review') : post.state === 'hidden' ? t(', hidden') : ''
  return t('{0} by {1}{2}{3}{4}', word, nameOf(post.writer), guest, post.endorsed ? t(', endorsed') : '', held)
}

/** The byline of a post, its date the lasting link. */
export function PostByline({ post }: { post: Post }) {
  const edited = post.editedAt === null && !post.editedByModerator ? null : { link: `/posts/${post.id}/history`, words: post.editedByModerator ? t('edited by a moderator') : t('edited') }
  return <Byline writer={post.writer} date={post.publicAt ?? post.createdAt} link={`/p/${post.id}`} edited={edited} />
}

/** The text of a post: one element with `data-body`, kept from painting outside itself; under it what mentions the post. */
export function PostBody({ post, large = false }: { post: Post; large?: boolean }) {
  return (
    <>
      <div className="said"><Html className={large ? 'prose large' : 'prose'} html={post.html} body /></div>
      <MentionedIn mentions={post.mentionedIn} />
    </>
  )
}

/** Vote, tools of everybody, tools of this reader. `reply` is the word on the link that opens the comment box. */
export function PostTools({ post, sight, reply, children }: { post: Post & { locked?: boolean }; sight: Sight; reply: string | null; children?: ReactNode }) {
  return (
    <div className="tools">
      {post.state === 'public' ? <Vote post={post.id} score={post.score} voted={sight.voted.has(post.id)} own={post.own} /> : null}
      <ReaderTools post={post} sight={sight}>
        {reply === null || post.state !== 'public' ? null : <a className="tool" href={`/posts/${post.id}/comment`} rel="nofollow" data-comment=""><Icon name="reply" />{reply}</a>}
        {post.kind === 'comment' || post.state !== 'public' ? null : <a className="tool" href={`/p/${post.id}/cite`} rel="nofollow">{t('Cite')}</a>}
        {children}
      </ReaderTools>
    </div>
  )
}

/** The line above an endorsed answer. */
export function EndorsedBy({ post }: { post: Post }) {
  if (!post.endorsed) return null
  return <p className="endorsed"><Icon name="check" /><span>{worded('Endorsed{0}', post.endorsedBy === null ? null : <>{' '}{worded('by {0}', <bdi>{post.endorsedBy}</bdi>)}</>)}</span></p>
}
