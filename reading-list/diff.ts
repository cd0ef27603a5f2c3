import type { CurrentList, CurrentNote, CurrentPaper, CurrentTopic, Entry, ListDiff, Owner, PaperFields, Ref } from './current'
import { matchNotes, matchPapers, matchQuestions, matchTopics, saysSame } from './match'
import { moved } from './order'
import { papersOf } from './parse'
import type { Head, Note, Paper, ReadingList, Topic } from './types'

/** Gathers what a comparison finds. */
interface Work extends ListDiff {
  current: CurrentList
  papers: Map<Paper, CurrentPaper>
  topics: Map<Topic, CurrentTopic>
  /** The topic in which each paper of the site stands, and the topic in which each topic stands. */
  homes: Map<CurrentPaper, CurrentTopic>
  parents: Map<CurrentTopic, CurrentTopic | null>
  names: number
}

/**
 * What importing a list would do to the site: operations in the order in which they can be applied, and the same for people to
 * read. A list that says what the site has gives no operation. Nothing that others wrote under is removed (`keep`): it stays, marked
 * as no longer on the list. Questions keep their numbers, and with them their addresses.
 */
export function diffLists(current: CurrentList, next: ReadingList): ListDiff {
  const known = [...papersOfCurrent(current.topics), ...current.offList]
  const papers = matchPapers(known, papersOf(next.topics))
  const topics = matchTopics(current, next, papers)
  const work: Work = { operations: [], added: [], changed: [], removed: [], kept: [], unchanged: 0, current, papers, topics, homes: new Map(), parents: new Map(), names: 0 }
  remember(work, current.topics, null)
  compareHead(work, next.head)
  compareTopics(work, { parent: null, current: current.topics, next: next.topics })
  removePapers(work, known)
  removeTopics(work)
  const { operations, added, changed, removed, kept, unchanged } = work
  return { operations, added, changed, removed, kept, unchanged }
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
  const ref: Ref = known === undefined ? { added: nameFor(work, 'paper') } : { id: known.id }
  const entry: Entry = { kind: 'paper', title: paper.title }
  if ('added' in ref) {
    work.operations.push({ kind: 'addPaper', added: ref.added, topic, paper: fieldsOf(paper) })
    work.added.push(entry)
  } else if (known !== undefined) {
    const home = work.homes.get(known)
    const moves = !known.onList || home === undefined || !('id' in topic) || home.id !== topic.id
    const fields = paperFields.filter(field => JSON.stringify(known[field]) !== JSON.stringify(paper[field]))
    if (moves) work.operations.push({ kind: 'movePaper', id: ref.id, topic })
    if (fields.length > 0) work.operations.push({ kind: 'changePaper', id: ref.id, paper: fieldsOf(paper), fields })
    if (moves || fields.length > 0) work.changed.push(entry)
    else work.unchanged += 1
  }
  compareNotes(work, { of: { paper: ref }, parent: null, current: known?.notes ?? [], next: paper.notes, title: paper.title })
  compareQuestions(work, paper, known, ref)
  return ref
}

const paperFields = ['title', 'aliases', 'authors', 'venue', 'year', 'doi', 'arxiv', 'arxivVersion', 'links', 'rating', 'mark', 'remark', 'questionsIntro'] as const

function fieldsOf(paper: Paper): PaperFields {
  const { title, aliases, authors, venue, year, doi, arxiv, arxivVersion, links, rating, mark, remark, questionsIntro } = paper
  return { title, aliases, authors, venue, year, doi, arxiv, arxivVersion, links, rating, mark, remark, questionsIntro }
}

interface Notes { of: Owner; parent: Ref | null; current: CurrentNote[]; next: Note[]; title?: string }

function compareNotes(work: Work, { of, parent, current, next, title }: Notes): void {
  const matched = matchNotes(current, next)
  const about = title === undefined ? {} : { paper: title }
  const order = next.map((note): Ref => {
    const known = matched.get(note)
    const ref: Ref = known === undefined ? { added: nameFor(work, 'note') } : { id: known.id }
    const entry: Entry = { kind: 'note', ...about, title: note.text }
    if ('added' in ref) {
      work.operations.push({ kind: 'addNote', added: ref.added, of, parent, text: note.text })
      work.added.push(entry)
    } else if (known?.text !== note.text) {
      work.operations.push({ kind: 'changeNote', id: ref.id, text: note.text })
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

/** Its own notes go before it. */
function removeNote(work: Work, note: CurrentNote, about: { paper?: string }): void {
  for (const inner of note.notes) removeNote(work, inner, about)
  work.operations.push({ kind: 'removeNote', id: note.id })
  work.removed.push({ kind: 'note', ...about, title: note.text })
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

/** A paper that stays for what others wrote keeps its notes and questions as they are. */
function removePapers(work: Work, known: CurrentPaper[]): void {
  const kept = new Set(work.papers.values())
  for (const paper of known) {
    if (kept.has(paper) || !paper.onList) continue
    const keep = paper.repliedByOthers || paper.questions.some(question => question.repliedByOthers)
    const entry: Entry = { kind: 'paper', title: paper.title }
    work.operations.push({ kind: 'removePaper', id: paper.id, keep })
    work.removed.push(entry)
    if (keep) work.kept.push(entry)
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

function isSame(before: number[], order: Ref[]): boolean {
  return before.length === order.length && order.every((ref, at) => 'id' in ref && ref.id === before[at])
}

/** Things that changed their place among those that were there before are named once each, the fewest that explain the new order. */
function noteMoves(work: Work, before: number[], order: Ref[], entryOf: (id: number) => Entry): void {
  const there = new Set(before)
  const after = order.flatMap(ref => ('id' in ref && there.has(ref.id) ? [ref.id] : []))
  for (const id of moved(before, after)) {
    const entry = entryOf(id)
    if (work.changed.some(other => other.kind === entry.kind && other.title === entry.title && other.paper === entry.paper)) continue
    work.changed.push(entry)
    work.unchanged -= 1
  }
}

function nameFor(work: Work, kind: string): string {
  work.names += 1
  return `${kind} ${work.names}`
}

