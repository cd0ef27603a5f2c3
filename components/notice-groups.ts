/** Notices that say the same of one thing, as one line. */
import type { NoticeKind } from '@/forum/notice-choices'
import type { Notification } from '@/forum/notifications'

/** Notices of one kind about one thing, as one line: "3 new answers to …". */
export type NoticeGroup = { notices: Notification[]; unread: boolean }

/** Groups notices that say the same of the same question, those that are unread apart from the others; the newest first, as they came. */
export function groupNotices(items: readonly Notification[]): NoticeGroup[] {
  const groups = new Map<string, NoticeGroup>()
  for (const notice of items) {
    const unread = notice.readAt === null
    const key = gathered.has(notice.kind) && notice.question !== null ? `${notice.kind} ${notice.own} ${notice.kind === 'votes' ? notice.post ?? '' : notice.question} ${unread} ${dayOf(notice.createdAt)}` : `one ${notice.id}`
    const group = groups.get(key) ?? { notices: [], unread }
    group.notices.push(notice)
    groups.set(key, group)
  }
  return [...groups.values()]
}

const gathered: ReadonlySet<NoticeKind> = new Set(['answer', 'comment', 'votes', 'status'])

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}
