/** What moderators note of a person, for moderators alone: it is on no public page, and in no download of the person's own. */
import { and, desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import { among } from '@/db/among'
import { people, personNotes } from '@/db/schema'
import { isBlank } from '@/text/characters'
import { action } from './action'
import { done, errors, refuse } from './errors'
import { record } from './events'
import { handle, positiveId, smallText } from './fields'
import { limits } from './limits'
import { findPersonByHandle } from './people'
import { mayEver } from './policy'
import { personOf } from './viewer'
import type { Viewer } from './viewer'

export type PersonNote = { id: number; words: string; by: string | null; own: boolean; at: Date }

/** Writes a note on a person. */
export const notePerson = action({
  name: 'people.note',
  input: z.object({ handle, words: smallText(limits.personNote).refine(text => !isBlank(text), { params: { code: 'blank' }, message: errors.blank.text }) }),
  async run({ tx, viewer, input, now }) {
    const person = await findPersonByHandle(input.handle, tx)
    if (!person || person.former) return refuse('not-found')
    const [note] = await tx.insert(personNotes).values({ person: person.id, by: personOf(viewer), words: input.words, createdAt: now }).returning({ id: personNotes.id })
    await record(tx, 'person.noted', { person: person.id, actor: personOf(viewer) }, now)
    return done({ id: note?.id ?? 0, handle: person.handle })
  },
})

/** Takes a note of one's own away; the operator any. */
export const deletePersonNote = action({
  name: 'people.note',
  input: z.object({ note: positiveId }),
  async run({ tx, viewer, input }) {
    const own = viewer.kind === 'operator' ? undefined : eq(personNotes.by, personOf(viewer) ?? 0)
    const [gone] = await tx.delete(personNotes).where(and(eq(personNotes.id, input.note), own)).returning({ person: personNotes.person })
    if (!gone) return refuse('not-found')
    const [person] = await tx.select({ handle: people.handle }).from(people).where(eq(people.id, gone.person))
    return done({ handle: person?.handle ?? '' })
  },
})

const most = 200

/** The notes on several persons, newest first, by person; none for whoever is no moderator. */
export async function readPersonNotes(viewer: Viewer, personIds: number[]): Promise<Map<number, PersonNote[]>> {
  const notes = new Map<number, PersonNote[]>()
  if (!mayEver(viewer, 'people.note') || personIds.length === 0) return notes
  const found = await db().read.select({ note: personNotes, by: people.name }).from(personNotes).leftJoin(people, eq(people.id, personNotes.by))
    .where(among(personNotes.person, [...new Set(personIds)])).orderBy(desc(personNotes.id)).limit(most)
  for (const { note, by } of found) {
    const line = { id: note.id, words: note.words, by, own: viewer.kind === 'operator' || note.by === personOf(viewer), at: note.createdAt }
    notes.set(note.person, [...notes.get(note.person) ?? [], line])
  }
  return notes
}
