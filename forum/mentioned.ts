/** What mentions posts and papers, as their pages say it. Only what everybody may read is named and counted. */
import { and, eq, inArray, lte, sql } from 'drizzle-orm'
import type { Column } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { guests, mentions, papers, people, posts } from '@/db/schema'
import { dependsOn, dependsOnPerson } from './dependencies'
import type { Mention, MentionedIn } from './documents'
import { writerOf } from './showing'
import { paperPath, postPath } from './urls'

/** So many are named; how many there are is said, up to so many of the newest. */
export const mentionsNamed = 100
const mentionsRead = 500

/** What mentions each of these posts; those that nothing mentions are left out. One query. */
export async function mentionsOfPosts(on: Reader, ids: readonly number[]): Promise<Map<number, MentionedIn>> {
  return read(on, mentions.toPost, ids)
}

/** What mentions a paper; null where nothing does. */
export async function mentionsOfPaper(paper: number, on: Reader = db().read): Promise<MentionedIn | null> {
  dependsOn(`mentioned:${paper}`)
  return (await read(on, mentions.toPaper, [paper])).get(paper) ?? null
}

const thread = alias(posts, 'mentioning_thread')
const asked = alias(posts, 'asked')

async function read(on: Reader, of: Column, ids: readonly number[]): Promise<Map<number, MentionedIn>> {
  const place = sql`coalesce(${posts.paper}, ${mentions.paper})`
  const newest = on.select({ id: mentions.id, place: sql<number>`row_number() over (partition by ${of} order by ${mentions.post} desc)`.as('place') }).from(mentions).where(among(of, ids)).as('newest')
  const rows = await on.select({
    id: mentions.id, target: sql<number>`${of}`, paper: { id: papers.id, slug: papers.slug, title: papers.title, titleHtml: papers.titleHtml },
    post: { id: posts.id, kind: posts.kind, role: posts.role, person: posts.person, state: posts.state, question: posts.question }, threadState: thread.state,
    question: { id: asked.id, number: asked.number, heading: asked.heading, headingHtml: asked.titleHtml },
    person: { handle: people.handle, name: people.name, role: people.role, former: people.former },
    guest: { name: guests.name, cookieHash: guests.cookieHash, claimedBy: guests.claimedBy },
  }).from(mentions).leftJoin(posts, eq(posts.id, mentions.post)).leftJoin(thread, eq(thread.id, posts.question)).innerJoin(papers, eq(papers.id, place))
    .leftJoin(asked, eq(asked.id, sql`coalesce(${posts.question}, ${posts.id})`)).leftJoin(people, eq(people.id, posts.person)).leftJoin(guests, eq(guests.id, posts.guest))
    .where(and(
      among(of, ids), inArray(mentions.id, on.select({ id: newest.id }).from(newest).where(lte(newest.place, mentionsRead))),
    ))
  const found = new Map<number, MentionedIn>()
  for (const row of rows.sort((one, other) => other.id - one.id)) {
    // Whose name, heading or title changes, changes this.
    dependsOn(`paper:${row.paper.id}`, `headings:${row.paper.id}`)
    dependsOnPerson(row.post?.person ?? null)
    // Named before it is judged: what is hidden now comes back.
    if (row.post !== null && (row.post.state !== 'public' || (row.post.question !== null && row.threadState !== 'public'))) continue
    const list = found.get(row.target) ?? { items: [], total: 0 }
    list.total++
    if (list.items.length < mentionsNamed) list.items.push(mentionOf(row))
    found.set(row.target, list)
  }
  return found
}

type Row = {
  paper: { slug: string; title: string; titleHtml: string }
  post: (Pick<typeof posts.$inferSelect, 'id' | 'kind' | 'role'>) | null
  question: { number: number | null; heading: string | null; headingHtml: string | null } | null
} & Pick<Parameters<typeof writerOf>[0], 'person' | 'guest'>

function mentionOf({ paper, post, question, person, guest }: Row): Mention {
  const of = { title: paper.title, titleHtml: paper.titleHtml }
  if (!post || !question) return { by: null, url: paperPath(paper.slug), question: null, paper: of }
  return {
    by: { writer: writerOf({ person, guest, post }), kind: post.kind }, url: postPath(paper.slug, question.number ?? 0, post.id, post.kind === 'question'),
    question: { heading: question.heading ?? '', headingHtml: question.headingHtml ?? '' }, paper: of,
  }
}
