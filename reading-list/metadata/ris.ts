/** RIS, as reference managers and publishers write it: a tag a line, a record from TY to ER. */
import type { CitedName } from '@/forum/metadata'
import { arxivOf, doiOf } from '../identity'
import { bounds, Malformed, oneLine, partOfDate, plainAbstract, webAddress, yearOf } from './entry'
import type { Entry } from './entry'

type RisRecord = { line: number; fields: Map<string, string[]> }

const types: Record<string, string> = {
  JOUR: 'article-journal', EJOUR: 'article-journal', JFULL: 'article-journal', MGZN: 'article-magazine', NEWS: 'article-newspaper', CONF: 'paper-conference', CPAPER: 'paper-conference', BOOK: 'book', EBOOK: 'book', EDBOOK: 'book', CHAP: 'chapter', ECHAP: 'chapter',
  THES: 'thesis', RPRT: 'report', DATA: 'dataset', COMP: 'software', PAT: 'patent', STAND: 'standard', UNPB: 'manuscript', INPR: 'article', BLOG: 'post-weblog', ELEC: 'webpage',
}
const tagLine = /^([A-Z][A-Z0-9]) {2}-(?: (.*))?$/u

/** The records of a RIS file that have a title. Throws `Malformed`. */
export function risEntries(source: string): Entry[] {
  return recordsOf(source).flatMap(record => entryOf(record) ?? [])
}

/** Whether a text begins as RIS does. */
export function isRis(text: string): boolean {
  return /^\s*TY {2}- /u.test(text)
}

function recordsOf(source: string): RisRecord[] {
  const records: RisRecord[] = []
  let [open, last]: [RisRecord | null, string[]] = [null, []]
  for (const [at, text] of source.split(/\r\n|\r|\n/u).entries()) {
    const [, tag, value = ''] = tagLine.exec(text.trimEnd()) ?? tagLine.exec(text) ?? []
    if (tag === 'TY') {
      if (open) throw new Malformed(`line ${at + 1}: the record of line ${open.line} is not closed by “ER  - ”.`)
      open = { line: at + 1, fields: new Map([['TY', [value]]]) }
      if (records.length >= bounds.entries) throw new Malformed(`line ${at + 1}: the file has more than ${bounds.entries} entries.`)
    } else if (tag === 'ER') {
      if (!open) throw new Malformed(`line ${at + 1}: “ER  - ” closes no record.`)
      records.push(open)
      open = null
    } else if (tag !== undefined && open) {
      last = open.fields.get(tag) ?? []
      last.push(value)
      open.fields.set(tag, last)
    } else if (text.trim() !== '') {
      if (!open || last.length === 0) throw new Malformed(`line ${at + 1}: a line “TY  - …” was expected.`)
      // A long value goes on in the next line.
      last.push(`${last.pop() ?? ''} ${text.trim()}`)
    }
  }
  if (open) throw new Malformed(`line ${open.line}: the record is not closed by “ER  - ”.`)
  return records
}

function entryOf({ fields }: RisRecord): Entry | null {
  const text = (...tags: string[]) => tags.flatMap(tag => fields.get(tag)?.[0] ?? []).find(value => value.trim() !== '')
  const line = (...tags: string[]) => oneLine(text(...tags))
  const title = line('TI', 'T1', 'CT')
  if (title === null) return null
  const places = ['AN', 'DO', 'UR', 'L2', 'N1', 'M1'].flatMap(tag => fields.get(tag) ?? [])
  const arxiv = places.map(arxivOf).find(one => one !== null) ?? null
  const container = line('T2', 'JF', 'JO', 'JA', 'J2', 'BT')
  const type = types[text('TY')?.trim() ?? ''] ?? 'document'
  const [date = '', month, day] = /^(\d{4})?(?:\/(\d{1,2})?)?(?:\/(\d{1,2})?)?/u.exec(text('DA', 'PY', 'Y1') ?? '')?.slice(1) ?? []
  return {
    name: line('ID') ?? title, source: 'ris', title, braced: null, authors: [...fields.get('AU') ?? fields.get('A1') ?? []].slice(0, bounds.authors).flatMap(name => personOf(name) ?? []),
    type: container === null && arxiv !== null ? 'article' : type, container, publisher: line('PB'), volume: line('VL'), issue: line('IS'), pages: pagesOf(line('SP'), line('EP')),
    year: yearOf(text('PY', 'Y1') ?? date), month: partOfDate(month ?? '', 12), day: partOfDate(day ?? '', 31),
    doi: doiOf(text('DO') ?? '') ?? doiOf(text('UR') ?? ''), arxiv: arxiv?.id ?? null, arxivVersion: arxiv?.version ?? null, primaryClass: null, url: webAddress(text('UR')), abstract: plainAbstract(text('AB', 'N2')),
  }
}

/** "Family, Given, Suffix"; without a comma a group, or somebody of one name. */
function personOf(name: string): CitedName | null {
  const [family, given, suffix] = name.split(',').map(part => oneLine(part, 200))
  if (!family) return null
  return { family: [family, suffix].filter(part => part).join(' '), given: given ?? null }
}

function pagesOf(first: string | null, last: string | null): string | null {
  return first === null || last === null || last === first ? first : `${first}–${last}`
}
