import fc from 'fast-check'
import { expect, test } from 'vitest'
import { likelyWorth } from '@/forum/ranking'

test('worked numbers of the Wilson bound at 80 % confidence', () => {
  // z = 1.28155; for 1 of 1: (1 + z²/2 − z·√(z²/4)) / (1 + z²) = 1 / (1 + z²)
  expect(likelyWorth(1, 1)).toBeCloseTo(0.3784, 3)
  expect(likelyWorth(0, 5)).toBe(0)
  // 9 of 10: (0.9 + 0.08212 − 1.28155·√((0.09 + 0.04106) / 10)) / 1.16424 = (0.98212 − 0.14671) / 1.16424
  expect(likelyWorth(9, 10)).toBeCloseTo(0.7176, 3)
  expect(likelyWorth(0, 0)).toBe(0)
})

test('of two answers with equal votes the one that fewer passed over stands higher', () => {
  expect(likelyWorth(3, 3)).toBeGreaterThan(likelyWorth(3, 10))
})

test('one more vote never lowers a rank, and it lies between 0 and 1', () => {
  fc.assert(fc.property(fc.nat(500), fc.nat(500), (votes, others) => {
    const voters = votes + others
    expect(likelyWorth(votes, voters)).toBeGreaterThanOrEqual(0)
    expect(likelyWorth(votes, voters)).toBeLessThanOrEqual(1)
    expect(likelyWorth(votes + 1, voters + 1)).toBeGreaterThanOrEqual(likelyWorth(votes, voters))
  }))
})
