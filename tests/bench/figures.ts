/** What the bench found, one line a figure: printed by `npm run bench`, and refused by the test where the bound is broken. */
import { appendFileSync } from 'node:fs'
import { expect } from 'vitest'

export type Figure = {
  /** What was measured, in words. */
  what: string
  /** As a person reads it: "2.1 times", "4.8 s". */
  found: string
  /** The bound, or what the figure is told for. */
  allowed: string
  holds: boolean
}

/** Tells a figure; where it does not hold, the test fails with it. */
export function tell(figure: Figure): void {
  const report = process.env['BENCH_REPORT']
  if (report) appendFileSync(report, `${JSON.stringify(figure)}\n`)
  expect(figure.holds, `${figure.what}: ${figure.found}, allowed ${figure.allowed}`).toBe(true)
}

/** A bound on how many times as long, or as much, something may take. */
export function tellRatio(what: string, ratio: number, atMost: number, base: string): void {
  tell({ what, found: `${ratio.toFixed(2)} times ${base}`, allowed: `under ${atMost} times`, holds: ratio < atMost })
}

/** A bound on how long something may take. */
export function tellSeconds(what: string, seconds: number, atMost: number): void {
  tell({ what, found: `${seconds.toFixed(2)} s`, allowed: `under ${atMost} s`, holds: seconds < atMost })
}

/** A figure without a bound. */
export function tellOnly(what: string, found: string): void {
  tell({ what, found, allowed: 'told only', holds: true })
}

/** The medians of two works in milliseconds, done in turns, so that a busy moment of the machine meets both. */
export async function inTurns(first: () => Promise<unknown>, second: () => Promise<unknown>, rounds: number): Promise<{ first: number; second: number }> {
  const [a, b]: [number[], number[]] = [[], []]
  await first()
  await second()
  for (let round = 0; round < rounds; round++) {
    a.push(await msOf(first))
    b.push(await msOf(second))
  }
  return { first: median(a), second: median(b) }
}

export async function msOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function median(all: number[]): number {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
}
