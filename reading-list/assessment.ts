/** What the list says of one paper, as an author edits it by itself: in a form, by the API, on the command line. */
import { readAssessed, readUnsettled } from '@/forum/assessed'
import type { AssessedPaper } from '@/forum/assessed'
import { assessPaper, noteAnswer, settleAssessment } from '@/forum/assessing'
import { saysNothing, sourcesIn } from '@/forum/assessments'
import type { Said, SaidNote } from '@/forum/assessments'
import { refuse, refuseField } from '@/forum/errors'
import type { Result } from '@/forum/errors'
import { knownAnswers } from '@/forum/note-sources'
import type { KnownAnswer } from '@/forum/note-sources'
import { absolute } from '@/forum/rendering'
import { lastingPath } from '@/forum/urls'
import type { Viewer } from '@/forum/viewer'
import type { CurrentNote } from './current'
import { matchNotes } from './match'
import { withSources } from './merge'
import { printNotes, readNotes, readRemark } from './notes'
import { namingSources, sourcesNamed } from './sources'
import type { Note } from './types'

/** An assessment in the author's own words: notes as Markdown bullets. */
export type Words = { rating: 'up' | 'down' | null; mark: string | null; remark: string | null; notes: string }
export type Assessed = Pick<AssessedPaper, 'id' | 'slug' | 'title' | 'titleHtml' | 'seen'> & { site: Words; file: Words | null }
/** What is left out stays as it is. */
export type Edited = { rating?: 'up' | 'down' | null | undefined; remark?: string | null | undefined; notes?: string | undefined }

const notesMax = 100_000
const remarkMax = 2_000

/** What the list says of a paper; null where there is none, or for whoever may not edit it. */
export async function openAssessment(viewer: Viewer, slug: string): Promise<Assessed | null> {
  const paper = await readAssessed(viewer, slug)
  return paper && inWords(paper)
}

/** The papers whose words were changed on the site and in the file, in the list's order. */
export async function openUnsettled(viewer: Viewer): Promise<Assessed[]> {
  return Promise.all((await readUnsettled(viewer)).map(inWords))
}

/** Saves an author's words. `seen` is that of what was read before; where it has changed since, nothing is written. */
export async function saveAssessment(viewer: Viewer, slug: string, { seen, ...edited }: Edited & { seen: string }): Promise<Result<{ changed: boolean }>> {
  const paper = await readAssessed(viewer, slug)
  if (!paper) return assessPaper(viewer, { paper: nowhere, seen, says: saysNothing })
  const notes = edited.notes === undefined ? { ok: true as const, value: paper.says.notes } : await notesOf(paper, edited.notes)
  if (!notes.ok) return notes
  const remark = remarkOf(edited.remark, paper.says.remark)
  if (!remark.ok) return remark
  return assessPaper(viewer, { paper: paper.id, seen, says: { ...ratingOf(edited.rating, paper.says), remark: remark.value, notes: notes.value } })
}

/** Settles a paper: the site's words stay, or the file's are taken. */
export async function settle(viewer: Viewer, slug: string, { seen, take }: { seen: string; take: 'site' | 'file' }): Promise<Result<{ took: 'site' | 'file' }>> {
  return settleAssessment(viewer, { paper: (await readAssessed(viewer, slug))?.id ?? nowhere, seen, take })
}

/** Adds an answer's text, as its author words it, to the notes on its paper. */
export async function makeNote(viewer: Viewer, { post, text }: { post: number; text: string }): Promise<Result<{ post: number; paper: string }>> {
  const read = readMarkdown('text', text)
  if (!read.ok) return read
  if (read.value.length === 0) return refuseField('text', 'blank')
  return noteAnswer(viewer, { post, notes: read.value.map(asSaid) })
}

/** The same as one text, for a comparison. */
export function textOfWords({ rating, mark, remark, notes }: Words): string {
  const rated = rating === null ? mark === null ? 'Unrated' : `Marked ${mark}` : `Rated ${rating}`
  return [rated, ...remark === null ? [] : [`Remark: ${remark}`], ...notes === '' ? [] : [notes]].join('\n')
}

// No paper has this id: the action refuses whoever may not, and finds nothing for all others.
const nowhere = 2_147_483_647

async function inWords({ id, slug, title, titleHtml, seen, says, fileSays }: AssessedPaper): Promise<Assessed> {
  const answers = await knownAnswers(sourcesIn([...says.notes, ...fileSays?.notes ?? []]))
  const urlOf = (post: number) => answers.get(post)?.shown === true ? absolute(lastingPath(post)) : null
  const wordsOf = ({ rating, mark, remark, notes }: Said): Words => ({ rating, mark, remark, notes: printNotes(namingSources(notes.map(asNote), urlOf)) })
  return { id, slug, title, titleHtml, seen, site: wordsOf(says), file: fileSays && wordsOf(fileSays) }
}

/** A thumb is written as it was while it stays the same. */
function ratingOf(rating: Edited['rating'], before: Said): Pick<Said, 'rating' | 'mark'> {
  if (rating === undefined || (rating !== null && rating === before.rating)) return { rating: before.rating, mark: before.mark }
  return { rating, mark: rating === null ? null : rating === 'up' ? '👍' : '👎' }
}

function remarkOf(text: string | null | undefined, before: string | null): Result<string | null> {
  if (text === undefined || text === before) return { ok: true, value: before }
  const clean = cleaned('remark', text ?? '', remarkMax)
  return clean.ok ? { ok: true, value: readRemark(clean.value) } : clean
}

async function notesOf(paper: AssessedPaper, text: string): Promise<Result<SaidNote[]>> {
  const read = readMarkdown('notes', text)
  if (!read.ok) return read
  const answers = await knownAnswers([...sourcesNamed(read.value, absolute('')), ...sourcesIn(paper.says.notes)])
  const known = paper.says.notes.map(asCurrent)
  return { ok: true, value: keepHidden(known, withSources(read.value, { id: paper.id, notes: known }, { base: absolute(''), answers }), answers) }
}

/** A source that nobody may see is not in the text that was edited: its note keeps it. */
function keepHidden(known: CurrentNote[], notes: Note[], answers: ReadonlyMap<number, KnownAnswer>): SaidNote[] {
  const matched = matchNotes(known, notes)
  return notes.map(note => {
    const before = matched.get(note)
    const hidden = before?.source && answers.get(before.source)?.shown !== true ? before.source : null
    return { text: note.text, source: note.source ?? hidden, notes: keepHidden(before?.notes ?? [], note.notes, answers) }
  })
}

function readMarkdown(field: string, text: string): Result<Note[]> {
  const clean = cleaned(field, text, notesMax)
  if (!clean.ok) return clean
  const read = readNotes(clean.value)
  return read.ok ? { ok: true, value: read.notes } : refuse('list-unreadable', { why: read.sentence })
}

function cleaned(field: string, text: string, max: number): Result<string> {
  const clean = text.normalize('NFC').replace(/\r\n?/g, '\n')
  if (clean.includes('\0') || /\p{Surrogate}/u.test(clean)) return refuseField(field, 'malformed')
  return clean.length > max ? refuseField(field, 'too-long', { over: clean.length - max, max }) : { ok: true, value: clean }
}

// Only texts and sources are compared.
function asCurrent({ text, source, notes }: SaidNote): CurrentNote {
  return { id: 0, text, source, notes: notes.map(asCurrent) }
}

function asNote({ text, source, notes }: SaidNote): Note {
  return { text, source, line: 0, notes: notes.map(asNote) }
}

function asSaid({ text, notes }: Note): SaidNote {
  return { text, source: null, notes: notes.map(asSaid) }
}
