/** What the list's author says of a paper: rating, remark and notes, as the site has it, as the file had it, and how the two are told apart. */
import { createHash } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { assessments, notes, ratings } from '@/db/schema'

const maxText = 200_000

const saidNote = z.object({
  text: z.string().min(1).max(maxText),
  /** The answer that it was made of. */
  source: z.number().int().min(1).nullable(),
  get notes(): z.ZodArray<typeof saidNote> { return z.array(saidNote) },
})

/** One author's whole assessment. */
export const said = z.object({
  rating: z.enum(ratings).nullable(),
  /** The mark as written (👍, `:+1:`, ★★★). */
  mark: z.string().max(200).nullable(),
  remark: z.string().max(maxText).nullable(),
  notes: z.array(saidNote),
})

export type Said = z.output<typeof said>
export type SaidNote = z.output<typeof saidNote>

export const saysNothing: Said = { rating: null, mark: null, remark: null, notes: [] }

/** An assessment as it is kept in `remembered` and `fromFile`: to the letter, in one order. */
export function keptText(from: Said): string {
  const noteOf = ({ text, source, notes: inner }: SaidNote): SaidNote => ({ text, source, notes: inner.map(noteOf) })
  return JSON.stringify({ rating: from.rating, mark: from.mark, remark: from.remark, notes: from.notes.map(noteOf) } satisfies Said)
}

/** The same read again; null where there is none, or none that can be read. */
export function readSaid(text: string | null): Said | null {
  if (text === null) return null
  try {
    return said.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** What two assessments have in common when they say the same: how a thumb is written does not count, nor a source that nobody may see. */
export function saidKey(from: Said, isShown: (post: number) => boolean): string {
  const noteOf = ({ text, source, notes: inner }: SaidNote): SaidNote => ({ text, source: source !== null && isShown(source) ? source : null, notes: inner.map(noteOf) })
  return keptText({ ...from, mark: from.rating === null ? from.mark : null, notes: from.notes.map(noteOf) })
}

/** All sources within notes. */
export function sourcesIn(within: readonly SaidNote[]): number[] {
  return within.flatMap(note => [...note.source === null ? [] : [note.source], ...sourcesIn(note.notes)])
}

/** An assessment's row with its notes. `fromFile` waits where site and file had both changed. */
export type Stored = { id: number; said: Said; remembered: string | null; fromFile: string | null }

/** The assessments of one author on some papers, by paper. */
export async function readStored(on: Reader, author: number, papers: readonly number[]): Promise<Map<number, Stored>> {
  if (papers.length === 0) return new Map()
  const rows = await on.select().from(assessments).where(and(eq(assessments.author, author), among(assessments.paper, papers)))
  const noteRows = await on.select().from(notes).where(among(notes.assessment, rows.map(row => row.id))).orderBy(asc(notes.position), asc(notes.id))
  const byParent = new Map<string, typeof noteRows>()
  for (const row of noteRows) byParent.set(`${row.assessment} ${row.parent}`, [...byParent.get(`${row.assessment} ${row.parent}`) ?? [], row])
  const under = (assessment: number, parent: number | null): SaidNote[] =>
    (byParent.get(`${assessment} ${parent}`) ?? []).map(row => ({ text: row.text, source: row.sourcePost, notes: under(assessment, row.id) }))
  return new Map(rows.map(({ id, paper, rating, mark, remark, remembered, fromFile }) =>
    [paper, { id, said: { rating: rating ?? null, mark, remark, notes: under(id, null) }, remembered, fromFile }]))
}

/** What somebody saw who is about to change an assessment: another one means that it has changed since. */
export function seenOf(stored: Pick<Stored, 'said' | 'fromFile'> | undefined): string {
  return createHash('sha256').update(`${keptText(stored?.said ?? saysNothing)}\n${stored?.fromFile ?? ''}`).digest('base64url').slice(0, 22)
}

/** What is remembered of the file after an edit on the site: what it said, where the site says something else since; else nothing. */
export function afterEdit(before: Stored | undefined, after: Said, isShown: (post: number) => boolean): Pick<Stored, 'remembered' | 'fromFile'> {
  const key = (one: Said | null) => one === null ? null : saidKey(one, isShown)
  const remembered = before?.remembered ?? keptText(before?.said ?? saysNothing)
  const fromFile = before?.fromFile ?? null
  if (key(after) === key(readSaid(fromFile))) return { remembered: null, fromFile: null }
  return { remembered: key(after) === key(readSaid(remembered)) ? null : remembered, fromFile }
}
