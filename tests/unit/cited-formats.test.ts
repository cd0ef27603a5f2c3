import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bibtexEntry } from '@/forum/bibtex'
import { cslOf, risOf, textOf } from '@/forum/cited-formats'
import type { Metadata } from '@/forum/metadata'
import { workOfPaper, workTypes } from '@/forum/cited-works'
import type { ListedPaper, Work } from '@/forum/cited-works'

const listed: ListedPaper = { id: 7, slug: 'noise', title: 'Noise Correction', authors: ['Ada Brandt', 'Jan van der Berg'], venue: null, year: 2019, doi: null, arxiv: '1903.07788', arxivVersion: 2, links: [] }
const beside: Metadata = {
  paper: 7, source: 'crossref', title: 'Noise correction (another spelling)', braced: null, authors: [{ family: 'Brandt', given: 'Ada' }, { family: 'van der Berg', given: 'Jan' }], type: 'journal-article',
  container: 'Journal of Noise', publisher: 'Sea & Sons', volume: '12', issue: '3', pages: '101–110', year: 2019, month: 6, day: 16, doi: '10.1000/noise.7', arxiv: null, arxivVersion: null, primaryClass: 'cs.CV', url: 'https://doi.org/10.1000/noise.7', abstract: null, updatedAt: new Date(0),
}
const post: Work = {
  key: 'post-12', type: 'post', title: 'Answer to Question 1 on Noise', braced: null, authors: [{ family: 'fournier', given: null, written: null }], others: false, container: 'Reading room', publisher: null, volume: null, issue: null, pages: null,
  issued: { year: 2026, month: 3, day: 4 }, doi: null, arxiv: null, arxivVersion: null, primaryClass: null, url: 'https://site.example/p/12', post: { orcid: '0000-0002-1825-0097', revision: 3, seen: { year: 2026, month: 11, day: 26 } },
}

test('the list’s own values go first, and what is known beside adds the rest', () => {
  const work = workOfPaper(listed, beside)
  expect([work.title, work.issued, work.arxiv, work.arxivVersion]).toEqual(['Noise Correction', { year: 2019, month: 6, day: 16 }, '1903.07788', 2])
  expect([work.type, work.container, work.volume, work.pages, work.doi]).toEqual(['article-journal', 'Journal of Noise', '12', '101–110', '10.1000/noise.7'])
  expect(workOfPaper({ ...listed, year: 2018 }, beside).issued).toEqual({ year: 2018, month: null, day: null })
})

test('authors that the list cuts short come whole from the metadata, and a paper without any has those of the metadata', () => {
  expect(workOfPaper({ ...listed, authors: ['Ada Brandt', 'et al.'] }, beside)).toMatchObject({ others: false, authors: [{ family: 'Brandt' }, { family: 'van der Berg' }] })
  expect(workOfPaper({ ...listed, authors: [] }, beside).authors).toHaveLength(2)
  expect(workOfPaper({ ...listed, authors: ['Somebody Else', 'et al.'] }, beside)).toMatchObject({ others: true, authors: [{ family: 'Else' }] })
})

test('“and others” of a file is no author, and its names are', () => {
  const others = [...beside.authors, { family: 'et al.', given: null }]
  const work = workOfPaper({ ...listed, authors: [] }, { ...beside, authors: others })
  expect([work.others, work.authors.map(one => one.family)]).toEqual([true, ['Brandt', 'van der Berg']])
  expect(bibtexEntry(work)).toContain('author = {Brandt, Ada and van der Berg, Jan and others}')
  expect(workOfPaper({ ...listed, authors: ['Ada Brandt', 'et al.'] }, { ...beside, authors: others })).toMatchObject({ others: true, authors: [{ family: 'Brandt' }, { family: 'van der Berg' }] })
})

test('an article of no known journal is miscellaneous, as styles would ask for the journal', () => {
  expect(bibtexEntry(workOfPaper(listed, { ...beside, container: null }))).toMatch(/^@misc\{/)
})

test('a category is that of the arXiv id that is cited', () => {
  expect(workOfPaper({ ...listed, arxiv: '2001.00001' }, { ...beside, arxiv: '1903.07788' }).primaryClass).toBeNull()
  expect(workOfPaper({ ...listed, arxiv: null }, { ...beside, arxiv: '1903.07788', arxivVersion: 4 })).toMatchObject({ arxiv: '1903.07788', arxivVersion: 4, primaryClass: 'cs.CV' })
})

test('a paper in BibTeX has what is known of where it came out', () => {
  expect(bibtexEntry(workOfPaper(listed, beside))).toBe(`@article{noise,
  title = {Noise Correction},
  author = {Ada Brandt and Jan van der Berg},
  journal = {Journal of Noise},
  publisher = {Sea \\& Sons},
  volume = {12},
  number = {3},
  pages = {101--110},
  year = {2019},
  month = jun,
  doi = {10.1000/noise.7},
  eprint = {1903.07788v2},
  archiveprefix = {arXiv},
  primaryclass = {cs.CV},
}
`)
})

test('a post in BibTeX is @misc with its address, its revision and the day', () => {
  expect(bibtexEntry(post)).toBe(`@misc{post-12,
  title = {Answer to Question 1 on Noise},
  author = {{fournier}},
  howpublished = {Reading room},
  year = {2026},
  month = mar,
  url = {https://site.example/p/12},
  note = {revision 3},
  urldate = {2026-11-26},
  orcid = {0000-0002-1825-0097},
}
`)
})

test('RIS begins with its type, ends with ER, and its lines end with CR and LF', () => {
  const ris = risOf(workOfPaper(listed, beside))
  expect(ris.split('\r\n')).toEqual([
    'TY  - JOUR', 'AU  - Brandt, Ada', 'AU  - van der Berg, Jan', 'PY  - 2019', 'DA  - 2019/06/16', 'TI  - Noise Correction', 'T2  - Journal of Noise', 'PB  - Sea & Sons', 'VL  - 12', 'IS  - 3', 'SP  - 101', 'EP  - 110',
    'DO  - 10.1000/noise.7', 'AN  - arXiv:1903.07788v2', 'UR  - https://doi.org/10.1000/noise.7', 'ID  - noise', 'ER  - ', '',
  ])
})

test('no title, name or venue breaks a line of RIS or a field of BibTeX, and CSL-JSON keeps to CSL’s types', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '{', '}', '\\', '$', '%', '&', '#', '_', '\n', '\r', 'é', '噪', '\u2028', ',') })
  fc.assert(fc.property(text, text, text, fc.constantFrom('article', 'journal-article', 'posted-content', 'nonsense'), (title, author, container, type) => {
    const work = workOfPaper({ ...listed, title, authors: [author] }, { ...beside, container, publisher: container, type })
    for (const line of risOf(work).split('\r\n').slice(0, -1)) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}- [^\r\n]*$/)
    expect(workTypes).toContain(cslOf(work)['type'])
    let depth = 0
    for (const sign of bibtexEntry(work).replaceAll(/\\[{}%&#_$]/g, '')) depth += sign === '{' ? 1 : sign === '}' ? -1 : 0
    expect(depth).toBe(0)
  }))
})

test('CSL-JSON has names in parts and dates in parts', () => {
  expect(cslOf(workOfPaper(listed, beside))).toEqual({
    id: 'noise', type: 'article-journal', title: 'Noise Correction', author: [{ family: 'Brandt', given: 'Ada' }, { family: 'van der Berg', given: 'Jan' }], issued: { 'date-parts': [[2019, 6, 16]] },
    'container-title': 'Journal of Noise', publisher: 'Sea & Sons', volume: '12', issue: '3', page: '101–110', number: 'arXiv:1903.07788v2', DOI: '10.1000/noise.7', URL: 'https://doi.org/10.1000/noise.7',
  })
  expect(cslOf(post)).toMatchObject({ type: 'post', author: [{ literal: 'fournier' }], note: 'revision 3; ORCID https://orcid.org/0000-0002-1825-0097', accessed: { 'date-parts': [[2026, 11, 26]] } })
})

test('a line of references reads much as APA has it', () => {
  expect(textOf(workOfPaper(listed, beside))).toBe('Brandt, A., & van der Berg, J. (2019). Noise Correction. Journal of Noise, 12(3), 101–110. Sea & Sons. https://doi.org/10.1000/noise.7')
  expect(textOf(workOfPaper({ ...listed, year: null }))).toBe('Brandt, A., & van der Berg, J. (n.d.). Noise Correction. arXiv:1903.07788v2. https://arxiv.org/abs/1903.07788')
  expect(textOf(post)).toBe('fournier (2026-03-04). Answer to Question 1 on Noise. Reading room. https://site.example/p/12, revision 3')
})
