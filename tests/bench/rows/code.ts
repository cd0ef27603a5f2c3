/** What is measured inside the code, without a server: test files of this folder, each run alone by Vitest. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Row } from '../bench'
import { figure } from '../figure'

export const importing = codeRow('import', 'a long reading list comes in, and comes in again', { onBoth: false })
export const threads = codeRow('thread', 'reading a thread of 200 answers against one of 2, and its queries', { onBoth: true })
export const manyVotes = codeRow('parallel-votes', '200 votes at once through the action', { onBoth: true, file: 'votes' })
export const spam = codeRow('spam', 'spam of sixteen families and scholarly posts, judged by a filter that learned from half of them', { onBoth: false })
export const quality = codeRow('quality', 'what search finds of real discussions, against plain BM25 (--verbose: the ten worst queries)', { onBoth: true })
export const lighthouse: Row = { ...codeRow('lighthouse', 'Lighthouse’s simulated telephone (needs Chromium; only where it is named)', { onBoth: false }), onlyNamed: true }

function codeRow(name: string, says: string, { onBoth, file = name }: { onBoth: boolean; file?: string }): Row {
  return {
    name, says, ...(onBoth ? { onBoth: true as const } : {}), needsSite: false,
    async run({ engine, tell }) {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'colloquy-figures-'))
      const report = path.join(folder, 'figures.jsonl')
      const code = await vitest(engine === 'postgres' && onBoth ? 'bench-postgres' : 'bench', `tests/bench/${file}.test.ts`, report)
      const lines = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n') : []
      rmSync(folder, { recursive: true, force: true })
      const figures = lines.map(line => figure.parse(JSON.parse(line)))
      for (const found of figures) tell(found)
      if (code !== 0 && figures.every(({ holds }) => holds)) throw new Error(`tests/bench/${file}.test.ts failed; the reason stands above`)
    },
  }
}

function vitest(project: string, file: string, report: string): Promise<number> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [path.resolve('node_modules/vitest/vitest.mjs'), 'run', '--project', project, '--reporter=dot', file], { env: { ...process.env, BENCH_REPORT: report }, stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('exit', code => { resolve(code ?? 1) })
  })
}
