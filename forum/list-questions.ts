/** Questions as an import adds, rewords and removes them. A reworded one is a revision of the same thread. */
import { and, eq, or, sql } from 'drizzle-orm'
import { papers, posts, revisions } from '@/db/schema'
import { rendererVersion } from '@/text/version'
import { anchorFields } from './anchors'
import { countMove } from './counters'
import { record } from './events'
import type { OperationOf } from './list-operations'
import { idOf } from './list-work'
import type { Applying } from './list-work'
import { mentionFrom } from './mentions'
import type { PostRow } from './posts'
import { idsOf, publish, unpublish } from './publishing'
import { indexPost } from './search-rows'

export async function addQuestion(work: Applying, operation: OperationOf<'addQuestion'>): Promise<void> {
  const { tx, now } = work
  const paper = idOf(work, operation.paper)
  const made = work.rendering.questions.get(operation)
  if (!made) throw new Error('a question was not rendered')
  const [post] = await tx.insert(posts).values({
    kind: 'question', paper, number: made.number, ...made.heading, state: 'held', status: 'open', imported: true, listed: true, ...anchorFields(undefined),
    person: work.author, role: 'author', body: operation.body, html: made.rendered.html, plain: made.rendered.text, renderer: rendererVersion, createdAt: now, activeAt: now,
  }).returning()
  if (!post) throw new Error('an inserted question came back empty')
  work.ids.set(operation.added, post.id)
  await tx.update(papers).set({ nextQuestion: sql`case when ${papers.nextQuestion} > ${made.number} then ${papers.nextQuestion} else ${made.number + 1} end` }).where(eq(papers.id, paper))
  await publish(tx, post, now, 'nowhere')
}

export async function changeQuestion(work: Applying, operation: OperationOf<'changeQuestion'>): Promise<void> {
  const { tx, now } = work
  const [post] = await tx.select().from(posts).where(eq(posts.id, operation.id))
  const made = work.rendering.questions.get(operation)
  if (!post || !made) throw new Error('a question to change is not there')
  const same = post.body === operation.body && post.title === made.heading.title
  if (same) {
    await tx.update(posts).set({ listed: true }).where(eq(posts.id, post.id))
    if (!post.listed) await record(tx, 'post.edited', { ...idsOf(post), actor: work.actor }, now)
    return
  }
  await tx.insert(revisions).values({
    post: post.id, number: post.revision, title: post.title, body: post.body, html: post.html, renderer: post.renderer,
    person: post.person, reason: 'reworded in the reading list', state: post.state, createdAt: post.editedAt ?? post.createdAt,
  })
  const [changed] = await tx.update(posts).set({
    ...made.heading, body: operation.body, html: made.rendered.html, plain: made.rendered.text, renderer: rendererVersion,
    revision: post.revision + 1, editedAt: now, listed: true,
  }).where(eq(posts.id, post.id)).returning()
  if (!changed) return
  if (made.heading.heading !== post.heading) await tx.update(posts).set({ heading: made.heading.heading }).where(eq(posts.question, post.id))
  if (changed.state === 'public') {
    await indexPost(tx, changed)
    await mentionFrom(tx, changed, now)
  }
  await record(tx, 'post.edited', { ...idsOf(post), actor: work.actor }, now)
}

/** A question under which anything was written stays, marked as no longer on the list; another goes. */
export async function removeQuestion(work: Applying, operation: OperationOf<'removeQuestion'>): Promise<void> {
  const { tx, now } = work
  const [post] = await tx.select().from(posts).where(eq(posts.id, operation.id))
  if (!post) return
  const [written] = await tx.select({ id: posts.id }).from(posts).where(or(eq(posts.question, post.id), eq(posts.parent, post.id))).limit(1)
  if (operation.keep || written) await tx.update(posts).set({ listed: false }).where(and(eq(posts.id, post.id)))
  else await drop(work, post)
  await record(tx, operation.keep || written ? 'post.edited' : 'post.deleted', { ...idsOf(post), actor: work.actor }, now)
}

async function drop(work: Applying, post: PostRow): Promise<void> {
  if (post.state === 'public') await unpublish(work.tx, post, 'deleted', work.now)
  else await countMove(work.tx, post, post.state, 'nowhere')
  await work.tx.delete(posts).where(eq(posts.id, post.id))
}
