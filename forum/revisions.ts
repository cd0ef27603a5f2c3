/** Former texts of a post. Those that were never public are for its writer and moderators only. */
import { and, desc, eq } from 'drizzle-orm'
import { db } from '@/db'
import { posts, revisions } from '@/db/schema'
import type { Post } from './documents'
import type { OnePost } from './one-post'
import { isOwn, isSeen, loadPost } from './posts'
import { besides } from './beside'
import { selectShown, showPost } from './showing'
import { isAtLeast } from './viewer'
import type { Viewer } from './viewer'
import { t } from '@/words'

export type Revision = { number: number; title: string | null; body: string; html: string; createdAt: Date; reason: string | null }
export type History = { post: Post; title: string | null; heading: string; revisions: Revision[] }

/** A former text that was public, of a post that was found for whoever asks; null where there is none. */
export async function publicRevision({ post }: Pick<OnePost, 'post'>, number: number): Promise<Pick<Revision, 'title' | 'body' | 'createdAt'> | null> {
  const [row] = await db().read.select({ title: revisions.title, body: revisions.body, createdAt: revisions.createdAt }).from(revisions)
    .where(and(eq(revisions.post, post.id), eq(revisions.number, number), eq(revisions.state, 'public')))
  return row ?? null
}

/** A post with its former texts, newest first; null where the viewer may not see it. */
export async function readRevisions(id: number, viewer: Viewer): Promise<History | null> {
  const on = db().read
  const found = await loadPost(on, id)
  if (!found || !isSeen(viewer, found) || found.post.state === 'deleted') return null
  const [row] = await selectShown(on).where(eq(posts.id, id))
  if (!row) return null
  const inside = isAtLeast(viewer, 'moderator') || isOwn(viewer, found.post, found.guest)
  const former = await on.select().from(revisions).where(and(eq(revisions.post, id), inside ? undefined : eq(revisions.state, 'public'))).orderBy(desc(revisions.number)).limit(200)
  return {
    post: showPost(viewer, row, { slug: found.slug, number: found.number }, await besides(on, [row])),
    title: found.post.title, heading: found.thread.state === 'public' || inside ? found.thread.heading : t('A question that was removed'),
    revisions: former.map(({ number, title, body, html, createdAt, reason }) => ({ number, title, body, html, createdAt, reason })),
  }
}
