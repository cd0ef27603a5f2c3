/** Bringing a list in: read, compare with the site's, apply the difference in one transaction; and giving it back as Markdown. */
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { readSaid, seenOf, sourcesIn } from '@/forum/assessments'
import { refuse } from '@/forum/errors'
import type { Result } from '@/forum/errors'
import { applyList } from '@/forum/list-apply'
import { readListTree } from '@/forum/list-tree'
import type { ListTree, TreeNote, TreePaper, TreeTopic } from '@/forum/list-tree'
import { knownAnswers } from '@/forum/note-sources'
import type { KnownAnswer } from '@/forum/note-sources'
import { absolute } from '@/forum/rendering'
import { keepImported, lastImported } from '@/forum/site'
import { lastingPath } from '@/forum/urls'
import { operator } from '@/forum/viewer'
import type { Viewer } from '@/forum/viewer'
import type { Conflict, Entry, ListDiff } from './current'
import { diffLists } from './diff'
import { saidIn } from './merge'
import { papersOf, parseReadingList } from './parse'
import { printReadingList } from './print'
import { rewordingsOf } from './rewordings'
import type { Rewording } from './rewordings'
import { largestList } from './source'
import { namingSources, sourcesNamed } from './sources'
import { summaryOf } from './summary'
import type { Summary } from './summary'
import { allPapers } from './tree'
import type { Note, Paper, Problem, ReadingList, Topic } from './types'
import { t } from '@/words'

export type Imported = { applied: boolean; found: Summary; added: Entry[]; changed: Entry[]; removed: Entry[]; kept: Entry[]; conflicts: Conflict[]; unchanged: number; problems: Problem[] }

const triesMax = 3

/** Compares a list with the site's and, unless `dryRun`, applies the difference. The same list again changes nothing. A list that
 *  comes `from` a file leaves alone what was changed on the site since the last file; the site's own text is just what it says. */
export async function importList(source: Uint8Array | string, viewer: Viewer, { dryRun, from = 'file', now }: { dryRun: boolean; from?: 'file' | 'site'; now?: Date }): Promise<Result<Imported>> {
  const parsed = parseReadingList(source)
  if (!parsed.ok) return refuse('list-unreadable', { why: parsed.sentence })
  for (let tries = 1; ; tries++) {
    const { tree, diff } = await compared(parsed.list, from)
    if (!dryRun && diff.operations.length > 0) {
      const applied = await applyList(viewer, { operations: diff.operations, by: from, seen: seenIn(tree, diff) }, now ? { now } : {})
      // Somebody has edited notes on the site since the list was compared: it is compared again.
      if (!applied.ok && applied.error.code === 'changed-meanwhile' && tries < triesMax) continue
      if (!applied.ok) return applied
    }
    return { ok: true, value: importedOf(parsed.list, diff, !dryRun) }
  }
}

/** What applying an edited text of the site's list would do, with former and later wordings, for the author's workspace. Nothing is written. */
export async function previewList(source: string): Promise<Result<Imported & { rewordings: Rewording[] }>> {
  const parsed = parseReadingList(source)
  if (!parsed.ok) return refuse('list-unreadable', { why: parsed.sentence })
  const { tree, diff } = await compared(parsed.list, 'site')
  return { ok: true, value: { ...importedOf(parsed.list, diff, false), rewordings: rewordingsOf(tree, diff) } }
}

async function compared(list: ReadingList, from: 'file' | 'site'): Promise<{ tree: ListTree; diff: ListDiff }> {
  const tree = await readListTree()
  const diff = diffLists(tree, list, { file: from === 'file', base: absolute(''), answers: await answersNamed(tree, list) })
  return { tree, diff }
}

/** The answers that notes of the site and of the list name. */
async function answersNamed(tree: ListTree, list: ReadingList): Promise<Map<number, KnownAnswer>> {
  const inTree = allPapers(tree).flatMap(paper => [...sourcesIn(paper.notes), ...sourcesIn(readSaid(paper.remembered)?.notes ?? [])])
  const inList = papersOf(list.topics).flatMap(paper => sourcesNamed(paper.notes, absolute('')))
  return knownAnswers([...new Set([...inTree, ...inList])])
}

function seenIn(tree: ListTree, { assessed }: ListDiff): { paper: number; says: string }[] {
  const papers = new Map(allPapers(tree).map(paper => [paper.id, paper]))
  return [...new Set(assessed)].flatMap(id => {
    const paper = papers.get(id)
    return paper ? [{ paper: id, says: seenOf({ said: saidIn(paper), fromFile: paper.fromFile }) }] : []
  })
}

function importedOf(list: ReadingList, { added, changed, removed, kept, conflicts, unchanged }: ListDiff, applied: boolean): Imported {
  return { applied, found: summaryOf(list), added, changed, removed, kept, conflicts, unchanged, problems: list.problems }
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
    if (code === 'ENOENT') return { ok: false, sentence: t('There is no file {0}.', file) }
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

/** An exported list as a short name: where the next export has another, the list has changed since. */
export function listSeen(exported: string): string {
  return createHash('sha256').update(exported).digest('base64url').slice(0, 22)
}

/** The site's list as Markdown. Importing it into an empty site gives the same papers, ratings, notes and questions. */
export async function exportList(): Promise<string> {
  const tree = await readListTree()
  const answers = await knownAnswers(allPapers(tree).flatMap(paper => sourcesIn(paper.notes)))
  const urlOf = (post: number) => answers.get(post)?.shown === true ? absolute(lastingPath(post)) : null
  return printReadingList({ head: tree.head, topics: tree.topics.map(topic => topicOf(topic, urlOf)), problems: [] })
}

type UrlOf = (post: number) => string | null

function topicOf(topic: TreeTopic, urlOf: UrlOf): Topic {
  return { title: topic.title, line: 0, notes: topic.notes.map(noteOf), papers: topic.papers.map(paper => paperOf(paper, urlOf)), topics: topic.topics.map(inner => topicOf(inner, urlOf)) }
}

function paperOf(paper: TreePaper, urlOf: UrlOf): Paper {
  const { title, aliases, authors, venue, year, doi, arxiv, arxivVersion, links, rating, mark, remark, questionsIntro } = paper
  const questions = paper.questions.filter(question => question.onList).map(({ number, title: lead, body }) => ({ number, title: lead, body, line: 0 }))
  return { title, aliases, authors, venue, year, doi, arxiv, arxivVersion, links, rating, mark, remark, questionsIntro, questions, notes: namingSources(paper.notes.map(noteOf), urlOf), line: 0 }
}

function noteOf(note: TreeNote): Note {
  return { text: note.text, source: note.source, line: 0, notes: note.notes.map(noteOf) }
}
