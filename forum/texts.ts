/** Puts another text in a post's place: the former one stays as a revision, search and headings follow. */
import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db'
import { posts, revisions } from '@/db/schema'
import { mentionFrom } from './mentions'
import type { PostRow } from './posts'
import { indexPost, retitle } from './search-rows'

export type PostText = Pick<PostRow, 'body' | 'html' | 'plain' | 'renderer'> & Partial<Pick<PostRow, 'title' | 'titleHtml' | 'heading'>>
/** What changes in the row together with the text. */
export type Beside = Partial<Pick<PostRow, 'editedBy' | 'proposed' | 'anchorKind' | 'anchorLabel' | 'anchorSort' | 'anchorQuote' | 'anchorVersion'>>

/** Replaces the text of `post`, held as it is in this transaction, and gives the row as it is then. Null where it is no longer at
 *  `seen`, the revision that was read: of two editors the second changes nothing. A title that is not given stays.
 *  `keptAs`: under which state the former text is kept; one that was taken back is `held`, so that it is nobody's to read. */
export async function replaceText(tx: Tx, post: PostRow, seen: number, text: PostText, beside: Beside, now: Date, keptAs: PostRow['state'] = post.state): Promise<PostRow | null> {
  const edited = post.state === 'public' ? { editedAt: now } : {}
  const [changed] = await tx.update(posts).set({ ...text, ...beside, ...edited, revision: post.revision + 1 }).where(and(eq(posts.id, post.id), eq(posts.revision, seen))).returning()
  if (!changed) return null
  await tx.insert(revisions).values({
    post: post.id, number: post.revision, title: post.title, body: post.body, html: post.html, renderer: post.renderer,
    person: post.person, reason: null, state: keptAs, createdAt: post.editedAt ?? post.createdAt,
  })
  if (changed.state === 'public') {
    await indexPost(tx, changed)
    await mentionFrom(tx, changed, now)
  }
  if (post.kind === 'question' && changed.heading !== post.heading) {
    await tx.update(posts).set({ heading: changed.heading }).where(eq(posts.question, post.id))
    await retitle(tx, post.id, changed.heading ?? '')
  }
  return changed
}
