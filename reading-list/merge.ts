import { keptText, readSaid, saidKey } from '@/forum/assessments'
import type { Said, SaidNote } from '@/forum/assessments'
import type { KnownAnswer } from '@/forum/note-sources'
import type { CurrentNote, CurrentPaper } from './current'
import { sourceNamed } from './sources'
import type { Note, Paper } from './types'

/** What a comparison must know of the site beside its list. */
export interface Site {
  /** Its address, by which a note's link is known as one to an answer of this site. */
  base: string
  /** The answers that notes name. */
  answers: ReadonlyMap<number, KnownAnswer>
}

/** Whose words stand: the file's, the site's, or the site's until somebody has chosen. */
export type Outcome = 'file' | 'site' | 'both'

/** Three ways of saying the same: what the site says, what the file said at the last import, what it says now. */
export function threeWays(site: string, remembered: string | null, file: string): Outcome {
  if (file === site || remembered === null || remembered === site) return 'file'
  return file === remembered ? 'site' : 'both'
}

export interface Merged {
  outcome: Outcome
  /** The paper of the file, with the rating, remark and notes that shall stand. */
  paper: Paper
  /** What shall be kept of the file beside them. */
  remembered: string | null
  fromFile: string | null
}

/** What a file brings to a paper of the site. Nothing is lost: where both had changed, the site's words stand and the file's are kept. */
export function mergePaper(known: CurrentPaper, from: Paper, site: Site): Merged {
  const paper = { ...from, notes: withSources(from.notes, known, site) }
  const key = (one: Said | null) => one === null ? null : saidKey(one, post => site.answers.get(post)?.shown === true)
  const file = saidIn(paper)
  const outcome = threeWays(key(saidIn(known)) ?? '', key(readSaid(known.remembered ?? null)), key(file) ?? '')
  if (outcome === 'file') return { outcome, paper, remembered: null, fromFile: null }
  const { rating, mark, remark } = known
  const standing = { ...paper, rating, mark, remark, notes: known.notes.map(asNote) }
  return { outcome, paper: standing, remembered: known.remembered ?? null, fromFile: outcome === 'both' ? keptText(file) : null }
}

/** Whether the site says something else of a paper than the file did. */
export function isEdited(known: CurrentPaper, site: Site): boolean {
  const key = (one: Said) => saidKey(one, post => site.answers.get(post)?.shown === true)
  const remembered = readSaid(known.remembered ?? null)
  return remembered !== null && key(remembered) !== key(saidIn(known))
}

/** What is said of a paper, alone. */
export function saidIn({ rating, mark, remark, notes }: Pick<Paper, 'rating' | 'mark' | 'remark'> & { notes: readonly (Note | CurrentNote)[] }): Said {
  const noteOf = (note: Note | CurrentNote): SaidNote => ({ text: note.text, source: note.source ?? null, notes: note.notes.map(noteOf) })
  return { rating, mark, remark, notes: notes.map(noteOf) }
}

/** A link to an answer on the paper is a note's source; one to anything else stays a link. */
export function withSources(notes: readonly Note[], known: Pick<CurrentPaper, 'id' | 'notes'>, site: Site): Note[] {
  const own = new Set(idsIn(known.notes))
  const sourced = (note: Note): Note => {
    const named = sourceNamed(note.text, site.base)
    const inner = note.notes.map(sourced)
    const isOfPaper = named !== null && (own.has(named.post) || site.answers.get(named.post)?.paper === known.id)
    return isOfPaper ? { ...note, text: named.text, source: named.post, notes: inner } : { ...note, notes: inner }
  }
  return notes.map(sourced)
}

function idsIn(notes: readonly CurrentNote[]): number[] {
  return notes.flatMap(note => [...note.source ? [note.source] : [], ...idsIn(note.notes)])
}

function asNote(note: CurrentNote): Note {
  return { text: note.text, source: note.source ?? null, line: 0, notes: note.notes.map(asNote) }
}
