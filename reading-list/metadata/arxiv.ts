/** What arXiv's API answers: an Atom feed (info.arxiv.org/help/api/user-manual, section 3.3). */
import { readXml } from '@/text/xml-reading'
import type { XmlElement } from '@/text/xml-reading'
import { arxivOf, doiOf } from '../identity'
import { arxivClass, bounds, Malformed, namedPerson, oneLine, partOfDate, plainAbstract, yearOf } from './entry'
import type { Entry } from './entry'
import { publishedAs } from './journal-reference'

/** The entries of a feed. One that tells of an error is none. Throws `Malformed`. */
export function arxivEntries(source: string): Entry[] {
  const read = readXml(source)
  if (!read.ok) throw new Malformed(`line ${read.line}: ${read.what}`)
  const feed = read.root
  const entries = feed.name === 'entry' ? [feed] : feed.name === 'feed' ? children(feed, 'entry') : null
  if (entries === null) throw new Malformed('line 1: this is no feed of arXiv.')
  if (entries.length > bounds.entries) throw new Malformed(`line 1: the file has more than ${bounds.entries} entries.`)
  return entries.flatMap(entry => entryOf(entry) ?? [])
}

function entryOf(entry: XmlElement): Entry | null {
  const text = (name: string) => children(entry, name)[0]?.text ?? ''
  const arxiv = arxivOf(text('id'))
  const title = oneLine(text('title'))
  if (arxiv === null || title === null) return null
  const [, month, day] = /^\d{4}-(\d{2})-(\d{2})/u.exec(text('published').trim()) ?? []
  const preprint = { type: 'article', container: null, volume: null, issue: null, pages: null, year: yearOf(text('published')), month: partOfDate(Number(month ?? 0), 12), day: partOfDate(Number(day ?? 0), 31) }
  const published = publishedAs(text('journal_ref'))
  return {
    name: `arXiv:${arxiv.id}`, source: 'arxiv', title, braced: null, authors: children(entry, 'author').slice(0, bounds.authors).flatMap(author => namedPerson(children(author, 'name')[0]?.text ?? '') ?? []),
    // Month and day are those of the preprint.
    ...published === null ? preprint : { ...published, year: published.year ?? preprint.year, month: null, day: null }, publisher: null,
    doi: doiOf(text('doi')), arxiv: arxiv.id, arxivVersion: arxiv.version, primaryClass: arxivClass(children(entry, 'primary_category')[0]?.attributes['term']),
    url: `https://arxiv.org/abs/${arxiv.id}`, abstract: plainAbstract(text('summary')),
  }
}

function children(of: XmlElement, name: string): XmlElement[] {
  return of.children.filter(child => child.name === name)
}
