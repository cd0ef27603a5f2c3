/** Where things stand in a plot. */
import { scaleBand, scaleLinear, scaleLog } from 'd3-scale'
import type { ScaleBand } from 'd3-scale'
import type { Size, Tick } from '@/components/plot-frame'
import { figures, t } from '@/words'

const hour = 3_600_000
/** Times that people know, for an axis on which each step is several times the one before. */
const times = [
  { ms: 60_000, label: t('1 min') }, { ms: 10 * 60_000, label: t('10 min') }, { ms: hour, label: t('1 h') }, { ms: 6 * hour, label: t('6 h') }, { ms: 24 * hour, label: t('1 day') },
  { ms: 7 * 24 * hour, label: t('1 week') }, { ms: 30 * 24 * hour, label: t('30 days') }, { ms: 365 * 24 * hour, label: t('1 year') }, { ms: 10 * 365 * 24 * hour, label: t('10 years') },
] as const

export type Upright = { at: (value: number) => number; rows: Tick[] }

/** Counts from nothing up. */
export function countScale(most: number, { height, top, bottom }: Size): Upright {
  const scale = scaleLinear().domain([0, Math.max(most, 4)]).nice(4).range([height - bottom, top])
  return { at: scale, rows: scale.ticks(4).filter(Number.isInteger).map(value => ({ at: scale(value), label: figures(value) })) }
}

/** Times, by the power of ten: minutes and months are both seen. */
export function timeScale(values: readonly number[], { height, top, bottom }: Size): Upright {
  const low = times.findLast(time => time.ms <= Math.min(...values)) ?? times[0]
  const high = times.find(time => time.ms >= Math.max(...values) && time.ms > low.ms) ?? times[times.length - 1] ?? low
  const scale = scaleLog().domain([low.ms, high.ms]).range([height - bottom, top]).clamp(true)
  return { at: value => scale(Math.max(value, low.ms)), rows: times.filter(time => time.ms >= low.ms && time.ms <= high.ms).map(time => ({ at: scale(time.ms), label: time.label })) }
}

/** One place for each of so many, from left to right. */
export function bandScale(count: number, { width, left, right }: Size): ScaleBand<number> {
  return scaleBand<number>().domain(Array.from({ length: count }, (_, at) => at)).range([left, width - right]).paddingInner(count > 60 ? 0 : 0.2)
}

/** Labels under some of the places, as many as have room. */
export function columnsOf(labels: readonly string[], scale: ScaleBand<number>, { ticks }: Size): Tick[] {
  const step = Math.max(1, Math.ceil(labels.length / ticks))
  return labels.flatMap((label, at) => ((labels.length - 1 - at) % step === 0 ? [{ at: middleOf(scale, at), label }] : []))
}

export function middleOf(scale: ScaleBand<number>, at: number): number {
  return (scale(at) ?? 0) + scale.bandwidth() / 2
}

/** A bar as a path, from its `top` down to its `bottom`. */
export function barOf(x: number, width: number, top: number, bottom: number): string {
  return `M${x.toFixed(1)} ${top.toFixed(1)}h${width.toFixed(1)}V${bottom.toFixed(1)}h${(-width).toFixed(1)}Z`
}
