/** What the frame shows of whoever is signed in. */
import { trustedFrom } from '@/forum/posting'
import { isAtLeast } from '@/forum/viewer'
import type { Asked } from './viewer'

/** `waiting` counts held and flagged posts, for moderators; `unread` the notifications; `atOnce`: what this person posts appears at once. */
export type View = { handle: string; name: string; role: 'member' | 'moderator' | 'author'; waiting: number | null; unread: number; atOnce: boolean }

/** The view of whoever asks; null for guests. */
export function viewOf({ viewer, waiting }: Pick<Asked, 'viewer' | 'waiting'>): View | null {
  if (viewer.kind !== 'person') return null
  return {
    handle: viewer.handle, name: viewer.name, role: viewer.role, unread: 0, waiting,
    atOnce: isAtLeast(viewer, 'moderator') || viewer.trust >= trustedFrom,
  }
}
