/** What a notification says in a line of plain text, where it stands alone: in a feed, on a device's screen. */
import type { Notification } from './notifications'
import { called, counted, t } from '@/words'

/** "Lea Blum answered". Names of writers and numbers only, never a text. */
export function noticeLine({ kind, own, by, postKind, status, milestone }: Notification): string {
  const who = by === null ? t('Somebody') : 'guest' in by ? by.guest : by.name
  const what = called(postKind ?? 'post')
  switch (kind) {
    case 'question': return t('{0} asked', who)
    case 'answer': return t('{0} answered', who)
    case 'comment': return t('{0} commented', who)
    case 'mention': return t('{0} mentioned you', who)
    case 'endorsement': return own ? t('Your answer was endorsed') : t('An answer was endorsed')
    case 'status': return own ? t('Your question is now {0}', called(status ?? 'open')) : t('The question is now {0}', called(status ?? 'open'))
    case 'votes': return t('Your {0} has {1}', what, counted(milestone ?? 0, 'upvote'))
    case 'decision': return postKind === null ? t('A moderator decided on your account') : t('A moderator decided on your {0}', what)
  }
}

/** Whether a notification is of words that came, not of a mark or a decision on what stood. */
export function bringsWords({ kind }: Pick<Notification, 'kind'>): boolean {
  return kind === 'question' || kind === 'answer' || kind === 'comment' || kind === 'mention'
}
