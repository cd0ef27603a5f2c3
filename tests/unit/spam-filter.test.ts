import { beforeAll, describe, expect, test } from 'vitest'
import { judge, leastLessons } from '@/forum/screening/bayes'
import { scholarlySamples } from '../support/scholarly'
import { unseenFamilies } from '../support/spam'
import { halved, spamSamples, summed, tried } from '../support/spam-trial'
import type { Outcome } from '../support/spam-trial'

const seed = 'held rightly'

describe('half a mixture teaches the filter, and a trusted member’s posts are judged', () => {
  let outcomes: Outcome[] = []
  beforeAll(() => {
    const fair = scholarlySamples(seed, 60)
    const spam = spamSamples(seed, 26, fair.map(({ around }) => around))
    outcomes = tried(halved(seed, [...spam, ...fair]))
  })

  test('at least 98 % of the spam is held', () => {
    expect(summed(outcomes).spam, told(outcomes.filter(({ sample, why }) => sample.spam && why.length === 0))).toBeGreaterThanOrEqual(98)
  })

  test('at most 2 % of the honest posts are', () => {
    expect(summed(outcomes).fair, told(outcomes.filter(({ sample, why }) => !sample.spam && why.length > 0))).toBeLessThanOrEqual(2)
  })

  test('kinds of spam that nobody taught it are held, too', () => {
    const unseen = outcomes.filter(({ sample }) => unseenFamilies.some(family => family === sample.family))

    expect(unseen.length).toBe(3 * 26)
    expect(summed(unseen).spam, told(unseen.filter(({ why }) => why.length === 0))).toBeGreaterThanOrEqual(90)
  })

  test('what it held it can explain', () => {
    const held = outcomes.filter(({ sample, why }) => sample.spam && why.includes('filter'))

    expect(held.every(({ because }) => because.length > 0 && because.every(words => !words.startsWith('#')))).toBe(true)
  })
})

test('the filter says nothing until it has seen enough of both kinds', () => {
  const counts = new Map([['casino', { spam: leastLessons, fair: 0 }]])

  expect(judge(['casino'], counts, { spam: leastLessons - 1, fair: 500 })).toBeNull()
  expect(judge(['casino'], counts, { spam: 500, fair: leastLessons - 1 })).toBeNull()
  expect(judge(['casino'], counts, { spam: leastLessons, fair: leastLessons })?.likelihood).toBeGreaterThan(0.9)
})

test('words it has never met move nothing', () => {
  expect(judge(['unheard', 'of'], new Map(), { spam: 50, fair: 50 })).toEqual({ likelihood: 0.5, weighed: [] })
})

function told(outcomes: Outcome[]): string {
  return outcomes.map(({ sample, why, likelihood }) => `${sample.family} ${likelihood?.toFixed(3) ?? '–'} [${why.join(',')}] ${sample.body.slice(0, 200)}`).join('\n')
}
