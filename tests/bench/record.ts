/** The table, on the screen and in docs/benchmarks.md. */
import { readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Figure } from './figure'

const head = ['work', 'found', 'against', 'ratio', 'must reach', 'reached']

export function tableOf(figures: Figure[]): string {
  return aligned(figures.map(cellsOf))
}

/** Writes the figures into their part of the page. Where only some rows were measured, the others stay as they were. */
export function record(run: { engine: string; posts: number; whole: boolean }, figures: Figure[]): void {
  const file = path.resolve('docs', 'benchmarks.md')
  writeFileSync(file, recordedIn(readFileSync(file, 'utf8'), run, figures, {
    day: new Date().toISOString().slice(0, 10), machine: `${os.availableParallelism()} cores (${os.cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}`,
  }))
}

/** The page with these figures in it. Throws where the page has lost the marks between which figures stand. */
export function recordedIn(page: string, run: { engine: string; posts: number; whole: boolean }, figures: Figure[], made: { day: string; machine: string }): string {
  const [begin, end] = [`<!-- figures: ${run.engine} ${run.posts} -->`, '<!-- end of figures -->']
  const all = page.indexOf('<!-- all figures -->')
  if (all < 0) throw new Error('docs/benchmarks.md has lost the mark <!-- all figures --> under which figures are added.')
  const from = page.indexOf(begin)
  const to = from < 0 ? -1 : page.indexOf(end, from)
  if (from >= 0 && to < 0) throw new Error(`docs/benchmarks.md has lost the end of ${begin}.`)
  const kept = from < 0 || run.whole ? [] : rowsIn(page.slice(from, to))
  const measured = figures.map(cellsOf)
  const rows = [...kept.map(row => measured.find(([what]) => what === row[0]) ?? row), ...measured.filter(([what]) => !kept.some(row => row[0] === what))]
  const title = `### ${run.engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'}, ${run.posts.toLocaleString('en-GB')} posts`
  const section = `${begin}\n${title}\n\nLast measured on ${made.day}: ${made.machine}.\n\n${aligned(rows)}\n${end}`
  if (from >= 0) return page.slice(0, from) + section + page.slice(to + end.length)
  const at = all + '<!-- all figures -->'.length
  return `${page.slice(0, at)}\n\n${section}${page.slice(at)}`
}

function cellsOf(figure: Figure): string[] {
  return [figure.what, figure.found, figure.against ?? '', figure.ratio ?? '', figure.allowed, figure.holds ? 'yes' : '**no**'].map(cell => cell.replaceAll('|', '/'))
}

function rowsIn(section: string): string[][] {
  return section.split('\n').filter(line => line.startsWith('| ')).slice(1).map(line => line.split('|').slice(1, -1).map(cell => cell.trim())).filter(cells => !/^-+$/.test(cells[0] ?? ''))
}

function aligned(rows: string[][]): string {
  const widths = head.map((title, n) => Math.max(...[title, ...rows.map(row => row[n] ?? '')].map(cell => cell.length)))
  const line = (cells: string[]) => `| ${widths.map((width, n) => (cells[n] ?? '').padEnd(width)).join(' | ')} |`
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
