import fc from 'fast-check'
import { expect, test } from 'vitest'
import { excerpt, firstSentence } from '@/text/excerpt'

test('a short text is its own excerpt, on one line', () => {
  expect(excerpt('one\n\ntwo  three', 40)).toBe('one two three')
})

test('a long text is cut between words and says so', () => {
  expect(excerpt('the quick, brown fox', 12)).toBe('the quick…')
})

test('a formula is kept whole or left out', () => {
  expect(excerpt('We minimise $\\frac{a + b}{c}$ over all', 22)).toBe('We minimise…')
  expect(excerpt('We minimise \\( a + b \\) over all of them', 28)).toBe('We minimise \\( a + b \\)…')
  expect(excerpt('A sum $$x + y + z + w$$ here', 16)).toBe('A sum…')
})

test('an endless word and Chinese are cut within', () => {
  expect(excerpt('a'.repeat(50), 10)).toBe(`${'a'.repeat(9)}…`)
  expect(excerpt('数学公式很长很长很长', 5)).toBe('数学公式…')
})

test('no excerpt is longer than allowed, nor ends in half a sign', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '$', '\\(', '\\)', '👩', '.', '\n', '学') }), fc.integer({ min: 1, max: 60 }), (text, max) => {
      for (const cut of [excerpt(text, max), firstSentence(text, max)]) {
        expect(cut.length).toBeLessThanOrEqual(max)
        expect(cut).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
      }
    }),
  )
})

test.each([
  ['Why does it converge? I tried it.', 'Why does it converge?'],
  ['See Eq. (7) and Fig. 3, e.g. the case of Smith et al. Then it fails. More.', 'See Eq. (7) and Fig. 3, e.g. the case of Smith et al. Then it fails.'],
  ['The rate is 69.7 % in v1.2 of A. Smith. Why?', 'The rate is 69.7 % in v1.2 of A. Smith.'],
  ['Is $f(x) = 1. \\text{Or? No}$ right? Yes.', 'Is $f(x) = 1. \\text{Or? No}$ right?'],
  ['1. Why is this so? Because.', '1. Why is this so?'],
  ['No full stop\n\nAnother paragraph.', 'No full stop'],
  ['He said “why?” Then left.', 'He said “why?”'],
  ['为什么收敛？我试过。', '为什么收敛？'],
  ['If the answer of Question1 is yes', 'If the answer of Question1 is yes'],
  ['Is it i.i.d. noise? Yes.', 'Is it i.i.d. noise?'],
])('the first sentence of %j', (text, sentence) => {
  expect(firstSentence(text)).toBe(sentence)
})

test('a long first sentence is cut at a word within 120 characters', () => {
  const heading = firstSentence(`${'word '.repeat(60)}end. Next.`)
  expect(heading).toMatch(/^(word ){22,23}word…$/)
  expect(heading.length).toBeLessThanOrEqual(120)
})
