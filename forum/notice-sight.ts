/** Which notices may be seen now: nothing of what is held, hidden or deleted, nothing that was taken back. Whatever comes back comes back with its notices. */
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { notifications, people, posts } from '@/db/schema'

/** The question of a notice's post, joined by `thread.id = coalesce(posts.question, posts.id)`. */
export const thread = alias(posts, 'notice_thread')

/** For queries that join a notice's post and its thread. A decision is its writer's to know whatever became of the post, until it is undone. */
export const isSeenNotice = sql<boolean>`(case ${notifications.kind}
  when 'decision' then coalesce(${posts.state}, '') <> 'deleted' and not exists (select 1 from decisions undoing where undoing.undoes = ${notifications.decision} and undoing.kind = 'undo')
  when 'endorsement' then ${posts.state} = 'public' and ${thread.state} = 'public' and ${posts.endorsed}
  else ${posts.state} = 'public' and ${thread.state} = 'public' end)`

/** More than so many unread ones are not told apart. */
export const unreadMax = 100

/** How many unread notices a person has, at most `unreadMax`, as part of a query on people. */
export function unreadTally(): SQL<number> {
  return sql<number>`(select count(*) from (select ${notifications.id} from ${notifications} left join ${posts} on ${posts.id} = ${notifications.post}
    left join ${posts} as ${sql.identifier('notice_thread')} on ${thread.id} = coalesce(${posts.question}, ${posts.id})
    where ${notifications.person} = ${people.id} and ${notifications.readAt} is null and ${isSeenNotice} limit ${unreadMax}) unread)`.mapWith(Number)
}
