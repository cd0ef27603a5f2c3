/** What the bench says of one thing that it measured. */
import { z } from 'zod'
import type { Measured } from './load/plan'
import { median } from './rounds'

export const figure = z.object({
  /** What was measured, in words; tells figures apart. */
  what: z.string(),
  /** As a person reads it, median and best of the rounds. */
  found: z.string(),
  /** The same of what it is measured against, and how many times that was found. */
  against: z.string().default(''),
  ratio: z.string().default(''),
  /** The bound, or `told only`. */
  allowed: z.string(),
  holds: z.boolean(),
})
export type Figure = z.input<typeof figure>
export type Tell = (figure: Figure) => void

const toldOnly = 'told only'

/** Rates, of which more is better: at least `atLeast` times the other's, median by median. */
export function rateAgainst(what: string, ours: number[], other: { name: string; rates: number[] }, atLeast: number | null): Figure {
  const ratio = median(ours) / median(other.rates)
  return { what, found: rate(ours), against: `${other.name} ${rate(other.rates)}`, ratio: ratio.toFixed(2), allowed: atLeast === null ? toldOnly : `at least ${atLeast}`, holds: atLeast === null || ratio >= atLeast }
}

/** A rate that must be reached as it stands. */
export function rateAlone(what: string, ours: number[], atLeast: number | null): Figure {
  return { what, found: rate(ours), allowed: atLeast === null ? toldOnly : `at least ${atLeast}/s`, holds: atLeast === null || median(ours) >= atLeast }
}

/** Waits in ms, of which less is better: under `under` times the other's. */
export function waitAgainst(what: string, ours: number[], other: { name: string; waits: number[] }, under: number | null): Figure {
  const ratio = median(ours) / median(other.waits)
  return { what, found: wait(ours), against: `${other.name} ${wait(other.waits)}`, ratio: ratio.toFixed(2), allowed: under === null ? toldOnly : `under ${under}`, holds: under === null || ratio < under }
}

export function waitAlone(what: string, ours: number[], underMs: number | null): Figure {
  return { what, found: wait(ours), allowed: underMs === null ? toldOnly : `under ${underMs} ms`, holds: underMs === null || median(ours) < underMs }
}

/** Processor time of an answer in µs, all threads of the process: what the machine's other work disturbs least. */
export function costAgainst(what: string, ours: number[], other: { name: string; costs: number[] }): Figure {
  return { what, found: `${median(ours).toFixed(0)} µs`, against: `${other.name} ${median(other.costs).toFixed(0)} µs`, ratio: (median(ours) / median(other.costs)).toFixed(2), allowed: toldOnly, holds: true }
}

/** The same where there is nothing to measure against. */
export function costAlone(what: string, costs: number[]): Figure {
  return { what, found: `${median(costs).toFixed(0)} µs`, allowed: toldOnly, holds: true }
}

/** Something that is so or is not. */
export function exactly(what: string, found: string, allowed: string, holds: boolean): Figure {
  return { what, found, allowed, holds }
}

export function told(what: string, found: string): Figure {
  return { what, found, allowed: toldOnly, holds: true }
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MiB`
}

export const rates = (loads: Measured[]) => loads.map(load => load.perSecond)
export const waits = (loads: Measured[]) => loads.map(load => load.p99)

function rate(all: number[]): string {
  return `${rounded(median(all))}/s (best ${rounded(Math.max(...all))})`
}

function wait(all: number[]): string {
  return `${median(all).toFixed(1)} ms (best ${Math.min(...all).toFixed(1)})`
}

function rounded(perSecond: number): string {
  return perSecond < 100 ? perSecond.toFixed(1) : Math.round(perSecond).toLocaleString('en-GB')
}
