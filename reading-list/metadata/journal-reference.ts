/** What arXiv's journal_ref says of where a paper came out: a line that authors type as they like, "Phys. Rev. D 76, 013009 (2007)". */
import { oneLine, yearOf } from './entry'
import type { Entry } from './entry'

type Published = Pick<Entry, 'type' | 'container' | 'volume' | 'issue' | 'pages'> & { year: number | null }

const lineMax = 500
const pagesPattern = '(?:pp?\\.\\s*|pages\\s+)?([a-z]?\\d+(?:\\s*[-–—]+\\s*[a-z]?\\d+)?)'
const spelledOut = new RegExp(`^(.+?),?\\s+vol(?:ume|\\.)?\\s*(\\w{1,6})(?:[,;]?\\s+(?:no|number|issue|iss)\\.?\\s*([\\w/–-]{1,9}))?(?:[,;:]?\\s+${pagesPattern})?$`, 'iu')
const inShort = new RegExp(`^(.*?[\\p{L}.)&])\\s*,?\\s*(\\d{1,4})(?:\\s*\\((\\d{1,4}(?:[-–]\\d{1,4})?)\\))?(?:\\s*[:,]?\\s*${pagesPattern})?$`, 'iu')
const pagesAlone = new RegExp(`^(.+?),?\\s+(?=p)${pagesPattern}$`, 'iu')
const meetingWords = /\b(?:proc(?:eedings|\b)|conf(?:erence|\b)|workshops?\b|symposium\b|meeting\b|advances in neural|neurips\b|nips\b)/iu
const meetingInShort = /\b[A-Z]{3,8}(?:-[A-Z]{2,5})?\s?['’]?(?:19|20)?\d{2}\b/u
// Academies print journals under such names.
const academies = /\b(?:nat(?:iona|’|')?l\.?\s+acad|r(?:oyal|\.)\s+(?:irish|soc)|(?:london|amer(?:ican|\.)|edinburgh) math)/iu

/** The venue, with volume, number and pages where they can be told apart for sure, and the year where one stands; null for an empty line. */
export function publishedAs(journalRef: string): Published | null {
  const line = oneLine(journalRef, lineMax)?.replace(/^(?:in|published (?:in|at)|(?:to )?appear(?:s|ed|ing)? (?:in|at)|accepted (?:in|at|by|for|to)|presented at)\s*:?\s+/iu, '').replace(/[\s.,;]+$/u, '')
  if (line === undefined || line === '') return null
  const [year, bare] = withoutYear(line)
  const [, name = bare, volume, issue, pages] = spelledOut.exec(bare) ?? notAYear(inShort.exec(bare)) ?? withoutVolume(pagesAlone.exec(bare)) ?? []
  return { type: isMeeting(name) ? 'paper-conference' : 'article-journal', container: oneLine(name.replace(/[\s,;:]+$/u, '')), volume: oneLine(volume), issue: oneLine(issue), pages: oneLine(pages), year }
}

/** The year, and the line without it where it stands in brackets or behind a comma: in "ICML 2019" it is part of the name. Of several years none is sure. */
function withoutYear(line: string): [number | null, string] {
  const years = [...line.matchAll(/(?<![\p{L}\p{N}:.–—-]|\b(?:vol|no|pp?)\.\s?)(?:19|20)\d{2}(?![\p{L}\p{N}:–—-]|\.\d)/gu)].map(([year]) => year)
  const marked = /\((?:[A-Z]?[a-z]{2,8}\.?,?\s)?((?:19|20)\d{2})\)|,\s*(?:[A-Z][a-z]{2,8}\.?\s)?((?:19|20)\d{2})$/u.exec(line)
  const year = marked?.[1] ?? marked?.[2] ?? (new Set(years).size === 1 ? years[0] : undefined)
  const bare = marked ? `${line.slice(0, marked.index)} ${line.slice(marked.index + marked[0].length)}`.replace(/\s+/gu, ' ').replace(/\s+([,;:])/gu, '$1').replace(/[\s,;]+$/u, '') : line
  return [yearOf(year), bare === '' ? line : bare]
}

function isMeeting(name: string): boolean {
  return !academies.test(name) && (meetingWords.test(name) || meetingInShort.test(name))
}

/** A meeting's year is no volume. */
function notAYear(match: RegExpExecArray | null): RegExpExecArray | null {
  return match !== null && /^(?:19|20)\d{2}$/u.test(match[2] ?? '') ? null : match
}

function withoutVolume(match: RegExpExecArray | null): (string | undefined)[] | null {
  return match === null ? null : [match[0], match[1], undefined, undefined, match[2]]
}
