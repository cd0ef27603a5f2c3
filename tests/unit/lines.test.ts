import { expect, test } from 'vitest'
import { Lines } from '@/db/engines/lines'

const turn = () => new Promise<void>(done => { setImmediate(done) })

test('of one line so many work at once, whatever other lines do, and an empty line is forgotten', async () => {
  const lines = new Lines(2)
  const atWork = { a: 0, b: 0 }
  const most = { a: 0, b: 0 }
  const work = (name: 'a' | 'b') => lines.take(name, async () => {
    atWork[name]++
    most[name] = Math.max(most[name], atWork[name])
    await turn()
    atWork[name]--
  })

  const all = [work('a'), work('a'), work('a'), work('a'), work('b')]
  expect(lines.size).toBe(2)
  await Promise.all(all)

  expect(most).toEqual({ a: 2, b: 1 })
  expect(lines.size).toBe(0)
})

test('work that fails gives its place in the line back', async () => {
  const lines = new Lines(1)

  await expect(lines.take('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')

  expect(await lines.take('a', () => Promise.resolve('done'))).toBe('done')
  expect(lines.size).toBe(0)
})
