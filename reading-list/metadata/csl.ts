/** CSL-JSON, and the works of Crossref, which are nearly that: lists where CSL has one, types of their own, abstracts in JATS. */
import { z } from 'zod'
import type { CitedName, metadataSources } from '@/forum/metadata'
import { arxivOf, doiOf } from '../identity'
import { arxivClass, bounds, Malformed, oneLine, partOfDate, plainAbstract, unescaped, webAddress, yearOf } from './entry'
import type { Entry } from './entry'

// What is not of its form is left out: one strange field must not cost a whole file.
const text = z.union([z.string(), z.number().transform(String), z.array(z.string()).transform(list => list[0] ?? '')]).optional().catch(undefined)
const name = z.object({ 'family': text, 'given': text, 'literal': text, 'name': text, 'suffix': text, 'non-dropping-particle': text, 'dropping-particle': text })
const names = z.array(name.catch({})).optional().catch(undefined)
const date = z.object({ 'date-parts': z.array(z.array(z.union([z.number(), z.string(), z.null()]))).optional(), 'raw': z.string().optional(), 'literal': z.string().optional() }).optional().catch(undefined)
const work = z.object({
  'id': text, 'type': text, 'title': text, 'author': names, 'container-title': text, 'publisher': text, 'volume': text, 'issue': text, 'page': text, 'article-number': text,
  'issued': date, 'published': date, 'published-print': date, 'DOI': text, 'URL': text, 'abstract': text, 'number': text, 'note': text,
})

/** Types of Crossref (api.crossref.org/types) that CSL calls otherwise. */
const foreign: Record<string, string> = {
  'journal-article': 'article-journal', 'proceedings-article': 'paper-conference', 'posted-content': 'article', 'book-chapter': 'chapter', 'book-section': 'chapter', 'book-part': 'chapter', 'monograph': 'book', 'edited-book': 'book', 'reference-book': 'book',
  'dissertation': 'thesis', 'report-component': 'report', 'proceedings': 'book', 'reference-entry': 'entry', 'peer-review': 'review', 'other': 'document',
}

/** The works of a document that are of either form. Throws `Malformed`. */
export function cslEntries(source: string): Entry[] {
  const document = parsed(source)
  const message = z.object({ message: z.record(z.string(), z.unknown()) }).safeParse(document)
  const items = message.success ? message.data.message['items'] ?? [message.data.message] : Array.isArray(document) ? document : [document]
  const list = z.array(z.unknown()).max(bounds.entries).safeParse(items)
  if (!list.success) throw new Malformed(`line 1: the file has more than ${bounds.entries} entries, or none.`)
  return list.data.flatMap(item => {
    const one = work.safeParse(item)
    return one.success ? entryOf(one.data, message.success ? 'crossref' : 'csl-json') ?? [] : []
  })
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch (error) {
    const at = Number(/position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? 0)
    throw new Malformed(`line ${source.slice(0, at).split('\n').length}: this is no JSON.`)
  }
}

function entryOf(given: z.output<typeof work>, source: (typeof metadataSources)[number]): Entry | null {
  const line = (value: string | undefined) => oneLine(value === undefined ? value : unescaped(value.replace(/<\/?[a-z][a-z0-9:-]{0,40}>/giu, '')))
  const title = line(given.title)
  if (title === null) return null
  const places = [given.DOI, given.URL, given.number, given.note].flatMap(place => arxivOf(place ?? '') ?? [])
  const arxiv = places.find(place => place.version !== null && place.id === places[0]?.id) ?? places[0] ?? null
  const [year, month, day] = dateOf(given)
  const type = given.type ?? 'document'
  return {
    name: line(given.id) ?? line(given.DOI) ?? title, source, title, braced: null, authors: (given.author ?? []).slice(0, bounds.authors).flatMap(one => personOf(one) ?? []),
    type: oneLine(Object.hasOwn(foreign, type) ? foreign[type] : type, 40) ?? 'document',
    container: line(given['container-title']), publisher: line(given.publisher), volume: line(given.volume), issue: line(given.issue), pages: line(given.page) ?? line(given['article-number']),
    year, month, day, doi: doiOf(given.DOI ?? ''), arxiv: arxiv?.id ?? null, arxivVersion: arxiv?.version ?? null, primaryClass: arxiv === null ? null : arxivClass(inBrackets(given.number) ?? inBrackets(given.note)), url: webAddress(given.URL), abstract: plainAbstract(given.abstract),
  }
}

/** Reference managers write "arXiv:1903.07788 [cs.LG]". */
function inBrackets(text: string | undefined): string | undefined {
  return /arxiv:[^\s[]{1,30} ?\[([^\]]{1,20})\]/iu.exec(text ?? '')?.[1]
}

function personOf(one: z.output<typeof name>): CitedName | null {
  const family = oneLine([one['non-dropping-particle'] ?? one['dropping-particle'], one.family, one.suffix].filter(part => part !== undefined && part !== '').join(' '), 200)
  const group = oneLine(one.literal ?? one.name, 200)
  if (family === null) return group === null ? null : { family: group, given: null }
  return { family, given: oneLine(one.given, 200) }
}

function dateOf(given: z.output<typeof work>): [number | null, number | null, number | null] {
  for (const from of [given.issued, given['published-print'], given.published]) {
    const [parts = []] = from?.['date-parts'] ?? []
    const year = yearOf(typeof parts[0] === 'string' ? Number(parts[0]) : parts[0]) ?? yearOf(from?.raw ?? from?.literal)
    if (year !== null) return [year, partOfDate(parts[1], 12), partOfDate(parts[2], 31)]
  }
  return [null, null, null]
}
