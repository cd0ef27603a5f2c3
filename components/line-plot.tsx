/** Lines over time: counts, or times on a scale by powers of ten. Where there are few values, bars with their numbers: a line of one is a dot. */
import { area, line } from 'd3-shape'
import type { ReactNode } from 'react'
import { Plot } from '@/components/plot-frame'
import type { Named, Size } from '@/components/plot-frame'
import { bandScale, barOf, columnsOf, countScale, middleOf, timeScale } from '@/components/plot-scales'
import { durationOf } from '@/components/statistics-words'
import { figures } from '@/words'

/** `null`: nothing is known of that place, and the line has a gap. */
export type Line = Named & { values: readonly (number | null)[]; filled?: boolean }

export function LinePlot({ lines, labels, measure, ...frame }: {
  id: string; title: string; says: string; csv: string; lines: readonly Line[]; labels: readonly string[]; measure: 'count' | 'time'
  table: { heads: readonly string[]; rows: readonly (readonly ReactNode[])[] }
}) {
  const draw = (size: Size) => {
    const values = lines.flatMap(one => one.values.filter(value => value !== null))
    const up = measure === 'count' ? countScale(Math.max(...values, 0), size) : timeScale(values, size)
    const along = bandScale(labels.length, size)
    const words = measure === 'count' ? figures : durationOf
    const marks = areFew(lines) ? lines.map((one, nth) => <BarMarks key={one.name} line={one} x={at => ({ from: (along(at) ?? 0) + nth * along.bandwidth() / lines.length, width: along.bandwidth() / lines.length })} y={up.at} ground={size.height - size.bottom} words={words} />) : lines.map(one => <LineMarks key={one.name} line={one} x={at => middleOf(along, at)} y={up.at} ground={size.height - size.bottom} />)
    return { rows: up.rows, columns: columnsOf(labels, along, size), marks }
  }
  return <Plot {...frame} series={lines} draw={draw} />
}

const placesFew = 6
const valuesFew = 3

function areFew(lines: readonly Line[]): boolean {
  return lines.every(({ values }) => values.length <= placesFew || values.filter(value => value !== null).length <= valuesFew)
}

const barMost = 64
// What is least on the scale is seen, too.
const leastHigh = 2

function BarMarks({ line: { values, tone }, x, y, ground, words }: {
  line: Line; x: (at: number) => { from: number; width: number }; y: (value: number) => number; ground: number; words: (value: number) => string
}) {
  const bars = values.flatMap((value, at) => {
    const { from, width } = x(at)
    const middle = from + width / 2
    return value === null ? [] : [{ middle, width: Math.min(width, barMost), top: value > 0 ? Math.min(y(value), ground - leastHigh) : y(value), words: words(value) }]
  })
  return (
    <g className={tone}>
      <path className="bars" d={bars.map(({ middle, width, top }) => barOf(middle - width / 2, width, top, ground)).join('')} />
      {bars.map(({ middle, top, words: said }) => <text key={middle} x={middle.toFixed(1)} y={(Math.max(top, 14) - 4).toFixed(1)} textAnchor="middle">{said}</text>)}
    </g>
  )
}

function LineMarks({ line: { values, tone, filled = false }, x, y, ground }: { line: Line; x: (at: number) => number; y: (value: number) => number; ground: number }) {
  const points = values.map((value, at) => ({ value, x: x(at), y: value === null ? 0 : y(value) }))
  const isKnown = (point: (typeof points)[number]) => point.value !== null
  const path = line<(typeof points)[number]>().defined(isKnown).x(point => point.x).y(point => point.y).digits(1)(points)
  const under = filled ? area<(typeof points)[number]>().defined(isKnown).x(point => point.x).y0(ground).y1(point => point.y).digits(1)(points) : null
  return (
    <g className={tone}>
      {under === null ? null : <path className="area" d={under} />}
      {path === null ? null : <path className="line" d={path} />}
      {points.length > 40 ? null : points.filter(isKnown).map(point => <circle key={point.x} cx={point.x.toFixed(1)} cy={point.y.toFixed(1)} r="2.5" />)}
    </g>
  )
}
