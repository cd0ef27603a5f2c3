/** What a feed shows: the newest public posts of the site, a paper, a thread, a topic or a person. */
import { and, desc, eq, isNotNull, ne, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { guests, papers, people, posts, topics } from '@/db/schema'
import { dependsOn, dependsOnPerson } from './dependencies'
import type { PostKind, Writer } from './documents'
import { isOpenQuestion } from './indexed'
import { findPaper } from './papers'
import { findPerson } from './persons'
import { questionIdAt } from './posts'
import { writerColumns, writerOf } from './showing'
import { topicsWithin } from './topic-tree'
import { findTopic } from './topics'
import { paperPath, personPath, postPath, questionPath, topicPath } from './urls'
import { t } from '@/words'

export type FeedOf =
  | { of: 'site' } | { of: 'questions' }
  | { of: 'paper'; slug: string } | { of: 'question'; slug: string; number: number }
  | { of: 'topic'; slug: string } | { of: 'person'; handle: string }

export type FeedEntry = {
  /** What its id is made of; it stays when the thing moves. */
  of: 'post' | 'notification'
  id: number
  /** What it is: a kind of post or of notice. */
  kind: string
  title: string
  /** Null where the site itself speaks. */
  writer: Writer | null
  html: string
  publicAt: Date
  /** When it was last edited, or made public. */
  updated: Date
  url: string
  /** The post it answers, with its address; null for a question. */
  replyTo: { id: number; url: string } | null
  /** Of a question: its public answers, and where they are followed. */
  replies: { count: number; updated: Date; feed: string } | null
}

/** `key` is what its id is made of. `title` null stands for the site's own name. `path` is the page that the feed belongs to. */
export type Feed = { key: string; title: string | null; path: string; feedPath: string; updated: Date; entries: FeedEntry[] }

const entriesMax = 40

/** The feed, newest first; where it has moved to; null where there is no such thing. Held and hidden posts are in none. */
export async function readFeed(of: FeedOf): Promise<{ found: Feed } | { movedTo: string } | null> {
  const on = db().read
  const place = await placeOf(on, of)
  if (!place || 'movedTo' in place) return place && { movedTo: `${place.movedTo}/feed.atom` }
  const entries = await entriesWhere(on, place)
  if (entries.length === 0 && of.of === 'question') return null
  const updated = entries.reduce((latest, entry) => (entry.updated > latest ? entry.updated : latest), place.since)
  return { found: { key: place.key, title: place.title, path: place.path, feedPath: `${place.path === '/' ? '' : place.path}/feed.atom`, updated, entries } }
}

type Place = { key: string; title: string | null; path: string; since: Date; kinds: readonly PostKind[]; where: (kind: PostKind) => SQL | undefined }

const threads = ['question', 'answer'] as const
const everything = ['question', 'answer', 'comment'] as const
// Of a feed without an entry: older than anything in it, and the same at each asking.
const beginning = new Date(0)

async function placeOf(on: Reader, of: FeedOf): Promise<Place | { movedTo: string } | null> {
  if (of.of === 'site' || of.of === 'questions' || of.of === 'topic') dependsOn('posts', 'list')
  if (of.of === 'site') return { key: 'site', title: null, path: '/', since: beginning, kinds: threads, where: publicOf }
  if (of.of === 'questions') return { key: 'questions', title: t('Open questions'), path: '/questions', since: beginning, kinds: ['question'], where: () => isOpenQuestion }
  if (of.of === 'paper') return paperPlace(of.slug)
  if (of.of === 'question') return questionPlace(on, of)
  if (of.of === 'topic') return topicPlace(on, of.slug)
  return personPlace(on, of.handle)
}

async function paperPlace(slug: string): Promise<Place | { movedTo: string } | null> {
  const paper = await findPaper(slug)
  if (!paper || 'movedTo' in paper) return paper
  dependsOn(`questions:${paper.found.id}`)
  return { key: `paper:${paper.found.id}`, title: paper.found.title, path: paperPath(slug), since: beginning, kinds: threads, where: kind => and(publicOf(kind), eq(posts.paper, paper.found.id)) }
}

async function questionPlace(on: Reader, { slug, number }: { slug: string; number: number }): Promise<Place | { movedTo: string } | null> {
  const id = await questionIdAt(on, slug, number)
  if (id === null) {
    const paper = await findPaper(slug)
    return paper && 'movedTo' in paper ? { movedTo: `${paper.movedTo}/questions/${number}` } : null
  }
  const [question] = await on.select({ heading: posts.heading, state: posts.state, createdAt: posts.createdAt }).from(posts).where(eq(posts.id, id))
  if (!question) return null
  dependsOn(`thread:${id}`)
  const heading = question.state === 'public' ? question.heading ?? '' : t('Question {0}', number)
  return { key: `question:${id}`, title: heading, path: questionPath(slug, number), since: question.createdAt, kinds: everything, where: kind => and(publicOf(kind), kind === 'question' ? eq(posts.id, id) : eq(posts.question, id)) }
}

async function topicPlace(on: Reader, slug: string): Promise<Place | { movedTo: string } | null> {
  const [topic] = await on.select({ id: topics.id, title: topics.title, createdAt: topics.createdAt }).from(topics).where(eq(topics.slug, slug))
  if (topic) {
    const within = await topicsWithin(on, slug)
    return { key: `topic:${topic.id}`, title: topic.title, path: topicPath(slug), since: topic.createdAt, kinds: threads, where: kind => and(publicOf(kind), newestWithin(kind, within)) }
  }
  const moved = await findTopic(slug)
  return moved && 'movedTo' in moved ? moved : null
}

/** Posts of a topic, or the newest of each of several: an index has them by topic, so what is read of each ends where the feed does. */
function newestWithin(kind: PostKind, within: number[]): SQL | undefined {
  const [only = 0, ...under] = within
  if (under.length === 0) return eq(posts.topic, only)
  const public_ = (of: string) => sql`${sql.identifier(of)}.kind = ${kind} and ${sql.identifier(of)}.state = 'public'`
  const last = sql`(select min(newest.public_at) from (select one.public_at from ${posts} one where one.topic = ${topics.id} and ${public_('one')} and one.public_at is not null order by one.public_at desc, one.id desc limit ${entriesMax}) newest)`
  return sql`${posts.id} in (select found.id from ${topics} cross join ${posts} found where ${among(topics.id, within)} and found.topic = ${topics.id} and ${public_('found')} and found.public_at >= ${last})`
}

async function personPlace(on: Reader, handle: string): Promise<Place | { movedTo: string } | null> {
  const [person] = await on.select({ id: people.id, handle: people.handle, name: people.name, createdAt: people.createdAt }).from(people)
    .where(and(eq(people.handleFolded, handle.toLowerCase()), eq(people.former, false)))
  if (person && person.handle !== handle) return { movedTo: personPath(person.handle) }
  if (person) dependsOn(`person:${person.id}`, `writer:${person.id}`, 'headings')
  if (person) return { key: `person:${person.id}`, title: person.name, path: personPath(person.handle), since: person.createdAt, kinds: everything, where: kind => and(publicOf(kind), eq(posts.person, person.id)) }
  const moved = await findPerson(handle)
  return moved && 'movedTo' in moved ? moved : null
}

function publicOf(kind: PostKind): SQL | undefined {
  return and(eq(posts.kind, kind), eq(posts.state, 'public'))
}

const leads = { question: '', answer: t('Answer to: '), comment: t('Comment on: ') } as const

/** The newest of each kind, each from its own index, and the newest of those. */
async function entriesWhere(on: Reader, place: Place): Promise<FeedEntry[]> {
  const found: FeedEntry[] = []
  for (const kind of place.kinds) found.push(...await entriesOf(on, place.where(kind)))
  return found.sort((a, b) => b.publicAt.getTime() - a.publicAt.getTime() || b.id - a.id).slice(0, entriesMax)
}

async function entriesOf(on: Reader, within: SQL | undefined): Promise<FeedEntry[]> {
  const thread = alias(posts, 'thread')
  const parent = alias(posts, 'parent')
  const rows = await on.select({
    post: posts, slug: papers.slug, number: thread.number, heading: thread.heading, threadState: thread.state, parentKind: parent.kind, ...writerColumns,
  }).from(posts).innerJoin(papers, eq(papers.id, posts.paper)).innerJoin(thread, sql`${thread.id} = coalesce(${posts.question}, ${posts.id})`)
    .leftJoin(parent, eq(parent.id, posts.parent)).leftJoin(people, eq(people.id, posts.person)).leftJoin(guests, eq(guests.id, posts.guest))
    .where(and(within, ne(thread.state, 'held'), isNotNull(posts.publicAt)))
    .orderBy(desc(posts.publicAt), desc(posts.id)).limit(entriesMax)
  dependsOn(...rows.flatMap(({ post }) => [`paper:${post.paper}`, `headings:${post.paper}`] as const))
  // An entry of a question tells how many answers it has and when the last one came.
  dependsOn(...rows.flatMap(({ post }) => (post.kind === 'question' ? [`thread:${post.id}` as const] : [])))
  dependsOnPerson(...rows.map(row => row.post.person))
  return rows.map(row => {
    const { post, slug } = row
    const number = row.number ?? 0
    const publicAt = post.publicAt ?? post.createdAt
    return {
      of: 'post' as const, id: post.id, kind: post.kind, writer: writerOf(row), html: post.html, publicAt,
      // A hidden question's own words are shown nowhere, also not above the answers that stay.
      title: `${leads[post.kind]}${row.threadState === 'public' ? row.heading ?? '' : t('Question {0}', number)}`,
      updated: post.editedAt && post.editedAt > publicAt ? post.editedAt : publicAt,
      url: postPath(slug, number, post.id, post.kind === 'question'),
      replyTo: post.parent === null ? null : { id: post.parent, url: postPath(slug, number, post.parent, row.parentKind === 'question') },
      replies: post.kind === 'question' ? { count: post.answers, updated: post.activeAt, feed: `${questionPath(slug, number)}/feed.atom` } : null,
    }
  })
}
