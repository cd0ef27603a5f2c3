import { expect, test } from 'vitest'
import { anchorFields, sortKey } from '@/forum/anchors'

test.each([
  ['Eq. (7)', 'equation', 'Eq. (7)'], ['equation 7', 'equation', 'Eq. 7'], ['eqn 4a', 'equation', 'Eq. 4a'],
  ['§3.2', 'section', '§3.2'], ['Section 4.10', 'section', '§4.10'], ['sec. 2', 'section', '§2'], ['Appendix B', 'section', 'Appendix B'],
  ['Table 6', 'table', 'Table 6'], ['Tab. 6', 'table', 'Table 6'], ['Alg. 1', 'algorithm', 'Alg. 1'], ['Algorithm 1', 'algorithm', 'Alg. 1'],
  ['Fig. 2b', 'figure', 'Fig. 2b'], ['p. 4', 'page', 'p. 4'], ['page 12', 'page', 'p. 12'], ['Lemma 3', 'theorem', 'Lemma 3'],
  ['“the graph ends there”', 'quote', '“the graph ends there”'], ['the introduction', 'other', 'the introduction'], ['Figures of speech', 'other', 'Figures of speech'],
])('%s is understood as %s, shown as %s', (written, kind, label) => {
  const { anchorKind, anchorLabel } = anchorFields({ label: written })
  expect([anchorKind, anchorLabel]).toEqual([kind, label])
})

test('a kind chosen in the form is put before a bare number', () => {
  expect(anchorFields({ kind: 'equation', label: '7' })).toMatchObject({ anchorKind: 'equation', anchorLabel: 'Eq. 7' })
})

test('a quotation without a label is its own label, cut', () => {
  const { anchorKind, anchorLabel, anchorQuote } = anchorFields({ label: '', quote: 'x'.repeat(100) })
  expect([anchorKind, anchorLabel?.length, anchorQuote?.length]).toEqual(['quote', 62, 100])
})

test('nothing written is no anchor', () => {
  expect(anchorFields({ label: '  ' }).anchorKind).toBeNull()
})

test('places sort as a person would sort them', () => {
  const order = (kind: 'section' | 'equation', labels: string[]) => labels.toSorted((a, b) => sortKey(kind, a) < sortKey(kind, b) ? -1 : 1)
  expect(order('section', ['§4.10', '§4.2', '§10', '§4'])).toEqual(['§4', '§4.2', '§4.10', '§10'])
  expect(order('equation', ['Eq. (4a)', 'Eq. (5)', 'Eq. (4)', 'Eq. (4b)'])).toEqual(['Eq. (4)', 'Eq. (4a)', 'Eq. (4b)', 'Eq. (5)'])
})
