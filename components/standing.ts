/** How a post stands that is not public, in words: for pages and for the document that is laid over them. */
import { heldToWriter, ruleWords } from '@/components/held-words'
import { counted } from '@/components/words'
import type { Post } from '@/forum/documents'
import { called, t } from '@/words'

export type Standing = { lead: string; text: string; tone: 'caution' | 'danger' }

/** Why a post is not public, in the words for its writer and for moderators; null for a public post. */
export function standingOf(post: Pick<Post, 'kind' | 'state' | 'own' | 'heldWhy' | 'decision'>): Standing | null {
  const noun = called(post.kind)
  if (post.state === 'held') {
    const seenBy = post.own ? t('Only you and the moderators see this {0}.', noun) : t('Only its writer and the moderators see this {0}.', noun)
    return { tone: 'caution', lead: t('Waiting for review.'), text: `${seenBy} ${heldToWriter(post.heldWhy, post.kind)}`.trim() }
  }
  if (post.state !== 'hidden') return null
  const reason = [post.decision?.rule === null ? null : ruleWords[post.decision?.rule ?? ''], post.decision?.reason].filter(part => part).join(' ')
  const told = reason === '' ? t('A moderator gave no reason.') : t('A moderator wrote: “{0}”', reason)
  const revise = post.own && post.decision?.mayRevise ? t(' You can edit the {0} once and send it again.', noun) : ''
  return { tone: 'danger', lead: post.decision?.decision === 'reject' ? t('Not published.') : t('Not shown.'), text: `${told}${revise}` }
}

/** Where the writer of a hidden post reads what was decided, and appeals; null where nothing is told. */
export function statementPath(post: Pick<Post, 'id' | 'state' | 'own' | 'decision'>): string | null {
  const told = post.decision?.decision === 'reject' || post.decision?.decision === 'hide'
  return post.own && post.state === 'hidden' && told ? `/posts/${post.id}/appeal` : null
}

/** How the way there is called. */
export const statementWords = t('What was decided, and what you can do')

/** Where a held post stands in the queue. */
export function aheadInWords(ahead: number): string {
  return ahead === 0 ? t('It is the next to be read.') : t('{0} {1} before it.', counted(ahead, 'post'), ahead === 1 ? t('is') : t('are'))
}
