import { expect, test } from 'vitest'
import { Turns } from '@/config/turns'

test('so many work at once, and the others follow in the order in which they came', async () => {
  const turns = new Turns(2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const works = [0, 1, 2, 3].map(n => turns.take(() => {
    begun.push(n)
    return new Promise<void>(end => { ends[n] = end })
  }))

  expect(begun).toEqual([0, 1])
  ends[1]?.()
  await works[1]
  expect(begun).toEqual([0, 1, 2])
  ends[0]?.()
  await works[0]
  expect(begun).toEqual([0, 1, 2, 3])
  ends[2]?.()
  ends[3]?.()
  await Promise.all(works)
})

test('work that fails gives its turn back', async () => {
  const turns = new Turns(1)

  await expect(turns.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no')

  expect(await turns.take(() => Promise.resolve('done'))).toBe('done')
})
