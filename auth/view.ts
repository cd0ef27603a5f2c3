/** What the frame shows of whoever is signed in. */
import { recentHouseRules } from '@/forum/house-rules'
import { isAtLeast } from '@/forum/viewer'
import type { Asked } from './viewer'

/** `waiting` counts held and flagged posts, for moderators; `unread` the notifications; `atOnce`: what this person posts appears at
 *  once; `first`: nothing of theirs has appeared yet. */
export type View = { handle: string; name: string; role: 'member' | 'moderator' | 'author'; waiting: number | null; unread: number; atOnce: boolean; first: boolean }

/** The view of whoever asks; null for guests. */
export async function viewOf({ viewer, waiting, posted, unread }: Pick<Asked, 'viewer' | 'waiting' | 'posted' | 'unread'>): Promise<View | null> {
  if (viewer.kind !== 'person') return null
  const moderates = isAtLeast(viewer, 'moderator')
  return {
    handle: viewer.handle, name: viewer.name, role: viewer.role, unread, waiting,
    atOnce: moderates || viewer.trust >= (await recentHouseRules()).firstHeld,
    first: !moderates && !posted,
  }
}
