/** How a post stands that is not public, in words: for pages and for the document that is laid over them. */
import { heldToWriter, ruleWords } from '@/components/held-words'
import { counted } from '@/components/words'
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

/** Where the writer of a hidden post reads what was decided, and appeals; null where nothing is told. */
export function statementPath(post: Pick<Post, 'id' | 'state' | 'own' | 'decision'>): string | null {
  const told = post.decision?.decision === 'reject' || post.decision?.decision === 'hide'
  return post.own && post.state === 'hidden' && told ? `/posts/${post.id}/appeal` : null
}

/** How the way there is called. */
export const statementWords = 'What was decided, and what you can do'

/** Where a held post stands in the queue. */
export function aheadInWords(ahead: number): string {
  return ahead === 0 ? 'It is the next to be read.' : `${counted(ahead, 'post')} ${ahead === 1 ? 'is' : 'are'} before it.`
}
