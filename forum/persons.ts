/** A person's public page: who they are and what they wrote. */
import { and, desc, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import type { Reader } from '@/db'
import { formerHandles, papers, people, posts } from '@/db/schema'
import { excerpt } from '@/text/excerpt'
import { cut, momentCursor, readCursor } from './cursors'
import { dependsOn } from './dependencies'
import type { PersonPage } from './documents'
import { setExcerpts } from './set-lines'
import { olderThan } from './showing'
import { personPath, postPath, questionPath } from './urls'

const pageSize = 20
type Request = { kind?: 'answers' | 'questions' | 'comments'; after?: string | null }

/** Finds by handle; a former handle tells the present one. */
export async function findPerson(handle: string, request: Request = {}): Promise<{ found: PersonPage } | { movedTo: string } | null> {
  const on = db().read
  const folded = handle.toLowerCase()
  const [person] = await on.select().from(people).where(and(eq(people.handleFolded, folded), eq(people.former, false)))
  if (!person) {
    const [moved] = await on.select({ handle: people.handle }).from(formerHandles).innerJoin(people, eq(people.id, formerHandles.person)).where(and(eq(formerHandles.handleFolded, folded), eq(people.former, false)))
    return moved ? { movedTo: personPath(moved.handle) } : null
  }
  // One address for one person.
  if (person.handle !== handle) return { movedTo: personPath(person.handle) }
  dependsOn(`person:${person.id}`, `writer:${person.id}`, 'headings')
  const counts = { answers: person.answers, questions: person.questions, comments: person.comments, endorsed: person.endorsements, upvotes: person.upvotes }
  const kind = request.kind ?? (counts.answers === 0 && counts.questions > 0 ? 'questions' : 'answers')
  const { items, next } = await postsOf(on, person.id, kind, request.after ?? null)
  return { found: { handle: person.handle, name: person.name, role: person.role, about: person.about, orcid: person.orcid, former: false, since: person.createdAt, counts, kind, posts: items, next } }
}

async function postsOf(on: Reader, person: number, kind: PersonPage['kind'], cursor: string | null): Promise<{ items: PersonPage['posts']; next: string | null }> {
  const thread = alias(posts, 'thread')
  const after = readCursor(cursor, momentCursor)
  const one = { answers: 'answer', questions: 'question', comments: 'comment' } as const
  const rows = await on.select({ post: posts, slug: papers.slug, number: thread.number, heading: thread.heading, headingHtml: thread.titleHtml })
    .from(posts).innerJoin(papers, eq(papers.id, posts.paper)).innerJoin(thread, sql`${thread.id} = coalesce(${posts.question}, ${posts.id})`)
    .where(and(eq(posts.person, person), eq(posts.kind, one[kind]), eq(posts.state, 'public'), eq(thread.state, 'public'), olderThan(after)))
    .orderBy(desc(posts.publicAt), desc(posts.id)).limit(pageSize + 1)
  dependsOn(...rows.flatMap(row => [`headings:${row.post.paper}`, `paper:${row.post.paper}`] as const))
  const { items, next } = cut(rows, pageSize, row => [row.post.publicAt?.getTime() ?? 0, row.post.id])
  const excerpts = await setExcerpts(items.map(row => excerpt(row.post.plain, 280)))
  return {
    next,
    items: items.map((row, at) => ({
      id: row.post.id, excerptHtml: excerpts[at] ?? '', score: row.post.score, endorsed: row.post.endorsed, publicAt: row.post.publicAt ?? row.post.createdAt,
      url: postPath(row.slug, row.number ?? 0, row.post.id, kind === 'questions'),
      question: { heading: row.heading ?? '', headingHtml: row.headingHtml ?? '', url: questionPath(row.slug, row.number ?? 0) },
    })),
  }
}
