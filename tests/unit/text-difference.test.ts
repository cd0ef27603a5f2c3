import fc from 'fast-check'
import { expect, test } from 'vitest'
import { difference } from '@/text/difference'
import { replaced } from '@/text/replaced'
import type { Change } from '@/text/rendered'

const joined = (changes: Change[], ...kinds: Change['kind'][]) =>
  changes.filter(change => kinds.includes(change.kind)).map(change => change.text).join('')

test('a reworded sentence shows the words that went and came', () => {
  expect(difference('the loss is convex here', 'the loss is smooth here')).toEqual([
    { kind: 'same', text: 'the loss is ' },
    { kind: 'removed', text: 'convex' },
    { kind: 'added', text: 'smooth' },
    { kind: 'same', text: ' here' },
  ])
})

test('equal texts have no change, and nothing has nothing', () => {
  expect(difference('same', 'same')).toEqual([{ kind: 'same', text: 'same' }])
  expect(difference('', '')).toEqual([])
})

test('both texts can be read out of a comparison, to the letter', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '.', 'é', '学', '👩', '\r\n') })
  fc.assert(
    fc.property(words, words, (before, after) => {
      for (const changes of [difference(before, after), replaced(before, after)]) {
        expect(joined(changes, 'same', 'removed')).toBe(before)
        expect(joined(changes, 'same', 'added')).toBe(after)
        expect(changes.every(change => change.text !== '')).toBe(true)
      }
    }),
  )
})

test('two long texts with nothing in common are compared in under a second', () => {
  const before = Array.from({ length: 10_000 }, (_, word) => `a${word}`).join(' ')
  const after = Array.from({ length: 10_000 }, (_, word) => `b${word}`).join(' ')
  const start = performance.now()
  const changes = difference(before, after)
  expect(performance.now() - start).toBeLessThan(1_000)
  expect(joined(changes, 'same', 'added')).toBe(after)
})
