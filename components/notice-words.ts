/** A notice, or several that say the same of one thing, in words: the same on the page, in mails, in the feed and on a device. */
import type { DecisionKind } from '@/forum/decisions'
import type { Notification } from '@/forum/notifications'
import { counted, nameOf } from './words'
import { called, t } from '@/words'

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
    case 'question': return { who, did: t('asked'), heading, tail: t('on {0}', newest.paper) }
    case 'answer': return many > 1 ? { who: counted(many, 'new answer'), did: own ? t('to your question') : t('to'), heading, tail: following(own) } : { who, did: own ? t('answered your question') : t('answered it:'), heading, tail: following(own) }
    case 'comment': return many > 1
      ? { who: counted(many, 'new comment'), did: own ? t('on what you wrote under') : t('under'), heading, tail: following(own) }
      : { who, did: own ? t('commented on what you wrote under') : t('commented under'), heading, tail: following(own) }
    case 'mention': return { who, did: t('mentioned you under'), heading, tail: '' }
    case 'endorsement': return { who, did: t('endorsed your answer to'), heading, tail: '' }
    case 'status': return { who, did: t('marked {0}as {1}:', own ? t('your question ') : '', called(newest.status ?? 'open')), heading, tail: '' }
    case 'votes': return { who: counted(newest.milestone ?? 0, 'person'), did: t('upvoted your {0}', placeOf(newest)), heading, tail: '' }
    case 'decision': return { who: '', ...decided(newest), heading }
  }
}

/** The same as one sentence without marks. */
export function noticeSentence(notices: readonly Notification[]): string {
  const { who, did, heading, tail } = noticeWords(notices)
  return [who, did, heading === '' ? '' : t('“{0}”', heading)].filter(part => part !== '').join(' ') + (tail === '' ? '' : tail.startsWith(',') ? tail : ` ${tail}`)
}

function following(own: boolean): string {
  return own ? '' : t(', which you follow')
}

function placeOf({ postKind }: Notification): string {
  return postKind === 'question' ? t('question') : postKind === 'comment' ? t('comment under') : t('answer to')
}

const outcomes: Partial<Record<DecisionKind, string>> = {
  approve: t('was approved and is now public'), trust: t('was approved and is now public'), reject: t('was not published'), hide: t('was hidden'), restore: t('is public again'), edit: t('was edited by a moderator'), uphold: t('stays as it was decided: your appeal was read'),
}

function decided(notice: Notification): { did: string; tail: string } {
  if (notice.postKind === null) return { did: onPerson[notice.decision ?? 'undo'] ?? t('A moderator decided something about your account'), tail: '' }
  return { did: t('Your {0}', placeOf(notice)), tail: outcomes[notice.decision ?? 'undo'] ?? t('was decided on') }
}

const onPerson: Partial<Record<DecisionKind, string>> = { unsuspend: t('Your suspension has ended'), uphold: t('Your appeal was read, and the decision stands'), appoint: t('You were asked to stand in as a moderator') }
