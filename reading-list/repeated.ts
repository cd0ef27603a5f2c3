import { startEscapedButNumbers } from './blocks-markdown'
import { linkKey, titleKey } from './identity'
import type { Link, Paper, Problem, Topic } from './types'
import { t } from '@/words'

const aboutSomethingElse = /^(?:code|github|project|article|blog|post|notes?|review|video|talk|slides|poster|data(?:set)?|demo|web(?:site|page)?|page|summary|model|supp\w*)\b/i

/** What a paper is known by besides its title: DOI, arXiv id, and the links to the paper itself. */
export function identifiersOf(paper: Pick<Paper, 'doi' | 'arxiv' | 'links'>): string[] {
  const keys = paper.links.filter(leadsToPaper).map(link => linkKey(link.url)).filter(key => key !== null)
  return [...(paper.doi === null ? [] : [`doi:${paper.doi}`]), ...(paper.arxiv === null ? [] : [`arxiv:${paper.arxiv}`]), ...keys.map(key => `link:${key}`)]
}

function leadsToPaper(link: Link): boolean {
  return !aboutSomethingElse.test(link.label) && !/^https?:\/\/(?:www\.)?github\.com\//i.test(link.url)
}

/**
 * The same paper twice is one paper under its first topic; a problem names the second line. What is joined may have a link in
 * common with a third, so it is done until nothing is left to join.
 */
export function joinRepeated(topics: Topic[], problems: Problem[]): void {
  for (let round = 0; round < mostRounds && joinOnce(topics, problems); round += 1);
}

const mostRounds = 20

function joinOnce(topics: Topic[], problems: Problem[]): boolean {
  const before = problems.length
  const known = new Map<string, Paper>()
  const join = (topic: Topic): void => {
    topic.papers = topic.papers.filter(paper => {
      const keys = identifiersOf(paper)
      const first = keys.map(key => known.get(key)).find(other => other !== undefined)
      for (const key of keys) if (!known.has(key)) known.set(key, first ?? paper)
      if (first === undefined) return true
      joinInto(first, paper)
      problems.push({ line: paper.line, text: repeatedText(first, paper) })
      return false
    })
    topic.topics.forEach(join)
  }
  topics.forEach(join)
  return problems.length > before
}

/** The topics without those that have neither a title nor anything in them. */
export function withoutEmpty(topics: Topic[]): Topic[] {
  return topics
    .map(topic => ({ ...topic, topics: withoutEmpty(topic.topics) }))
    .filter(topic => topic.title !== null || topic.papers.length + topic.notes.length + topic.topics.length > 0)
}

function repeatedText(first: Paper, paper: Paper): string {
  const named = titleKey(first.title) === titleKey(paper.title) ? '' : `, there called “${first.title}”`
  return t('“{0}” is the paper of line {1} again{2}: it stays under its first topic, with the notes of both.', paper.title, first.line, named)
}

function joinInto(first: Paper, paper: Paper): void {
  for (const note of paper.notes) first.notes.push(note)
  for (const question of paper.questions) first.questions.push(question)
  first.aliases.push(...paper.aliases.filter(alias => !first.aliases.includes(alias)))
  first.links.push(...paper.links.filter(link => !first.links.some(other => (linkKey(other.url) ?? other.url) === (linkKey(link.url) ?? link.url))))
  first.doi ??= paper.doi
  if (first.arxiv === null) {
    first.arxiv = paper.arxiv
    first.arxivVersion = paper.arxivVersion
  }
  if (first.authors.length === 0) first.authors = paper.authors
  first.venue ??= paper.venue
  first.year ??= paper.year
  first.questionsIntro ??= paper.questionsIntro
  joinMarks(first, paper)
}

/** A second mark or remark that says something else becomes a note. */
function joinMarks(first: Paper, paper: Paper): void {
  const same = paper.mark === null || paper.mark === first.mark
  if (first.mark === null) {
    first.mark = paper.mark
    first.rating = paper.rating
  }
  const rest = [same || first.mark === paper.mark ? null : paper.mark, paper.remark === first.remark ? null : paper.remark].filter(part => part !== null).join(' ')
  if (rest === '') return
  if (first.remark === null) first.remark = rest
  else first.notes.push({ text: startEscapedButNumbers(rest), line: paper.line, notes: [] })
}
