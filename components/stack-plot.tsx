/** Counts of several kinds, one upon the other, over time. */
import { stack } from 'd3-shape'
import type { ReactNode } from 'react'
import { Plot } from '@/components/plot-frame'
import type { Named, Size } from '@/components/plot-frame'
import { bandScale, barOf, columnsOf, countScale, middleOf } from '@/components/plot-scales'

// One bar as wide as the page is no bar.
const barMost = 96

export type Layer = Named & { values: readonly number[] }

export function StackPlot({ layers, labels, ...frame }: {
  id: string; title: string; says: string; csv: string; layers: readonly Layer[]; labels: readonly string[]
  table: { heads: readonly string[]; rows: readonly (readonly ReactNode[])[] }
}) {
  const places = labels.map((_, at) => layers.map(layer => layer.values[at] ?? 0))
  const piled = stack<unknown, number[], number>().keys(layers.map((_, at) => at)).value((place, key) => place[key] ?? 0)(places)
  const draw = (size: Size) => {
    const up = countScale(Math.max(...places.map(place => place.reduce((sum, value) => sum + value, 0)), 0), size)
    const along = bandScale(labels.length, size)
    const width = Math.min(along.bandwidth(), barMost)
    const marks = piled.map((pile, key) => (
      <path key={key} className={`bars ${layers[key]?.tone ?? 'first'}`} d={pile.map(([low, high], at) => (high > low ? barOf(middleOf(along, at) - width / 2, width, up.at(high), up.at(low)) : '')).join('')} />
    ))
    return { rows: up.rows, columns: columnsOf(labels, along, size), marks }
  }
  return <Plot {...frame} series={layers} draw={draw} />
}
