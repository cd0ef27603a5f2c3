/** What was written, read back: a thread as somebody sees it, and a post's row. */
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { posts } from '@/db/schema'
import { readThread } from '@/forum/threads'
import { nobody } from '@/forum/viewer'
import type { Viewer } from '@/forum/viewer'

/** A question's thread as the viewer sees it. Throws where they see none. */
export async function thread(question: { id: number; paper: { slug: string } }, viewer: Viewer = nobody) {
  const { number } = await row(question.id)
  const read = await readThread({ slug: question.paper.slug, number: number ?? 0 }, viewer)
  if (!read || 'movedTo' in read) throw new Error('no such thread')
  return read.found
}

/** A post's row, whatever its state. Throws where there is none. */
export async function row(id: number) {
  const [found] = await db().read.select().from(posts).where(eq(posts.id, id))
  if (!found) throw new Error('no such post')
  return found
}
