import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { LinePlot } from '@/components/line-plot'
import { StackPlot } from '@/components/stack-plot'

const frame = { id: 'plot', title: 'Time to the first answer', says: '', csv: '/x.csv', table: { heads: [], rows: [] } }
const plotOf = (values: (number | null)[], measure: 'count' | 'time' = 'count') => renderToStaticMarkup(
  <LinePlot {...frame} measure={measure} labels={values.map((_, at) => `Month ${at}`)} lines={[{ name: 'Half', tone: 'first', values }]} />,
)

test('a single month is a bar with its number, not a dot', () => {
  const html = plotOf([3 * 3_600_000], 'time')
  expect(html).not.toContain('<circle')
  expect(html).toMatch(/class="bars" d="M[\d. ]+h64\.0V/)
  expect(html).toContain('3 hours</text>')
  // What is least on the scale has a height, too.
  expect(plotOf([1_000], 'time')).toMatch(/class="bars" d="M[\d.]+ 210\.0h64\.0V212\.0/)
})

test('three known months of a year are bars, and many a line', () => {
  const year = (known: number) => Array.from({ length: 12 }, (_, at) => (at < known ? at + 1 : null))
  expect(plotOf(year(3))).not.toContain('class="line"')
  expect(plotOf(year(12))).toContain('class="line"')
})

test('a week alone is no bar as wide as the page', () => {
  expect(renderToStaticMarkup(<StackPlot {...frame} labels={['1 Jan']} layers={[{ name: 'Questions', tone: 'first', values: [4] }]} />)).toMatch(/class="bars first" d="M[\d. ]+h96\.0V/)
})
