import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bibtexEntry as entryOf, bibtexOf as fileOf } from '@/forum/bibtex'
import { titleField } from '@/forum/bibtex-title'
import { keyOf as bibtexKey, workOfPaper } from '@/forum/cited-works'
import type { ListedPaper } from '@/forum/cited-works'

const bibtexEntry = (paper: ListedPaper) => entryOf(workOfPaper(paper))
const bibtexOf = (papers: ListedPaper[]) => fileOf(papers.map(paper => workOfPaper(paper)))

const paper: ListedPaper = {
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
  expect(titleField('On R&D at AT&T')).toBe('On {R\\&D} at {AT\\&T}')
  expect(titleField('Robust Bayesian Learning')).toBe('Robust {B}ayesian Learning')
  expect(titleField('Learning with noise on the Adriatic coast')).toBe('Learning with noise on the {A}driatic coast')
})

test('what TeX would read as a command is escaped, formulas stay as they are, in braces', () => {
  expect(titleField('100% of $O(n^2)$ & more_less #1 {x} \\y ~z ^a')).toBe('100\\% of {$O(n^2)$} \\& more\\_less \\#1 \\textbraceleft{}x\\textbraceright{} \\textbackslash{}y \\textasciitilde{}z \\textasciicircum{}a')
  expect(titleField('It costs $5')).toBe('It costs \\$5')
  expect(titleField('From $5 to $6, or \\$7')).toBe('From \\$5 to \\$6, or \\$7')
  expect(titleField('On \\(x^2\\), $$y$$ and $50% \\# #$')).toBe('On {$x^2$}, {$y$} and {$50\\% \\# \\#$}')
  expect(titleField('a < b | c > d')).toBe('a \\textless{} b \\textbar{} c \\textgreater{} d')
  expect(titleField('What of $x}{y$ and $a\\$ b')).toBe('What of \\$x\\textbraceright{}\\textbraceleft{}y\\$ and \\$a\\$ b')
})

test('groups stay whole in braces, and no name is two', () => {
  expect(bibtexEntry({ ...paper, authors: ['Institute of Sea and Sand', 'Brandt, Ada', 'DeepMind Team', 'Ada And Lovelace'] })).toContain('author = {{Institute of Sea and Sand} and Brandt, Ada and {DeepMind Team} and {Ada And Lovelace}}')
})

test('braces that a title was imported with stand where they stood, in the list’s spelling of it', () => {
  expect(titleField('An Introduction to Bert', { braced: 'An {I}ntroduction to {BERT}' })).toBe('An {I}ntroduction to {Bert}')
  expect(titleField('The Whole of $x_1$, Kept', { braced: '{The whole of $x_1$, kept}' })).toBe('{The Whole of $x_1$, Kept}')
  expect(titleField('LSTM–CRF at 3D', { braced: '{LSTM-CRF} at 3{D}' })).toBe('{LSTM–CRF} at {3D}')
  expect(titleField('Sets \\{A\\} of Erdős', { braced: 'Sets \\{{A}\\} of {E}rdős' })).toBe('Sets \\textbackslash{}\\textbraceleft{}{A}\\textbackslash{}\\textbraceright{} of {E}rdős')
  expect(titleField('An Introduction to Birds', { braced: 'An {I}ntroduction to {B}eards' })).toBe('An Introduction to Birds')
})

test('braces are balanced whatever a title, a name or a venue holds, so that no entry swallows the next', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '{', '}', '\\', '$', '%', '&', ':', '-', 'é', '噪', '1', '\n', '(', ')') })
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
