import { settled } from './blocks-markdown'
import { entryOf } from './entry'
import { headLine } from './front-matter'
import { inlineOf } from './inline'
import { looksLikePaper } from './kinds'
import { isLegend } from './marks'
import { printPaper, printTopicNote } from './print-paper'
import { printText } from './print-text'
import { announcesQuestions } from './questions'
import { parseReadingList } from './parse'
import type { Head, ReadingList, Topic } from './types'

/**
 * The list as Markdown in one form of writing: what is read from it is the list again (lines and problems apart), and printed
 * once more it is the same bytes.
 */
export function printReadingList(list: ReadingList): string {
  const intro = settled(list.head.intro)
  const plainly = printWith(list, { head: { ...list.head, intro: '' }, intro })
  return intro === '' || hasIntro(plainly, intro, list.topics.length) ? plainly : printWith(list, { head: { ...list.head, intro }, intro: '' })
}

/** Text that would be read as papers, as a legend or as attributes where it stands goes into the head. */
function hasIntro(text: string, intro: string, topics: number): boolean {
  const read = parseReadingList(text)
  return read.ok && read.list.head.intro === intro && read.list.topics.length === topics
}

function printWith(list: ReadingList, { head, intro }: { head: Head; intro: string }): string {
  const level = depthBelow(list.topics) > 5 ? 1 : 2
  const topics = list.topics.map((topic, at) => printTopic(topic, level, at === 0 && intro === ''))
  const parts = [printHead(head, intro, level), intro, ...topics].filter(part => part !== '')
  return `${parts.join('\n\n')}\n`
}

function depthBelow(topics: Topic[]): number {
  return topics.reduce((deepest, topic) => Math.max(deepest, 1 + depthBelow(topic.topics)), 0)
}

/** A key without value says that there is none: otherwise a heading or a line below would be taken for it. */
function printHead(head: Head, intro: string, level: number): string {
  const untitled = head.title === null && (level === 1 || /^#\s/m.test(intro))
  const unlegended = head.legend === null && intro.split('\n').some(isLegend)
  const lines = [
    ...(head.title === null && !untitled ? [] : [headLine('title', head.title ?? '')]),
    ...(head.author === null ? [] : [headLine('author', head.author)]),
    ...(head.legend === null && !unlegended ? [] : [headLine('legend', head.legend ?? '')]),
    ...(head.license === null ? [] : [headLine('license', head.license)]),
    ...(head.source === null ? [] : [headLine('source', head.source)]),
    ...(head.intro === '' ? [] : [headLine('intro', head.intro)]),
  ]
  return lines.length === 0 ? '' : ['---', ...lines, '---'].join('\n')
}

function printTopic(topic: Topic, level: number, first: boolean): string {
  const items = [...topic.notes.map(printTopicNote), ...topic.papers.map(printPaper)]
  const inner = topic.topics.map(one => printTopic(one, Math.min(6, level + 1), false))
  return [first && topic.title === null && topic.papers.length > 0 && inner.length === 0 ? '' : heading(topic.title, level), items.join('\n'), ...inner].filter(part => part !== '').join('\n\n')
}

function heading(title: string | null, level: number): string {
  const marks = '#'.repeat(level)
  if (title === null) return marks
  const text = /#$/.test(title) ? printText(`${title} {:`).replace(/ \\\{\\:$/, '') : printText(title)
  return announcesQuestions(title) || looksLikePaper(entryOf(inlineOf(text), 0)) ? `${marks} ${text} {:.topic}` : `${marks} ${text}`
}
