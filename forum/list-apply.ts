/** Applying an import: the whole difference in one action, so in one transaction. */
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { holdPaperRows } from '@/db/hold'
import { assessments, papers, topics } from '@/db/schema'
import { preparedAction } from './action'
import { rememberFile } from './assessing'
import { readStored, seenOf } from './assessments'
import { countList } from './counters'
import { done, refuse } from './errors'
import { record } from './events'
import { ensureListAuthor } from './list-author'
import { addNote, changeNote, orderNotes, removeNote } from './list-notes'
import { listOperation } from './list-operations'
import type { ListOperation, OperationOf } from './list-operations'
import { addPaper, changePaper, movePaper, removePaper } from './list-papers'
import { mentionFromNotes } from './mentions'
import { indexPaper } from './search-rows'
import { addQuestion, changeQuestion, removeQuestion } from './list-questions'
import { renderList, renderRemark, untitledTopic } from './list-rendering'
import { Order } from './list-order'
import { idOf } from './list-work'
import type { Applying } from './list-work'
import { keepAboutChanged, keepHead, readHead } from './site'
import { personOf } from './viewer'

/** Applies operations to the list. Nothing is written where there are none, nor where what is said of one of the papers in `seen`
 *  has changed since. What comes `by` the site itself counts as an edit beside the file. */
export const applyList = preparedAction({
  name: 'lists.apply',
  input: z.object({
    operations: z.array(listOperation).max(200_000),
    by: z.enum(['file', 'site']).default('file'),
    seen: z.array(z.object({ paper: z.number().int().min(1), says: z.string() })).max(200_000).default([]),
  }),
  async prepare({ input }) {
    const remarks = new Map<ListOperation, string | null>()
    for (const operation of input.operations) {
      if (operation.kind === 'addPaper' || operation.kind === 'changePaper') remarks.set(operation, await renderRemark(operation.paper.remark))
    }
    return done({ rendering: await renderList(input.operations), remarks })
  },
  async run({ tx, viewer, input, prepared, now }) {
    if (input.operations.length === 0) return done({ applied: 0 })
    const headChange = input.operations.find(operation => operation.kind === 'changeHead')
    const author = await ensureListAuthor(tx, headChange?.head.author ?? (await readHead(tx)).author, now)
    const touched = input.seen.map(one => one.paper)
    await holdPaperRows(tx, touched)
    const before = await readStored(tx, author, touched)
    if (input.seen.some(one => seenOf(before.get(one.paper)) !== one.says)) return refuse('changed-meanwhile')
    const work: Applying = { tx, now, author, actor: personOf(viewer), ...prepared, ids: new Map(), order: await Order.read(tx), dirty: new Set(), dirtyTopics: new Set(), told: new Set() }
    for (const operation of input.operations) await apply(work, operation)
    await work.order.write(tx)
    if (input.by === 'site') await rememberFile(tx, author, before)
    await countList(tx)
    for (const paper of work.dirty) {
      await indexPaper(work.tx, paper)
      await mentionFromNotes(work.tx, paper, now)
      if (!work.told.has(paper)) await record(tx, 'paper.changed', { paper, actor: work.actor }, now)
    }
    for (const topic of work.dirtyTopics) await record(tx, 'topic.changed', { topic, actor: work.actor }, now)
    await record(tx, 'list.applied', { actor: work.actor }, now)
    return done({ applied: input.operations.length })
  },
})

async function apply(work: Applying, operation: ListOperation): Promise<void> {
  switch (operation.kind) {
    case 'changeHead': return changeHead(work, operation)
    case 'addTopic': return addTopic(work, operation)
    case 'changeTopic': return changeTopic(work, operation)
    case 'removeTopic': return removeTopic(work, operation.id)
    case 'orderTopics': return orderTopics(work, operation)
    case 'addPaper': return addPaper(work, operation)
    case 'changePaper': return changePaper(work, operation)
    case 'movePaper': return movePaper(work, operation)
    case 'removePaper': return removePaper(work, operation)
    case 'orderPapers': { work.order.set(idOf(work, operation.topic), operation.order.map(ref => idOf(work, ref))); return }
    case 'addNote': return addNote(work, operation)
    case 'changeNote': return changeNote(work, operation)
    case 'removeNote': return removeNote(work, operation.id)
    case 'orderNotes': return orderNotes(work, operation)
    case 'rememberFile': return keepOfFile(work, operation)
    case 'addQuestion': return addQuestion(work, operation)
    case 'changeQuestion': return changeQuestion(work, operation)
    case 'removeQuestion': return removeQuestion(work, operation)
  }
}

async function keepOfFile(work: Applying, { paper, remembered, fromFile }: OperationOf<'rememberFile'>): Promise<void> {
  await work.tx.update(assessments).set({ remembered, fromFile }).where(and(eq(assessments.paper, paper), eq(assessments.author, work.author)))
}

async function changeHead(work: Applying, operation: OperationOf<'changeHead'>): Promise<void> {
  await keepHead(work.tx, { ...operation.head, introHtml: work.rendering.introHtml })
  await keepAboutChanged(work.tx, work.now)
  await record(work.tx, 'site.changed', { actor: work.actor }, work.now)
}

async function addTopic(work: Applying, operation: OperationOf<'addTopic'>): Promise<void> {
  const parent = operation.parent === null ? null : idOf(work, operation.parent)
  const [made] = await work.tx.insert(topics).values({
    slug: work.rendering.slugs.get(operation) ?? '', title: operation.title ?? untitledTopic, titleHtml: work.rendering.html.get(operation) ?? '',
    untitled: operation.title === null, parent, position: work.order.nextTopic(), createdAt: work.now,
  }).returning({ id: topics.id })
  work.ids.set(operation.added, made?.id ?? 0)
  work.order.addTopic(made?.id ?? 0, parent)
  await record(work.tx, 'topic.changed', { topic: made?.id ?? null, actor: work.actor }, work.now)
}

/** A reworded topic keeps its address. */
async function changeTopic(work: Applying, operation: OperationOf<'changeTopic'>): Promise<void> {
  const parent = operation.parent === null ? null : idOf(work, operation.parent)
  await work.tx.update(topics).set({
    title: operation.title ?? untitledTopic, titleHtml: work.rendering.html.get(operation) ?? '', untitled: operation.title === null, parent, onList: true,
  }).where(eq(topics.id, operation.id))
  work.order.addTopic(operation.id, parent)
  await record(work.tx, 'topic.changed', { topic: operation.id, actor: work.actor }, work.now)
}

/** A topic in which papers off the list still stand is only taken off the list. */
async function removeTopic(work: Applying, id: number): Promise<void> {
  const [kept] = await work.tx.select({ id: papers.id }).from(papers).where(eq(papers.topic, id)).limit(1)
  const [below] = await work.tx.select({ id: topics.id }).from(topics).where(eq(topics.parent, id)).limit(1)
  if (kept || below) await work.tx.update(topics).set({ onList: false }).where(eq(topics.id, id))
  else await work.tx.delete(topics).where(eq(topics.id, id))
  work.order.removeTopic(id)
  await record(work.tx, 'topic.changed', { topic: id, actor: work.actor }, work.now)
}

async function orderTopics(work: Applying, operation: OperationOf<'orderTopics'>): Promise<void> {
  const order = operation.order.map(ref => idOf(work, ref))
  work.order.setTopics(operation.parent === null ? null : idOf(work, operation.parent), order)
  for (const [position, id] of order.entries()) {
    await work.tx.update(topics).set({ position }).where(and(eq(topics.id, id), sql`${topics.position} <> ${position}`))
  }
}
