import type { CurrentList, CurrentNote, CurrentPaper, CurrentQuestion, CurrentTopic } from './current'
import { settled } from './blocks-markdown'
import { titleKey } from './identity'
import { identifiersOf } from './repeated'
import { mostSimilar, similarity, wordsOf } from './similarity'
import type { Note, Paper, Question, ReadingList, Topic } from './types'

/** Which paper of the site each paper of a list is: by DOI, arXiv id, link or title, in that order, each at most once. */
export function matchPapers(current: CurrentPaper[], next: Paper[]): Map<Paper, CurrentPaper> {
  const matched = new Map<Paper, CurrentPaper>()
  const taken = new Set<CurrentPaper>()
  for (const keysOf of [keysWith('doi:'), keysWith('arxiv:'), keysWith('link:'), titleKeys]) {
    const byKey = new Map<string, CurrentPaper[]>()
    for (const paper of current) {
      if (!taken.has(paper)) for (const key of keysOf(paper)) byKey.set(key, [...(byKey.get(key) ?? []), paper])
    }
    for (const paper of next) {
      if (matched.has(paper)) continue
      const found = keysOf(paper).flatMap(key => byKey.get(key) ?? []).find(one => !taken.has(one) && !contradict(one, paper))
      if (found === undefined) continue
      matched.set(paper, found)
      taken.add(found)
    }
  }
  return matched
}

type Known = Pick<Paper, 'title' | 'doi' | 'arxiv' | 'links'>

function keysWith(kind: string): (paper: Known) => string[] {
  return paper => identifiersOf(paper).filter(key => key.startsWith(kind))
}

function titleKeys(paper: Known): string[] {
  return [titleKey(paper.title)]
}

/** One title with two DOIs, or with two arXiv ids, is two papers. */
function contradict(one: Known, other: Known): boolean {
  const same = (one.doi !== null && one.doi === other.doi) || (one.arxiv !== null && one.arxiv === other.arxiv)
  if (same) return false
  return (one.doi !== null && other.doi !== null) || (one.arxiv !== null && other.arxiv !== null)
}

/**
 * Which topic of the site each topic of a list is: by the path of titles; else, where a title changed, the topic that holds at
 * least half of its papers.
 */
export function matchTopics(current: CurrentList, next: ReadingList, papers: Map<Paper, CurrentPaper>): Map<Topic, CurrentTopic> {
  const matched = new Map<Topic, CurrentTopic>()
  const byPath = new Map(pathsOf(current.topics, '').map(({ path, topic }) => [path, topic]))
  const wanted = pathsOf(next.topics, '')
  for (const { path, topic } of wanted) {
    const found = byPath.get(path)
    if (found !== undefined) matched.set(topic, found)
  }
  const taken = new Set(matched.values())
  const homeOf = new Map([...byPath.values()].flatMap(topic => topic.papers.map(paper => [paper, topic] as const)))
  for (const { topic } of wanted) {
    const found = matched.has(topic) ? undefined : homeOfMost(topic, papers, homeOf)
    if (found === undefined || taken.has(found)) continue
    matched.set(topic, found)
    taken.add(found)
  }
  return matched
}

interface Titled<T> { title: string | null; topics: T[] }

/** Topics with the same path are told apart by their order. */
function pathsOf<T extends Titled<T>>(topics: T[], above: string): { path: string; topic: T }[] {
  const seen = new Map<string, number>()
  return topics.flatMap(topic => {
    const key = topic.title === null ? '' : titleKey(topic.title)
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    const path = `${above}/${key}#${times}`
    return [{ path, topic }, ...pathsOf(topic.topics, path)]
  })
}

function homeOfMost(topic: Topic, papers: Map<Paper, CurrentPaper>, homeOf: Map<CurrentPaper, CurrentTopic>): CurrentTopic | undefined {
  const counts = new Map<CurrentTopic, number>()
  for (const paper of topic.papers) {
    const known = papers.get(paper)
    const home = known === undefined ? undefined : homeOf.get(known)
    if (home !== undefined) counts.set(home, (counts.get(home) ?? 0) + 1)
  }
  return [...counts].find(([home, count]) => count * 2 >= Math.max(home.papers.length, topic.papers.length))?.[0]
}

/** Notes under one parent: the same text, else the most similar with at least half of the words in common. */
export function matchNotes(current: CurrentNote[], next: Note[]): Map<Note, CurrentNote> {
  const matched = new Map<Note, CurrentNote>()
  const left = new Set(current)
  matchEqual(matched, left, next, { keyOf: note => note.text, keyOfNext: note => note.text })
  const rest = next.filter(note => !matched.has(note))
  for (const [one, other] of mostSimilar([...left], rest, { textOf: note => note.text, textOfNext: note => note.text, least: 0.5 })) matched.set(other, one)
  return matched
}

/**
 * Questions of one paper: the same text; the same title; the most similar with at least half of the words; the same number with at
 * least a quarter of them.
 */
export function matchQuestions(current: CurrentQuestion[], next: Question[]): Map<Question, CurrentQuestion> {
  const matched = new Map<Question, CurrentQuestion>()
  const left = new Set(current)
  matchEqual(matched, left, next, { keyOf: textOf, keyOfNext: textOf })
  matchEqual(matched, left, next, { keyOf: settledText, keyOfNext: textOf })
  matchEqual(matched, left, next, { keyOf: titled, keyOfNext: titled })
  const rest = next.filter(question => !matched.has(question))
  for (const [one, other] of mostSimilar([...left], rest, { textOf, textOfNext: textOf, least: 0.5 })) {
    matched.set(other, one)
    left.delete(one)
  }
  for (const question of rest) {
    const same = matched.has(question) ? undefined : [...left].find(one => one.number === question.number)
    if (same === undefined || similarity(wordsOf(textOf(same)), wordsOf(textOf(question))) < 0.25) continue
    matched.set(question, same)
    left.delete(same)
  }
  return matched
}

type Asked = Pick<Question, 'title' | 'body'>

/** A question's whole text. */
function textOf(question: Asked): string {
  return `${question.title ?? ''}\n\n${question.body}`
}

/** The same in the form in which a list is read: two ways to write one text are one. */
function settledText(question: Asked): string {
  return textOf({ ...question, body: settled(question.body) })
}

/** Whether a question of the site says what a list's says. */
export function saysSame(current: Asked, next: Asked): boolean {
  return textOf(current) === textOf(next) || settledText(current) === textOf(next)
}

function titled(question: Asked): string | null {
  return question.title === null ? null : titleKey(question.title)
}

interface Keys<A, B> { keyOf: (thing: A) => string | null; keyOfNext: (thing: B) => string | null }

function matchEqual<A, B>(matched: Map<B, A>, left: Set<A>, next: B[], { keyOf, keyOfNext }: Keys<A, B>): void {
  const byKey = new Map<string, A[]>()
  for (const thing of left) {
    const key = keyOf(thing)
    if (key !== null) byKey.set(key, [...(byKey.get(key) ?? []), thing])
  }
  for (const thing of next) {
    const key = matched.has(thing) ? null : keyOfNext(thing)
    const found = key === null ? undefined : byKey.get(key)?.shift()
    if (found === undefined) continue
    matched.set(thing, found)
    left.delete(found)
  }
}
