import { expect, test } from 'vitest'
import { work } from '@/browser/work'
import { isWorkDone, timingToken } from '@/forum/screening/timing'

process.env['AUTH_SECRET'] ??= 'a secret for tests that is long enough to be one'

test('what a browser works out the server takes, for that token and no other', async () => {
  const [token, other] = [timingToken(new Date()), timingToken(new Date(0))]
  const answer = await work(token, 12)

  expect(answer).toMatch(/^\d+$/)
  expect(isWorkDone(token, answer, 12)).toBe(true)
  expect([isWorkDone(other, answer, 12), isWorkDone(token, '', 12), isWorkDone(token, '1e5', 12), isWorkDone(undefined, answer, 12)]).toEqual([false, false, false, false])
})
