/** The event log as everybody may read it: what happened to public things, without voters and flaggers. */
import { and, eq, inArray } from 'drizzle-orm'
import { db } from '@/db'
import { papers, people, posts } from '@/db/schema'
import { eventsAfter } from './events'

/** Ids of posts, the paper's slug, handles of people. `actor` is null for guests and for what moderators did. */
export type PublicEvent = { id: number; kind: string; post: number | null; question: number | null; paper: string | null; person: string | null; actor: string | null; at: Date }

// Who moderated what stands in the moderators' log, not here: whatever comes of a decision is unsigned, and so is what is public no longer. A score has no actor at all.
const unsigned = new Set<string>(['post.hidden', 'post.restored', 'thread.locked', 'thread.unlocked', 'post.scored'])

/** Public events after a position, oldest first. */
export async function publicEventsAfter(position: number, limit: number): Promise<PublicEvent[]> {
  const on = db().read
  const found = await eventsAfter(position, limit, 'public', on)
  const paperIds = [...new Set(found.flatMap(event => event.paper ?? []))]
  const personIds = [...new Set(found.flatMap(event => [event.person ?? [], event.actor ?? []].flat()))]
  const paperRows = paperIds.length === 0 ? [] : await on.select({ id: papers.id, slug: papers.slug }).from(papers).where(inArray(papers.id, paperIds))
  const personRows = personIds.length === 0 ? [] : await on.select({ id: people.id, handle: people.handle, former: people.former }).from(people).where(inArray(people.id, personIds))
  const postIds = [...new Set(found.flatMap(event => event.post ?? []))]
  const shown = new Set((postIds.length === 0 ? [] : await on.select({ id: posts.id }).from(posts).where(and(inArray(posts.id, postIds), eq(posts.state, 'public')))).map(row => row.id))
  const slugs = new Map(paperRows.map(row => [row.id, row.slug]))
  const handles = new Map(personRows.map(row => [row.id, row.former ? null : row.handle]))
  return found.map(event => ({
    id: event.id, kind: event.kind, post: event.post, question: event.question, at: event.at,
    paper: event.paper === null ? null : slugs.get(event.paper) ?? null,
    // Of posts the log names their writer for followers only: a hidden post has none for the public.
    person: event.person === null || !event.kind.startsWith('person.') ? null : handles.get(event.person) ?? null,
    actor: event.actor === null || event.decision !== null || unsigned.has(event.kind) || (event.post !== null && !shown.has(event.post)) ? null : handles.get(event.actor) ?? null,
  }))
}
