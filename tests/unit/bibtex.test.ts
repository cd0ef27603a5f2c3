import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bibtexEntry, bibtexKey, bibtexOf, titleField } from '@/forum/bibtex'
import type { CitedPaper } from '@/forum/bibtex'

const paper: CitedPaper = {
  id: 7, slug: 'noise-correction-by-early-stopping', title: 'Noise Correction by Early Stopping', authors: [], venue: null, year: null, doi: null, arxiv: null, links: [],
}

test('a conference paper on arXiv has its venue as book title, its eprint and no address beside its DOI', () => {
  expect(bibtexEntry({
    ...paper, authors: ['Ada Brandt', 'Jun Tanaka', 'et al.'], venue: 'CVPR 2019', year: 2019, doi: '10.1109/cvpr.2019.00718', arxiv: '1903.07788',
    links: [{ label: 'arXiv', url: 'https://arxiv.org/abs/1903.07788' }],
  })).toBe(`@inproceedings{noise-correction-by-early-stopping,
  title = {Noise Correction by Early Stopping},
  author = {Ada Brandt and Jun Tanaka and others},
  booktitle = {CVPR 2019},
  year = {2019},
  doi = {10.1109/cvpr.2019.00718},
  eprint = {1903.07788},
  archiveprefix = {arXiv},
}
`)
})

test('a journal is a journal, an old arXiv number names its class, and a paper without a venue is miscellaneous with its address', () => {
  expect(bibtexEntry({ ...paper, venue: 'Journal of Machine Learning Research' })).toMatch(/^@article[^]*journal = \{Journal/)
  expect(bibtexEntry({ ...paper, arxiv: 'math/0611800' })).toContain('primaryclass = {math}')
  expect(bibtexEntry({ ...paper, links: [{ label: 'notes', url: './notes.md' }, { label: 'PDF', url: 'https://example.org/a{b}.pdf' }] })).toMatch(/^@misc[^]*url = \{https:\/\/example\.org\/a%7Bb%7D\.pdf\}/)
})

test('keys are ASCII and belong to one paper for good', () => {
  expect(bibtexKey({ id: 7, slug: 'pencil-2' })).toBe('pencil-2')
  expect(bibtexKey({ id: 7, slug: '噪声标签' })).toBe('paper:7')
})

test('capitals that matter are kept by braces', () => {
  expect(titleField('Pencil: Probabilistic End-to-end Noise Correction')).toBe('{P}encil: Probabilistic End-to-end Noise Correction')
  expect(titleField('SNR and mAP in GoogLeNet')).toBe('{SNR} and {mAP} in {GoogLeNet}')
  expect(titleField('Robust Bayesian Learning')).toBe('Robust {B}ayesian Learning')
  expect(titleField('Learning with noise on the Adriatic coast')).toBe('Learning with noise on the {A}driatic coast')
})

test('what TeX would read as a command is escaped, formulas stay as they are, in braces', () => {
  expect(titleField('100% of $O(n^2)$ & more_less #1 {x} \\y ~z ^a')).toBe('100\\% of {$O(n^2)$} \\& more\\_less \\#1 \\textbraceleft{}x\\textbraceright{} \\textbackslash{}y \\textasciitilde{}z \\textasciicircum{}a')
  expect(titleField('It costs $5')).toBe('It costs \\$5')
})

test('names with "and" or a comma stay one name', () => {
  expect(bibtexEntry({ ...paper, authors: ['Institute of Sea and Sand', 'Brandt, Ada'] })).toContain('author = {{Institute of Sea and Sand} and {Brandt, Ada}}')
})

test('braces are balanced whatever a title, a name or a venue holds, so that no entry swallows the next', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '{', '}', '\\', '$', '%', '&', ':', '-', 'é', '噪', '1', '\n') })
  fc.assert(fc.property(text, text, text, (title, author, venue) => {
    const depth = depthOf(bibtexOf([{ ...paper, title, authors: [author], venue }, paper]))
    expect(depth).toEqual({ end: 0, lowest: 0 })
  }))
})

function depthOf(source: string): { end: number; lowest: number } {
  let end = 0
  let lowest = 0
  for (const sign of source) {
    end += sign === '{' ? 1 : sign === '}' ? -1 : 0
    lowest = Math.min(lowest, end)
  }
  return { end, lowest }
}
