/** Works as BibTeX. UTF-8; TeX stays as it is between dollar signs; whatever else TeX would read as a command is escaped. */
import { titleField } from './bibtex-title'
import { escaped } from './bibtex-text'
import { turnedName } from './cited-names'
import { dayOfWork } from './cited-works'
import type { CitedPerson, Work, WorkType } from './cited-works'

/** The works as one file, an entry each, in the given order. */
export function bibtexOf(works: readonly Work[]): string {
  return works.map(bibtexEntry).join('\n')
}

type Entry = { kind: string; container: string; publisher: string }

const misc: Entry = { kind: 'misc', container: 'howpublished', publisher: 'publisher' }
const entries: Partial<Record<WorkType, Entry>> = {
  'article-journal': { kind: 'article', container: 'journal', publisher: 'publisher' },
  'article-magazine': { kind: 'article', container: 'journal', publisher: 'publisher' },
  'paper-conference': { kind: 'inproceedings', container: 'booktitle', publisher: 'publisher' },
  chapter: { kind: 'incollection', container: 'booktitle', publisher: 'publisher' },
  book: { kind: 'book', container: 'series', publisher: 'publisher' },
  thesis: { kind: 'phdthesis', container: 'howpublished', publisher: 'school' },
  report: { kind: 'techreport', container: 'howpublished', publisher: 'institution' },
}
// Styles print these names in their own way, so they stand without braces.
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** One entry, ended by a line end. */
export function bibtexEntry(work: Work): string {
  const known = entries[work.type] ?? misc
  // Styles ask an article for its journal, and a paper of a conference for its proceedings.
  const entry = work.container === null && (known.container === 'journal' || known.container === 'booktitle') ? misc : known
  const fields: [string, string | null][] = [
    ['title', braced(titleField(work.title, { formulas: work.post === null, braced: work.braced }))],
    ['author', braced(authorsField(work))],
    [entry.container, textField(work.container)],
    [entry.publisher, textField(work.publisher)],
    ['volume', textField(work.volume)],
    ['number', textField(work.issue)],
    ['pages', textField(work.pages?.replace(/\s*[-–—]+\s*/gu, '--') ?? null)],
    ['year', textField(work.issued === null ? null : String(work.issued.year))],
    ['month', work.issued?.month ? months[work.issued.month - 1] ?? null : null],
    ['doi', addressField(work.doi)],
    ['eprint', addressField(work.arxiv === null ? null : `${work.arxiv}${work.arxivVersion === null ? '' : `v${work.arxivVersion}`}`)],
    ['archiveprefix', work.arxiv === null ? null : '{arXiv}'],
    ['primaryclass', work.arxiv === null ? null : addressField(work.primaryClass ?? archiveOf(work.arxiv))],
    ['url', work.doi === null ? addressField(work.url) : null],
    ['note', work.post === null ? null : `{revision ${work.post.revision}}`],
    ['urldate', work.post === null ? null : `{${dayOfWork(work.post.seen)}}`],
    ['orcid', addressField(work.post?.orcid ?? null)],
  ]
  const lines = fields.flatMap(([name, value]) => value === null ? [] : [`  ${name} = ${value},\n`])
  return `@${entry.kind}{${work.key},\n${lines.join('')}}\n`
}

/** An id of before April 2007 begins with its archive. */
function archiveOf(arxiv: string): string | null {
  return arxiv.includes('/') ? arxiv.split('/')[0] ?? null : null
}

function braced(value: string | null): string | null {
  return value === null ? null : `{${value}}`
}

function textField(text: string | null): string | null {
  return text === null ? null : `{${escaped(text)}}`
}

/** An address or a number of a register: braces, spaces and backslashes would end the field or the address. */
function addressField(text: string | null): string | null {
  return text === null ? null : `{${text.replace(/[{}\s\\]/g, sign => encodeURIComponent(sign))}}`
}

function authorsField({ authors, others }: Pick<Work, 'authors' | 'others'>): string | null {
  const names = [...authors.map(authorField), ...(others ? ['others'] : [])]
  return names.length === 0 ? null : names.join(' and ')
}

// What BibTeX itself takes for a family name at the end of "Given Family": one word, with particles in small letters before it.
const plainFamily = /^(?:\p{Ll}\S* )*\S+$/u

/** A name "Given Family" as the list has it; "Family, Given" where it came in parts or BibTeX would part it elsewhere. A group's, and whatever has a family name only, stays whole in braces. */
function authorField(person: CitedPerson): string {
  const { written } = person
  const asWritten = written !== null && written.trim() === `${person.given ?? ''} ${person.family}` && plainFamily.test(person.family)
  if (person.given === null) return `{${escaped(written?.trim() ?? person.family)}}`
  // "and" would part a name in two.
  return escaped(asWritten ? written.trim() : turnedName(person)).replace(/(?<![\p{L}\p{N}])and(?![\p{L}\p{N}])/giu, '{$&}')
}
