/** What a text would look like as a post, before it is one. */
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import { papers } from '@/db/schema'
import { done, refuse } from './errors'
import type { Result } from './errors'
import { body, parseInput } from './fields'
import { isSeen, loadPost } from './posts'
import { renderPost } from './rendering'
import type { Viewer } from './viewer'

/** Where a text is written: under a post, or on a paper (its slug). `Q2` means a question of that paper. */
export type WritingPlace = { post: number } | { paper: string }

/** Renders a text exactly as posting it there would. Refuses a blank or too long one, and an unknown place. */
export async function previewText(viewer: Viewer, place: WritingPlace, text: string): Promise<Result<{ html: string }>> {
  const parsed = parseInput(z.object({ body }), { body: text })
  if (!parsed.ok) return parsed
  const paper = await paperOf(viewer, place)
  if (paper === null) return refuse('not-found')
  const rendered = await renderPost(parsed.value.body, paper)
  return done({ html: rendered.html })
}

async function paperOf(viewer: Viewer, place: WritingPlace): Promise<number | null> {
  if ('paper' in place) {
    const [paper] = await db().read.select({ id: papers.id }).from(papers).where(eq(papers.slug, place.paper))
    return paper?.id ?? null
  }
  const found = await loadPost(db().read, place.post)
  return found && isSeen(viewer, found) ? found.post.paper : null
}
