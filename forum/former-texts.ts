/** Texts that stood before an edit by a moderator, rendered anew before the transaction that puts one back. */
import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { decisions, posts, revisions } from '@/db/schema'
import { standingDecision } from './decisions'
import { rendererOf } from './posting'
import { headingOf } from './questions'
import { renderPost } from './rendering'
import type { PostText } from './texts'

/** The text to which undoing the last decision on a post would lead; null where that was no edit. */
export async function formerText(post: number): Promise<PostText | null> {
  const on = db().read
  const last = await standingDecision(on, post)
  const [edit] = last === null ? [] : last.kind === 'edit' ? [last] : last.partOf === null ? [] : await on.select().from(decisions).where(and(eq(decisions.id, last.partOf), eq(decisions.kind, 'edit')))
  const made = edit?.before?.revision
  if (!made) return null
  const [former] = await on.select().from(revisions).where(and(eq(revisions.post, post), eq(revisions.number, made - 1)))
  const [row] = await on.select({ kind: posts.kind, paper: posts.paper }).from(posts).where(eq(posts.id, post))
  if (!former || !row) return null
  const rendered = await renderPost(former.body, row.paper)
  const heading = row.kind === 'question' ? await headingOf(former.title, rendered.text) : {}
  return { body: former.body, html: rendered.html, plain: rendered.text, renderer: rendererOf(rendered), ...heading }
}
