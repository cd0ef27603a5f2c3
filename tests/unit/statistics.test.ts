/** The arithmetic of the statistics: waits that have not ended, and tables for spreadsheets. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { waitsOf } from '@/forum/statistics/waits'
import { csv } from '@/text/csv'

test('with every wait ended, half are over at the median and shares are plain fractions', () => {
  const waits = waitsOf([4, 1, 3, 2].map(ms => ({ ms, ended: true })))

  expect([waits.quantile(0.5), waits.quantile(0.9), waits.within(2), waits.within(3), waits.within(0), waits.within(99)]).toEqual([2, 4, 0.5, 0.75, 0, 1])
})

// Kaplan and Meier 1958, the example of section 2: deaths at 0.8, 3.1, 5.4, 9.2; losses at 1.0, 2.7, 7.0, 12.1.
test('the estimate is that of the paper from which it comes', () => {
  const waits = waitsOf([[0.8, true], [3.1, true], [5.4, true], [9.2, true], [1, false], [2.7, false], [7, false], [12.1, false]].map(([ms, ended]) => ({ ms: Number(ms), ended: ended === true })))

  expect([0.8, 3.1, 5.4, 9.2].map(ms => 1 - (waits.within(ms) ?? 0)).map(share => Math.round(share * 10_000) / 10_000)).toEqual([0.875, 0.7, 0.525, 0.2625])
  expect(waits.quantile(0.5)).toBe(9.2)
  expect(waits.quantile(0.9)).toBeNull()
})

test('nothing is said of a time for which nothing was watched', () => {
  const waits = waitsOf([{ ms: 5, ended: false }, { ms: 2, ended: true }])

  expect([waits.within(5), waits.within(6), waits.quantile(0.5), waits.quantile(0.9)]).toEqual([0.5, null, 2, null])
  expect([waitsOf([]).within(1), waitsOf([]).quantile(0.5)]).toEqual([null, null])
})

test('a question that waits still never makes answers look quicker', () => {
  fc.assert(fc.property(fc.array(fc.record({ ms: fc.nat(1_000), ended: fc.boolean() }), { minLength: 1 }), fc.nat(1_000), (waits, ms) => {
    const before = waitsOf(waits).within(500)
    const after = waitsOf([...waits, { ms: 500 + ms, ended: false }]).within(500)
    expect(after === null ? 1 : after).toBeLessThanOrEqual((before ?? 1) + 1e-9)
  }))
})

test('cells are quoted where they must be, and lines end as RFC 4180 has them', () => {
  expect(csv([['plain', 'a, b', 'says "so"', 'two\nlines', 3.5, null], ['', '变化', -0.5, 0, ' ', 'x']])).toBe('plain,"a, b","says ""so""","two\nlines",3.5,\r\n,变化,-0.5,0, ,x\r\n')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '＝1', '\u200b=1'])('the text %j is no formula in a spreadsheet', text => {
  expect(csv([[text]])).toMatch(/^"?'/)
})

test('whatever stands in a table is read back as it was, but for the guard', () => {
  fc.assert(fc.property(fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 2 }), { minLength: 1 }), rows => {
    expect(readCsv(csv(rows)).map(row => row.map(cell => cell.replace(/^'/, '')))).toEqual(rows.map(row => row.map(cell => cell.replace(/^'/, ''))))
  }))
})

/** RFC 4180 read by its grammar. */
function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
