import type { CurrentList, CurrentPaper, CurrentTopic, Entry, ListDiff, PaperFields, Ref } from './current'
import { compareNotes, removeNote } from './diff-notes'
import { aFile, isSame, nameFor, noteMoves } from './diff-work'
import type { From, Work } from './diff-work'
import { matchPapers, matchQuestions, matchTopics, saysSame } from './match'
import { isEdited, mergePaper, withSources } from './merge'
import { papersOf } from './parse'
import type { Head, Paper, ReadingList, Topic } from './types'

/**
 * What importing a list would do to the site: operations in the order in which they can be applied, and the same for people to
 * read. A list that says what the site has gives no operation. Nothing that others wrote under is removed (`keep`): it stays, marked
 * as no longer on the list. Questions keep their numbers, and with them their addresses.
 */
export function diffLists(current: CurrentList, next: ReadingList, from: From = aFile): ListDiff {
  const known = [...papersOfCurrent(current.topics), ...current.offList]
  const papers = matchPapers(known, papersOf(next.topics))
  const topics = matchTopics(current, next, papers)
  const work: Work = { operations: [], added: [], changed: [], removed: [], kept: [], conflicts: [], assessed: [], unchanged: 0, current, from, papers, topics, homes: new Map(), parents: new Map(), names: 0 }
  remember(work, current.topics, null)
  compareHead(work, next.head)
  compareTopics(work, { parent: null, current: current.topics, next: next.topics })
  removePapers(work, known)
  removeTopics(work)
  const { operations, added, changed, removed, kept, conflicts, assessed, unchanged } = work
  return { operations, added, changed, removed, kept, conflicts, assessed, unchanged }
}

function papersOfCurrent(topics: CurrentTopic[]): CurrentPaper[] {
  return topics.flatMap(topic => [...topic.papers, ...papersOfCurrent(topic.topics)])
}

function remember(work: Work, topics: CurrentTopic[], parent: CurrentTopic | null): void {
  for (const topic of topics) {
    work.parents.set(topic, parent)
    for (const paper of topic.papers) work.homes.set(paper, topic)
    remember(work, topic.topics, topic)
  }
}

const headFields = ['title', 'author', 'legend', 'license', 'source', 'intro'] as const

function compareHead(work: Work, head: Head): void {
  const fields = headFields.filter(field => work.current.head[field] !== head[field])
  if (fields.length > 0) work.operations.push({ kind: 'changeHead', head, fields })
}

interface Siblings { parent: Ref | null; current: CurrentTopic[]; next: Topic[] }

function compareTopics(work: Work, { parent, current, next }: Siblings): void {
  const order = next.map(topic => compareTopic(work, topic, parent))
  const kept = new Set(next.map(topic => work.topics.get(topic)))
  const before = current.filter(topic => kept.has(topic)).map(topic => topic.id)
  if (!isSame(before, order)) work.operations.push({ kind: 'orderTopics', parent, order })
  noteMoves(work, before, order, id => ({ kind: 'topic', title: current.find(topic => topic.id === id)?.title ?? '' }))
}

function compareTopic(work: Work, topic: Topic, parent: Ref | null): Ref {
  const known = work.topics.get(topic)
  const entry: Entry = { kind: 'topic', title: topic.title ?? '' }
  const ref: Ref = known === undefined ? { added: nameFor(work, 'topic') } : { id: known.id }
  if ('added' in ref) {
    work.operations.push({ kind: 'addTopic', added: ref.added, parent, title: topic.title })
    work.added.push(entry)
  } else if (known !== undefined && (known.title !== topic.title || !isParent(work, known, parent))) {
    work.operations.push({ kind: 'changeTopic', id: ref.id, parent, title: topic.title })
    work.changed.push(entry)
  } else work.unchanged += 1
  compareNotes(work, { of: { topic: ref }, parent: null, current: known?.notes ?? [], next: topic.notes })
  comparePapers(work, ref, known, topic)
  compareTopics(work, { parent: ref, current: known?.topics ?? [], next: topic.topics })
  return ref
}

function isParent(work: Work, topic: CurrentTopic, parent: Ref | null): boolean {
  const known = work.parents.get(topic) ?? null
  return parent === null ? known === null : 'id' in parent && known?.id === parent.id
}

function comparePapers(work: Work, topic: Ref, known: CurrentTopic | undefined, next: Topic): void {
  const order = next.papers.map(paper => comparePaper(work, paper, topic))
  const wanted = new Set(next.papers.map(paper => work.papers.get(paper)))
  const current = (known?.papers ?? []).filter(paper => wanted.has(paper))
  const before = current.map(paper => paper.id)
  if (!isSame(before, order)) work.operations.push({ kind: 'orderPapers', topic, order })
  noteMoves(work, before, order, id => ({ kind: 'paper', title: current.find(paper => paper.id === id)?.title ?? '' }))
}

function comparePaper(work: Work, paper: Paper, topic: Ref): Ref {
  const known = work.papers.get(paper)
  if (known !== undefined) return compareKnown(work, known, paper, topic)
  const ref = { added: nameFor(work, 'paper') }
  work.operations.push({ kind: 'addPaper', added: ref.added, topic, paper: fieldsOf(paper) })
  work.added.push({ kind: 'paper', title: paper.title })
  compareNotes(work, { of: { paper: ref }, parent: null, current: [], next: paper.notes, title: paper.title })
  compareQuestions(work, paper, undefined, ref)
  return ref
}

function compareKnown(work: Work, known: CurrentPaper, given: Paper, topic: Ref): Ref {
  const ref = { id: known.id }
  const home = work.homes.get(known)
  const paper = standing(work, known, given)
  const before = work.operations.length
  const moves = !known.onList || home === undefined || !('id' in topic) || home.id !== topic.id
  const fields = paperFields.filter(field => JSON.stringify(known[field]) !== JSON.stringify(paper[field]))
  if (fields.length > 0) work.operations.push({ kind: 'changePaper', id: ref.id, paper: fieldsOf(paper), fields })
  if (moves || fields.length > 0) work.changed.push({ kind: 'paper', title: paper.title })
  else work.unchanged += 1
  compareNotes(work, { of: { paper: ref }, parent: null, current: known.notes, next: paper.notes, title: paper.title })
  if (work.operations.length > before) work.assessed.push(known.id)
  if (moves) work.operations.splice(before, 0, { kind: 'movePaper', id: ref.id, topic })
  compareQuestions(work, paper, known, ref)
  return ref
}

/** The paper with the rating and notes that shall stand on the site, where the file and the site may both have changed. */
function standing(work: Work, known: CurrentPaper, given: Paper): Paper {
  if (!work.from.file) return { ...given, notes: withSources(given.notes, known, work.from) }
  const { outcome, paper, remembered, fromFile } = mergePaper(known, given, work.from)
  if (outcome === 'both') work.conflicts.push({ paper: known.title, slug: known.slug })
  if (remembered !== (known.remembered ?? null) || fromFile !== (known.fromFile ?? null)) {
    work.operations.push({ kind: 'rememberFile', paper: known.id, remembered, fromFile })
    work.assessed.push(known.id)
  }
  return paper
}

const paperFields = ['title', 'aliases', 'authors', 'venue', 'year', 'doi', 'arxiv', 'arxivVersion', 'links', 'rating', 'mark', 'remark', 'questionsIntro'] as const

function fieldsOf(paper: Paper): PaperFields {
  const { title, aliases, authors, venue, year, doi, arxiv, arxivVersion, links, rating, mark, remark, questionsIntro } = paper
  return { title, aliases, authors, venue, year, doi, arxiv, arxivVersion, links, rating, mark, remark, questionsIntro }
}

function compareQuestions(work: Work, paper: Paper, known: CurrentPaper | undefined, ref: Ref): void {
  const matched = matchQuestions(known?.questions ?? [], paper.questions)
  for (const question of paper.questions) {
    const one = matched.get(question)
    const { title, body } = question
    const entry: Entry = { kind: 'question', paper: paper.title, title: title ?? body }
    if (one === undefined) {
      work.operations.push({ kind: 'addQuestion', added: nameFor(work, 'question'), paper: ref, number: question.number ?? 0, title, body })
      work.added.push(entry)
    } else if (!one.onList || !saysSame(one, question)) {
      work.operations.push({ kind: 'changeQuestion', id: one.id, title, body })
      work.changed.push(entry)
    } else work.unchanged += 1
  }
  const kept = new Set(matched.values())
  for (const question of known?.questions ?? []) {
    if (kept.has(question) || !question.onList) continue
    const entry: Entry = { kind: 'question', paper: paper.title, title: question.title ?? question.body }
    work.operations.push({ kind: 'removeQuestion', id: question.id, keep: question.repliedByOthers })
    work.removed.push(entry)
    if (question.repliedByOthers) work.kept.push(entry)
  }
}

/** A paper that stays, for what others wrote or was changed on the site, keeps its notes and questions as they are. */
function removePapers(work: Work, known: CurrentPaper[]): void {
  const kept = new Set(work.papers.values())
  for (const paper of known) {
    if (kept.has(paper) || !paper.onList) continue
    const written = paper.repliedByOthers || paper.questions.some(question => question.repliedByOthers)
    const edited = work.from.file && isEdited(paper, work.from)
    const entry: Entry = { kind: 'paper', title: paper.title, ...edited ? { edited } : {} }
    work.operations.push({ kind: 'removePaper', id: paper.id, keep: written || edited })
    work.assessed.push(paper.id)
    work.removed.push(entry)
    if (written || edited) work.kept.push(entry)
  }
}

/** The innermost first: a topic goes when nothing stands in it any more. */
function removeTopics(work: Work): void {
  const kept = new Set(work.topics.values())
  for (const topic of topicsWithin(work.current.topics).reverse()) {
    if (kept.has(topic)) continue
    for (const note of topic.notes) removeNote(work, note, {})
    work.operations.push({ kind: 'removeTopic', id: topic.id })
    work.removed.push({ kind: 'topic', title: topic.title ?? '' })
  }
}

function topicsWithin(topics: CurrentTopic[]): CurrentTopic[] {
  return topics.flatMap(topic => [topic, ...topicsWithin(topic.topics)])
}
