/** Notes and a remark as an author writes them by themselves, in the same Markdown as in a list. */
import { blocksOf } from './blocks'
import { indented } from './blocks-markdown'
import { placeBlocks } from './body'
import { tokensOf } from './markdown'
import { aPaperItem } from './print-check'
import { sourceText } from './source'
import type { Note } from './types'

export type NotesRead = { ok: true; notes: Note[] } | { ok: false; sentence: string }

/** Reads bullets, nested or not, as notes; a paragraph is one too. No text is no note. */
export function readNotes(text: string): NotesRead {
  if (text.trim() === '') return { ok: true, notes: [] }
  const source = sourceText(text)
  if (!source.ok) return source
  const read = tokensOf(source.text)
  if (!read.ok) return read
  const notes: Note[] = []
  placeBlocks({ paper: null, notes, problems: [], asks: 'marked' }, blocksOf(read.tokens, 0))
  return { ok: true, notes }
}

/** Notes as bullets, which are read as the same notes. */
export function printNotes(notes: readonly Note[]): string {
  return notes.map(printNote).join('\n')
}

function printNote(note: Note): string {
  const below = note.notes.map(printNote)
  const read = readNotes(itemWith(note.text, below.length === 0 ? [] : ['- x']))
  const [only, ...others] = read.ok ? read.notes : []
  const same = only?.text === note.text && others.length === 0 && only.notes.length === Math.min(1, below.length)
  const start = /^(?:```|~~~)/.test(note.text) ? '{:.note}\n' : '{:.note} '
  return itemWith(same ? note.text : start + note.text, below)
}

function itemWith(text: string, items: string[]): string {
  const apart = text.includes('\n\n') ? '\n\n' : '\n'
  return indented(items.length === 0 ? text : [text, items.join('\n')].join(apart), '- ')
}

/** A remark as one line of inline Markdown; null where nothing is said. */
export function readRemark(text: string): string | null {
  let line = inOneLine(text)
  for (let turn = 0; turn < 3; turn++) {
    const read = line === '' ? null : aPaperItem(`- **Remark**: ${line}`, true).remark
    if (read === null || inOneLine(read) === line) return read === null ? null : line
    line = inOneLine(read)
  }
  return line
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
