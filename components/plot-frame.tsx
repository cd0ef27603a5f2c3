/** What every plot has: its axes, a text in its place, the same numbers as a table, and the file beside it. Drawn twice, for wide and for
 *  narrow pages, because letters in a drawing shrink with it. */
import type { ReactNode } from 'react'
import { t } from '@/words'

export type Size = { width: number; height: number; left: number; right: number; top: number; bottom: number; ticks: number }
export type Tick = { at: number; label: string }
/** The colours are tokens; see plots.css. */
export type Tone = 'first' | 'second' | 'third'
export type Named = { name: string; tone: Tone }

const sizes = {
  wide: { width: 720, height: 240, left: 56, right: 12, top: 10, bottom: 28, ticks: 8 },
  narrow: { width: 328, height: 220, left: 48, right: 8, top: 10, bottom: 28, ticks: 4 },
} as const satisfies Record<string, Size>

type Given = {
  /** For addresses within the page. */
  id: string
  title: string
  /** What the plot shows, in words. */
  says: string
  series: readonly Named[]
  draw: (size: Size) => { rows: readonly Tick[]; columns: readonly Tick[]; marks: ReactNode }
  table: { heads: readonly string[]; rows: readonly (readonly ReactNode[])[] }
  csv: string
}

export function Plot({ id, title, says, series, draw, table, csv }: Given) {
  return (
    <figure className="plot">
      <figcaption>
        <span className="label">{title}</span>
        <ul className="keys-of-plot">{series.map(one => <li key={one.name}><i className={`swatch ${one.tone}`} aria-hidden="true" />{one.name}</li>)}</ul>
      </figcaption>
      {(['wide', 'narrow'] as const).map(form => <Drawing key={form} id={`${id}-${form}`} form={form} title={title} says={says} draw={draw} />)}
      <div className="under-plot small">
        <details>
          <summary>{t('The numbers')}</summary>
          <Figures label={title} {...table} />
        </details>
        <a href={csv} download="" aria-label={t('CSV: {0}', title)}>{t('CSV')}</a>
      </div>
    </figure>
  )
}

function Drawing({ id, form, title, says, draw }: Pick<Given, 'id' | 'title' | 'says' | 'draw'> & { form: keyof typeof sizes }) {
  const size = sizes[form]
  const { rows, columns, marks } = draw(size)
  return (
    <svg className={form} viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-labelledby={`${id}-title ${id}-says`}>
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-says`}>{says}</desc>
      <g aria-hidden="true">
        {rows.map(row => <path key={row.label} className="grid" d={`M${size.left} ${row.at}H${size.width - size.right}`} />)}
        {rows.map(row => <text key={row.label} x={size.left - 8} y={row.at + 4} textAnchor="end">{row.label}</text>)}
        {columns.map(column => <text key={column.at} x={column.at} y={size.height - 8} textAnchor={anchorOf(column.at, size)}>{column.label}</text>)}
        {marks}
      </g>
    </svg>
  )
}

function anchorOf(at: number, { width, right }: Size): 'middle' | 'end' {
  return at > width - right - 24 ? 'end' : 'middle'
}

/** Numbers as a table that scrolls by itself where it is too wide. The first of each row is its head, long where rows are `named`. */
export function Figures({ label, heads, rows, named = false }: { label: string; heads: readonly string[]; rows: readonly (readonly ReactNode[])[]; named?: boolean }) {
  return (
    <div className="scroll" role="region" aria-label={label} tabIndex={0}>
      <table className={named ? 'figures named' : 'figures'}>
        <thead><tr>{heads.map(head => <th key={head} scope="col">{head}</th>)}</tr></thead>
        <tbody>{rows.map(([first, ...cells], at) => <tr key={at}><th scope="row">{first}</th>{cells.map((cell, column) => <td key={column}>{cell}</td>)}</tr>)}</tbody>
      </table>
    </div>
  )
}
