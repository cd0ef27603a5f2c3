import { aPaperItem, itemRead } from './print-check'
import { indented, settled } from './blocks-markdown'
import { entryOf } from './entry'
import { literally, unguarded } from './guard'
import { address, inlineOf, plain } from './inline'
import { readsAsPaper } from './kinds'
import { identify, usualLabel } from './links'
import { namesOf, venueOf } from './people'
import { printText } from './print-text'
import type { Note, Paper, Question } from './types'
import { aPaperNamed } from './types'

/** A paper as an item of a list: its line, what else is known of it, its notes and questions. */
export function printPaper(paper: Paper): string {
  const line = paperLine(paper)
  const inline = entryOf(inlineOf(line), 0)?.paper
  const below = [...particulars(paper, inline?.remark ?? null), ...paper.notes.map(note => printNote(note, true)), ...printQuestions(paper)]
  const head = readsAsPaper(line, below.map(item => item.split('\n')[0]?.slice(2) ?? '')) ? line : `{:.paper} ${line}`
  return itemWith(head, below)
}

/** A note of a topic; the attribute says that it is no paper. */
export function printTopicNote(note: Note): string {
  const start = /^(?:```|~~~)/.test(note.text) ? '{:.note}\n' : '{:.note} '
  return itemWith(start + note.text, note.notes.map(inner => printNote(inner, false)))
}

function itemWith(text: string, items: string[]): string {
  if (items.length === 0) return indented(text, '- ')
  const apart = text.includes('\n\n') ? '\n\n' : '\n'
  return indented([text, items.join('\n')].join(apart), '- ')
}

/** The first way to write the line that is read back as the same paper. */
function paperLine(paper: Paper): string {
  const remark = paper.remark !== null && /^\p{L}[\p{L}\p{N} ,;’'.-]*[\p{L}\p{N}.]$/u.test(paper.remark) && paper.mark !== null ? paper.remark : null
  const ways = [remark, null].flatMap(rest => [printText, literally].flatMap(write => [true, false].map(linked => lineOf(paper, { write, linked, rest }))))
  return ways.find(line => saysSame(paper, line)) ?? lineOf(paper, { write: literally, linked: false, rest: null })
}

interface Way { write: (text: string) => string; linked: boolean; rest: string | null }

function lineOf(paper: Paper, { write, linked, rest }: Way): string {
  const title = write(paper.title)
  const [first, ...others] = paper.links
  const onTitle = linked && first !== undefined && first.label === usualLabel(first.url)
  const head = onTitle ? `[${title}](${address(first.url)})` : `**${title}**`
  const links = (onTitle ? others : paper.links).map(link => `[[${write(link.label)}](${address(link.url)})]`)
  const ids = paper.aliases.length === 0 ? [] : [`{:${paper.aliases.map(alias => `#${alias}`).join(' ')}}`]
  const mark = paper.mark ?? (paper.rating === 'up' ? '👍' : paper.rating === 'down' ? '👎' : null)
  return [head, ...links, ...(mark === null ? [] : [mark]), ...(rest === null ? [] : [rest]), ...ids].join(' ')
}

function saysSame(paper: Paper, line: string): boolean {
  const read = entryOf(inlineOf(line), 0)
  if (read === null || !read.evident) return false
  const { title, aliases, links, rating, remark, authors, venue, year } = read.paper
  if (title !== paper.title || rating !== paper.rating || authors.length > 0 || venue !== null || year !== null) return false
  if (remark !== null && remark !== paper.remark) return false
  return aliases.join() === paper.aliases.join() && JSON.stringify(links) === JSON.stringify(paper.links)
}

function particulars(paper: Paper, remark: string | null): string[] {
  const known = aPaperNamed(paper.title, 0)
  known.links = paper.links
  identify(known)
  const lines: string[] = []
  if (paper.authors.length > 0) lines.push(`**Authors**: ${printNames(paper.authors)}`)
  lines.push(...printVenue(paper.venue, paper.year))
  if (paper.doi !== null && paper.doi !== known.doi) lines.push(`**DOI**: ${printText(paper.doi)}`)
  const version = paper.arxivVersion === null ? '' : `v${paper.arxivVersion}`
  if (paper.arxiv !== null && (paper.arxiv !== known.arxiv || paper.arxivVersion !== known.arxivVersion)) lines.push(`**arXiv**: ${paper.arxiv}${version}`)
  if (paper.remark !== null && paper.remark !== remark) lines.push(`**Remark**: ${paper.remark}`)
  return lines.map(line => `- ${line}`)
}

function printNames(names: string[]): string {
  const end = names.length === 1 ? ';' : ''
  const literal = `${names.map(literally).join('; ')}${end}`
  const ways = [names.join(', '), `${names.map(printText).join('; ')}${end}`]
  return ways.find(way => !way.includes('{:') && namesOf(plain(inlineOf(way))).map(unguarded).join('\n') === names.join('\n')) ?? literal
}

function printVenue(venue: string | null, year: number | null): string[] {
  if (venue === null) return year === null ? [] : [`**Year**: ${year}`]
  const both = venueOf(`${venue} ${year ?? ''}`)
  if (year !== null && both?.venue === venue && both.year === year && printText(venue) === venue) return [`**Venue**: ${venue} ${year}`]
  // A digit written as an entity is not taken for the end of a year.
  const text = venueOf(plain(inlineOf(printText(venue)))) === null ? printText(venue) : `${literally(venue.slice(0, -1))}&#x${venue.slice(-1).charCodeAt(0).toString(16)};`
  return [`**Venue**: ${text}`, ...(year === null ? [] : [`**Year**: ${year}`])]
}

function printNote(note: Note, top: boolean): string {
  const below = note.notes.map(inner => printNote(inner, false))
  const read = aPaperItem(itemWith(note.text, below.length === 0 ? [] : ['- x']), top)
  const [only, ...others] = read.notes
  const same = only !== undefined && others.length === 0 && only.text === note.text && read.questions.length === 0 && only.notes.length === Math.min(1, below.length)
  return itemWith(same ? note.text : `{:.note} ${note.text}`, below)
}

function printQuestions(paper: Paper): string[] {
  const questions = paper.questions.map(printQuestion)
  if (paper.questionsIntro === null || questions.length === 0) return questions
  const plainly = itemWith(paper.questionsIntro, questions)
  const read = aPaperItem(itemWith(paper.questionsIntro, ['- Question 1: x']), true)
  return [read.questionsIntro === paper.questionsIntro && read.questions.length === 1 ? plainly : itemWith(`{:.questions} ${paper.questionsIntro}`, questions)]
}

/** `Question 2: **Its title.** Its text`, the text on lines of its own where it would be read otherwise. */
function printQuestion(question: Question): string {
  const body = settled(question.body)
  const [first = '', ...rest] = body.split('\n\n')
  const start = `Question ${question.number ?? 1}:`
  const titles = question.title === null ? [''] : [printText(question.title), literally(question.title)].map(title => `**${title}${/[?!…]$/.test(question.title ?? '') ? '' : '.'}** `)
  const ways = titles.flatMap(title => [`${start} ${title}${first}${rest.map(part => `\n\n${part}`).join('')}`, `${start} ${title}`.trimEnd() + `\n\n${body}`])
  const items = ways.map(way => indented(way, '- '))
  return items.find(item => {
    const read = itemRead(item)
    return read?.title === question.title && read.body === body
  }) ?? items.at(-1) ?? ''
}

