/** Notes as an import adds, changes, orders and removes them. */
import { and, count, eq, isNull } from 'drizzle-orm'
import { assessments, notes } from '@/db/schema'
import { rendererVersion } from '@/text/version'
import type { OperationOf } from './list-operations'
import { idOf } from './list-work'
import type { Applying } from './list-work'

export async function addNote(work: Applying, operation: OperationOf<'addNote'>): Promise<void> {
  const { tx } = work
  const parent = operation.parent === null ? null : idOf(work, operation.parent)
  const owner = await ownerOf(work, operation.of)
  const [before] = await tx.select({ n: count() }).from(notes).where(and(ofOwner(owner), parent === null ? isNull(notes.parent) : eq(notes.parent, parent)))
  const [made] = await tx.insert(notes).values({ ...owner, parent, position: before?.n ?? 0, text: operation.text, html: work.rendering.html.get(operation) ?? '', renderer: rendererVersion, sourcePost: operation.source }).returning({ id: notes.id })
  work.ids.set(operation.added, made?.id ?? 0)
  if ('paper' in operation.of) work.dirty.add(idOf(work, operation.of.paper))
  else work.dirtyTopics.add(idOf(work, operation.of.topic))
}

export async function changeNote(work: Applying, operation: OperationOf<'changeNote'>): Promise<void> {
  const { tx } = work
  const [changed] = await tx.update(notes).set({ text: operation.text, html: work.rendering.html.get(operation) ?? '', renderer: rendererVersion, sourcePost: operation.source }).where(eq(notes.id, operation.id)).returning({ assessment: notes.assessment, topic: notes.topic })
  await markOwner(work, changed)
}

export async function removeNote(work: Applying, id: number): Promise<void> {
  const [removed] = await work.tx.delete(notes).where(eq(notes.id, id)).returning({ assessment: notes.assessment, topic: notes.topic })
  await markOwner(work, removed)
}

export async function orderNotes(work: Applying, operation: OperationOf<'orderNotes'>): Promise<void> {
  const parent = operation.parent === null ? null : idOf(work, operation.parent)
  for (const [position, ref] of operation.order.entries()) {
    const id = idOf(work, ref)
    const [ordered] = await work.tx.update(notes).set({ position, parent }).where(eq(notes.id, id)).returning({ assessment: notes.assessment, topic: notes.topic })
    await markOwner(work, ordered)
  }
}

async function markOwner(work: Applying, note: { assessment: number | null; topic: number | null } | undefined): Promise<void> {
  if (note?.topic) work.dirtyTopics.add(note.topic)
  if (!note?.assessment) return
  const [row] = await work.tx.select({ paper: assessments.paper }).from(assessments).where(eq(assessments.id, note.assessment))
  if (row) work.dirty.add(row.paper)
}

type Owner = { assessment: number } | { topic: number }

async function ownerOf(work: Applying, of: OperationOf<'addNote'>['of']): Promise<Owner> {
  if ('topic' in of) return { topic: idOf(work, of.topic) }
  const paper = idOf(work, of.paper)
  const [row] = await work.tx.select({ id: assessments.id }).from(assessments).where(and(eq(assessments.paper, paper), eq(assessments.author, work.author)))
  if (row) return { assessment: row.id }
  const [made] = await work.tx.insert(assessments).values({ paper, author: work.author, editedAt: work.now }).returning({ id: assessments.id })
  return { assessment: made?.id ?? 0 }
}

function ofOwner(owner: Owner) {
  return 'topic' in owner ? eq(notes.topic, owner.topic) : eq(notes.assessment, owner.assessment)
}
