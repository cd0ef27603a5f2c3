/** What is written as BibTeX, RIS and CSL-JSON is read by the forum's own reader as it was. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bibtexOf } from '@/forum/bibtex'
import { cslOf, risOf } from '@/forum/cited-formats'
import { workOfPaper } from '@/forum/cited-works'
import type { Metadata } from '@/forum/metadata'
import type { Entry } from '@/reading-list/metadata/entry'
import { readMetadataText } from '@/reading-list/metadata/read'
import { awkward } from '../support/awkward-papers'

const works = awkward.map(({ listed, beside }) => workOfPaper(listed, beside))

function entries(text: string): Entry[] {
  const read = readMetadataText(text)
  if (!read.ok) throw new Error(read.sentence)
  return read.entries
}

const said = ({ name, title, authors, container, volume, issue, pages, year, month, doi, arxiv, arxivVersion }: Entry) => ({ name, title, authors, container, volume, issue, pages, year, month, doi, arxiv, arxivVersion })
const expected = works.map(work => said({
  name: work.key, source: 'bibtex', title: work.title.replace('\\(', '$').replace('\\)', '$'), braced: null, authors: work.authors.map(({ family, given }) => ({ family, given })), type: work.type, container: work.container, publisher: null, volume: work.volume, issue: work.issue, pages: work.pages,
  year: work.issued?.year ?? null, month: work.issued?.month ?? null, day: null, doi: work.doi, arxiv: work.arxiv, arxivVersion: work.arxivVersion, primaryClass: null, url: null, abstract: null,
}))

test('twenty awkward papers come back from BibTeX, with their classes and under keys of their own', () => {
  const read = entries(bibtexOf(works))
  expect(read.map(said)).toEqual(expected)
  expect(read.map(entry => entry.primaryClass)).toEqual(works.map(work => work.primaryClass ?? (work.arxiv?.includes('/') ? work.arxiv.split('/')[0] : null)))
  expect(new Set(read.map(entry => entry.name.toLowerCase())).size).toBe(works.length)
})

test('they come back from RIS and from CSL-JSON', () => {
  const plain = expected.map((entry, n) => ({ ...entry, title: works[n]?.title }))
  expect(entries(works.map(risOf).join('')).map(said)).toEqual(plain.map(entry => ({ ...entry, name: entry.name })))
  expect(entries(JSON.stringify(works.map(cslOf))).map(said)).toEqual(plain)
})

test('braces that were imported come back as they were', () => {
  for (const { beside } of awkward) if (beside?.braced) expect(entries(bibtexOf([workOfPaper({ ...bare, title: beside.title }, beside)]))[0]?.braced).toBe(beside.braced)
})

const bare = { id: 1, slug: 'a', title: 'T', authors: [], venue: null, year: null, doi: null, arxiv: null, links: [] }

test('whatever a title, a name or a venue holds comes back from BibTeX', () => {
  // Two hyphens and two quotation marks are one sign in TeX, as are runs of spaces.
  const text = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '{', '}', '\\', '%', '&', '#', '_', '~', '^', '<', '|', 'é', '噪', '1', ':', ';'), minLength: 1 }).filter(one => one.trim() !== '' && !/\\[([]/.test(one))
  fc.assert(fc.property(text, text, (title, container) => {
    const [entry] = entries(bibtexOf([workOfPaper({ ...bare, title: `T${title}`, venue: `Journal ${container}` })]))
    expect([entry?.title, entry?.container]).toEqual([`T${title}`.replace(/\s+/g, ' ').trim(), `Journal ${container}`.replace(/\s+/g, ' ').trim()])
  }))
})

test('a group of many words is one author in every format', () => {
  const beside: Metadata | null = awkward.find(one => one.beside?.authors.some(name => name.family === 'DeepMind Team'))?.beside ?? null
  const work = workOfPaper({ ...bare, authors: ['DeepMind Team', 'Ada Byron'] }, beside)
  expect(bibtexOf([work])).toContain('author = {{DeepMind Team} and Ada Byron}')
  expect(cslOf(work)['author']).toEqual([{ literal: 'DeepMind Team' }, { family: 'Byron', given: 'Ada' }])
})
