/** BibTeX as metadata of papers. */
import type { CitedName } from '@/forum/metadata'
import { arxivOf, bareArxivOf, doiOf } from '../identity'
import { readBibtex } from './bibtex-fields'
import type { BibtexEntry } from './bibtex-fields'
import { arxivClass, bounds, namedPerson, oneLine, partOfDate, plainAbstract, webAddress, yearOf } from './entry'
import type { Entry } from './entry'
import { bracedTitle, fromTex } from './tex'

const types: Record<string, string> = {
  article: 'article-journal', inproceedings: 'paper-conference', conference: 'paper-conference', incollection: 'chapter', inbook: 'chapter', book: 'book', booklet: 'pamphlet', phdthesis: 'thesis', mastersthesis: 'thesis', thesis: 'thesis',
  techreport: 'report', report: 'report', proceedings: 'book', manual: 'report', online: 'webpage', misc: 'document', unpublished: 'manuscript', software: 'software', dataset: 'dataset',
}

/** The entries of a BibTeX file that have a title. Throws `Malformed`. */
export function bibtexEntries(source: string): Entry[] {
  return readBibtex(source).flatMap(entry => entryOf(entry) ?? [])
}

function entryOf(entry: BibtexEntry): Entry | null {
  const text = (name: string) => oneLine(fromTex(entry.fields.get(name) ?? ''))
  const title = text('title')
  if (title === null) return null
  const [eprint, doi, url] = [entry.fields.get('eprint') ?? '', entry.fields.get('doi') ?? '', entry.fields.get('url') ?? '']
  const prefix = (entry.fields.get('archiveprefix') ?? entry.fields.get('eprinttype') ?? '').toLowerCase()
  const journal = text('journal') ?? text('journaltitle')
  const arxiv = (prefix === 'arxiv' ? bareArxivOf(eprint) : null) ?? arxivOf(doi) ?? arxivOf(url) ?? arxivOf(journal ?? '') ?? arxivOf(eprint)
  // "arXiv preprint arXiv:1903.07788" names no journal.
  const container = journal !== null && !/^arxiv\b|^corr$/iu.test(journal) ? journal : text('booktitle')
  const type = types[entry.type] ?? 'document'
  const date = /^\d{4}(?:-(\d{1,2})(?:-(\d{1,2}))?)?/u.exec(entry.fields.get('date') ?? '')
  return {
    name: entry.key === '' ? title : entry.key, source: 'bibtex', title, braced: bracedTitle(entry.fields.get('title') ?? ''), authors: peopleOf(entry.fields.get('author') ?? ''),
    type: container === null && arxiv !== null ? 'article' : type, container,
    publisher: text('publisher') ?? text('school') ?? text('institution') ?? text('organization'),
    volume: text('volume'), issue: text('number') ?? text('issue'), pages: text('pages'),
    year: yearOf(entry.fields.get('year') ?? entry.fields.get('date') ?? ''), month: monthOf(entry.fields.get('month') ?? date?.[1] ?? ''), day: partOfDate(entry.fields.get('day') ?? date?.[2] ?? '', 31),
    doi: doiOf(fromTex(doi)) ?? doiOf(url), arxiv: arxiv?.id ?? null, arxivVersion: arxiv?.version ?? null,
    primaryClass: arxiv === null ? null : arxivClass(entry.fields.get('primaryclass') ?? entry.fields.get('eprintclass')), url: webAddress(fromTex(url)), abstract: plainAbstract(fromTex(entry.fields.get('abstract') ?? '')),
  }
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function monthOf(text: string): number | null {
  const named = monthNames.indexOf(fromTex(text).trim().slice(0, 3).toLowerCase()) + 1
  return named > 0 ? named : partOfDate(text.trim(), 12)
}

function peopleOf(field: string): CitedName[] {
  return splitNames(field).slice(0, bounds.authors).flatMap(name => {
    if (name.trim().toLowerCase() === 'others') return [{ family: 'et al.', given: null }]
    // A name in braces of its own is a group's.
    const group = /^\s*\{([^]*)\}\s*$/u.exec(name)
    if (group && isWhole(group[1] ?? '')) {
      const family = oneLine(fromTex(group[1] ?? ''), 200)
      return family === null ? [] : [{ family, given: null }]
    }
    return namedPerson(fromTex(name)) ?? []
  })
}

/** At every " and " that stands in no braces. */
function splitNames(field: string): string[] {
  const names: string[] = []
  let [depth, from] = [0, 0]
  for (let at = 0; at < field.length; at += 1) {
    const sign = field.charAt(at)
    depth += sign === '{' ? 1 : sign === '}' ? -1 : 0
    if (depth !== 0 || !/\s/u.test(sign)) continue
    const and = /^\s+and\s/iu.exec(field.slice(at, at + 50))
    if (!and) continue
    names.push(field.slice(from, at))
    from = at + and[0].length - 1
    at = from - 1
  }
  return [...names, field.slice(from)]
}

/** Whether the braces around it belong to each other. */
function isWhole(inner: string): boolean {
  let depth = 0
  for (const sign of inner) {
    depth += sign === '{' ? 1 : sign === '}' ? -1 : 0
    if (depth < 0) return false
  }
  return true
}
