/** What a notification says in a line of plain text, where it stands alone: in a feed, on a device's screen. */
import type { Notification } from './notifications'

/** "Lea Blum answered". Names of writers and numbers only, never a text. */
export function noticeLine({ kind, own, by, postKind, status, milestone }: Notification): string {
  const who = by === null ? 'Somebody' : 'guest' in by ? by.guest : by.name
  const what = postKind ?? 'post'
  switch (kind) {
    case 'question': return `${who} asked`
    case 'answer': return `${who} answered`
    case 'comment': return `${who} commented`
    case 'mention': return `${who} mentioned you`
    case 'endorsement': return own ? 'Your answer was endorsed' : 'An answer was endorsed'
    case 'status': return `${own ? 'Your question' : 'The question'} is now ${status ?? 'changed'}`
    case 'votes': return `Your ${what} has ${milestone ?? 0} ${milestone === 1 ? 'upvote' : 'upvotes'}`
    case 'decision': return postKind === null ? 'A moderator decided on your account' : `A moderator decided on your ${what}`
  }
}

/** Whether a notification is of words that came, not of a mark or a decision on what stood. */
export function bringsWords({ kind }: Pick<Notification, 'kind'>): boolean {
  return kind === 'question' || kind === 'answer' || kind === 'comment' || kind === 'mention'
}
