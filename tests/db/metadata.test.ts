import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { papers, searchRows } from '@/db/schema'
import { bibtexEntry } from '@/forum/bibtex'
import { workOf } from '@/forum/citing'
import { describePapers, readMetadata } from '@/forum/metadata'
import { search } from '@/forum/search'
import { findPaper } from '@/forum/papers'
import { setAbstract } from '@/forum/set-lines'
import { operator } from '@/forum/viewer'
import { exportList, importList } from '@/reading-list/apply'
import { describe } from '@/reading-list/metadata/apply'
import { readMetadataText } from '@/reading-list/metadata/read'
import { aDatabase } from '../support/database'
import { aPerson, anAnswer, must, refusal } from '../support/world'

aDatabase()

const list = `# List

## Topic

- **Probabilistic End-to-End Noise Correction for Learning with Noisy Labels** [arXiv](https://arxiv.org/abs/1903.07788) 👍
  - Year: 2019
  - Related.
- **A Paper of Which Little Is Said**
`
const bibtex = `@inproceedings{yi, title={Probabilistic End-to-end Noise Correction}, author={Yi, Kun and Wu, Jianxin}, booktitle={Computer Vision}, year={2018}, eprint={1903.07788}, archiveprefix={arXiv}, pages={1--9}, abstract={An unmistakable abstract.}}
@article{little, title={A paper of which little is said}, author={Byron, Ada}, journal={Journal of Little}, year={1843}, doi={10.1000/LITTLE}}
@book{none, title={Something Else Altogether}}`

async function described(text = bibtex, dryRun = false) {
  const read = readMetadataText(text)
  if (!read.ok) throw new Error(read.sentence)
  return must(await describe(operator, read.entries, { dryRun }))
}

async function paperTitled(title: string) {
  const [row] = await db().read.select().from(papers).where(eq(papers.title, title))
  if (!row) throw new Error('no such paper')
  const found = await findPaper(row.slug)
  if (!found || !('found' in found)) throw new Error('it moved')
  return { row, paper: found.found }
}

test('a file fills what the list leaves open, once, and the list goes first', async () => {
  must(await importList(Buffer.from(list), operator, { dryRun: false }))

  expect(await described(bibtex, true)).toMatchObject({ applied: false, unmatched: ['none'] })
  expect((await readMetadata(db().read, [(await paperTitled('A Paper of Which Little Is Said')).row.id])).size).toBe(0)
  const first = await described()
  expect(first.matched.map(one => one.by)).toEqual(['arxiv', 'title'])
  expect(first.filled).toHaveLength(2)
  expect((await described()).filled).toEqual([])

  const { paper, row } = await paperTitled('A Paper of Which Little Is Said')
  expect(paper).toMatchObject({ authors: ['Ada Byron'], venue: 'Journal of Little', year: 1843, doi: '10.1000/little' })
  expect([row.knownYear, row.knownVenue, row.year, row.venue, row.doi]).toEqual([1843, 'Journal of Little', null, null, null])
  const known = await paperTitled('Probabilistic End-to-End Noise Correction for Learning with Noisy Labels')
  expect(known.paper).toMatchObject({ year: 2019, authors: ['Kun Yi', 'Jianxin Wu'], facts: { abstract: 'An unmistakable abstract.', pages: '1–9' } })
  expect(known.row.knownYear).toBe(2019)
})

test('the reading list stays as it is: an import says unchanged, the export is the same text', async () => {
  must(await importList(Buffer.from(list), operator, { dryRun: false }))
  const before = await exportList()
  await described()

  expect(must(await importList(Buffer.from(list), operator, { dryRun: false }))).toMatchObject({ added: [], changed: [], removed: [] })
  expect(await exportList()).toEqual(before)
  expect((await paperTitled('A Paper of Which Little Is Said')).row.knownYear).toBe(1843)
})

test('what another source leaves out stays', async () => {
  must(await importList(Buffer.from(list), operator, { dryRun: false }))
  await described()
  await described(JSON.stringify({ 'message-type': 'work', 'message': { DOI: '10.1000/little', title: ['A paper of which little is said'], volume: '7', abstract: '<jats:p>Little.</jats:p>' } }))

  const { paper } = await paperTitled('A Paper of Which Little Is Said')
  expect(paper).toMatchObject({ authors: ['Ada Byron'], year: 1843, facts: { container: 'Journal of Little', volume: '7', abstract: 'Little.' } })
})

const told = (more = '') => `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/1903.07788v3</id><published>2019-03-19T08:54:04Z</published><title>Probabilistic End-to-end Noise Correction</title><author><name>Kun Yi</name></author>${more}</entry></feed>`
const published = '<arxiv:journal_ref xmlns:arxiv="x">Journal of Clouds 12 (2020) 3-9</arxiv:journal_ref><arxiv:primary_category xmlns:arxiv="x" term="cs.CV"/>'
const noise = 'Probabilistic End-to-End Noise Correction for Learning with Noisy Labels'

test('arXiv’s journal reference and category are kept', async () => {
  must(await importList(Buffer.from(`${list}- **On Clouds Alone** [arXiv](https://arxiv.org/abs/1903.07799)\n`), operator, { dryRun: false }))
  const [alone, publishedAlone] = [told(), told(published)].map(text => text.replaceAll('1903.07788', '1903.07799'))
  await described(alone)
  expect((await paperTitled('On Clouds Alone')).paper).toMatchObject({ year: 2019, venue: null })
  await described(publishedAlone)
  expect((await described(publishedAlone)).filled).toEqual([])

  const { paper, row } = await paperTitled('On Clouds Alone')
  expect([paper.venue, paper.year, row.knownYear, row.knownVenue]).toEqual(['Journal of Clouds', 2020, 2020, 'Journal of Clouds'])
  const bib = bibtexEntry(await workOf(paper))
  for (const line of ['@article{', 'journal = {Journal of Clouds}', 'volume = {12}', 'pages = {3--9}', 'year = {2020}', 'eprint = {1903.07799}', 'primaryclass = {cs.CV}']) expect(bib).toContain(line)
})

test('what others say of where a paper came out stays, before arXiv and after', async () => {
  must(await importList(Buffer.from(list), operator, { dryRun: false }))
  await described()
  await described(told(published))
  expect((await described(told(published))).filled).toEqual([])
  const known = { source: 'bibtex', type: 'paper-conference', container: 'Computer Vision', pages: '1–9', volume: null, year: 2018, primaryClass: 'cs.CV', arxivVersion: 3 }
  const { id } = (await paperTitled(noise)).row
  expect((await readMetadata(db().read, [id])).get(id)).toMatchObject(known)
  await described()
  expect((await readMetadata(db().read, [id])).get(id)).toMatchObject(known)
})

test('the braces of an imported title come back, whoever else describes the paper', async () => {
  must(await importList(Buffer.from(list), operator, { dryRun: false }))
  await described('@article{little, title={A {P}aper of {Which Little} is Said}, author={{Team of Little} and Byron, Ada}, journal={J}, year={1843}, doi={10.1000/LITTLE}}')
  await described(JSON.stringify({ 'message-type': 'work', 'message': { DOI: '10.1000/little', title: ['A paper of which little is said'], volume: '7' } }))

  const bib = bibtexEntry(await workOf((await paperTitled('A Paper of Which Little Is Said')).paper))
  expect(bib).toContain('title = {A {P}aper of {Which Little} Is Said}')
  expect(bib).toContain('author = {{Team of Little} and Ada Byron}')
})

test('search finds a paper by the people and the abstract of its metadata', async () => {
  must(await importList(Buffer.from(list), operator, { dryRun: false }))
  await described()
  const { row } = await paperTitled('Probabilistic End-to-End Noise Correction for Learning with Noisy Labels')

  const [found] = await db().read.select().from(searchRows).where(eq(searchRows.paper, row.id))
  expect(found?.people).toContain('Jianxin Wu')
  expect(found?.body).toContain('abstract')
  const snippetFor = async (q: string) => (await search({ q, kind: 'paper' })).hits[0]?.snippet
  expect(await snippetFor('unmistakable abstract')).toContain('<mark>unmistakable</mark> <mark>abstract</mark>.')
  expect(await snippetFor('Jianxin')).toContain('Kun Yi, <mark>Jianxin</mark> Wu')
})

test('a reference by an id that only the metadata know leads to the paper', async () => {
  must(await importList(Buffer.from(list), operator, { dryRun: false }))
  await described()
  const { row } = await paperTitled('A Paper of Which Little Is Said')
  const { id } = await anAnswer({ body: 'See doi:10.1000/LITTLE.' })
  const { posts } = await import('@/db/schema')
  const [post] = await db().read.select({ html: posts.html }).from(posts).where(eq(posts.id, id))
  expect(post?.html).toContain(`href="/papers/${row.slug}"`)
})

test('nobody but an author describes papers, and none that is not there', async () => {
  const says = { source: 'bibtex' as const, title: 'x', authors: [], type: 'article', container: null, publisher: null, volume: null, issue: null, pages: null, year: null, month: null, day: null, doi: null, arxiv: null, arxivVersion: null, url: null, abstract: null } satisfies Parameters<typeof describePapers>[1]['papers'][number]['says']
  expect(refusal(await describePapers(await aPerson({ role: 'moderator' }), { papers: [{ paper: 1, says }] }))).toBe('not-allowed')
  expect(refusal(await describePapers(operator, { papers: [{ paper: 999_999, says }] }))).toBe('not-found')
})

test('formulas of an abstract are set, by paragraphs, whoever it comes from', async () => {
  must(await importList(Buffer.from(list), operator, { dryRun: false }))
  const sources = {
    bibtex: '@article{sets, title={A Paper of Which Little Is Said}, author={Byron, Ada}, abstract={A bound of $\\mathcal{O}(n^2)$ & <b>more</b>, for \\$5.}}',
    crossref: JSON.stringify({ 'message-type': 'work', 'message': { DOI: '10.1000/little', title: ['A paper of which little is said'], abstract: '<jats:p>A bound of $\\mathcal{O}(n^2)$ &amp; more.</jats:p><jats:p>And $\\frac{a}{$.</jats:p>' } }),
  }
  for (const [source, text] of Object.entries(sources)) {
    await described(text)
    const { paper } = await paperTitled('A Paper of Which Little Is Said')
    const [first, second] = await setAbstract(paper.facts?.abstract)
    expect(first, source).toMatch(/^A bound of <math>.*\\mathcal\{O\}\(n\^2\)<\/annotation><\/semantics><\/math> &amp; more/)
    expect(second).toBe(source === 'crossref' ? 'And $\\frac{a}{$.' : undefined)
  }
  expect(await setAbstract(null)).toEqual([])
})
