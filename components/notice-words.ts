/** A notice, or several that say the same of one thing, in words: the same on the page, in mails, in the feed and on a device. */
import type { DecisionKind } from '@/forum/decisions'
import type { Notification } from '@/forum/notifications'
import { counted, nameOf } from './words'
import { called, t } from '@/words'
import type { Message } from '@/words'

/** How a sentence is put together: with marks on a page, without them in a mail. */
export type Saying<T> = {
  say: (message: Message, ...values: readonly (T | string | number)[]) => T
  who: (name: string) => T
  heading: (text: string) => T
}

/** The sentence for notices of one kind about one thing, newest first; whole, so that each language may put its pieces where it wants. */
export function noticeWords<T>(notices: readonly [Notification, ...Notification[]], { say, who: marked, heading: linked }: Saying<T>): T {
  const [newest] = notices
  const { kind, own } = newest
  const who = marked(newest.by === null ? t('Somebody') : nameOf(newest.by))
  const heading = linked(newest.heading)
  const isOne = notices.length === 1
  switch (kind) {
    case 'question': return say('{0} asked {1} on {2}', who, heading, newest.paper)
    case 'answer':
      if (isOne) return say(own ? '{0} answered your question {1}' : '{0} answered {1}, which you follow', who, heading)
      return say(own ? '{0} to your question {1}' : '{0} to {1}, which you follow', marked(counted(notices.length, 'new answer')), heading)
    case 'comment':
      if (isOne) return say(own ? '{0} commented on what you wrote under {1}' : '{0} commented under {1}, which you follow', who, heading)
      return say(own ? '{0} on what you wrote under {1}' : '{0} under {1}, which you follow', marked(counted(notices.length, 'new comment')), heading)
    case 'mention': return say('{0} mentioned you under {1}', who, heading)
    case 'endorsement': return say('{0} endorsed your answer to {1}', who, heading)
    case 'status': return say(own ? '{0} marked your question {1} as {2}' : '{0} marked {1} as {2}', who, heading, called(newest.status ?? 'open'))
    case 'votes': return say(newest.postKind === 'question' ? '{0} upvoted your question {1}' : newest.postKind === 'comment' ? '{0} upvoted your comment under {1}' : '{0} upvoted your answer to {1}', marked(counted(newest.milestone ?? 0, 'person')), heading)
    case 'decision': return decided(newest, say, heading)
  }
}

/** The same as one sentence without marks. */
export function noticeSentence(notices: readonly Notification[]): string {
  const [first, ...others] = notices
  return first ? noticeWords<string>([first, ...others], { say: t, who: name => name, heading: text => t('“{0}”', text) }) : ''
}

// How a post is called where its question's heading is not to be seen.
const alone = { question: t('Your question'), answer: t('Your answer'), comment: t('Your comment') } as const

const outcomes: Partial<Record<DecisionKind, string>> = {
  approve: t('was approved and is now public'), trust: t('was approved and is now public'), reject: t('was not published'), hide: t('was hidden'), restore: t('is public again'), edit: t('was edited by a moderator'), uphold: t('stays as it was decided: your appeal was read'),
}

function decided<T>({ postKind, decision, heading: text }: Notification, say: Saying<T>['say'], heading: T): T {
  const kind = decision ?? 'undo'
  if (postKind === null) {
    return say(kind === 'unsuspend' ? 'Your suspension has ended' : kind === 'uphold' ? 'Your appeal was read, and the decision stands'
      : kind === 'appoint' ? 'You were asked to stand in as a moderator' : 'A moderator decided something about your account')
  }
  const post = text === '' ? alone[postKind] : say(postKind === 'question' ? 'Your question {0}' : postKind === 'comment' ? 'Your comment under {0}' : 'Your answer to {0}', heading)
  return say('{0} {1}', post, outcomes[kind] ?? t('was decided on'))
}
