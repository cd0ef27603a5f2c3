/** Which public pages events have changed: for engines that are told of changes. */
import { inArray } from 'drizzle-orm'
import type { Reader } from '@/db'
import { papers, posts, topics } from '@/db/schema'
import type { Event, EventKind } from './events'
import { paperPath, questionPath, topicPath } from './urls'

// What changes the text or the place of something that everybody reads. Votes and marks are no news to an engine.
const ofThreads: ReadonlySet<string> = new Set<EventKind>(['question.asked', 'answer.posted', 'comment.posted', 'post.edited', 'post.deleted', 'post.undeleted', 'post.hidden', 'post.restored', 'question.merged', 'question.parted', 'post.moved', 'thread.split', 'thread.summarised'])
const ofPapers: ReadonlySet<string> = new Set<EventKind>(['paper.added', 'paper.changed', 'paper.removed', 'question.asked', 'question.merged', 'question.parted', 'post.moved', 'thread.split'])

/** Paths of pages, each once. A question that was never public has none; one that is so no longer does, so that engines see that it went. */
export async function changedAddresses(on: Reader, events: readonly Event[]): Promise<string[]> {
  const known = events.filter(event => event.public)
  const questionIds = idsOf(known.filter(event => ofThreads.has(event.kind)).map(event => event.question ?? event.post))
  const paperIds = idsOf(known.filter(event => ofPapers.has(event.kind)).map(event => event.paper))
  const topicIds = idsOf(known.filter(event => event.kind === 'topic.changed').map(event => event.topic))
  const questions = questionIds.length === 0 ? [] : await on.select({ number: posts.number, publicAt: posts.publicAt, kind: posts.kind, paper: posts.paper }).from(posts).where(inArray(posts.id, questionIds))
  const shown = questions.filter(row => row.kind === 'question' && row.publicAt !== null)
  const wanted = [...new Set([...paperIds, ...shown.map(row => row.paper)])]
  const slugs = new Map((wanted.length === 0 ? [] : await on.select({ id: papers.id, slug: papers.slug }).from(papers).where(inArray(papers.id, wanted))).map(row => [row.id, row.slug]))
  const topicRows = topicIds.length === 0 ? [] : await on.select({ slug: topics.slug }).from(topics).where(inArray(topics.id, topicIds))
  return [...new Set([
    ...shown.flatMap(row => { const slug = slugs.get(row.paper); return slug === undefined ? [] : [questionPath(slug, row.number ?? 0)] }),
    ...paperIds.flatMap(id => { const slug = slugs.get(id); return slug === undefined ? [] : [paperPath(slug)] }),
    ...topicRows.map(row => topicPath(row.slug)),
    ...(known.some(event => event.kind === 'list.applied') ? ['/papers'] : []),
  ])]
}

function idsOf(ids: readonly (number | null)[]): number[] {
  return [...new Set(ids)].filter(id => id !== null)
}
