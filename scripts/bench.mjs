/**
 * `npm run bench`: measures what docs/benchmarks.md records, as ratios within one run, and says where a bound is broken.
 * `npm run bench -- --record` writes the table into that page. A word names the files to run: `npm run bench -- votes`.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { prepare } from './prepare.mjs'
import { bin, root, run, stop } from './run.mjs'

process.chdir(root)
process.env.NEXT_TELEMETRY_DISABLED = '1'
const words = process.argv.slice(2)
const only = words.filter(word => !word.startsWith('-'))
await prepare({ tools: true })

const folder = mkdtempSync(path.join(os.tmpdir(), 'colloquy-bench-'))
const report = path.join(folder, 'figures.jsonl')
// One file after the other: two that ran beside each other would measure each other.
const code = await run(bin('vitest'), ['run', '--project', 'bench', '--project', 'bench-postgres', '--no-file-parallelism', '--reporter=dot', ...only], { env: { ...process.env, BENCH_REPORT: report } })
const figures = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n').map(line => JSON.parse(line)) : []
rmSync(folder, { recursive: true, force: true })

const table = tableOf(figures)
process.stdout.write(`\n${table}\n`)
if (words.includes('--record')) record(table)
const broken = figures.filter(figure => !figure.holds).length
process.stdout.write(`${figures.length - broken} hold, ${broken} do not.\n`)
if (code !== 0 && broken === 0) stop('The bench itself failed; the reason stands above.')
process.exitCode = broken === 0 ? 0 : 1

function tableOf(all) {
  const rows = all.map(figure => [figure.what, figure.found, figure.allowed, figure.holds ? 'yes' : 'no'])
  const head = ['figure', 'found', 'allowed', 'holds']
  const widths = head.map((title, n) => Math.max(...[title, ...rows.map(row => row[n])].map(cell => cell.length)))
  const line = cells => `| ${cells.map((cell, n) => cell.padEnd(widths[n])).join(' | ')} |`
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

function record(text) {
  const file = path.join(root, 'docs', 'benchmarks.md')
  const [before, after] = ['<!-- figures -->', '<!-- end of figures -->']
  const page = readFileSync(file, 'utf8')
  const [from, to] = [page.indexOf(before), page.indexOf(after)]
  if (from < 0 || to < from) stop('docs/benchmarks.md has lost the marks between which the figures stand.')
  const day = new Date().toISOString().slice(0, 10)
  const told = `Found on ${day}: ${os.availableParallelism()} cores, Node ${process.versions.node}.`
  writeFileSync(file, `${page.slice(0, from)}${before}\n${told}\n\n${text}\n${page.slice(to)}`)
}
