import type { CurrentNote, Entry, Owner, Ref } from './current'
import { isSame, nameFor, noteMoves } from './diff-work'
import type { Work } from './diff-work'
import { matchNotes } from './match'
import type { Note } from './types'

interface Notes { of: Owner; parent: Ref | null; current: CurrentNote[]; next: Note[]; title?: string }

/** Compares the notes of a paper or a topic, and those within them. */
export function compareNotes(work: Work, { of, parent, current, next, title }: Notes): void {
  const matched = matchNotes(current, next)
  const about = title === undefined ? {} : { paper: title }
  const order = next.map((note): Ref => {
    const known = matched.get(note)
    const ref: Ref = known === undefined ? { added: nameFor(work, 'note') } : { id: known.id }
    const entry: Entry = { kind: 'note', ...about, title: note.text }
    if ('added' in ref) {
      work.operations.push({ kind: 'addNote', added: ref.added, of, parent, text: note.text, ...sourceOf(note.source) })
      work.added.push(entry)
    } else if (known?.text !== note.text || changesSource(work, known, note)) {
      work.operations.push({ kind: 'changeNote', id: ref.id, text: note.text, ...sourceOf(note.source ?? hiddenSource(work, known)) })
      work.changed.push(entry)
    } else work.unchanged += 1
    compareNotes(work, { of, parent: ref, current: known?.notes ?? [], next: note.notes, ...(title === undefined ? {} : { title }) })
    return ref
  })
  const kept = new Set(matched.values())
  for (const note of current) if (!kept.has(note)) removeNote(work, note, about)
  const before = current.filter(note => kept.has(note)).map(note => note.id)
  if (!isSame(before, order)) work.operations.push({ kind: 'orderNotes', of, parent, order })
  noteMoves(work, before, order, id => ({ kind: 'note', ...about, title: current.find(note => note.id === id)?.text ?? '' }))
}

function changesSource(work: Work, known: CurrentNote, note: Note): boolean {
  return (known.source ?? null) !== (note.source ?? hiddenSource(work, known))
}

/** A source that nobody may see stands in no file: a note without one keeps it. */
function hiddenSource(work: Work, known: CurrentNote | undefined): number | null {
  const source = known?.source ?? null
  return source === null || work.from.answers.get(source)?.shown === true ? null : source
}

function sourceOf(source: number | null | undefined): { source?: number } {
  return source ? { source } : {}
}

/** Its own notes go before it. */
export function removeNote(work: Work, note: CurrentNote, about: { paper?: string }): void {
  for (const inner of note.notes) removeNote(work, inner, about)
  work.operations.push({ kind: 'removeNote', id: note.id })
  work.removed.push({ kind: 'note', ...about, title: note.text })
}
