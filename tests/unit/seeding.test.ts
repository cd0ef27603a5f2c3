import { expect, test } from 'vitest'
import { Chance } from '@/forum/seeding/chance'
import { answerText, questionText, titleText } from '@/forum/seeding/texts'
import { fields } from '@/forum/seeding/vocabulary'

test('the same seed tells the same story, another seed another', () => {
  const story = (seed: string) => {
    const chance = new Chance(seed)
    return fields.map(field => [titleText(chance, field), questionText(chance, field), answerText(chance, field)])
  }
  expect(story('one')).toEqual(story('one'))
  expect(story('one')).not.toEqual(story('two'))
})

test('chance is fair enough and keeps its bounds', () => {
  const chance = new Chance('dice')
  const counts = new Map<number, number>()
  for (let n = 0; n < 6_000; n++) {
    const rolled = chance.between(1, 6)
    counts.set(rolled, (counts.get(rolled) ?? 0) + 1)
  }
  expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6])
  for (const count of counts.values()) expect(count).toBeGreaterThan(850)
  expect(new Set(chance.different(20, 25)).size).toBe(20)
  expect(Math.max(...Array.from({ length: 1_000 }, () => chance.few(2, 7)))).toBe(7)
})

test('there are thousands of titles', () => {
  const chance = new Chance('titles')
  expect(new Set(Array.from({ length: 4_000 }, (_, n) => titleText(chance, fields[n % fields.length] ?? chance.pick(fields)))).size).toBeGreaterThan(2_500)
})
