import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '@/reading-list/metadata/entry'
import { publishedAs } from '@/reading-list/metadata/journal-reference'
import { matchEntries } from '@/reading-list/metadata/match'
import { readMetadataFile, readMetadataText } from '@/reading-list/metadata/read'
import { bracedTitle, fromTex } from '@/reading-list/metadata/tex'
import { readXml } from '@/text/xml-reading'

function only(text: string): Entry {
  const read = readMetadataText(text)
  if (!read.ok) throw new Error(read.sentence)
  const [entry] = read.entries
  if (!entry || read.entries.length !== 1) throw new Error(`${read.entries.length} entries`)
  return entry
}

test('an entry of BibTeX is read with its braces, accents, strings, months and “and others”', () => {
  expect(only(`
    This stands between entries and is a comment.
    @comment{ @article{no, title={No} } }
    @string{cvpr = "Computer Vision and Pattern Recognition"}
    @preamble{"\\newcommand{\\x}{y}"}
    @InProceedings{yi2019,
      title     = {Probabilistic End-to-end {N}oise Correction for {$O(n)$} Labels},
      author    = {Yi, Kun and {\\O}rsted, Hans and Erd{\\H o}s, P{\\'a}l and Ludwig van Beethoven and {The Team of Many} and de la Vall{\\'e}e Poussin, Jr., Charles and others},
      booktitle = {Proc.\\ } # cvpr,
      pages     = "7017--7025",
      year = 2019, month = jun, doi = {https://doi.org/10.1109/CVPR.2019.00718},
      eprint = {1903.07788v2}, archivePrefix = {arXiv}, primaryClass = {cs.CV}, url = {https://example.org/a\\_b}, abstract = {One.

      Two \\& three.},
    }`)).toEqual({
    name: 'yi2019', source: 'bibtex', title: 'Probabilistic End-to-end Noise Correction for $O(n)$ Labels', braced: 'Probabilistic End-to-end {N}oise Correction for {$O(n)$} Labels', type: 'paper-conference',
    authors: [
      { family: 'Yi', given: 'Kun' }, { family: 'Ørsted', given: 'Hans' }, { family: 'Erdős', given: 'Pál' }, { family: 'van Beethoven', given: 'Ludwig' },
      { family: 'The Team of Many', given: null }, { family: 'de la Vallée Poussin Jr.', given: 'Charles' }, { family: 'et al.', given: null },
    ],
    container: 'Proc. Computer Vision and Pattern Recognition', publisher: null, volume: null, issue: null, pages: '7017–7025', year: 2019, month: 6, day: null,
    doi: '10.1109/cvpr.2019.00718', arxiv: '1903.07788', arxivVersion: 2, primaryClass: 'cs.CV', url: 'https://example.org/a_b', abstract: 'One.\n\nTwo & three.',
  })
})

test.each([
  ['{\\"o}', 'ö'], ['\\"{o}', 'ö'], ['\\"o', 'ö'], ['\\\'{\\i}', 'í'], ['\\c{c}', 'ç'], ['\\v s', 'š'], ['{\\ss}', 'ß'], ['\\o re', 'øre'], ['\\~n', 'ñ'], ['a~b', 'a b'], ['\\emph{so} it', 'so it'],
  ['1--2', '1–2'], ['$x_{1}$ {B}', '$x_{1}$ B'], ['50\\%', '50%'], ['$$\\alpha_{1}$$ {B}', '$$\\alpha_{1}$$ B'], ['\\(f\'\'--\\beta\\)', '\\(f\'\'--\\beta\\)'], ['{A} $5', 'A $5'], ['``so\'\'', '“so”'], ['\\H{o}', 'ő'], ['\\k{a}', 'ą'], ['\\', ''],
])('TeX %s is set as %s', (source, text) => {
  expect(fromTex(source)).toBe(text)
})

test.each([
  ['{BERT}: Pre-training', '{BERT}: Pre-training'], ['An {I}ntroduction', 'An {I}ntroduction'], ['{{All of It}}', '{All of It}'], ['{\\"O}zlem {{\\O}rsted}', 'Özlem {Ørsted}'],
  ['\\emph{so} {}it', null], ['A {Nested {Group}} of \\{B\\}', 'A {Nested Group} of \\{B\\}'], ['x_{1} and $x_{1}$', 'x_{1} and $x_\\{1\\}$'], ['Plain', null], ['\\{Plain\\}', null], ['{Open', null], ['$a\\$b${C}', '$a\\\\$b${C}'],
])('of the title %s the braces %s are kept', (source, braced) => {
  expect(bracedTitle(source)).toBe(braced)
})

test.each([
  ['@article{a,\n title = {Open', 'Line 1: the braces of the entry a do not close.'],
  ['@article{a,\n title = {T}\n year = 2000}', 'Line 3: behind the field title of the entry a a comma is missing.'],
  ['@article{a title = {T}}', 'Line 1: the entry a has no comma behind its key.'],
  ['\n@article{a,\n  title }', 'Line 3: a field “name = value” of the entry a was expected.'],
  ['@article{b, title = {T}}\n\n@article{a, title = {T},', 'Line 3: the entry a of line 3 is not closed.'],
  ['[{"title": "x"', 'Line 1: this is no JSON.'],
  ['<feed><entry></feed>', 'Line 1: </feed> closes nothing.'],
  ['<!DOCTYPE x [<!ENTITY a "b">]><feed/>', 'Line 1: a document type is not read.'],
  ['TY  - JOUR\nTI  - T', 'Line 1: the record is not closed by “ER  - ”.'],
  ['TY  - JOUR\nTI  - T\nTY  - BOOK', 'Line 3: the record of line 1 is not closed by “ER  - ”.'],
  ['TY  - JOUR\nER  - \nstray', 'Line 3: a line “TY  - …” was expected.'],
  ['nothing at all', 'There is no entry with a title in it.'],
])('%j is refused whole, with the line', (text, sentence) => {
  const read = readMetadataText(text)
  expect(read.ok ? '' : read.sentence).toContain(sentence)
})

test('CSL-JSON is read as Zotero writes it', () => {
  expect(only(JSON.stringify([{ id: 'x', 'type': 'paper-conference', title: 'A &amp; <i>B</i>', 'author': [{ family: 'Gogh', given: 'Vincent', 'non-dropping-particle': 'van' }, { literal: 'A Group' }], 'container-title': 'CVPR', 'page': '1-8', 'issued': { 'date-parts': [['2019', 6, 2]] }, 'DOI': '10.1109/X.Y', 'URL': 'javascript:alert(1)' }]))).toMatchObject({
    source: 'csl-json', type: 'paper-conference', title: 'A & B', authors: [{ family: 'van Gogh', given: 'Vincent' }, { family: 'A Group', given: null }], container: 'CVPR', pages: '1-8', year: 2019, month: 6, day: 2, doi: '10.1109/x.y', url: null,
  })
})

test('a work of Crossref has its type in CSL’s words and its abstract without tags', () => {
  expect(only(JSON.stringify({ 'status': 'ok', 'message-type': 'work', 'message': {
    'DOI': '10.1000/ABC', 'type': 'journal-article', 'title': ['On <i>x</i>'], 'container-title': ['Journal of X', 'J. X'], 'author': [{ given: 'Ada', family: 'Byron', sequence: 'first', affiliation: [] }, { name: 'The X Collaboration' }],
    'published-print': { 'date-parts': [[2020, 3]] }, 'issued': { 'date-parts': [[null]] }, 'volume': '12', 'page': '1-9', 'abstract': '<jats:title>Abstract</jats:title><jats:p>If 1 &lt; 2,</jats:p><jats:p>then <jats:italic>so</jats:italic>.</jats:p>', 'is-referenced-by-count': 7,
  } }))).toMatchObject({ source: 'crossref', type: 'article-journal', title: 'On x', container: 'Journal of X', year: 2020, month: 3, authors: [{ family: 'Byron', given: 'Ada' }, { family: 'The X Collaboration', given: null }], abstract: 'If 1 < 2,\n\nthen so.', doi: '10.1000/abc' })
})

const feed = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">ArXiv Query: search_query=&amp;id_list=1903.07788</title>
  <entry>
    <id>http://arxiv.org/abs/1903.07788v2</id>
    <published>2019-03-19T08:54:04Z</published>
    <title>Probabilistic End-to-end Noise
  Correction</title>
    <summary>  Deep learning &amp; labels,
where $a &lt; b$.
</summary>
    <author><name>Kun Yi</name></author><author><name>Ludwig van Beethoven</name></author>
    <arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1109/CVPR.2019.00718</arxiv:doi>
    <link href="http://arxiv.org/abs/1903.07788v2" rel="alternate" type="text/html"/>
  </entry>
  <entry><id>http://arxiv.org/api/errors#incorrect_id</id><title>Error</title><summary>incorrect id</summary></entry>
</feed>`

test('a feed of arXiv is read, and its error entries are none', () => {
  expect(only(feed)).toMatchObject({
    source: 'arxiv', title: 'Probabilistic End-to-end Noise Correction', arxiv: '1903.07788', arxivVersion: 2, year: 2019, month: 3, day: 19, doi: '10.1109/cvpr.2019.00718',
    authors: [{ family: 'Yi', given: 'Kun' }, { family: 'van Beethoven', given: 'Ludwig' }], abstract: 'Deep learning & labels, where $a < b$.', type: 'article',
  })
})

test('arXiv’s own category, and where its authors say that it came out, are read', () => {
  const told = '<arxiv:journal_ref xmlns:arxiv="x">Nature 529 (2016) 484-489</arxiv:journal_ref><arxiv:primary_category xmlns:arxiv="x" term="cs.LG" scheme="y"/>'
  expect(only(feed.replace('<link href', `${told}<link href`))).toMatchObject({ type: 'article-journal', container: 'Nature', volume: '529', pages: '484-489', year: 2016, month: null, day: null, primaryClass: 'cs.LG', arxivVersion: 2 })
  expect(only(feed.replace('<link href', '<arxiv:primary_category term="no class"/><link href'))).toMatchObject({ type: 'article', container: null, year: 2019, primaryClass: null })
})

test.each([
  ['Phys.Rev.D76:013009,2007', ['article-journal', 'Phys.Rev.D', '76', null, '013009', 2007]],
  ['Phys. Rev. D 76, 013009 (2007)', ['article-journal', 'Phys. Rev. D', '76', null, '013009', 2007]],
  ['Journal of Machine Learning Research 15 (2014) 1929-1958', ['article-journal', 'Journal of Machine Learning Research', '15', null, '1929-1958', 2014]],
  ['JMLR 15(56):1929-1958, 2014', ['article-journal', 'JMLR', '15', '56', '1929-1958', 2014]],
  ['IEEE Transactions on Pattern Analysis and Machine Intelligence, vol. 41, no. 2, pp. 423-443, Feb. 2019', ['article-journal', 'IEEE Transactions on Pattern Analysis and Machine Intelligence', '41', '2', '423-443', 2019]],
  ['ICML 2019', ['paper-conference', 'ICML 2019', null, null, null, 2019]],
  ['In CVPR 2019, pp. 7017-7025.', ['paper-conference', 'CVPR 2019', null, null, '7017-7025', 2019]],
  ['Published in International Conference on Learning Representations, 2018', ['paper-conference', 'International Conference on Learning Representations', null, null, null, 2018]],
  ['Advances in Neural Information Processing Systems 30 (2017)', ['paper-conference', 'Advances in Neural Information Processing Systems', '30', null, null, 2017]],
  ['Proc. Natl. Acad. Sci. USA 114 (13), 3521-3526, 2017', ['article-journal', 'Proc. Natl. Acad. Sci. USA', '114', '13', '3521-3526', 2017]],
  ['Annals of Physics', ['article-journal', 'Annals of Physics', null, null, null, null]],
  ['Proc. of X 2018, reprinted in Y 2019', ['paper-conference', 'Proc. of X 2018, reprinted in Y 2019', null, null, null, null]],
])('the journal reference %s is read', (line, told) => {
  const published = publishedAs(line)
  expect([published?.type, published?.container, published?.volume, published?.issue, published?.pages, published?.year]).toEqual(told)
})

test('RIS is read as Zotero and publishers write it', () => {
  expect(only('\uFEFFTY  - JOUR\r\nTI  - On x\r\nAU  - van Gogh, Vincent, Jr.\r\nAU  - The X Collaboration\r\nT2  - Journal of X\r\nPY  - 2020\r\nDA  - 2020/03/05/\r\nVL  - 12\r\nIS  - 3\r\nSP  - 1\r\nEP  - 9\r\nDO  - 10.1000/ABC\r\nUR  - https://example.org/x\r\nAB  - One line\r\nthat goes on.\r\nER  - \r\n')).toMatchObject({
    source: 'ris', type: 'article-journal', title: 'On x', authors: [{ family: 'van Gogh Jr.', given: 'Vincent' }, { family: 'The X Collaboration', given: null }],
    container: 'Journal of X', volume: '12', issue: '3', pages: '1–9', year: 2020, month: 3, day: 5, doi: '10.1000/abc', url: 'https://example.org/x', abstract: 'One line that goes on.',
  })
  expect(only('TY  - UNPB\nT1  - On y\nA1  - Byron, Ada\nY1  - 2019\nAN  - arXiv:1903.07788v2\nER  -')).toMatchObject({ type: 'article', year: 2019, month: null, arxiv: '1903.07788', arxivVersion: 2 })
})

const paper = (id: number, given: Partial<Parameters<typeof matchEntries>[1][number]> = {}) => ({ id, slug: `p${id}`, title: `Title ${id}`, titleKey: `title-${id}`, authors: [], year: null, doi: null, arxiv: null, ...given })

test('entries find their papers by DOI, then arXiv id, then title', () => {
  const entry = only(feed)
  expect(matchEntries([entry], [paper(1, { arxiv: '1903.07788' }), paper(2, { doi: '10.1109/CVPR.2019.00718' })]).matched.map(one => [one.paper.id, one.by])).toEqual([[2, 'doi']])
  expect(matchEntries([entry], [paper(1, { arxiv: '1903.07788' })]).matched.map(one => one.by)).toEqual(['arxiv'])
  expect(matchEntries([entry], [paper(1, { title: 'Probabilistic end-to-end noise correction!' })]).matched.map(one => one.by)).toEqual(['title'])
  expect(matchEntries([entry], [paper(1, { title: 'Probabilistic End-to-End Noise Correction', doi: '10.1/other' })]).unmatched).toHaveLength(1)
})

test('papers of one title are told apart by first author and year, else not at all', () => {
  const entry = only(feed)
  const same = { title: 'Probabilistic End-to-end Noise Correction' }
  expect(matchEntries([entry], [paper(1, { ...same, authors: ['Kun Yi'] }), paper(2, { ...same, authors: ['Ada Byron'] })]).matched[0]?.paper.id).toBe(1)
  expect(matchEntries([entry], [paper(1, { ...same, year: 2018 }), paper(2, { ...same, year: 2019 })]).matched[0]?.paper.id).toBe(2)
  expect(matchEntries([entry], [paper(1, same), paper(2, same)]).ambiguous[0]?.papers).toHaveLength(2)
})

test('whatever a file holds, it is read or refused, and quickly', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.string().map(text => `@article{${text}`), fc.string().map(text => `<feed>${text}</feed>`), fc.string().map(text => `TY  - JOUR\nTI  - ${text}\nER  - `), fc.json()), text => {
    const read = readMetadataText(text)
    expect(typeof (read.ok ? read.entries.length : read.sentence.length)).toBe('number')
  }))
  const began = performance.now()
  for (const text of [`@a{b,t={${'{'.repeat(100_000)}`, '@'.repeat(100_000), `@a{b,title={${'\\('.repeat(20_000)}}}`, `@a{b,title={${'$\\'.repeat(20_000)}}}`, `@a{b,author={${' and a'.repeat(20_000)}},title={x}}`, '<a>'.repeat(30_000), `<a ${'b="c" '.repeat(10_000)}`, `<a>${'&amp'.repeat(50_000)}`, `@a{b,title={${'\\"{'.repeat(50_000)}`, `@a{b,title={${'{'.repeat(19_000)}${'}'.repeat(19_000)}}}`, `TY  - ${'AU  - a\\n'.repeat(50_000)}`]) readMetadataText(text)
  for (const text of ['a '.repeat(250), '1 '.repeat(250), 'a, vol '.repeat(70), '(2019'.repeat(100)]) publishedAs(text)
  expect(performance.now() - began).toBeLessThan(3_000)
})

test('names written as BibTeX come back as they were', () => {
  const word = fc.stringMatching(/^[A-Z][a-z]{2,8}$/)
  fc.assert(fc.property(fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 6 }), people => {
    const { authors } = only(`@article{k, title={T}, author={${people.map(([given, family]) => `${family}, ${given}`).join(' and ')}}}`)
    expect(authors).toEqual(people.map(([given, family]) => ({ family, given })))
  }))
})

test('a file that is no UTF-8 or too large says so', () => {
  expect(readMetadataFile(Uint8Array.of(0xff, 0xfe, 0x40))).toMatchObject({ ok: false })
  expect(readMetadataFile(new Uint8Array(8 * 1024 * 1024 + 1))).toMatchObject({ ok: false })
})

test('XML keeps what a CDATA section and character references say', () => {
  expect(readXml('<a><![CDATA[<b>&amp;]]>&#65;&#x42;&unknown;<!-- no --><c d="1"/></a>')).toMatchObject({ ok: true, root: { text: '<b>&amp;AB&unknown;', children: [{ name: 'c' }] } })
})
