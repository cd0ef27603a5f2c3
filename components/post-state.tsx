import { Notice } from '@/components/notice'
import { ruleWords } from '@/components/held-words'
import { aheadInWords, standingOf, statementPath, statementWords } from '@/components/standing'
import { dayOf } from '@/components/words'
import type { Post } from '@/forum/documents'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** The notice over a post that is not public. Nothing for a public one. `bare` leaves out the way to the statement, where that stands beside it. */
export function PostState({ post, waiting = null, bare = false }: { post: Post; waiting?: { ahead: number; receipt: string | null } | null; bare?: boolean }) {
  const standing = standingOf(post)
  if (standing === null) return null
  const statement = bare ? null : statementPath(post)
  return (
    <Notice tone={standing.tone} lead={standing.lead} live="status">
      {standing.text}
      {waiting === null ? null : ` ${aheadInWords(waiting.ahead)}`}
      {waiting?.receipt ? <>{' '}{worded('{0} shows and changes it in any browser; keep the address.', <a href={waiting.receipt}>{t('Its receipt')}</a>)}</> : null}
      {statement === null ? null : <> <a href={statement}>{statementWords}</a></>}
    </Notice>
  )
}

/** Whether only a sentence stands where a post was: its writer and moderators read a hidden one still. */
export function isTombstone(post: Pick<Post, 'removed' | 'html'>): boolean {
  return post.removed !== null && post.html === ''
}

/** The sentence that stands where a post was. */
export function tombstoneOf(post: Pick<Post, 'removed' | 'deletedAt' | 'kind'>, hasReplies: boolean): string {
  const when = post.deletedAt === null ? '' : `, ${dayOf(post.deletedAt)}`
  if (post.removed?.by === 'moderator') return t('Removed by a moderator{0}{1}', when, toldOf(post.removed.reason))
  return t('Withdrawn by its writer{0}.{1}', when, hasReplies ? t(' The replies stay.') : '')
}

/** A reason in the moderator's words or by the rule's key. That a writer is suspended is not everybody's business. */
function toldOf(reason: string | null): string {
  if (reason === null || reason === 'suspended') return '.'
  const words = ruleWords[reason] ?? reason
  return `: ${words}${/[.!?]$/.test(words) ? '' : '.'}`
}
