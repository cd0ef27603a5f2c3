import { expect, test } from 'vitest'
import { operator } from '@/forum/viewer'
import { importList } from '@/reading-list/apply'
import type { Imported } from '@/reading-list/apply'
import { aDatabase } from '../support/database'
import { must } from '../support/world'
import { tell, tellOnly, tellSeconds } from './figures'

aDatabase()

const papers = 2_000
const perTopic = 40

/** A list as people write them: topics, links, thumbs, notes below notes, and on every fourth paper questions with formulas. */
function aList(): string {
  const lines = ['---', 'title: A long list', 'author: The bench', 'legend: 👍 means read twice', '---', '']
  for (let n = 0; n < papers; n++) {
    if (n % perTopic === 0) lines.push('', `## Topic ${n / perTopic + 1}`, '')
    lines.push(
      `- [On the ${n}th way to measure distance](https://arxiv.org/abs/${1000 + Math.floor(n / 500)}.${String(10_000 + n)}) ${n % 3 === 0 ? '👎' : '👍'} a remark on number ${n}`,
      `  - The loss of paper ${n} is $\\sum_i \\max(0, d_i - ${n})$, kept for hard pairs only.`,
      `    - It costs ${n} more passes over the data.`,
      '  - The second table is the one to read.',
    )
    if (n % 4 === 0) {
      lines.push(
        `  - Question 1: **Why ${n} clusters?** The number is never varied, and $k = ${n}$ is no round one.`,
        '  - Question 2: **Does the margin matter?** With `margin = 0` the bound should hold all the same.',
      )
    }
  }
  return `${lines.join('\n')}\n`
}

test('a list of 2,000 papers comes in, and comes in again', async () => {
  const list = aList()
  const [imported, first] = await timed(list)
  expect([imported.found.papers, imported.found.questions, imported.found.notes]).toEqual([papers, papers / 2, papers * 3])
  tellSeconds(`import of ${papers} papers, ${papers * 3} notes, ${papers / 2} questions`, first, 20)

  const [again, second] = await timed(list)
  tellSeconds('the same list again', second, 5)
  tell({ what: 'what the same list again changes', found: `${movedBy(again)} things`, allowed: 'nothing', holds: movedBy(again) === 0 })

  const [reworded, third] = await timed(list.replace('of paper 1000 is', 'of paper 1000 was'))
  expect([reworded.added.length, reworded.changed.length, reworded.removed.length]).toEqual([0, 1, 0])
  tellOnly(`with one note of ${papers * 3} reworded`, `${third.toFixed(2)} s`)
})

async function timed(list: string): Promise<[Imported, number]> {
  const began = performance.now()
  const imported = must(await importList(list, operator, { dryRun: false }))
  return [imported, (performance.now() - began) / 1000]
}

function movedBy({ added, changed, removed }: Imported): number {
  return added.length + changed.length + removed.length
}
