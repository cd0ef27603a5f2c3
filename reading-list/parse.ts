import { blocksOf } from './blocks'
import { startEscapedButNumbers } from './blocks-markdown'
import { frontMatter } from './front-matter'
import { leadsSomewhere } from './identity'
import { tokensOf } from './markdown'
import { joinRepeated, withoutEmpty } from './repeated'
import { numbered } from './questions'
import { sourceText } from './source'
import type { Paper, Problem, ReadingList, Topic } from './types'
import { walk } from './walk'
import { t } from '@/words'

export type Parsed = { ok: true; list: ReadingList } | { ok: false; sentence: string }

/**
 * Reads a Markdown reading list. What cannot be read at all (larger than 2 MiB, binary, not UTF-8, empty, nested without end) is
 * one sentence; what was not understood, or placed by a guess, is among the list's problems. The time is linear in the length.
 */
export function parseReadingList(source: Uint8Array | string): Parsed {
  const read = sourceText(source)
  if (!read.ok) return read
  const head = frontMatter(read.text)
  const tokens = tokensOf(head.body)
  if (!tokens.ok) return tokens
  const walked = walk(blocksOf(tokens.tokens, head.lines), head, read.text)
  const problems: Problem[] = [...head.problems, ...walked.problems]
  joinRepeated(walked.topics, problems)
  const topics = withoutEmpty(walked.topics)
  for (const paper of papersOf(topics)) finishQuestions(paper, problems)
  problems.push(...aboutLinks(topics))
  problems.sort((one, other) => one.line - other.line)
  return { ok: true, list: { head: walked.head, topics, problems } }
}

/** All papers of topics and the topics in them, in the list's order. */
export function papersOf(topics: Topic[]): Paper[] {
  return topics.flatMap(topic => [...topic.papers, ...papersOf(topic.topics)])
}

/** A heading of questions without any is a note. */
function finishQuestions(paper: Paper, problems: Problem[]): void {
  if (paper.questionsIntro !== null && paper.questions.length === 0) {
    paper.notes.push({ text: startEscapedButNumbers(paper.questionsIntro), line: paper.line, notes: [] })
    paper.questionsIntro = null
  }
  for (const line of numbered(paper.questions)) {
    problems.push({ line, text: t('A number stands twice among the questions on “{0}”; this question got the next one.', paper.title) })
  }
  paper.questions.sort((one, other) => (one.number ?? 0) - (other.number ?? 0))
}

/** One line for all of a kind: a list of note files would otherwise say the same a hundred times. */
function aboutLinks(topics: Topic[]): Problem[] {
  const relative = papersOf(topics).flatMap(paper => paper.links.filter(link => !leadsSomewhere(link.url)).map(link => ({ line: paper.line, url: link.url })))
  const [first] = relative
  if (first === undefined) return []
  const count = relative.length === 1 ? t('A link leads') : `${relative.length} links lead`
  return [{ line: first.line, text: `${count} nowhere outside the list’s own folder (first: ${first.url.slice(0, 80)}); they are kept for the export and not shown.` }]
}
