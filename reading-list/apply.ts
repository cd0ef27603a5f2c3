/** Bringing a list in: read, compare with the site's, apply the difference in one transaction; and giving it back as Markdown. */
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { refuse } from '@/forum/errors'
import type { Result } from '@/forum/errors'
import { applyList } from '@/forum/list-apply'
import { readListTree } from '@/forum/list-tree'
import type { ListTree, TreeNote, TreePaper, TreeTopic } from '@/forum/list-tree'
import { keepImported, lastImported } from '@/forum/site'
import { operator } from '@/forum/viewer'
import type { Viewer } from '@/forum/viewer'
import type { Entry, ListDiff, PaperFields } from './current'
import { diffLists } from './diff'
import { parseReadingList } from './parse'
import { printReadingList } from './print'
import { largestList } from './source'
import { summaryOf } from './summary'
import type { Summary } from './summary'
import type { Note, Paper, Problem, Topic } from './types'

export type Imported = { applied: boolean; found: Summary; added: Entry[]; changed: Entry[]; removed: Entry[]; kept: Entry[]; unchanged: number; problems: Problem[] }

/** Compares a list with the site's and, unless `dryRun`, applies the difference. The same list again changes nothing. */
export async function importList(source: Uint8Array | string, viewer: Viewer, { dryRun, now }: { dryRun: boolean; now?: Date }): Promise<Result<Imported>> {
  const parsed = parseReadingList(source)
  if (!parsed.ok) return refuse('list-unreadable', { why: parsed.sentence })
  const diff = diffLists(await readListTree(), parsed.list)
  if (!dryRun && diff.operations.length > 0) {
    const applied = await applyList(viewer, { operations: diff.operations }, now ? { now } : {})
    if (!applied.ok) return applied
  }
  const { added, changed, removed, kept, unchanged } = diff
  return { ok: true, value: { applied: !dryRun, found: summaryOf(parsed.list), added, changed, removed, kept, unchanged, problems: parsed.list.problems } }
}

/** A text that the import would reword: what it is, before and after. */
export type Rewording = { what: string; before: string; after: string }

/** What importing a text would do, with former and later wordings, for the author's workspace. Nothing is written. */
export async function previewList(source: string): Promise<Result<Imported & { rewordings: Rewording[] }>> {
  const parsed = parseReadingList(source)
  if (!parsed.ok) return refuse('list-unreadable', { why: parsed.sentence })
  const tree = await readListTree()
  const diff = diffLists(tree, parsed.list)
  const { added, changed, removed, kept, unchanged } = diff
  return { ok: true, value: { applied: false, found: summaryOf(parsed.list), added, changed, removed, kept, unchanged, problems: parsed.list.problems, rewordings: rewordingsOf(tree, diff) } }
}

/** Reads a file for an import, or says in a sentence why it cannot be read. */
export function readListFile(file: string): { ok: true; bytes: Uint8Array } | { ok: false; sentence: string } {
  try {
    const found = statSync(file)
    if (found.isDirectory()) return { ok: false, sentence: `${file} is a folder, not a file.` }
    if (found.size > largestList) return { ok: false, sentence: `${file} is too large: a reading list has at most ${largestList / 1024 / 1024} MiB.` }
    return { ok: true, bytes: readFileSync(file) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOENT') return { ok: false, sentence: `There is no file ${file}.` }
    if (code === 'EACCES') return { ok: false, sentence: `${file} may not be read.` }
    throw error
  }
}

/** Imports the site's file where it has changed since the last start. Null where there was nothing to do. */
export async function importAtStart(file: string): Promise<Result<Imported> | null> {
  const read = readListFile(file)
  if (!read.ok) return refuse('list-unreadable', { why: read.sentence })
  const hash = createHash('sha256').update(read.bytes).digest('hex')
  if (await lastImported() === hash) return null
  const imported = await importList(read.bytes, operator, { dryRun: false })
  if (imported.ok) await keepImported(hash)
  return imported
}

/** The site's list as Markdown. Importing it into an empty site gives the same papers, ratings, notes and questions. */
export async function exportList(): Promise<string> {
  const { head, topics } = await readListTree()
  return printReadingList({ head, topics: topics.map(topicOf), problems: [] })
}

function rewordingsOf(tree: ListTree, diff: ListDiff): Rewording[] {
  const papers = [...papersIn(tree.topics), ...tree.offList]
  const notes = new Map(papers.flatMap(paper => notesIn(paper.notes).map(note => [note.id, { note, paper }] as const)))
  const questions = new Map(papers.flatMap(paper => paper.questions.map(question => [question.id, { question, paper }] as const)))
  return diff.operations.flatMap((operation): Rewording[] => {
    if (operation.kind === 'changeNote') {
      const known = notes.get(operation.id)
      return known ? [{ what: `Note on ${known.paper.title}`, before: known.note.text, after: operation.text }] : []
    }
    if (operation.kind === 'changeQuestion') {
      const known = questions.get(operation.id)
      return known ? [{ what: `Question ${known.question.number} on ${known.paper.title}`, before: whole(known.question), after: whole(operation) }] : []
    }
    if (operation.kind === 'changePaper') {
      const known = papers.find(paper => paper.id === operation.id)
      return known ? [{ what: known.title, before: facts(known), after: facts(operation.paper) }] : []
    }
    return []
  })
}

function whole(question: { title: string | null; body: string }): string {
  return question.title === null ? question.body : `${question.title}\n${question.body}`
}

function facts(paper: PaperFields): string {
  const { title, mark, remark, authors, venue, year, doi, arxiv, links, aliases } = paper
  return [title, mark, remark, authors.join(', '), venue, year, doi, arxiv, links.map(link => link.url).join(' '), aliases.join(' ')].filter(Boolean).join('\n')
}

function papersIn(topics: TreeTopic[]): TreePaper[] {
  return topics.flatMap(topic => [...topic.papers, ...papersIn(topic.topics)])
}

function notesIn(notes: TreeNote[]): TreeNote[] {
  return notes.flatMap(note => [note, ...notesIn(note.notes)])
}

function topicOf(topic: TreeTopic): Topic {
  return { title: topic.title, line: 0, notes: topic.notes.map(noteOf), papers: topic.papers.map(paperOf), topics: topic.topics.map(topicOf) }
}

function paperOf(paper: TreePaper): Paper {
  const { title, aliases, authors, venue, year, doi, arxiv, arxivVersion, links, rating, mark, remark, questionsIntro } = paper
  const questions = paper.questions.filter(question => question.onList).map(({ number, title: lead, body }) => ({ number, title: lead, body, line: 0 }))
  return { title, aliases, authors, venue, year, doi, arxiv, arxivVersion, links, rating, mark, remark, questionsIntro, questions, notes: paper.notes.map(noteOf), line: 0 }
}

function noteOf(note: TreeNote): Note {
  return { text: note.text, line: 0, notes: note.notes.map(noteOf) }
}
