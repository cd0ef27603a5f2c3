/** What the frame shows of whoever is signed in. `waiting` counts the queue, for moderators; `unread` the notifications. */
export type ViewerView = {
  handle: string
  name: string
  role: 'member' | 'moderator' | 'author'
  waiting: number | null
  unread: number
  /** Whether what this person posts appears at once. */
  atOnce?: boolean
  /** Whether nothing of theirs has appeared yet. */
  first?: boolean
}
