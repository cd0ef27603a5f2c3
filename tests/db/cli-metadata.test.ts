import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commandLine } from '../support/command-line'

const aSite = commandLine()

const list = `## Methods

- **On Sorting** [arXiv](https://arxiv.org/abs/1903.07788) 👍
- **On Ties** [page](https://doi.org/10.1000/Ties(2))
- **Twice**
- **Twice**
`
const bibtex = `@article{sorting, title={On sorting}, author={Byron, Ada}, journal={Journal of Order}, year={1843}, eprint={1903.07788}, archiveprefix={arXiv}}
@misc{twice, title={Twice}}
@book{none, title={Something Else Altogether}}
`

test('a file of BibTeX says by lines what is whose; a dry run writes nothing, a second time nothing is new', { timeout: 120_000 }, async () => {
  const site = await aSite()
  writeFileSync(site.file('list.md'), list)
  writeFileSync(site.file('papers.bib'), bibtex)
  await site.json('import', 'list.md')

  const dry = await site.forum(['metadata', 'papers.bib', '--dry-run'])
  expect([dry.code, dry.out]).toEqual([0, [
    '+ on-sorting: sorting (by arXiv id)', '? twice may be twice or twice-2: give the list an arXiv id or DOI.', '- none: no paper of the list.',
    '3 entries: 1 match, 1 paper filled, 1 ambiguous, 1 unmatched. Nothing was written: this was a dry run.', '',
  ].join('\n')])
  expect(await site.json('metadata', 'papers.bib')).toEqual({ applied: true, matched: [{ entry: 'sorting', paper: 'on-sorting', title: 'On Sorting', by: 'arxiv' }], filled: ['on-sorting'], unmatched: ['none'], ambiguous: [{ entry: 'twice', papers: ['twice', 'twice-2'] }] })
  expect((await site.forum(['metadata', 'papers.bib'])).out).toContain('= on-sorting: sorting (by arXiv id)\n')
  expect(await site.json('metadata', 'papers.bib')).toMatchObject({ filled: [] })

  writeFileSync(site.file('ties.json'), JSON.stringify([{ id: 'ties', type: 'article-journal', title: 'On ties', DOI: '10.1000/ties(2)', volume: '3' }]))
  expect((await site.forum(['metadata', 'ties.json'])).out).toBe('+ on-ties: ties (by DOI)\n1 entry: 1 match, 1 paper filled, 0 ambiguous, 0 unmatched.\n')
  expect((await site.forum(['doctor'])).out).toBe('Nothing is wrong.\n')
})

test('what is exported as BibTeX is read again, every paper under a key of its own', { timeout: 120_000 }, async () => {
  const site = await aSite()
  writeFileSync(site.file('list.md'), `${list}- **深度学习**\n- **100% of $O(n)$ & {braces}**\n`)
  await site.json('import', 'list.md')
  await site.json('export', 'out', '--format', 'bibtex')

  const bib = readFileSync(site.file('out/papers.bib'), 'utf8')
  const keys = [...bib.matchAll(/^@[a-z]+\{([^,\s]+),$/gm)].map(([, key = '']) => key.toLowerCase())
  expect([keys.length, new Set(keys).size]).toEqual([6, 6])
  expect(bib).toContain('title = {100\\% of {$O(n)$} \\& \\textbraceleft{}braces\\textbraceright{}}')
  expect(await site.json('metadata', 'out/papers.bib', '--dry-run')).toMatchObject({
    matched: [{ paper: 'on-sorting', by: 'arxiv' }, { paper: 'on-ties', by: 'doi' }, { by: 'title' }, { by: 'title' }], unmatched: [], ambiguous: [{ entry: 'twice' }, { entry: 'twice-2' }],
  })
})

test('called wrongly, or with a file that cannot be read whole, it changes nothing and says why', { timeout: 60_000 }, async () => {
  const site = await aSite('sqlite')
  writeFileSync(site.file('list.md'), list)
  writeFileSync(site.file('bytes.bib'), Buffer.from([0x40, 0xff, 0xfe]))
  writeFileSync(site.file('broken.json'), '[{"title": "On Sorting"},\n')
  writeFileSync(site.file('empty.bib'), 'Nothing of that kind.\n')
  await site.json('import', 'list.md')

  for (const args of [[], ['a', 'b'], ['a', '--wet'], ['a', '--fetch']]) expect((await site.forum(['metadata', ...args])).code).toBe(2)
  const said = await Promise.all(['nowhere.bib', 'bytes.bib', 'broken.json', 'empty.bib'].map(name => site.forum(['metadata', name])))
  expect(said.map(({ code, out, err }) => [code, out, err.replaceAll(`${site.file('')}/`, '')])).toEqual([
    [1, '', 'nowhere.bib cannot be read.\n'], [1, '', 'bytes.bib: The file is not UTF-8 text.\n'], [1, '', expect.stringMatching(/^broken\.json: Line \d: this is no JSON\. Nothing was changed\.\n$/)],
    [1, '', expect.stringMatching(/^empty\.bib: There is no entry with a title in it\./)],
  ])
})

test('nobody is asked unless METADATA_FETCH says so; a dry run shows what would be asked', { timeout: 60_000 }, async () => {
  const site = await aSite('sqlite')
  writeFileSync(site.file('list.md'), list)
  await site.json('import', 'list.md')

  expect(await site.json('metadata', '--fetch', '--dry-run')).toEqual({ open: [
    { paper: 'on-sorting', address: 'https://export.arxiv.org/api/query?id_list=1903.07788' },
    { paper: 'on-ties', address: 'https://api.crossref.org/works/10.1000%2Fties(2)' },
  ] })
  const off = await site.forum(['metadata', '--fetch'])
  expect([off.code, off.err]).toEqual([1, 'METADATA_FETCH is off: set it to on to have Crossref and arXiv asked. With --dry-run you see what they would be asked.\n'])

  site.env['METADATA_FETCH'] = 'maybe'
  expect((await site.forum(['metadata', '--fetch'])).err).toBe('METADATA_FETCH is wrong: give on or off.\n')
  site.env['METADATA_FETCH'] = 'on'
  writeFileSync(site.file('bare.md'), '## Methods\n\n- **Twice**\n')
  await site.json('import', 'bare.md')
  expect(await site.json('metadata', '--fetch')).toEqual({ fetched: [], waiting: 0 })
})
