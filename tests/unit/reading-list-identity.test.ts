import { expect, test } from 'vitest'
import { arxivOf, bareArxivOf, doiOf, leadsSomewhere, linkKey, titleKey } from '@/reading-list/identity'
import { namesOf } from '@/reading-list/people'

test.each([
  ['https://arxiv.org/abs/1903.07788', '1903.07788', null], ['http://arxiv.org/pdf/1903.07788v2.pdf', '1903.07788', 2], ['arXiv:1412.6980', '1412.6980', null],
  ['https://arxiv.org/html/2401.00001v1', '2401.00001', 1], ['https://doi.org/10.48550/arXiv.2202.01234', '2202.01234', null], ['arXiv: hep-th/9901001', 'hep-th/9901001', null],
  ['https://arxiv.org/abs/math.CA/0611800v2', 'math/0611800', 2],
])('%s is an arXiv id', (text, id, version) => {
  expect(arxivOf(text)).toEqual({ id, version })
})

test.each(['https://example.org/abs/1903.07788', '1903.07788', 'arXiv:1999.12345', 'arXiv:1903.077881'])('%s is no arXiv id', text => {
  expect(arxivOf(text)).toBeNull()
})

test('an arXiv id may stand alone where one is asked for', () => {
  expect(bareArxivOf(' 1903.07788v3 ')).toEqual({ id: '1903.07788', version: 3 })
})

test.each([
  ['10.1109/CVPR.2019.00718', '10.1109/cvpr.2019.00718'], ['doi:10.1000/xyz.', '10.1000/xyz'], ['https://doi.org/10.1000/a(b)c', '10.1000/a(b)c'], ['see (https://dx.doi.org/10.1000/abc).', '10.1000/abc'],
  ['https://doi.org/10.1000%2FABC', '10.1000/abc'], ['10.48550/arXiv.1903.07788', null], ['10.1000/', null], ['version 10.12/3', null],
])('the DOI in %s is %s', (text, doi) => {
  expect(doiOf(text)).toBe(doi)
})

test('two spellings of one address have one key', () => {
  expect(linkKey('http://www.Example.org/a%20b/?utm_source=x#part')).toBe(linkKey('https://example.org/a b'))
  expect(linkKey('https://example.org/paper?id=1')).not.toBe(linkKey('https://example.org/paper?id=2'))
  expect([linkKey('notes/a.md'), linkKey('https://example.org/'), linkKey('javascript:alert(1)')]).toEqual([null, null, null])
  expect([leadsSomewhere('https://example.org/a'), leadsSomewhere('notes/a.md'), leadsSomewhere('data:text/html,x')]).toEqual([true, false, false])
})

test('a title is known by its letters and digits', () => {
  expect(titleKey('Signal–To–Noise Ratio: A  Robust Metric')).toBe(titleKey('signal-to-noise ratio a robust metric.'))
  expect(titleKey('On K\\"{a}hler $\\varepsilon$-nets')).toBe(titleKey('On Kähler ε-Nets'))
  expect(titleKey('\\emph{“Why Should I Trust You?”}')).toBe(titleKey('"Why should I trust you"'))
  expect(titleKey('深度学习')).toBe('深度学习')
  expect(titleKey('+++')).not.toBe(titleKey('---'))
})

test('names are read with commas, “and”, and the family name first', () => {
  expect(namesOf('Hinton, Geoffrey E., Simon Osindero, and Yee-Whye Teh.')).toEqual(['Geoffrey E. Hinton', 'Simon Osindero', 'Yee-Whye Teh'])
  expect(namesOf('He, Kaiming, et al.')).toEqual(['Kaiming He et al.'])
  expect(namesOf('A. One and B. Two')).toEqual(['A. One', 'B. Two'])
  expect(namesOf('Smith, J.; Doe, A.')).toEqual(['Smith, J.', 'Doe, A.'])
})
