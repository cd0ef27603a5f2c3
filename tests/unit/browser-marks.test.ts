import fc from 'fast-check'
import { expect, test } from 'vitest'
import { marked } from '@/browser/marks'
import type { Mark } from '@/browser/marks'

const at = (text: string, from: number, to = from) => ({ text, from, to })

test('a selected word becomes bold and stays selected', () => {
  expect(marked(at('the path matters', 4, 8), 'bold')).toEqual({ text: 'the **path** matters', from: 6, to: 10 })
})

test('without a selection a sample is put in to be typed over', () => {
  expect(marked(at('', 0), 'formula')).toEqual({ text: '$x^2$', from: 1, to: 4 })
})

test('a link leaves its address selected', () => {
  const { text, from, to } = marked(at('see the paper', 8, 13), 'link')
  expect(text).toBe('see the [paper](https://)')
  expect(text.slice(from, to)).toBe('https://')
})

test('a list and a quotation mark whole lines', () => {
  expect(marked(at('one\ntwo', 0, 7), 'list').text).toBe('- one\n- two')
  expect(marked(at('first\nsecond', 8), 'quote').text).toBe('first\n> second')
})

test('a passage of the page is quoted on lines of its own', () => {
  expect(marked(at('I doubt', 7), 'quote', 'The path\nmatters.').text).toBe('I doubt\n\n> The path\n> matters.\n\n')
  expect(marked(at('', 0), 'quote', 'So.')).toEqual({ text: '> So.\n\n', from: 7, to: 7 })
})

test('several lines of code become a block', () => {
  expect(marked(at('a\nb', 0, 3), 'code').text).toBe('```\na\nb\n```\n')
})

test('no mark ever loses a letter of the text', () => {
  const marks: Mark[] = ['bold', 'link', 'quote', 'code', 'formula', 'list']
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '\n', ' ', '*') }), fc.nat(), fc.nat(), fc.constantFrom(...marks), (text, one, two, mark) => {
    const [from, to] = [one % (text.length + 1), two % (text.length + 1)].sort((a, b) => a - b)
    const next = marked({ text, from: from ?? 0, to: to ?? 0 }, mark)
    const letters = (given: string) => given.replace(/[^é]/g, '').length
    expect(letters(next.text)).toBe(letters(text))
    expect(next.from).toBeLessThanOrEqual(next.to)
    expect(next.to).toBeLessThanOrEqual(next.text.length)
  }))
})
