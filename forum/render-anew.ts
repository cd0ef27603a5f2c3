/** What is rendered again: by a newer renderer, or because something that a text names has come into being. Run by the server in small bites.
 *  A text is marked for that by a renderer below zero, lower with each mark, so that a mark made meanwhile is not taken for the one worked off. */
import { and, asc, eq, gt, lt, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Tx } from '@/db'
import { among } from '@/db/among'
import { assessments, notes, posts, settings } from '@/db/schema'
import { rendererVersion } from '@/text/version'
import { inTransaction } from './action'
import { done } from './errors'
import { record } from './events'
import { renderRemark } from './list-rendering'
import { mentionFrom, mentionFromNotes } from './mentions'
import { rendererOf } from './posting'
import { idsOf } from './publishing'
import { renderNote, renderPost } from './rendering'
import { indexPost } from './search-rows'

const biteSize = 20
const remarksKey = 'remarks.marked'
const remarksMax = 1_000

/** Asks for posts to be rendered again. What could not be rendered at all is left as it is. */
export async function markPosts(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await tx.update(posts).set({ renderer: sql`case when ${posts.renderer} < 0 then ${posts.renderer} - 1 else -1 end` }).where(and(among(posts.id, ids), ne(posts.renderer, 0)))
}

export async function markNotes(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await tx.update(notes).set({ renderer: sql`case when ${notes.renderer} < 0 then ${notes.renderer} - 1 else -1 end` }).where(among(notes.id, ids))
}

/** Remarks have no renderer of their own: which are asked for stands in a setting. */
export async function markRemarks(tx: Tx, assessed: readonly number[]): Promise<void> {
  if (assessed.length > 0) await keepRemarks(tx, marked => [...new Set([...marked.filter(id => !assessed.includes(id)), ...assessed])].slice(-remarksMax))
}

async function keepRemarks(tx: Tx, changed: (marked: number[]) => number[]): Promise<void> {
  // Who writes a row has it to themselves until the transaction ends, on either engine.
  await tx.insert(settings).values({ key: remarksKey, value: [] }).onConflictDoUpdate({ target: settings.key, set: { key: remarksKey } })
  await tx.update(settings).set({ value: changed(await markedRemarks(tx)) }).where(eq(settings.key, remarksKey))
}

async function markedRemarks(on: Pick<Tx, 'select'>): Promise<number[]> {
  const [row] = await on.select({ value: settings.value }).from(settings).where(eq(settings.key, remarksKey))
  const read = z.array(z.number()).safeParse(row?.value)
  return read.success ? read.data : []
}

/** Renders some texts that an older renderer made, or that could not be rendered in their bounds. Returns how many came out well;
 *  0 where none is left that can. */
export async function renderAnew(): Promise<number> {
  const renderedPosts = await renderPosts(await oldPosts())
  // Notes have no index for this: they are looked through once the posts are done.
  return renderedPosts > 0 ? renderedPosts : renderNotes(await notesWith(ne(notes.renderer, rendererVersion)))
}

/** Renders some of the texts that are marked. Returns how many; 0 where none is left. */
export async function renderMarked(): Promise<number> {
  const marked = await db().read.select(postColumns).from(posts).where(lt(posts.renderer, 0)).orderBy(asc(posts.renderer), asc(posts.id)).limit(biteSize)
  const renderedPosts = await renderPosts(marked)
  if (marked.length > 0) return renderedPosts
  return await renderNotes(await notesWith(lt(notes.renderer, 0))) + await renderRemarks()
}

const postColumns = { id: posts.id, body: posts.body, html: posts.html, paper: posts.paper, renderer: posts.renderer }
type Before = Pick<typeof posts.$inferSelect, keyof typeof postColumns>

async function renderPosts(some: readonly Before[]): Promise<number> {
  let renderedPosts = 0
  for (const post of some) {
    const rendered = await renderPost(post.body, post.paper)
    if (rendered.plain && post.renderer === 0) continue
    renderedPosts++
    await inTransaction(async tx => {
      // The body is part of the condition: an edit meanwhile has rendered the new text already. So is the renderer: another mark asks once more.
      const [changed] = await tx.update(posts).set({ html: rendered.html, plain: rendered.text, renderer: rendererOf(rendered) })
        .where(and(eq(posts.id, post.id), eq(posts.body, post.body), eq(posts.renderer, post.renderer))).returning()
      if (changed?.state !== 'public' || (post.renderer < 0 && changed.html === post.html)) return done(null)
      await indexPost(tx, changed)
      await mentionFrom(tx, changed, new Date())
      await record(tx, 'post.rendered', idsOf(changed), new Date())
      return done(null)
    })
  }
  return renderedPosts
}

async function notesWith(which: ReturnType<typeof lt>) {
  return db().read.select({ id: notes.id, text: notes.text, html: notes.html, topic: notes.topic, paper: assessments.paper, renderer: notes.renderer }).from(notes)
    .leftJoin(assessments, eq(assessments.id, notes.assessment)).where(which).orderBy(asc(notes.id)).limit(biteSize)
}

async function renderNotes(some: Awaited<ReturnType<typeof notesWith>>): Promise<number> {
  for (const note of some) {
    const rendered = await renderNote(note.text, note.paper)
    await inTransaction(async tx => {
      await tx.update(notes).set({ html: rendered.html, renderer: rendererVersion }).where(and(eq(notes.id, note.id), eq(notes.text, note.text), eq(notes.renderer, note.renderer)))
      // What is said of an unchanged note would mark it again and again, where it names its own paper within code.
      if (note.renderer < 0 && rendered.html === note.html) return done(null)
      if (note.paper !== null) await notesChanged(tx, note.paper)
      if (note.topic !== null) await record(tx, 'topic.changed', { topic: note.topic }, new Date())
      return done(null)
    })
  }
  return some.length
}

async function renderRemarks(): Promise<number> {
  const marked = (await markedRemarks(db().read)).slice(0, biteSize)
  if (marked.length === 0) return 0
  // Taken off first: a mark made meanwhile asks once more.
  await inTransaction(async tx => { await keepRemarks(tx, all => all.filter(id => !marked.includes(id))); return done(null) })
  for (const { id, paper, remark, html } of await db().read.select({ id: assessments.id, paper: assessments.paper, remark: assessments.remark, html: assessments.remarkHtml }).from(assessments).where(among(assessments.id, marked))) {
    const rendered = await renderRemark(remark)
    if (remark === null || rendered === html) continue
    await inTransaction(async tx => {
      await tx.update(assessments).set({ remarkHtml: rendered }).where(and(eq(assessments.id, id), eq(assessments.remark, remark)))
      await notesChanged(tx, paper)
      return done(null)
    })
  }
  return marked.length
}

async function notesChanged(tx: Tx, paper: number): Promise<void> {
  await mentionFromNotes(tx, paper, new Date())
  await record(tx, 'paper.changed', { paper }, new Date())
}

/** The next posts whose text is not this renderer's. Those that could not be rendered (0) come last: one that never can must not
 *  keep the others waiting. Each range is read from its index; "is not this version" would read every text of the site. */
async function oldPosts(): Promise<Before[]> {
  const ranges = [and(gt(posts.renderer, 0), lt(posts.renderer, rendererVersion)), gt(posts.renderer, rendererVersion), eq(posts.renderer, 0)]
  for (const range of ranges) {
    const found = await db().read.select(postColumns).from(posts).where(range).orderBy(asc(posts.renderer), asc(posts.id)).limit(biteSize)
    if (found.length > 0) return found
  }
  return []
}
