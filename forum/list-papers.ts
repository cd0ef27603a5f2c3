/** Papers as an import adds, changes, moves and removes them. */
import { and, eq, ne } from 'drizzle-orm'
import { addresses, assessments, papers, posts } from '@/db/schema'
import { record } from './events'
import type { ListOperation, OperationOf, PaperFields } from './list-operations'
import { idOf } from './list-work'
import { keepKnown } from './metadata'
import type { Applying } from './list-work'
import { removeQuestion } from './list-questions'
import { moveIndexed, unindexAllOf } from './search-rows'
import { slugOf } from './urls'

export async function addPaper(work: Applying, operation: OperationOf<'addPaper'>): Promise<void> {
  const { tx, now } = work
  const topic = idOf(work, operation.topic)
  const [made] = await tx.insert(papers).values({
    ...columnsOf(operation.paper, work.rendering.html.get(operation) ?? ''), slug: work.rendering.slugs.get(operation) ?? '', topic, position: 0, activeAt: now, createdAt: now,
  }).returning({ id: papers.id })
  const id = made?.id ?? 0
  work.ids.set(operation.added, id)
  work.order.addPaper(id, topic)
  await keepKnown(tx, id)
  await assess(work, id, operation)
  await setAliases(work, id, operation.paper.aliases)
  work.dirty.add(id)
  work.told.add(id)
  await record(tx, 'paper.added', { paper: id, actor: work.actor }, now)
}

/** A paper whose title changed keeps its address. */
export async function changePaper(work: Applying, operation: OperationOf<'changePaper'>): Promise<void> {
  const { tx, now } = work
  await tx.update(papers).set({ ...columnsOf(operation.paper, work.rendering.html.get(operation) ?? ''), onList: true }).where(eq(papers.id, operation.id))
  await keepKnown(tx, operation.id)
  await assess(work, operation.id, operation)
  await setAliases(work, operation.id, operation.paper.aliases)
  work.dirty.add(operation.id)
  work.told.add(operation.id)
  await record(tx, 'paper.changed', { paper: operation.id, actor: work.actor }, now)
}

export async function movePaper(work: Applying, operation: OperationOf<'movePaper'>): Promise<void> {
  const topic = idOf(work, operation.topic)
  await work.tx.update(papers).set({ topic, onList: true }).where(eq(papers.id, operation.id))
  await moveIndexed(work.tx, operation.id, topic)
  await work.tx.update(posts).set({ topic }).where(and(eq(posts.paper, operation.id), eq(posts.state, 'public')))
  work.order.movePaper(operation.id, topic)
  await record(work.tx, 'paper.changed', { paper: operation.id, actor: work.actor }, work.now)
}

/** Where others wrote, or anything else stands under its questions, the paper stays and leaves the list; else it goes. */
export async function removePaper(work: Applying, operation: OperationOf<'removePaper'>): Promise<void> {
  const { tx } = work
  const { id } = operation
  work.order.removePaper(id)
  const [written] = await tx.select({ id: posts.id }).from(posts).where(and(eq(posts.paper, id), ne(posts.kind, 'question'))).limit(1)
  const [asked] = await tx.select({ id: posts.id }).from(posts).where(and(eq(posts.paper, id), eq(posts.imported, false))).limit(1)
  if (operation.keep || written || asked) {
    await tx.update(papers).set({ onList: false }).where(eq(papers.id, id))
    const questions = await tx.select({ id: posts.id }).from(posts).where(and(eq(posts.paper, id), eq(posts.kind, 'question'), eq(posts.imported, true)))
    for (const question of questions) await removeQuestion(work, { kind: 'removeQuestion', id: question.id, keep: false })
  } else {
    for (const question of await tx.select({ id: posts.id }).from(posts).where(eq(posts.paper, id))) await removeQuestion(work, { kind: 'removeQuestion', id: question.id, keep: false })
    await unindexAllOf(tx, id)
    await tx.delete(addresses).where(and(eq(addresses.kind, 'paper'), eq(addresses.target, id)))
    await tx.delete(papers).where(eq(papers.id, id))
  }
  await record(tx, 'paper.removed', { paper: id, actor: work.actor }, work.now)
}

function columnsOf(paper: PaperFields, titleHtml: string) {
  const { title, authors, venue, year, doi, arxiv, arxivVersion, links, questionsIntro } = paper
  return { title, titleHtml, titleKey: slugOf(title), authors, venue, year, doi, arxiv, arxivVersion, links, questionsIntro, knownYear: year, knownVenue: venue }
}

async function assess(work: Applying, paper: number, operation: ListOperation & { paper: PaperFields }): Promise<void> {
  const { rating, mark, remark } = operation.paper
  const own = { rating, mark, remark, remarkHtml: work.remarks.get(operation) ?? null, editedAt: work.now }
  await work.tx.insert(assessments).values({ paper, author: work.author, ...own }).onConflictDoUpdate({ target: [assessments.paper, assessments.author], set: own })
}

/** The list's aliases; one that is another paper's address already is left to that. */
async function setAliases(work: Applying, paper: number, aliases: string[]): Promise<void> {
  const { tx } = work
  await tx.delete(addresses).where(and(eq(addresses.kind, 'paper'), eq(addresses.target, paper), eq(addresses.alias, true)))
  for (const slug of aliases) await tx.insert(addresses).values({ kind: 'paper', slug, target: paper, alias: true }).onConflictDoNothing()
}
