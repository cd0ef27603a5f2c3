/** Answers of which notes were made: whether they may be shown beside the note, and under whose name. */
import { eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { guests, notes, people, posts } from '@/db/schema'
import { dependsOn, dependsOnPerson } from './dependencies'
import type { NoteSource } from './documents'
import { writerColumns, writerOf } from './showing'
import { lastingPath } from './urls'

export type KnownAnswer = { paper: number; shown: boolean }

const thread = alias(posts, 'source_thread')

/** What the site knows of answers that notes name. One is shown while it is a public answer to a public question. */
export async function knownAnswers(ids: readonly number[], on: Reader = db().read): Promise<Map<number, KnownAnswer>> {
  if (ids.length === 0) return new Map()
  const rows = await on.select({ id: posts.id, paper: posts.paper, kind: posts.kind, state: posts.state, thread: thread.state })
    .from(posts).leftJoin(thread, eq(thread.id, posts.question)).where(among(posts.id, ids))
  return new Map(rows.flatMap(row => row.kind === 'question' ? [] : [[row.id, { paper: row.paper, shown: isShown(row) }]]))
}

/** Notes with what may be shown of their sources, in one query. */
export function selectNotes(on: Reader) {
  const source = { id: posts.id, role: posts.role, person: posts.person, question: posts.question, kind: posts.kind, state: posts.state }
  return on.select({ note: notes, source, thread: { state: thread.state }, ...writerColumns }).from(notes)
    .leftJoin(posts, eq(posts.id, notes.sourcePost)).leftJoin(thread, eq(thread.id, posts.question))
    .leftJoin(people, eq(people.id, posts.person)).leftJoin(guests, eq(guests.id, posts.guest)).$dynamic()
}

export type NoteWithSource = Awaited<ReturnType<typeof selectNotes>>[number]

/** Who wrote the answer of which a note was made, and where it is; null where there is none that everybody may see. */
export function noteSourceOf(row: NoteWithSource): NoteSource | null {
  const { source } = row
  if (source === null) return null
  // Whatever happens to the answer is told of its thread: hidden, deleted, brought back, under another name.
  if (source.question !== null) dependsOn(`thread:${source.question}`)
  dependsOnPerson(source.person)
  return isShown({ ...source, thread: row.thread?.state ?? null }) ? { post: source.id, writer: writerOf({ ...row, post: source }), url: lastingPath(source.id) } : null
}

function isShown(row: { kind: string; state: string; thread: string | null }): boolean {
  return row.kind === 'answer' && row.state === 'public' && row.thread === 'public'
}
