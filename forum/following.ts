/** What somebody follows: on one page, for the button there, and all of it, for the list. */
import { and, desc, eq, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import { follows, papers, people, posts, topics } from '@/db/schema'
import { muted, wholeSite } from './follows'
import type { FollowKind } from './follows'
import { decodedSlug, paperPath, personPath, questionPath, topicPath } from './urls'
import { personOf } from './viewer'
import type { Viewer } from './viewer'
import { t } from '@/words'

/** What the page at a path is about, as its button names it ("question 12", "paper a-slug"), where the viewer follows it. */
export async function followedOn(viewer: Viewer, path: string): Promise<string[]> {
  const person = personOf(viewer)
  const place = person === null ? null : placeOf(path)
  if (place === null) return []
  const [row] = await db().read.select({ target: follows.target }).from(follows)
    .where(and(eq(follows.person, person ?? 0), eq(follows.kind, place.kind), sql`${follows.target} = ${place.target}`)).limit(1)
  return row ? [place.kind === 'question' ? `question ${row.target}` : `${place.kind} ${place.id}`] : []
}

type Place = { kind: FollowKind; id: string; target: SQL }

function placeOf(path: string): Place | null {
  if (path === '/') return { kind: 'site', id: wholeSite, target: sql`0` }
  const [, room, part = '', number] = /^\/(papers|topics|people)\/([^/]{1,600})(?:\/questions\/([1-9]\d{0,8}))?$/.exec(path) ?? []
  const id = decodedSlug(part)
  if (room === 'papers' && number !== undefined) return { kind: 'question', id, target: sql`(select q.id from ${posts} q join ${papers} p on p.id = q.paper where p.slug = ${id} and q.number = ${Number(number)})` }
  if (room === 'papers') return { kind: 'paper', id, target: sql`(select p.id from ${papers} p where p.slug = ${id})` }
  if (room === 'topics') return { kind: 'topic', id, target: sql`(select t.id from ${topics} t where t.slug = ${id})` }
  return room === 'people' ? { kind: 'person', id, target: sql`(select p.id from ${people} p where p.handle_folded = ${id.toLowerCase()})` } : null
}

/** `mute`: a question of which its reader wants to hear nothing. `id` as the API names it. */
export type Followed = { kind: FollowKind | typeof muted; id: string; title: string; url: string }

const paper = alias(papers, 'followed_paper')

/** What a person follows, the latest first; at most 500. What is not public any more is left out. */
export async function listFollowed(person: number): Promise<Followed[]> {
  const found = await db().read.select({
    kind: follows.kind, target: follows.target,
    question: { heading: posts.heading, number: posts.number, state: posts.state }, on: { slug: paper.slug }, paper: { slug: papers.slug, title: papers.title },
    topic: { slug: topics.slug, title: topics.title }, somebody: { handle: people.handle, name: people.name, former: people.former },
  }).from(follows)
    .leftJoin(posts, and(sql`${follows.kind} in ('question', 'mute')`, eq(posts.id, follows.target))).leftJoin(paper, eq(paper.id, posts.paper))
    .leftJoin(papers, and(eq(follows.kind, 'paper'), eq(papers.id, follows.target))).leftJoin(topics, and(eq(follows.kind, 'topic'), eq(topics.id, follows.target)))
    .leftJoin(people, and(eq(follows.kind, 'person'), eq(people.id, follows.target)))
    .where(eq(follows.person, person)).orderBy(desc(follows.createdAt), desc(follows.target)).limit(listMax)
  return found.flatMap((row): Followed[] => {
    const { kind, question, on, somebody } = row
    if (kind === 'site') return [{ kind, id: wholeSite, title: t('Every new question'), url: '/' }]
    if ((kind === 'question' || kind === muted) && question?.state === 'public' && on) return [{ kind, id: String(row.target), title: question.heading ?? '', url: questionPath(on.slug, question.number ?? 0) }]
    if (kind === 'paper' && row.paper) return [{ kind, id: row.paper.slug, title: row.paper.title, url: paperPath(row.paper.slug) }]
    if (kind === 'topic' && row.topic) return [{ kind, id: row.topic.slug, title: row.topic.title, url: topicPath(row.topic.slug) }]
    return kind === 'person' && somebody && !somebody.former ? [{ kind, id: somebody.handle, title: somebody.name, url: personPath(somebody.handle) }] : []
  })
}

const listMax = 500
