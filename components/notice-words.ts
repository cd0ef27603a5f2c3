/** A notice, or several that say the same of one thing, in words: the same on the page, in mails, in the feed and on a device. */
import type { DecisionKind } from '@/forum/decisions'
import type { Notification } from '@/forum/notifications'
import { counted, nameOf } from './words'

/** One sentence in its pieces: somebody, what was done, the question's heading, what follows it. Pieces that are empty are left out. */
export type NoticeWords = { who: string; did: string; heading: string; tail: string }

/** The words for notices of one kind about one thing, newest first. */
export function noticeWords(notices: readonly Notification[]): NoticeWords {
  const [newest] = notices
  if (!newest) return { who: '', did: '', heading: '', tail: '' }
  const { kind, own, heading, by } = newest
  const who = by === null ? '' : nameOf(by)
  const many = notices.length
  switch (kind) {
    case 'question': return { who, did: 'asked', heading, tail: `on ${newest.paper}` }
    case 'answer': return many > 1 ? { who: counted(many, 'new answer'), did: own ? 'to your question' : 'to', heading, tail: following(own) } : { who, did: own ? 'answered your question' : 'answered', heading, tail: following(own) }
    case 'comment': return many > 1
      ? { who: counted(many, 'new comment'), did: own ? 'on what you wrote under' : 'under', heading, tail: following(own) }
      : { who, did: own ? 'commented on what you wrote under' : 'commented under', heading, tail: following(own) }
    case 'mention': return { who, did: 'mentioned you under', heading, tail: '' }
    case 'endorsement': return { who, did: 'endorsed your answer to', heading, tail: '' }
    case 'status': return { who, did: `marked ${own ? 'your question ' : ''}as ${newest.status ?? 'open'}:`, heading, tail: '' }
    case 'votes': return { who: counted(newest.milestone ?? 0, 'person', 'people'), did: `upvoted your ${placeOf(newest)}`, heading, tail: '' }
    case 'decision': return { who: '', ...decided(newest), heading }
  }
}

/** The same as one sentence without marks. */
export function noticeSentence(notices: readonly Notification[]): string {
  const { who, did, heading, tail } = noticeWords(notices)
  return [who, did, heading === '' ? '' : `“${heading}”`].filter(part => part !== '').join(' ') + (tail === '' ? '' : tail.startsWith(',') ? tail : ` ${tail}`)
}

function following(own: boolean): string {
  return own ? '' : ', which you follow'
}

function placeOf({ postKind }: Notification): string {
  return postKind === 'question' ? 'question' : postKind === 'comment' ? 'comment under' : 'answer to'
}

const outcomes: Partial<Record<DecisionKind, string>> = {
  approve: 'was approved and is now public', trust: 'was approved and is now public', reject: 'was not published', hide: 'was hidden', restore: 'is public again', edit: 'was edited by a moderator', uphold: 'stays as it was decided: your appeal was read',
}

function decided(notice: Notification): { did: string; tail: string } {
  if (notice.postKind === null) return { did: onPerson[notice.decision ?? 'undo'] ?? 'A moderator decided something about your account', tail: '' }
  return { did: `Your ${placeOf(notice)}`, tail: outcomes[notice.decision ?? 'undo'] ?? 'was decided on' }
}

const onPerson: Partial<Record<DecisionKind, string>> = { unsuspend: 'Your suspension has ended', uphold: 'Your appeal was read, and the decision stands', appoint: 'You were asked to stand in as a moderator' }
