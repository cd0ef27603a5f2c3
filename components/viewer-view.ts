/** What the frame shows of whoever is signed in. `waiting` counts the queue, for moderators; `unread` the notifications. */
export type ViewerView = {
  handle: string
  name: string
  role: 'member' | 'moderator' | 'author'
  waiting: number | null
  unread: number
}
